"""Contents that a word processor has renewed: with tracking on, it deletes the old lines and inserts new ones."""

import re
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from exporter.ooxml.paragraph_kinds import is_contents
from exporter.review.word.document import PARAGRAPH, WordCharacter
from exporter.textdiff.alignment import equal_stretches

_PAGE: Final = re.compile(r"\t[\divxlcdm…]+$", re.IGNORECASE)


class _Line(NamedTuple):
    """A line of contents: its range of characters, and its words before and after all changes."""

    start: int
    end: int
    before: str
    after: str


def renewed_contents(characters: Sequence[WordCharacter]) -> frozenset[int]:
    """Return the characters of changed lines of contents whose words were there before, numbers of pages aside."""
    lines = list(_lines(characters))
    old = [n for n, line in enumerate(lines) if line.before]
    new = [n for n, line in enumerate(lines) if line.after]
    found = equal_stretches([lines[n].before for n in old], [lines[n].after for n in new])
    kept = {old[a + i] for a, _, size in found for i in range(size)}
    made = {new[b + i] for _, b, size in found for i in range(size)}
    renewed = (
        line
        for n, line in enumerate(lines)
        if (n in kept or not line.before) and (n in made or not line.after) and (line.before or line.after)
    )
    return frozenset(at for line in renewed if _is_changed(characters, line) for at in range(line.start, line.end))


def _lines(characters: Sequence[WordCharacter]) -> Iterator[_Line]:
    start = 0
    for at, character in enumerate(characters):
        if character.char == PARAGRAPH:
            if is_contents(character.form.style):
                own = characters[start:at]
                yield _Line(
                    start, at + 1, _words(c.char for c in own if c.original), _words(c.char for c in own if c.final)
                )
            start = at + 1


def _words(letters: Iterator[str]) -> str:
    return _PAGE.sub("", "".join(letters)).strip()


def _is_changed(characters: Sequence[WordCharacter], line: _Line) -> bool:
    return any(c.inserted or c.deleted for c in characters[line.start : line.end])
