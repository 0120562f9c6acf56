"""The kinds of finding that components report."""

from exporter.diagnostics import Code, Severity

UNKNOWN_PROP = Code("unknown-prop", Severity.ERROR, "a prop that the component does not have")
PROP_VALUE = Code("prop-value", Severity.ERROR, "a prop's value of the wrong type, or none of those it may have")
PROP_MISSING = Code("prop-missing", Severity.WARNING, "a prop without which the component shows nothing")
COMPONENT = Code("component", Severity.ERROR, "a component of another package failed, or gave what is no content")
UNKNOWN_SLOT = Code("unknown-slot", Severity.WARNING, "a slot that the component does not have; its content stays")
LOSS_PROP = Code("loss-prop", Severity.LOSS, "words in a prop or slot of a component that documents do not show")
LOSS_CARDS = Code("loss-cards", Severity.LOSS, "what is not shown of cards that the website selects")
LOSS_DATA = Code("loss-data", Severity.LOSS, "a table whose data is no file of the site; a link stands in its place")
LOSS_MOTION = Code("loss-motion", Severity.LOSS, "slides that the website moves; a document shows them one by one")
LOSS_WEBSITE = Code(
    "loss-website", Severity.LOSS, "what only the website can show: a form, its marks, its announcements"
)

CODES = tuple(value for value in list(globals().values()) if isinstance(value, Code))
