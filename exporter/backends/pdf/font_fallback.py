"""Choose the font families of a document, and substitutes for characters that none of them has."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace

from exporter.backends.html.word_faces import WordFaces, code_strings, text_strings
from exporter.backends.losses import nodes_with_pos
from exporter.backends.pdf import codes
from exporter.diagnostics import Diagnostics, did_you_mean
from exporter.fonts.coverage import IGNORABLE, character_name, characters, needed, split
from exporter.fonts.families import Family, chain
from exporter.fonts.substitutes import substitute
from exporter.model.code_parts import CodeToken
from exporter.model.document import Document
from exporter.model.nodes import AnyNode, Block, Code, CodeBlock, Image, Inline, Span, Text
from exporter.model.position import Point, Pos
from exporter.model.strings import with_strings
from exporter.model.walk import rebuild, rebuild_inlines

_QUOTED = re.compile(r"[\"']([^\"']+)[\"']")
MISSING_GLYPH = "missing-glyph"  # role of the code of a character, which the style sheet puts into a box
SEPARATORS = {"\u2028": " ", "\u2029": " "}  # of lines and paragraphs: the engine divides words there, or fails
GENERATED = "•–—-0123456789.()[]:· "  # characters of the style sheet and the engine

Substitutes = Mapping[str, str | None]


def named_families(
    tokens: Mapping[str, str], known: Mapping[str, Family], diagnostics: Diagnostics
) -> dict[str, tuple[str, ...]]:
    """Return the families of the theme's ``font-`` tokens, by token without ``font-``; report unknown families."""
    values = {name.removeprefix("font-"): value for name, value in tokens.items() if name.startswith("font-")}
    named = {name: _QUOTED.findall(value) for name, value in values.items()}
    for family in dict.fromkeys(family for families in named.values() for family in families):
        if family not in known:
            diagnostics.add(codes.FONT, f"no font family '{family}'", hint=did_you_mean(family, known))
    return {name: tuple(family for family in families if family in known) for name, families in named.items()}


def resolve_fonts(
    document: Document,
    named: Mapping[str, tuple[str, ...]],
    known: Mapping[str, Family],
    words: Iterable[str],
    diagnostics: Diagnostics,
    undrawn: frozenset[str] = frozenset(),
) -> tuple[Document, dict[Family, frozenset[str]], WordFaces]:
    """Return the document with its substitutes, the characters that each family gives, and words with a family.

    ``named`` are the theme's families, of those ``known``, ``words`` the generated words. The code of a character takes
    its place if it has neither glyph nor substitute; a drawing with such a character is shown by its PNG. The family of
    code is a fallback for text by its place in the table alone. The engine found no glyph for ``undrawn`` characters;
    invisible ones among them are left out.
    """
    own = {name for names in named.values() for name in names}
    text = [name for token, names in named.items() if token != "code" for name in names]
    families = chain(dict.fromkeys(text), document.language, known)
    words = tuple(words)
    drawn = (asset.words for asset in document.assets.values())
    present = set(GENERATED).union(*words, *drawn, *text_strings(document), *code_strings(document))
    wanted = needed(present)
    given, missing = split(wanted, families)
    missing |= undrawn | (present & SEPARATORS.keys())
    if missing:
        have = frozenset[int]().union(*(characters(family) for family in families))
        substitutes = {
            c: SEPARATORS.get(c, "") if ord(c) in IGNORABLE else substitute(c, lambda s: ord(s) in have)
            for c in sorted(missing)
        }
        _report(document, {c: words for c, words in substitutes.items() if ord(c) not in IGNORABLE}, diagnostics)
        document = _replaced(document, substitutes)
        given, _ = split(wanted | needed(_standing_for(c, words) for c, words in substitutes.items()), families)
    faces = WordFaces.of(
        document, words, families, chain(dict.fromkeys((*named.get("code", ()), *text)), document.language, known)
    )
    for family, letters in faces.characters.items():
        given[family] = given.get(family, set()) | letters
    used = (family for family in families if family in given or family.name in own)
    return document, {family: frozenset(given.get(family, ())) for family in used}, faces


def _standing_for(character: str, words: str | None) -> str:
    """Return the substitute of a character, or its code in brackets."""
    return f"[U+{ord(character):04X}]" if words is None else words


