"""The style sheets of one document: tokens, roles and ``styles/print.css``, then rules of this document alone."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from exporter.backends.front_back import draft_word
from exporter.backends.html.asset_addresses import asset_address
from exporter.backends.html.body import TOP_LEVEL
from exporter.backends.html.size_classes import size_css
from exporter.backends.pdf.draft_mark import draft_css
from exporter.backends.pdf.options import PdfOptions
from exporter.model.document import Asset, Document, running_pieces
from exporter.model.languages import language_of
from exporter.model.nodes import Heading, List
from exporter.model.page_size import page_size
from exporter.model.walk import every_node, plain_text, walk
from exporter.theme.files import Theme
from exporter.theme.styles import role_css, token_css, tokens

_PAGE_SIZE = re.compile(r"[A-Za-z0-9. ]+")
_ROOT = re.compile(r":root[^{]*\{[^}]*\}")
_SET = re.compile(r"--([\w-]+)\s*:")
_USED = re.compile(r"var\(\s*--([\w-]+)\s*\)")
_PAGE = re.compile(r'@page[^{]*\{(?:[^{}"]|"[^"]*"|\{(?:[^{}"]|"[^"]*")*\})*\}')
_SIDE = re.compile(r'\b(?:left|right)\b|"[^"]*"')
_MIRRORED = {"left": "right", "right": "left"}
DEEPEST = 4  # levels of tokens that name tokens; a circle of tokens has no value anywhere
# Percents of the line of the running head: the least for the title and for the section, and the gap between them.
LEAST, GAP = 30, 2
# Letters of an address that fit a line at the foot at this size in pt, and the smallest size.
LINE, SIZE, SMALLEST = 90, 8.0, 6.0
TWO_DIGITS = 2
# In mm: the margins above and below the text, words around a picture, the heights of pictures of their own size and of
# the size that the page asks for.
MARGINS, WORDS, PICTURE, SIZED_PICTURE = 45, 35, 105, 190
SIZED = ':where([class*="width-"], [class*="percent-"], [class*="height-"])'
_ESCAPED = re.compile(r'[\\"<>\x00-\x1f\x7f]')


def theme_css(theme: Theme, language: str) -> str:
    """Return the style sheet that all documents of the theme in a direction share."""
    css = "\n".join((token_css(theme), role_css(theme), *map(theme.text, ("styles/print.css", "styles/frame.css"))))
    return _resolved(_directed(css, language), tuple(tokens(theme).items()))


def _directed(css: str, language: str) -> str:
    """Return ``css`` with the margins of pages mirrored for a language from right to left: they know no direction."""
    return _PAGE.sub(_mirrored, css) if language_of(language).right_to_left else css


def _mirrored(page: re.Match[str]) -> str:
    return _SIDE.sub(lambda side: _MIRRORED.get(side[0], side[0]), page[0])


@lru_cache(maxsize=16)
def _resolved(css: str, tokens: tuple[tuple[str, str], ...]) -> str:
    """Return ``css`` with values in place of tokens, since WeasyPrint would look each up for each element.

    A token that a rule sets for its own elements stays.
    """
    own = set(_SET.findall(_ROOT.sub("", css)))
    values = {name: value for name, value in tokens if name not in own}
    for _ in range(DEEPEST):
        css = _USED.sub(lambda match: values.get(match[1], match[0]), css)
    return css


def document_css(document: Document, options: PdfOptions, words: dict[str, str]) -> str:
    """Return the rules for page size, running heads and size classes of this document."""
    size = document.page_size if _PAGE_SIZE.fullmatch(document.page_size) else "A4"
    address = _running_address(document)
    rules = [
        f"@page {{ size: {size}; @bottom-right {{ content: {_content(running_pieces(words['page_of']))} }} }}",
        f"@page {{ @bottom-left {{ content: {css_string(address)}; font-size: {_address_size(address):.1f}pt }} }}",
        *_margins(document),
        _running_head(document),
        *_running_lines(document),
        draft_css(document, words, css_string(draft_word(document, words))),
        _picture_heights(size),
        _list_starts(document),
        size_css(document, sheets=True),
        _note_numbers(document),
        *map(_resolution, (asset for asset in document.assets.values() if asset.printed is not asset.data)),
    ]
    if not options.hyphenation:
        rules.append("html { hyphens: manual }")
    # the band is a margin box too: the number of the page lies above it, whichever of them is drawn first
    rules += ["@page { @bottom-right { z-index: 1 } }"] if language_of(document.language).right_to_left else []
    return _directed("\n".join(rules), document.language)


def _picture_heights(size: str) -> str:
    """Return rules for the height of pictures on a page of this size, upright and turned, with room for words."""
    sides = [side / 1440 * 25.4 - MARGINS - WORDS for side in page_size(size)]
    rules = []
    for pages, room in (("", sides[1]), (".landscape ", sides[0])):
        limits = {"": PICTURE, SIZED: SIZED_PICTURE}
        rules += [f"{pages}img{kind} {{ max-height: {min(room, most):.0f}mm }}" for kind, most in limits.items()]
    return "\n".join(rules)


def _list_starts(document: Document) -> str:
    """Return rules for the first numbers of lists: the engine takes no ``start`` by itself."""
    starts = {node.start for node in every_node(document) if isinstance(node, List) and node.ordered}
    rules = (f'ol[start="{start}"] {{ counter-reset: list-item {start - 1} }}' for start in sorted(starts - {1}))
    return "\n".join(rules)


def _note_numbers(document: Document) -> str:
    """Return the rule that gives the numbers of notes room for their digits; the theme has room for two."""
    digits = len(str(max((note.number for note in document.footnotes), default=0)))
    return f".footnote {{ padding-inline-start: {0.6 * digits + 0.4:.1f}em }}" if digits > TWO_DIGITS else ""


def _resolution(asset: Asset) -> str:
    """Return the rule that gives a drawing's PNG the size of the drawing."""
    pixels = int.from_bytes(asset.printed[16:20])  # the width of a PNG (ISO 15948, 11.2.2)
    return f"img[src={css_string(asset_address(asset))}] {{ image-resolution: {pixels / asset.width:.4f}dppx }}"


