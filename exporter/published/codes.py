"""Codes of the findings about files that differ from their pages."""

from exporter.diagnostics import Code, Severity

STALE = Code(
    "stale-file",
    Severity.ERROR,
    "A file was made from other content than its page has now.",
    why="Readers get the words of yesterday's page.",
    mend="Run 'exporter build' and publish the new file.",
)
GONE = Code(
    "missing-file",
    Severity.ERROR,
    "A file that the plan asks for is not there.",
    why="A download that the page offers is not there.",
    mend="Run 'exporter build', and publish what it made.",
)
ENVIRONMENT = Code(
    "other-environment",
    Severity.NOTE,
    "A file was made with other versions of libraries or fonts.",
    why="The words are the same, but the file may look a little different when it is made anew.",
    mend="Nothing has to be done; the next change of the page makes it anew.",
)
ORPHAN = Code(
    "orphan",
    Severity.WARNING,
    "A file that the exporter wrote is of an export that is gone.",
    why="The file stays in the folder though no page offers it any more.",
    mend="Run 'exporter clean', which removes files whose export is gone.",
)
OLD_DATE = Code(
    "old-date",
    Severity.WARNING,
    "A name carries a date, and what it names has changed since.",
    why="The date in the name says that the file is older than its words.",
    mend="Give the download a new date with the 'exporter rename' that the hint shows.",
)
MISSING = Code(
    "published-missing",
    Severity.ERROR,
    "A published file lacks a question of its page.",
    why="Readers of the published file do not find an answer that the website gives.",
    mend="Build the file and publish it anew.",
)
OTHER_TEXT = Code(
    "published-other-text",
    Severity.ERROR,
    "A published file has another text under a question.",
    why="Readers of the published file get another answer than those of the website.",
    mend="Build the file and publish it anew, or correct the page.",
)
REWORDED = Code(
    "published-reworded",
    Severity.ERROR,
    "A published file words a question or its answer differently.",
    why="The published file and the website word the same thing differently.",
    mend="Build the file and publish it anew, or correct the page.",
)
ADDED = Code(
    "published-added",
    Severity.ERROR,
    "A published file has a question that its page has not.",
    why="Readers of the published file find an answer that the website no longer gives.",
    mend="Add the question to the page if it still counts, then build and publish.",
)
REORDERED = Code(
    "published-reordered",
    Severity.ERROR,
    "A published file has a question at another place.",
    why="The order differs from that of the website, so that readers do not find their place.",
    mend="Build the file and publish it anew.",
)
LINK = Code(
    "unanswered-link",
    Severity.ERROR,
    "A download link leads to no file, or not to the one that was built.",
    why="Readers who follow the download link get nothing, or an old file.",
    mend="Build, and copy the files to the site with 'exporter publish'.",
)
UNREADABLE = Code(
    "published",
    Severity.ERROR,
    "A published file cannot be read as a PDF or DOCX.",
    why="What the published file says cannot be compared with its page.",
    mend="Check that the file is a whole PDF or DOCX and is not locked with a password.",
)
CODES = (UNREADABLE, STALE, GONE, ENVIRONMENT, ORPHAN, OLD_DATE, MISSING, OTHER_TEXT, REWORDED, ADDED, REORDERED, LINK)