def _replaced(document: Document, substitutes: Substitutes) -> Document:
    table = str.maketrans({c: _standing_for(c, words) for c, words in substitutes.items()})
    missing = "".join(c for c, words in substitutes.items() if words is None)
    pieces = re.compile(f"([{re.escape(missing)}])") if missing else None

    def words(text: str) -> str:
        return text.translate(table)

    def inline(node: Inline) -> tuple[Inline, ...]:
        if isinstance(node, Text) and pieces is not None and pieces.search(node.text):
            return tuple(boxed(piece, node) for piece in pieces.split(node.text) if piece)
        if isinstance(node, Code):
            return (replace(node, text=words(node.text), tokens=tokens(node.tokens), offsets=None),)
        return (replace(node, text=words(node.text), offsets=None) if isinstance(node, Text) else node,)

    def tokens(parts: tuple[CodeToken, ...]) -> tuple[CodeToken, ...]:
        return tuple(CodeToken(words(part.text), part.role) for part in parts)

    def boxed(piece: str, node: Text) -> Inline:
        if piece not in missing:
            return replace(node, text=words(piece), offsets=None)
        code = Text(text=words(piece).strip("[]"), pos=node.pos)
        return Span(role=MISSING_GLYPH, children=(code,), pos=node.pos)

    def block(node: Block) -> tuple[Block]:
        if not isinstance(node, CodeBlock):
            return (node,)
        shown = replace(node, text=words(node.text), tokens=tokens(node.tokens), filename=words(node.filename))
        return (replace(shown, offsets=None),)

    control = document.control
    return replace(
        document,
        assets={
            name: replace(a, vector=a.vector and table.keys().isdisjoint(map(ord, a.words)))
            for name, a in document.assets.items()
        },
        title=words(document.title),
        subtitle=words(document.subtitle),
        publisher=words(document.publisher),
        control=replace(with_strings(control, words), address=control.address),
        body=rebuild(document.body, block, inline),
        toc=tuple(replace(e, children=rebuild_inlines(e.children, inline)) for e in document.toc),
        footnotes=tuple(replace(n, children=rebuild(n.children, block, inline)) for n in document.footnotes),
    )


def _report(document: Document, substitutes: Substitutes, diagnostics: Diagnostics) -> None:
    """Add a finding for each character at each place, in the order of the page."""
    seen: set[str] = set()
    for node, around in nodes_with_pos(document):
        if isinstance(node, Text | Code | CodeBlock):
            words = f"{node.filename}{node.text}" if isinstance(node, CodeBlock) else node.text
            for character in sorted(substitutes.keys() & set(words)):
                _report_one(character, substitutes[character], character_pos(node, character) or around, diagnostics)
                seen.add(character)
        elif isinstance(node, Image) and (asset := document.assets.get(node.asset)):
            for character in sorted(substitutes.keys() & set(asset.words)):
                _report_one(character, None, node.pos or around, diagnostics)
                seen.add(character)
    for character in sorted(substitutes.keys() - seen):
        _report_one(character, substitutes[character], document.pos, diagnostics)


def _report_one(character: str, words: str | None, pos: Pos | None, diagnostics: Diagnostics) -> None:
    name = character_name(character)
    if words is None:
        hint = "write it in words, or as an image with alternative text"
        if "CJK" in name.upper() or "HANGUL" in name.upper() or "KANA" in name.upper():
            hint = "install the fonts of the language: pip install mdc-exporter[cjk]"
        diagnostics.add(codes.GLYPH, f"no font has the character {name}", pos, hint)
    else:
        diagnostics.add(codes.SUBSTITUTE, f"no font has the character {name}: '{words}' replaces it", pos)


def character_pos(node: AnyNode, character: str) -> Pos | None:
    """Return the place of ``character`` in the page, with its column if the node stands on one line."""
    pos, text, offsets = node.pos, getattr(node, "text", ""), getattr(node, "offsets", None)
    index = text.find(character)
    if pos is None or index < 0 or pos.start.line != pos.end.line:
        return pos
    offset = offsets[index] if offsets else pos.start.offset + index
    start = Point(pos.start.line, pos.start.column + offset - pos.start.offset, offset)
    return Pos(pos.file, start, Point(start.line, start.column + 1, offset + 1))
