"""Kinds of paragraphs by the names of their styles: one table for all documents, used or not.

The names are those of the exporter, of Word and of LibreOffice. Programs write them in English whatever the language of
their window (ECMA-376 part 1, 17.7.4.9), and with other blanks and capitals.
"""

import re
from typing import Final

PLAIN: Final = "paragraph"
OTHER: Final = "other"
"""The kind of a paragraph whose style is in no table: a component's, or a foreign one."""
GENERATED: Final = "generated"
"""The kind of a paragraph that the exporter makes outside of the review map."""

_NAMES: Final = {
    PLAIN: "normal|bodytext|textbody|standard|nospacing|normal(web)|defaultparagraphstyle|bodytext2|bodytext3"
    "|faqanswer|listparagraph|firstparagraph|compact|listcontinue|bodytextindent",
    "title": "title",
    "subtitle": "subtitle",
    "question": "faqquestion",
    "quote": "quote|intensequote|quotations|blocktext|blockquote",
    "code": "code|preformattedtext|htmlpreformatted|plaintext|sourcecode|verbatim|macrotext",
    "label": "codefile|boxtitle|cardsubtitle",
    "caption": "caption|figurecaption|tablecaption|imagecaption|illustration",
    "cell": "tabletext|tablecontents|tableheading",
    "footnote": "footnotetext|footnote|endnotetext|endnote",
    GENERATED: "tocheading|contentsheading|indexheading|apparatusheading|reviewnotice|figure|rule|tableend|logo"
    "|header|footer|headerandfooter|documentcontrol|annotationtext|commenttext",
}
_KINDS: Final = {name: kind for kind, names in _NAMES.items() for name in names.split("|")}
_HEADING: Final = re.compile(r"heading([1-9])")
_LIST: Final = re.compile(r"list(bullet|number)([2-5]?)")
_CONTENTS: Final = re.compile(r"(?:toc|contents)[1-9]")


def style_key(name: str) -> str:
    """Return a style's name, or an id made of it, in the form that compares."""
    return re.sub(r"[\s_-]+", "", name).lower() or "normal"


def is_contents(name: str) -> bool:
    """Whether a style is that of lines of contents."""
    return _CONTENTS.fullmatch(style_key(name)) is not None


def kind_of(name: str) -> tuple[str, int, bool]:
    """Return the kind of paragraph that a style makes, its level, and whether it counts.

    The level of a heading is counted from 1, that of a list from 0; it is -1 for other kinds.
    """
    key = style_key(name)
    if found := _HEADING.fullmatch(key):
        return "heading", int(found[1]), False
    if found := _LIST.fullmatch(key):
        return "item", int(found[2] or 1) - 1, found[1] == "number"
    if is_contents(name):
        return GENERATED, -1, False
    return _KINDS.get(key, OTHER), -1, False
