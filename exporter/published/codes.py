"""Codes of the findings about files that differ from their pages."""

from exporter.diagnostics import Code, Severity

STALE = Code(
    "stale-file",
    Severity.ERROR,
    "The page of a file changed since the file was made.",
    why="Readers get old words.",
    mend="Run 'exporter build' and publish the new file.",
)
GONE = Code(
    "missing-file",
    Severity.ERROR,
    "A planned file is missing.",
    why="Readers do not find a download of the page.",
    mend="Run 'exporter build' and publish the new file.",
)
ENVIRONMENT = Code(
    "other-environment",
    Severity.NOTE,
    "A file was made with other versions of libraries or fonts.",
    why="The words are the same, but a rebuilt file may look a little different.",
    mend="Nothing has to be done; the next change of the page rebuilds the file.",
)
ORPHAN = Code(
    "orphan",
    Severity.WARNING,
    "A file of the exporter belongs to a deleted export.",
    why="The file stays in the folder, but no page offers it any more.",
    mend="Run 'exporter clean --orphans' to remove files of deleted exports.",
)
OLD_DATE = Code(
    "old-date",
    Severity.WARNING,
    "An export changed after the date or version in its name.",
    why="The date or version in the name is older than the words of the file.",
    mend="Give the download a new date with the 'exporter rename' command in the hint, or the next version.",
)
FAULTY = Code(
    "faulty-file",
    Severity.ERROR,
    "A file was built with errors: it names a picture or page that is missing.",
    why="Readers would get a document with holes.",
    mend="Fix the errors of its pages, and run 'exporter build'.",
)
MISSING = Code(
    "published-missing",
    Severity.ERROR,
    "A question of the page is missing in a published file.",
    why="Readers of the published file miss an answer of the website.",
    mend="Build the file and publish it again.",
)
OTHER_TEXT = Code(
    "published-other-text",
    Severity.ERROR,
    "A published file has another text under a question.",
    why="Readers of the published file and of the website get different answers.",
    mend="Build the file and publish it again, or correct the page.",
)
REWORDED = Code(
    "published-reworded",
    Severity.ERROR,
    "A published file words a question or its answer differently.",
    why="Readers of the published file and of the website read different words.",
    mend="Build the file and publish it again, or correct the page.",
)
ADDED = Code(
    "published-added",
    Severity.ERROR,
    "A published file has a question that its page does not have.",
    why="Readers of the published file find an old answer.",
    mend="Add the question to the page if it is still valid, then build and publish.",
)
REORDERED = Code(
    "published-reordered",
    Severity.ERROR,
    "A published file has a question at another place.",
    why="Readers do not find the order of the website.",
    mend="Build the file and publish it again.",
)
LINK = Code(
    "unanswered-link",
    Severity.ERROR,
    "A download link points to a missing or an old file.",
    why="Readers get an error or an old file.",
    mend="Build, and copy the files to the site with 'exporter publish'.",
)
UNREADABLE = Code(
    "published",
    Severity.ERROR,
    "A published file cannot be read as a PDF or DOCX.",
    why="The published file cannot be compared with its page.",
    mend="Check that the file is a complete PDF or DOCX without a password.",
)
DATED = Code(
    "dated-file",
    Severity.ERROR,
    "A published file or an archive with a version or a date in its name would change.",
    why="Readers who cited the file, or compare it with a sum, would find other words in it: it stays as it is.",
    mend="Build and publish the new state under the next version or date.",
)
UNRELEASED = Code(
    "unreleased",
    Severity.NOTE,
    "An export with '{version}' in its name has no version, and is not published.",
    why="The name with 'latest' is that of the newest published version.",
    mend="Build and publish a release: 'exporter build --release NAME', 'exporter publish --release NAME'.",
)
ORPHANED_COPY = Code(
    "orphaned-copy",
    Severity.WARNING,
    "A published file belongs to a deleted export.",
    why="The file stays on the site, but no page offers it any more.",
    mend="Run 'exporter publish --remove-orphans' to remove published files of deleted exports.",
)
CODES = (
    UNREADABLE,
    STALE,
    GONE,
    FAULTY,
    ENVIRONMENT,
    ORPHAN,
    OLD_DATE,
    MISSING,
    OTHER_TEXT,
    REWORDED,
    ADDED,
    REORDERED,
    LINK,
    DATED,
    UNRELEASED,
    ORPHANED_COPY,
)
