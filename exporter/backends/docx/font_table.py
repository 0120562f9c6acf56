"""The font table (17.8): the theme's families, how to replace them, and their faces inside the file."""

from collections.abc import Iterator
from dataclasses import dataclass

from docx.document import Document as WordDocument

from exporter.backends.docx.opc import Relations, new_part
from exporter.backends.docx.options import FONT, DocxOptions
from exporter.backends.docx.theme_tokens import Tokens
from exporter.diagnostics import Diagnostics, UsageError
from exporter.fonts.embedding import description, packed_size, repertoire, subset_face, whole_face
from exporter.fonts.families import BY_NAME, Family, installed
from exporter.fonts.own_families import known_families
from exporter.model.document import Document
from exporter.model.strings import strings
from exporter.ooxml import names
from exporter.ooxml.elements import Element, element, root, serialize, set_child
from exporter.ooxml.embedded_fonts import font_key, obfuscated
from exporter.ooxml.names import qname
from exporter.theme.files import Theme

FONTS = ("text", "heading", "code")
MOST_BYTES = 240 * 1024  # of subsets, packed: a file with a few pages of text stays below 300 KB

Face = tuple[int, str]
_REGULAR, _BOLD, _ITALIC, _BOLD_ITALIC = (400, "normal"), (700, "normal"), (400, "italic"), (700, "italic")
_ELEMENTS = {_REGULAR: "Regular", _BOLD: "Bold", _ITALIC: "Italic", _BOLD_ITALIC: "BoldItalic"}
# of each font token, the important ones first: Word slants and thickens code by itself
_FACES: dict[str, tuple[Face, ...]] = {
    "text": (_REGULAR, _BOLD, _ITALIC, _BOLD_ITALIC),
    "code": (_REGULAR,),
    "heading": (_BOLD, _BOLD_ITALIC),
}


@dataclass(frozen=True, slots=True)
class _Like:
    """The look of a generic family: a substitute that every Windows has, the family's kind (17.18.30), PANOSE 1.0."""

    substitute: str
    kind: str
    panose: tuple[int, ...]


_GENERIC = {
    "sans-serif": _Like("Segoe UI", "swiss", (2, 11, 5, 2, 4, 2, 4, 2, 2, 3)),
    "serif": _Like("Cambria", "roman", (2, 4, 5, 3, 5, 4, 6, 3, 2, 4)),
    "monospace": _Like("Consolas", "modern", (2, 11, 6, 9, 2, 2, 4, 3, 2, 4)),
}


def font_table(tokens: Tokens, theme: Theme) -> Element:
    """Return a font table without faces."""
    known = _known(theme)
    made = root("w:fonts", ("r",))
    for name, like in sorted(_families(tokens).items()):
        made.append(_entry(name, like, known.get(name)))
    return made


def font_findings(document: Document, options: DocxOptions, theme: Theme, diagnostics: Diagnostics) -> None:
    """Add a finding for each family of the theme whose faces cannot be in the file."""
    if options.fonts == "none":
        return
    hint = "put its fonts into the theme's folder 'fonts', or set 'docx: {fonts: none}' to use the reader's fonts"
    try:
        known = known_families(theme)
    except UsageError as error:
        diagnostics.add(FONT, error.diagnostic.message, document.pos, error.diagnostic.hint)
        known = BY_NAME
    for name in sorted(_families(Tokens.of(theme))):
        family = known.get(name)
        if family is None or not installed(family):
            diagnostics.add(
                FONT, f"no font of the family '{name}': each reader's program chooses one", document.pos, hint
            )
        elif family.print_only:
            message = f"the licence bits of the family '{name}' allow no file that is edited to contain it"
            diagnostics.add(FONT, message, document.pos, "ask its maker for a licence, or use another family")


