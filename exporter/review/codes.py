"""Why a reviewed file is not applied."""

from exporter.diagnostics import Code, Severity

EXPORT = Code("review-export", Severity.ERROR, "A reviewed file of no known export, or not named as its export.")
CHANGED = Code("page-changed", Severity.ERROR, "A page that somebody else changed while a review was applied to it.")
CODES = (EXPORT, CHANGED)
