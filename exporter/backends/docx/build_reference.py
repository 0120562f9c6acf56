"""The reference document, ``templates/docx/reference.docx``, built from tokens and roles.

After a change of either: ``python -m exporter.backends.docx`` writes the shipped one anew.
"""

from collections.abc import Iterable, Iterator

from exporter.backends.docx.font_table import font_table
from exporter.backends.docx.formatting import color
from exporter.backends.docx.style_definition import StyleDefinition, style_element, style_id
from exporter.backends.docx.stylesheet import QUESTION, styles
from exporter.backends.docx.theme_tokens import Tokens
from exporter.ooxml import names, numbering, runs
from exporter.ooxml.archive import RelatedPart, word_package
from exporter.ooxml.elements import Element, element, properties, root, serialize
from exporter.ooxml.numbering import LIST_STEP
from exporter.ooxml.settings import settings_part
from exporter.ooxml.theme import theme
from exporter.theme.files import Theme
from exporter.theme.styles import roles

# kinds of lists by the sign or the number format of their levels; each document sets the sign of questions
BULLETS, NUMBERS, QUESTIONS, OPEN_TASKS, DONE_TASKS = range(5)
_NUMBER_FORMATS = (("decimal", "%{}."), ("lowerLetter", "%{}."), ("lowerRoman", "%{}."))
_SIGNS = ("•", "–")


def build_reference(chosen: Theme) -> bytes:
    """Return a reference document with the styles of ``chosen``."""
    tokens = Tokens.of(chosen)
    parts = (
        RelatedPart("styles.xml", names.STYLES, names.STYLES_TYPE, serialize(_styles(tokens, chosen))),
        RelatedPart("numbering.xml", names.NUMBERING, names.NUMBERING_TYPE, numbering_part(chosen)),
        RelatedPart("settings.xml", names.SETTINGS, names.SETTINGS_TYPE, settings_part()),
        RelatedPart("fontTable.xml", names.FONT_TABLE, names.FONT_TABLE_TYPE, serialize(font_table(tokens, chosen))),
        RelatedPart("theme/theme1.xml", names.THEME, names.THEME_TYPE, serialize(_theme(tokens))),
    )
    size = element("w:pgSz", w=11906, h=16838)
    margins = element("w:pgMar", top=1247, right=1304, bottom=1247, left=1304, header=624, footer=624, gutter=0)
    examples = _style_examples(styles(tokens, roles(chosen).values()))
    return word_package(main_part(*examples, element("w:sectPr", size, margins)), parts)


def main_part(*content: Element) -> bytes:
    """Return the main part with this body; its last element is the layout of its one section."""
    document = root("w:document", ("r", "wp", "a", "pic"))
    document.append(element("w:body", *content))
    return serialize(document)


def _styles(tokens: Tokens, chosen: Theme) -> Element:
    family = tokens.font("text")
    # no colour: automatic text follows high contrast and dark screens, and table styles may set their own
    run = properties(
        "w:rPr",
        [
            element("w:rFonts", ascii=family, hAnsi=family, cs=family),
            element("w:sz", val=round(tokens.points("size-text") * 2)),
            element("w:szCs", val=round(tokens.points("size-text") * 2)),
            element("w:lang", val="en-US", eastAsia="ja-JP", bidi="ar-SA"),
        ],
    )
    made = root("w:styles")
    made.append(element("w:docDefaults", element("w:rPrDefault", run), element("w:pPrDefault")))
    made.extend(style_element(style) for style in styles(tokens, roles(chosen).values()))
    return made


