"""The kinds of finding that components report."""

from exporter.diagnostics import Code, Severity

UNKNOWN_PROP = Code(
    "unknown-prop",
    Severity.ERROR,
    "a prop unknown to the component",
    why="The website and the document ignore the prop, so its value is lost.",
    mend="Correct the prop's name: the hint has the nearest one, the components reference has all.",
    lowered=True,
)
PROP_VALUE = Code(
    "prop-value",
    Severity.ERROR,
    "a prop value of the wrong type, or not an allowed one",
    why="The component cannot use the value.",
    mend="Write one of the values that the message names.",
    lowered=True,
)
PROP_MISSING = Code(
    "prop-missing",
    Severity.WARNING,
    "a missing prop that the component needs",
    why="The component shows nothing, on the website and in the document.",
    mend="Add the prop that the message names.",
)
UNKNOWN_SLOT = Code(
    "unknown-slot",
    Severity.WARNING,
    "a slot unknown to the component; its content stays",
    why="The content stays, but may be at another place.",
    mend="Correct the slot's name: the hint has the nearest one.",
)
LOSS_CARDS = Code(
    "loss-cards",
    Severity.LOSS,
    "cards that only the website selects",
    why="The website chooses cards when it is opened; a document cannot.",
    mend="Name the cards in the page, or link to the page of the site that shows them.",
)
LOSS_DATA = Code(
    "loss-data",
    Severity.LOSS,
    "a table whose data is not a file of the site; a link replaces it",
    why="The document cannot read the table's rows, or there are too many.",
    mend="Save the data below the public folder, or accept the link.",
)
LOSS_MOTION = Code(
    "loss-motion",
    Severity.LOSS,
    "slides that the website moves; a document shows them one by one",
    why="A document does not move: it shows all slides one after the other.",
    mend="Nothing has to be done; order the slides so that they read well.",
)
INCLUDE = Code(
    "include",
    Severity.ERROR,
    "a page that another one shows is not there, shows itself, or is nested too deep",
    why="The words of that page would be missing in the document.",
    mend="Correct the path: it counts from the content folder, its folder of partials, or the page's own folder.",
    lowered=True,
)
COMPONENT = Code(
    "component",
    Severity.ERROR,
    "a component of another package failed, or returned invalid content",
    why="The component's part of the page cannot be shown.",
    mend="Fix the component: the message names its module and line.",
)
LOSS_PROP = Code(
    "loss-prop",
    Severity.LOSS,
    "words in a prop or slot of a component that documents do not show",
    why="Readers of the document do not see words that the website shows.",
    mend="Put the words into the page itself, if readers of documents need them.",
)
LOSS_WEBSITE = Code(
    "loss-website",
    Severity.LOSS,
    "forms, marks and announcements, which only the website can show",
    why="The content works only on the website.",
    mend="Nothing has to be done; describe it in words if readers of the document need it.",
)

CODES = tuple(value for value in list(globals().values()) if isinstance(value, Code))