def css_string(text: str) -> str:
    """Return ``text`` as a CSS string (CSS Syntax 3, 4.3.7): nothing in it can end the string."""
    return '"' + _ESCAPED.sub(lambda m: f"\\{ord(m[0]):x} ", text) + '"'


_COUNTERS = {"{page}": "counter(page)", "{pages}": "counter(pages)", "{section}": "string(section)"}


def _content(pieces: Sequence[str]) -> str:
    """Return pieces of a running line as the value of ``content``; no words are an empty string."""
    return " ".join(_COUNTERS.get(piece) or css_string(piece) for piece in pieces) or css_string("")


def _margins(document: Document) -> Iterator[str]:
    """Yield the rules of margins that the configuration sets; the band at the foot goes on to the paper's edges."""
    if not document.margins:
        return
    right, left = (f"{twips / 20:g}pt" for twips in document.margins[1::2])
    above = f"{document.margins[2] * 0.44 / 20:g}pt"
    if language_of(document.language).right_to_left:
        left, right = right, left  # which ``_directed`` mirrors
    band = f"margin: {above} 0 0; margin-left: -{left}; margin-right: -{right}"
    padding = f"padding-left: {left}; padding-right: calc({right} + 26mm)"
    yield f"@page {{ margin: {' '.join(f'{twips / 20:g}pt' for twips in document.margins)} }}"
    yield f"@page {{ @bottom-left {{ {band}; {padding} }} @bottom-right {{ margin-top: {above} }} }}"


def _running_lines(document: Document) -> Iterator[str]:
    """Yield the rules of a header and footer with words from the configuration, divided by their lengths."""
    if line := document.header:
        first, last = (1 + sum(map(len, end)) for end in (line.left, line.right))
        share = round(100 * min(max(first / (first + last), 0.2), 0.8))
        boxes = f"@top-left {{ content: {_content(line.left)}; width: {share - GAP}% }}"
        yield f"@page {{ {boxes} @top-right {{ content: {_content(line.right)}; width: {100 - share}% }} }}"
    if line := document.footer:
        size = _address_size("".join(line.left))
        left = f"@bottom-left {{ content: {_content(line.left)}; font-size: {size:.1f}pt }}"
        yield f"@page {{ {left} @bottom-right {{ content: {_content(line.right)} }} }}"


def _running_head(document: Document) -> str:
    """Return rules that divide the running head between title and section by their lengths, so that few are cut."""
    sections = (n.children for n in walk(document.body) if isinstance(n, Heading) and n.level <= TOP_LEVEL)
    number = (
        f"{document.control.identifier} {document.control.version}".strip()
    )  # in the place of the section, by theme
    section = max(map(_estimated_length, (number, *map(plain_text, sections))))
    title = _estimated_length(document.title)
    share = round(min(max(100 * title / (title + section), LEAST), 100 - LEAST)) if section else 100
    return f"@page {{ @top-left {{ width: {share - GAP}% }} @top-right {{ width: {100 - share}% }} }}"


def _estimated_length(words: str) -> float:
    """Return an estimate of the length of words, in small letters."""
    return len(words) + 0.3 * sum(letter.isupper() for letter in words)


def _address_size(address: str) -> float:
    return max(SMALLEST, SIZE * min(1, LINE / max(1, len(address))))


def _running_address(document: Document) -> str:
    address = document.control.address or document.publisher
    return re.sub(r"^https?://(www\.)?", "", address).rstrip("/")
