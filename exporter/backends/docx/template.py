"""Builds the reference document, ``templates/docx/reference.docx``, from tokens and roles.

After a change of either: ``python -m exporter.backends.docx`` writes the shipped one anew.
"""

from exporter.backends.docx.formats import color
from exporter.backends.docx.look import Tokens
from exporter.backends.docx.style import style_element, style_id
from exporter.backends.docx.stylesheet import LIST_STEP, QUESTION, styles
from exporter.ooxml import archive, names, numbering
from exporter.ooxml.elements import Element, element, properties, root, serialize
from exporter.ooxml.theme import theme
from exporter.resources import Theme
from exporter.styling import roles

PATH = "templates/docx/reference.docx"
# kinds of lists by the sign or the number format of their levels; the question mark's text is set a document
BULLETS, NUMBERS, QUESTIONS, OPEN_TASKS, DONE_TASKS = range(5)
_NUMBER_FORMATS = (("decimal", "%{}."), ("lowerLetter", "%{}."), ("lowerRoman", "%{}."))
_SIGNS = ("•", "–")


def build(chosen: Theme) -> bytes:
    """A reference document with the looks of ``chosen``."""
    tokens = Tokens.of(chosen)
    parts = {
        "word/document.xml": (names.DOCUMENT_TYPE, _document()),
        "word/styles.xml": (names.STYLES_TYPE, _styles(tokens, chosen)),
        "word/numbering.xml": (names.NUMBERING_TYPE, _numbering(tokens)),
        "word/settings.xml": (names.SETTINGS_TYPE, _settings()),
        "word/fontTable.xml": (names.FONT_TABLE_TYPE, _fonts(tokens)),
        "word/theme/theme1.xml": (names.THEME_TYPE, _theme(tokens)),
    }
    files = {name: serialize(part) for name, (_, part) in parts.items()}
    files["docProps/core.xml"] = _CORE
    kinds = {f"/{name}": kind for name, (kind, _) in parts.items()}
    files[archive.CONTENT_TYPES] = archive.content_types({**kinds, "/docProps/core.xml": names.CORE_PROPERTIES_TYPE})
    files["_rels/.rels"] = archive.relationships(
        {
            "rId1": (names.OFFICE_DOCUMENT, "word/document.xml"),
            "rId2": (names.CORE_PROPERTIES, "docProps/core.xml"),
        }
    )
    files["word/_rels/document.xml.rels"] = archive.relationships(
        {
            "rId1": (names.STYLES, "styles.xml"),
            "rId2": (names.NUMBERING, "numbering.xml"),
            "rId3": (names.SETTINGS, "settings.xml"),
            "rId4": (names.FONT_TABLE, "fontTable.xml"),
            "rId5": (names.THEME, "theme/theme1.xml"),
        }
    )
    return archive.write(files)


_CORE = (
    b"<?xml version='1.0' encoding='UTF-8' standalone='yes'?>"
    b'<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"/>'
)


def _document() -> Element:
    document = root("w:document", ("r", "wp", "a", "pic"))
    size = element("w:pgSz", w=11906, h=16838)
    margins = element("w:pgMar", top=1247, right=1304, bottom=1247, left=1304, header=624, footer=624, gutter=0)
    document.append(element("w:body", element("w:sectPr", size, margins)))
    return document


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
    """The numbering part with all kinds of lists, for a reference document that lacks some."""
    return serialize(_numbering(Tokens.of(chosen)))


def _level(at: int, text: str, kind: str = "bullet", look: tuple[Element, ...] = ()) -> numbering.Level:
    left = LIST_STEP * (at + 1)
    return numbering.Level(text=text, number_format=kind, left=left, hanging=LIST_STEP, look=look)


def _settings() -> Element:
    made = root("w:settings")
    made.append(element("w:zoom", percent=100))
    made.append(element("w:defaultTabStop", val=567))
    made.append(element("w:characterSpacingControl", val="doNotCompress"))
    uri = "http://schemas.microsoft.com/office/word"
    setting = element("w:compatSetting", name="compatibilityMode", uri=uri, val=15)
    made.append(element("w:compat", setting))
    made.append(element("w:decimalSymbol", val="."))
    made.append(element("w:listSeparator", val=","))
    return made


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
