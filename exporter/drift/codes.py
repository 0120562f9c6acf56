"""The kinds of findings about files that are not as their pages are."""

from exporter.diagnostics import Code, Severity

STALE = Code("stale-file", Severity.ERROR, "A file was made from other content than its page has now.")
GONE = Code("missing-file", Severity.ERROR, "A file that the plan asks for is not there.")
ENVIRONMENT = Code("other-environment", Severity.NOTE, "A file was made with other versions of libraries or fonts.")
ORPHAN = Code("orphan", Severity.WARNING, "A file that the exporter wrote is of an export that is gone.")
OLD_DATE = Code("old-date", Severity.WARNING, "A name carries a date, and what it names has changed since.")
MISSING = Code("published-missing", Severity.ERROR, "A published file lacks a question of its page.")
OTHER_TEXT = Code("published-other-text", Severity.ERROR, "A published file has another text under a question.")
REWORDED = Code("published-reworded", Severity.ERROR, "A published file words a question or its answer differently.")
ADDED = Code("published-added", Severity.ERROR, "A published file has a question that its page has not.")
REORDERED = Code("published-reordered", Severity.ERROR, "A published file has a question at another place.")
LINK = Code("unanswered-link", Severity.ERROR, "A download link leads to no file, or not to the one that was built.")
UNREADABLE = Code("published", Severity.ERROR, "A published file cannot be read as a PDF or DOCX.")
CODES = (UNREADABLE, STALE, GONE, ENVIRONMENT, ORPHAN, OLD_DATE, MISSING, OTHER_TEXT, REWORDED, ADDED, REORDERED, LINK)
