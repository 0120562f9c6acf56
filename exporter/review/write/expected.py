"""Paragraphs that a page must show once it is written, in a form that compares."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final, TypeVar

from exporter.review.match.text_blocks import TextBlock
from exporter.review.word.document import Traits

ShownCharacter = tuple[str, Traits, str]
"""A character as a reader sees it: itself, its traits, its link."""


Looks = TypeVar("Looks")


@dataclass(frozen=True, slots=True)
class ExpectedParagraph:
    """A paragraph that the page must show; any path will do if ``path`` is empty.

    ``origin`` is the index of the block that it was, -1 for a new one.
    """

    unit: int
    kind: str
    path: str
    shown: tuple[ShownCharacter, ...]
    origin: int = field(default=-1, compare=False)


WHITE: Final = " \t\r\n"
_PLAIN: Final = str.maketrans(
    {
        **dict.fromkeys("“”„«»", '"'),
        **dict.fromkeys("‘’‚‹›", "'"),
        **dict.fromkeys("–—", "-"),
        **dict.fromkeys("\u00a0\u202f", " "),
        "…": "...",
    }
)


def plain_signs(shown: Iterable[tuple[str, Looks, str]]) -> tuple[tuple[str, Looks, str], ...]:
    """Return characters with signs as of a keyboard, since a page may show typed ones as its language prints them."""
    plain: list[tuple[str, Looks, str]] = []
    for char, looks, href in shown:
        signs = char.translate(_PLAIN)
        if signs != "-" or not plain or plain[-1][0] != "-":  # a dash is typed as one, two or three
            plain += [(sign, looks, href) for sign in signs]
    return tuple(plain)


def normalised(shown: Sequence[ShownCharacter]) -> tuple[ShownCharacter, ...]:
    """Return characters in comparable form: white space folded and without format, none at edges and line breaks."""
    out: list[ShownCharacter] = []
    for char, traits, href in shown:
        if char == "\n":
            while out and out[-1][0] == " ":
                out.pop()
            if out:
                out.append(("\n", frozenset(), ""))
        elif char in WHITE:
            if out and out[-1][0] not in (" ", "\n"):
                out.append((" ", frozenset(), ""))
        else:
            out.append((char, traits, href))
    while out and out[-1][0] in (" ", "\n"):
        out.pop()
    return tuple(without_own_links(out))


def without_own_links(shown: Sequence[tuple[str, Looks, str]]) -> Iterator[tuple[str, Looks, str]]:
    """Drop links of addresses to themselves: the site makes them, with or without a link in the source."""
    at = 0
    while at < len(shown):
        end = at
        while end < len(shown) and shown[end][2] == shown[at][2]:
            end += 1
        words = "".join(c for c, _, _ in shown[at:end])
        own = shown[at][2].removeprefix("mailto:").removeprefix("http://")
        same = bool(shown[at][2]) and words in (shown[at][2], own)
        for char, traits, href in shown[at:end]:
            yield char, traits, "" if same else href
        at = end


def shown_characters(block: TextBlock) -> tuple[ShownCharacter, ...]:
    """Return the characters of a block in comparable form."""
    return normalised([(c.char, c.format, c.href) for c in block.chars])
