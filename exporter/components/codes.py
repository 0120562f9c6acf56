"""The kinds of finding that components report."""

from exporter.diagnostics import Code, Severity

UNKNOWN_PROP = Code(
    "unknown-prop",
    Severity.ERROR,
    "a prop that the component does not have",
    why="The website ignores the prop, and so would the document: what you wrote there would be lost.",
    mend="Correct the prop's name: the hint has the nearest one, the reference of components all of them.",
    lowered=True,
)
PROP_VALUE = Code(
    "prop-value",
    Severity.ERROR,
    "a prop value of the wrong type, or not an allowed one",
    why="The component cannot do what the value asks for.",
    mend="Write one of the values that the message names.",
    lowered=True,
)
PROP_MISSING = Code(
    "prop-missing",
    Severity.WARNING,
    "a prop without which the component shows nothing",
    why="The component shows nothing, on the website and in the document.",
    mend="Add the prop that the message names.",
)
UNKNOWN_SLOT = Code(
    "unknown-slot",
    Severity.WARNING,
    "a slot that the component does not have; its content stays",
    why="The content stays, but not at the place that you meant.",
    mend="Correct the slot's name: the hint has the nearest one.",
)
LOSS_CARDS = Code(
    "loss-cards",
    Severity.LOSS,
    "what is not shown of cards that the website selects",
    why="The website chooses cards when it is opened; a document cannot.",
    mend="Name the cards in the page, or link to the page of the site that shows them.",
)
LOSS_DATA = Code(
    "loss-data",
    Severity.LOSS,
    "a table whose data is not a file of the site; a link stands in its place",
    why="The table's rows are not at hand when the document is made, or are too many.",
    mend="Save the data below the public folder, or accept the link that stands in its place.",
)
LOSS_MOTION = Code(
    "loss-motion",
    Severity.LOSS,
    "slides that the website moves; a document shows them one by one",
    why="A document does not move: all slides stand one after the other.",
    mend="Nothing has to be done; order the slides so that they read well.",
)
COMPONENT = Code(
    "component",
    Severity.ERROR,
    "a component of another package failed, or gave what is not content",
    why="The component's part of the page cannot be shown.",
    mend="Mend the component: the message names its module and line.",
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
    "what only the website can show: a form, its marks, its announcements",
    why="The website shows something here that only works there.",
    mend="Nothing has to be done; write in words what readers of the document need to know.",
)

CODES = tuple(value for value in list(globals().values()) if isinstance(value, Code))
