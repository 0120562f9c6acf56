"""Names of styles that other modules ask for, and the sizes that several of them share."""

QUESTION = "FAQ Question"
ANSWER = "FAQ Answer"
TABLE = "Document Table"
CONTROL = "Document Control"
TABLE_TEXT = "Table Text"
CARD_SUBTITLE = "Card Subtitle"
BOX_TITLE = "Box Title"  # of containers whose role has none
FIGURE_CAPTION = "Figure Caption"
LINK = "Hyperlink"
SPACED = (*(f"heading {level}" for level in range(1, 7)), QUESTION, "TOC Heading", "Apparatus Heading")
"""Styles with more space above than between paragraphs."""

LIST_STEP = 340  # twips that each level of a list moves in: 6 mm
QUESTION_LIST = 3  # the ``w:num`` that the reference document's question style counts by
