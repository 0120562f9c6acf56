"""Findings from the log of the layout engine: a table of its messages."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from exporter.backends.html.asset_addresses import asset_name
from exporter.backends.pdf import codes
from exporter.backends.pdf.font_fallback import character_pos
from exporter.diagnostics import Code, Diagnostics
from exporter.fonts.coverage import character_name
from exporter.model.document import Asset, Document
from exporter.model.nodes import Code as CodeNode
from exporter.model.nodes import CodeBlock, Image, Link, Text
from exporter.model.position import Places, Pos
from exporter.model.walk import every_node
from exporter.theme.files import SHIPPED, Theme

Locate = Callable[[Document, str], Pos | None]


@dataclass(frozen=True, slots=True)
class Message:
    """A kind of log line: ``pattern`` finds its subject, ``says`` makes the message, ``locate`` finds the node.

    ``code`` None leaves the line out, since another check reports it.
    """

    pattern: re.Pattern[str]
    code: Code | None = None
    says: Callable[[str], str] = str
    locate: Locate = lambda document, _: document.pos
    hint: str | None = None


def _with_character(document: Document, character: str) -> Pos | None:
    for node in every_node(document):
        if isinstance(node, Text | CodeNode | CodeBlock) and character in node.text:
            return character_pos(node, character)
        if isinstance(node, Image) and _is_drawn(document.assets.get(node.asset), character):
            return node.pos
    return document.pos


def _is_drawn(asset: Asset | None, character: str) -> bool:
    """Return whether a picture is a drawing with the character."""
    return asset is not None and asset.media_type == "image/svg+xml" and character.encode() in asset.data


def _with_picture(document: Document, address: str) -> Pos | None:
    name = asset_name(address)
    found = (n.pos for n in every_node(document) if isinstance(n, Image) and n.asset == name and n.pos)
    return next(found, document.pos)


def _with_link(document: Document, anchor: str) -> Pos | None:
    found = (n.pos for n in every_node(document) if isinstance(n, Link) and n.target == f"#{anchor}" and n.pos)
    return next(found, document.pos)


_NO_GLYPH = re.compile(r'\.notdef glyph rendered .*"(.+)" \(U\+', re.DOTALL)
MESSAGES = (
    Message(
        _NO_GLYPH,
        codes.GLYPH,
        lambda c: f"no font has the character {character_name(c)}" if len(c) == 1 else f"no glyph for '{c}'",
        _with_character,
        "write it in words, or as an image with alternative text",
    ),
    Message(
        re.compile(r"Failed to (?:load|render SVG) image (?:at )?'?([^':]+://[^':]*)"),
        codes.PICTURE,
        lambda address: f"picture '{asset_name(address)}' cannot be drawn",
        _with_picture,
        "save it again as PNG, JPEG or plain SVG",
    ),
    Message(re.compile(r"Failed to load inline SVG(.*)"), codes.PICTURE, lambda why: f"a picture cannot be drawn{why}"),
    Message(re.compile(r"has no required alt description")),  # a decorative picture; the others are checked before
    Message(re.compile(r"Missing required \"lang\"")),  # checked before
    Message(re.compile(r"^Error: .* at \d+:\d+\.?$")),  # of a theme's CSS, checked before
    Message(
        re.compile(r"No anchor #(\S+) for internal URI"),
        codes.ANCHOR,
        lambda anchor: f"no place '#{anchor}' in this document",
        _with_link,
        "check the link",
    ),
    Message(
        re.compile(r"target points to undefined anchor .*#([^'\"]+)"),
        codes.ANCHOR,
        lambda anchor: f"no place '#{anchor}' in this document",
        _with_link,
    ),
    Message(
        re.compile(r"Anchor defined twice: '?([^']+)"),
        codes.ANCHOR,
        lambda anchor: f"two places have the name '#{anchor}'",
    ),
    Message(
        re.compile(r"^((?:Ignored|Invalid or unsupported|Parse error|Deprecated|Unsupported|Expected).*)", re.DOTALL),
        codes.STYLE,
        lambda line: f"style sheet: {line[0].lower()}{line[1:]}",
        hint="change the rule in the theme's style sheet",
    ),
)


def undrawn(lines: Iterable[str]) -> frozenset[str]:
    """Return the characters that the engine drew without a glyph."""
    found = (match[1] for line in lines if (match := _NO_GLYPH.search(line)))
    return frozenset(character for character in found if len(character) == 1)


_IN_SHEET = re.compile(r" at \d+:\d+(?=[,.]|$)")  # in all style sheets as one
_QUOTED = re.compile(r"`([^`]+)`")


def _in_theme(theme: Theme, message: str) -> Pos | None:
    """Return the place in the theme's own style sheets of the declaration that a message quotes."""
    quoted = _QUOTED.search(message)
    words = quoted[1].strip() if quoted else ""
    for path in sorted(theme.files) if words else ():
        if path.endswith(".css") and words in (text := theme.text(path)):
            at = text.index(words)
            return Places.of(f"{theme.folder}/{path}", text).pos(at, at + len(words))
    return None


def report(lines: Iterable[str], document: Document, diagnostics: Diagnostics, theme: Theme = SHIPPED) -> None:
    """Add a finding for each logged problem, once; unknown lines become findings as they are."""
    have = {(finding.code, finding.message) for finding in diagnostics}
    for line in dict.fromkeys(lines):
        for message in MESSAGES:
            if match := message.pattern.search(line):
                break
        else:
            diagnostics.add(codes.ENGINE, f"layout engine: {line}", document.pos)
            continue
        if message.code is None:
            continue
        about = match[1]
        if (message.code.name, message.says(about)) not in have:
            own = _in_theme(theme, line) if message.code is codes.STYLE else None
            pos = own or message.locate(document, about)
            words = _IN_SHEET.sub("", message.says(about)) if own else message.says(about)
            diagnostics.add(message.code, words, pos, message.hint)
