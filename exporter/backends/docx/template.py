"""Builds the reference document, ``templates/docx/reference.docx``, from tokens and roles.

After a change of either: ``python -m exporter.backends.docx`` writes the shipped one anew.
"""

from exporter.backends.docx.examples import examples
from exporter.backends.docx.formats import color
from exporter.backends.docx.look import Tokens
from exporter.backends.docx.style import style_element, style_id
from exporter.backends.docx.stylesheet import styles
from exporter.backends.docx.stylesheet.names import LIST_STEP, QUESTION
from exporter.ooxml import names, numbering
from exporter.ooxml.archive import Related, word_package
from exporter.ooxml.elements import Element, element, properties, root, serialize
from exporter.ooxml.theme import theme
from exporter.theme.files import Theme
from exporter.theme.styles import roles

# kinds of lists by the sign or the number format of their levels; the question mark's text is set a document
BULLETS, NUMBERS, QUESTIONS, OPEN_TASKS, DONE_TASKS = range(5)
_NUMBER_FORMATS = (("decimal", "%{}."), ("lowerLetter", "%{}."), ("lowerRoman", "%{}."))
_SIGNS = ("•", "–")


def build(chosen: Theme) -> bytes:
    """A reference document with the looks of ``chosen``."""
    tokens = Tokens.of(chosen)
    parts = (
        Related("styles.xml", names.STYLES, names.STYLES_TYPE, serialize(_styles(tokens, chosen))),
        Related("numbering.xml", names.NUMBERING, names.NUMBERING_TYPE, numbering_part(chosen)),
        Related("settings.xml", names.SETTINGS, names.SETTINGS_TYPE, settings_part()),
        Related("fontTable.xml", names.FONT_TABLE, names.FONT_TABLE_TYPE, serialize(_fonts(tokens))),
        Related("theme/theme1.xml", names.THEME, names.THEME_TYPE, serialize(_theme(tokens))),
    )
    size = element("w:pgSz", w=11906, h=16838)
    margins = element("w:pgMar", top=1247, right=1304, bottom=1247, left=1304, header=624, footer=624, gutter=0)
    shown = examples(styles(tokens, roles(chosen).values()))
    return word_package(main_part(*shown, element("w:sectPr", size, margins)), parts)


def main_part(*content: Element) -> bytes:
    """The main part with this body, whose last element is the layout of its one section."""
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
    made.append(numbering.abstract(BULLETS, [_level(at, _SIGNS[at % 2], look=mark) for at in range(numbering.LEVELS)]))
    numbers = [_level(at, text.format(at + 1), kind) for at, (kind, text) in enumerate(_NUMBER_FORMATS * 3)]
    made.append(numbering.abstract(NUMBERS, numbers))
    room = LIST_STEP + 60
    question = numbering.Level(text="Q.", number_format="none", left=room, hanging=room, style=style_id(QUESTION))
    made.append(numbering.abstract(QUESTIONS, [question]))
    for kind, sign in ((OPEN_TASKS, "☐"), (DONE_TASKS, "☑")):
        font = element("w:rFonts", ascii=_SYMBOLS, hAnsi=_SYMBOLS, cs=_SYMBOLS, eastAsia=_SYMBOLS, hint="eastAsia")
        made.append(numbering.abstract(kind, [_level(at, sign, look=(font,)) for at in range(numbering.LEVELS)]))
    for kind in range(5):
        made.append(numbering.instance(kind + 1, kind))
    return made


_SYMBOLS = "Segoe UI Symbol"


def numbering_part(chosen: Theme) -> bytes:
    """The numbering part with all kinds of lists."""
    return serialize(_numbering(Tokens.of(chosen)))


def _level(at: int, text: str, kind: str = "bullet", look: tuple[Element, ...] = ()) -> numbering.Level:
    left = LIST_STEP * (at + 1)
    return numbering.Level(text=text, number_format=kind, left=left, hanging=LIST_STEP, look=look)


def settings_part() -> bytes:
    """The settings part: how Word 2013 and later lay a text out."""
    made = root("w:settings")
    made.append(element("w:zoom", percent=100))
    made.append(element("w:defaultTabStop", val=567))
    made.append(element("w:characterSpacingControl", val="doNotCompress"))
    uri = "http://schemas.microsoft.com/office/word"
    setting = element("w:compatSetting", name="compatibilityMode", uri=uri, val=15)
    made.append(element("w:compat", setting))
    made.append(element("w:decimalSymbol", val="."))
    made.append(element("w:listSeparator", val=","))
    return serialize(made)


def _fonts(tokens: Tokens) -> Element:
    """The families with what Word takes where a machine lacks them (17.8.3)."""
    made = root("w:fonts")
    stands_in = {tokens.font("text"): ("Segoe UI", "swiss"), tokens.font("heading"): ("Segoe UI", "swiss")}
    stands_in[tokens.font("code")] = ("Consolas", "modern")
    for family, (other, kind) in sorted(stands_in.items()):
        pitch = element("w:pitch", val="fixed" if kind == "modern" else "variable")
        made.append(
            element("w:font", element("w:altName", val=other), element("w:family", val=kind), pitch, name=family)
        )
    return made


def _theme(tokens: Tokens) -> Element:
    colors = ("text", "ground", "head", "surface", *_ACCENTS, "link", "visited")
    return theme(NAME, [tokens.color(name) for name in colors], tokens.font("heading"), tokens.font("text"))


NAME = "Document"
_ACCENTS = ("accent", "info", "tip", "success", "warning", "danger")