def embed_fonts(
    word: WordDocument, document: Document, options: DocxOptions, theme: Theme, diagnostics: Diagnostics
) -> None:
    """Give the package the theme's font table, with the faces that the options ask for."""
    tokens = Tokens.of(theme)
    table = font_table(tokens, theme)
    entries = {str(entry.get(qname("w:name"))): entry for entry in table}
    part = next(r.target_part for r in word.part.rels.values() if r.reltype == names.FONT_TABLE)
    relations = Relations("rId")
    for number, (name, face, data) in enumerate(_faces(tokens, document, options, theme, diagnostics), 1):
        key = font_key(data)
        file = new_part(word, f"/word/fonts/font{number}.odttf", names.OBFUSCATED_FONT_TYPE, obfuscated(data, key))
        embedded = element(f"w:embed{_ELEMENTS[face]}", r_id=relations.id_of(names.FONT, file), fontKey=key)
        set_child(entries[name], "w:font", embedded)
    relations.write(part)
    part._blob = serialize(table)
    if relations.made:
        settings = word.settings.element
        set_child(settings, "w:settings", element("w:embedTrueTypeFonts"))
        if options.fonts == "subset":
            set_child(settings, "w:settings", element("w:saveSubsetFonts"))


def _faces(
    tokens: Tokens, document: Document, options: DocxOptions, theme: Theme, diagnostics: Diagnostics
) -> Iterator[tuple[str, Face, bytes]]:
    """Yield the faces for the file: family, weight and style, TrueType font."""
    if options.fonts == "none":
        return
    text, known, room = list(strings(document)), _known(theme), MOST_BYTES
    wanted = dict.fromkeys((tokens.font(font), face) for font, faces in _FACES.items() for face in faces)
    for name, face in wanted:
        family = known.get(name)
        if family is None or family.print_only or not _has(family, *face):
            continue
        if options.fonts == "embed":
            yield name, face, whole_face(family, *face)
            continue
        data = subset_face(family, *face, repertoire(family, text))
        room -= packed_size(data)
        if room < 0:
            message = f"the fonts of the family '{name}' are too large to send: some of its faces are not in the file"
            diagnostics.add(FONT, message, document.pos, "set 'docx: {fonts: embed}' to put whole fonts into the file")
            return
        yield name, face, data


def _has(family: Family, weight: int, style: str) -> bool:
    """Whether the family has this face: a program thickens and slants the letters of others by itself."""
    nearest = min(family.weights, key=lambda have: abs(have - weight))
    return style in family.styles and (nearest >= 600) == (weight >= 600)


def _known(theme: Theme) -> dict[str, Family]:
    """Return the installed families by name; without a theme's own if one of their files cannot be read."""
    try:
        known = known_families(theme)
    except UsageError:
        known = BY_NAME
    return {name: family for name, family in known.items() if installed(family)}


def _families(tokens: Tokens) -> dict[str, _Like]:
    """Return the families that the theme names, each with the look of its generic family."""
    found = {}
    for font in FONTS:
        generic = tokens.values[f"font-{font}"].rpartition(",")[2].strip()
        usual = "monospace" if font == "code" else "sans-serif"
        found[tokens.font(font)] = _GENERIC.get(generic, _GENERIC[usual])
    return found


def _entry(name: str, like: _Like, family: Family | None) -> Element:
    """Return the entry of a family (17.8.3.10); what the font does not say of itself, its generic family says."""
    described = None if family is None else description(family)
    own = described.panose if described else ()
    panose = [mine or generic for mine, generic in zip(own or like.panose, like.panose, strict=True)]
    made = element(
        "w:font",
        element("w:altName", val=like.substitute),
        element("w:panose1", val=bytes(panose).hex().upper()),
        element("w:charset", val="00"),
        element("w:family", val=like.kind),
        element("w:pitch", val="fixed" if like.kind == "modern" else "variable"),
        name=name,
    )
    if described:
        ranges = {f"usb{at}": f"{bits:08X}" for at, bits in enumerate(described.unicode_ranges)}
        pages = {f"csb{at}": f"{bits:08X}" for at, bits in enumerate(described.code_pages)}
        made.append(element("w:sig", **ranges, **pages))
    return made
