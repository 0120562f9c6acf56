"""Raw HTML as tokens with places (https://html.spec.whatwg.org/multipage/parsing.html#tokenization)."""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from exporter.markdown.etree import PlacedText, sliced
from exporter.markdown.html.element_names import TEXT_ONLY, TEXT_WITH_REFERENCES
from exporter.yamltext import PropPlace, SourceSpan


@dataclass(slots=True)
class TagToken:
    """A start or end tag; ``empty`` is a start tag that is an end tag too, ``<mspace/>``."""

    name: str
    start: int
    end: int
    closing: bool = False
    empty: bool = False
    props: dict[str, str] = field(default_factory=dict)
    places: dict[str, PropPlace] = field(default_factory=dict)


@dataclass(slots=True)
class CommentToken:
    """A comment, without its marks."""

    value: str
    start: int
    end: int


Token = TagToken | CommentToken | PlacedText

_NAME = re.compile(r"</?([A-Za-z][^\s/>]*+)")
_ATTRIBUTE = re.compile(
    r"""[\s/]*+(?:(?P<end>>)|(?P<name>[^\s/>][^\s/>=]*+)
        (?:\s*+=\s*+(?:"(?P<double>[^"]*+)"|'(?P<single>[^']*+)'|(?P<bare>[^\s>"'][^\s>]*+)))?+)""",
    re.X,
)
_REFERENCE = re.compile(r"&(?:#[0-9]{1,7};?|#[xX][0-9a-fA-F]{1,6};?|[A-Za-z][A-Za-z0-9]{1,31};?)")


def tokens(words: PlacedText) -> Iterator[Token]:
    """Yield the tokens of a piece of raw HTML; an incomplete tag at its end is dropped, as on the site."""
    at, text, size = 0, str(words), len(words)
    while at < size:
        less = text.find("<", at)
        if less != at:
            less = size if less < 0 else less
            yield from _references(words, at, less)
            at = less
            continue
        token, end = _markup(words, text, at)
        if token is None:
            yield from _references(words, at, end)
        elif isinstance(token, TagToken) and not token.name:
            return
        else:
            yield token
        at = end
        if isinstance(token, TagToken) and not token.closing and token.name in TEXT_ONLY | TEXT_WITH_REFERENCES:
            stop = _text_end(text, at, token.name)
            yield from _references(words, at, stop) if token.name in TEXT_WITH_REFERENCES else _whole(words, at, stop)
            at = stop


def _markup(words: PlacedText, text: str, at: int) -> tuple[Token | None, int]:
    """Read the token that begins with the ``<`` at ``at``: None for text, a tag without a name if it never ends."""
    if match := _NAME.match(text, at):
        return _tag(words, text, at, match)
    if text.startswith("<!--", at):
        end = text.find("-->", at + 2)
        stop = len(text) if end < 0 else end
        return _remark(words, text[at + 4 : max(stop, at + 4)], at, len(text) if end < 0 else end + 3)
    if text[at + 1 : at + 2] in ("!", "?", "/") and len(text) > at + 2:
        end = text.find(">", at)
        stop = len(text) if end < 0 else end
        return _remark(words, text[at + 2 : stop], at, min(len(text), stop + 1))
    return None, at + 1


def _remark(words: PlacedText, value: str, at: int, end: int) -> tuple[Token, int]:
    whole = sliced(words, at, end)
    return CommentToken(value, whole.start, whole.end), end


def _tag(words: PlacedText, text: str, at: int, match: re.Match[str]) -> tuple[TagToken, int]:
    start = sliced(words, at, at + 1).start
    tag = TagToken(match[1].lower(), start, start, closing=text[at + 1] == "/")
    at = match.end()
    while found := _ATTRIBUTE.match(text, at):
        at = found.end()
        if found["end"]:
            tag.end = sliced(words, at - 1, at).end
            tag.empty = text[at - 2] == "/"
            return tag, at
        _set(tag, words, found)
    return TagToken("", start, start), len(text)


def _set(tag: TagToken, words: PlacedText, found: re.Match[str]) -> None:
    name = found["name"].lower()
    if name in tag.props:
        return
    group = next((g for g in ("double", "single", "bare") if found[g] is not None), "name")
    tag.props[name] = "" if group == "name" else html.unescape(found[group])
    key, value = sliced(words, *found.span("name")), sliced(words, *found.span(group))
    tag.places[name] = PropPlace(SourceSpan(key.start, key.end), SourceSpan(value.start, value.end))


def _text_end(text: str, at: int, name: str) -> int:
    match = re.compile(rf"</{re.escape(name)}(?=[\s/>])", re.I).search(text, at)
    return match.start() if match else len(text)


def _whole(words: PlacedText, start: int, end: int) -> Iterator[PlacedText]:
    if end > start:
        yield sliced(words, start, end)


def _references(words: PlacedText, start: int, end: int) -> Iterator[PlacedText]:
    """Yield text with its character references resolved."""
    at = start
    for match in _REFERENCE.finditer(words, start, end):
        value = html.unescape(match[0])
        if value == match[0]:
            continue
        yield from _whole(words, at, match.start())
        place = sliced(words, match.start(), match.end())
        yield PlacedText.at(value, place.start, place.end, [place.start] * len(value) + [place.end])
        at = match.end()
    yield from _whole(words, at, end)