def _numbering(tokens: Tokens) -> Element:
    made = root("w:numbering")
    mark = (element("w:b"), color(tokens.color("accent")))
    made.append(numbering.abstract(BULLETS, [_level(at, _SIGNS[at % 2], run=mark) for at in range(numbering.LEVELS)]))
    numbers = [_level(at, text.format(at + 1), kind) for at, (kind, text) in enumerate(_NUMBER_FORMATS * 3)]
    made.append(numbering.abstract(NUMBERS, numbers))
    room = LIST_STEP + 60
    question = numbering.ListLevel(text="Q.", number_format="none", left=room, hanging=room, style=style_id(QUESTION))
    made.append(numbering.abstract(QUESTIONS, [question]))
    for kind, sign in ((OPEN_TASKS, "☐"), (DONE_TASKS, "☑")):
        font = element("w:rFonts", ascii=_SYMBOLS, hAnsi=_SYMBOLS, cs=_SYMBOLS, eastAsia=_SYMBOLS, hint="eastAsia")
        made.append(numbering.abstract(kind, [_level(at, sign, run=(font,)) for at in range(numbering.LEVELS)]))
    for kind in range(5):
        made.append(numbering.instance(kind + 1, kind))
    return made


_SYMBOLS = "Segoe UI Symbol"


def numbering_part(chosen: Theme) -> bytes:
    """Return the numbering part with all kinds of lists."""
    return serialize(_numbering(Tokens.of(chosen)))


def _level(at: int, text: str, kind: str = "bullet", run: tuple[Element, ...] = ()) -> numbering.ListLevel:
    left = LIST_STEP * (at + 1)
    return numbering.ListLevel(text=text, number_format=kind, left=left, hanging=LIST_STEP, run=run)


def _theme(tokens: Tokens) -> Element:
    colors = ("text", "ground", "head", "surface", *_ACCENTS, "link", "visited")
    return theme(NAME, [tokens.color(name) for name in colors], tokens.font("heading"), tokens.font("text"))


NAME = "Document"
_ACCENTS = ("accent", "info", "tip", "success", "warning", "danger")


_INVISIBLE = ("Table End", "Normal Table", "No List", "Default Paragraph Font")
_COLUMN = 2400  # twips


def _style_examples(styles: Iterable[StyleDefinition]) -> Iterator[Element]:
    """Yield a paragraph or a table for each visible style: whoever edits a style sees its effect.

    No other file has these examples.
    """
    for style in styles:
        if style.name not in _INVISIBLE:
            yield from _EXAMPLES[style.kind](style)


def _paragraph_example(style: StyleDefinition) -> Iterator[Element]:
    formatting = [element("w:pStyle", val=style_id(style.name))]
    yield element("w:p", properties("w:pPr", formatting), runs.text(style.name))


def _character_example(style: StyleDefinition) -> Iterator[Element]:
    yield element("w:p", runs.text(style.name, element("w:rStyle", val=style_id(style.name))))


def _table_example(style: StyleDefinition) -> Iterator[Element]:
    formatting = [
        element("w:tblStyle", val=style_id(style.name)),
        element("w:tblW", w=2 * _COLUMN, type="dxa"),
        element("w:tblLook", val="0620", firstRow=1, lastRow=0, firstColumn=0, lastColumn=0, noHBand=1, noVBand=1),
    ]
    grid = element("w:tblGrid", *(element("w:gridCol", w=_COLUMN) for _ in range(2)))
    rows = (_row(style, head=True), _row(style, head=False))
    yield element("w:tbl", properties("w:tblPr", formatting), grid, *rows)
    yield element("w:p")


def _row(style: StyleDefinition, *, head: bool) -> Element:
    mark = properties("w:trPr", [element("w:tblHeader")]) if head else None
    return element("w:tr", mark, *(_cell(style.name) for _ in range(2)))


def _cell(words: str) -> Element:
    width = properties("w:tcPr", [element("w:tcW", w=_COLUMN, type="dxa")])
    formatting = properties("w:pPr", [element("w:pStyle", val=style_id("Table Text"))])
    return element("w:tc", width, element("w:p", formatting, runs.text(words)))


_EXAMPLES = {"paragraph": _paragraph_example, "character": _character_example, "table": _table_example}
