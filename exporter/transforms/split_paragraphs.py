"""Paragraphs that were split or joined: only a paragraph mark is inserted or deleted, the words stay."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from exporter.model.nodes import Block, BlockChange, Inline, Paragraph, ReviewNote, Revision
from exporter.model.walk import plain_text
from exporter.textdiff.similarity import similarity
from exporter.textdiff.tokens import words
from exporter.transforms.revisions import Authorship, revised

_END: Final = ReviewNote(text="\x1e")  # a paragraph's end among inlines; no page can contain this character
_ENOUGH: Final = 0.8
_BETTER: Final = 0.02


def split_or_joined(old: Sequence[Block], new: Sequence[Block], authorship: Authorship) -> Iterator[Block]:
    """Yield two paragraphs for one that was split or two that were joined; nothing for any other change."""
    before, after = ([b for b in blocks if isinstance(b, Paragraph)] for blocks in (old, new))
    if len(before) + len(after) != 3 or len({p.role for p in (*before, *after)}) != 1:
        return
    if not _is_division(before, after):
        return
    line = revised(_together(before), _together(after), authorship)
    parts = _cut(line)
    if parts is None:
        return
    change = BlockChange("inserted" if len(after) == 2 else "deleted", authorship.author, authorship.date)
    yield replace(before[0], children=parts[0], end=change)
    yield replace(before[-1], children=parts[1])


def _is_division(before: Sequence[Paragraph], after: Sequence[Paragraph]) -> bool:
    """Return whether two paragraphs together match the one on the other side, and better than each alone."""
    several, one = (before, after[0]) if len(before) == 2 else (after, before[0])
    single = words(plain_text([one]))
    halves = [words(plain_text([p])) for p in several]
    whole = similarity(single, [*halves[0], *halves[1]], _ENOUGH)
    return whole > 0 and all(half and whole > similarity(single, half, 0) + _BETTER for half in halves)


def _together(paragraphs: Sequence[Paragraph]) -> list[Inline]:
    if len(paragraphs) == 1:
        return list(paragraphs[0].children)
    return [*paragraphs[0].children, _END, *paragraphs[1].children]


def _cut(line: Sequence[Inline]) -> tuple[tuple[Inline, ...], tuple[Inline, ...]] | None:
    """Return the line before and after the inserted or deleted end, without the end itself."""
    for i, node in enumerate(line):
        if isinstance(node, Revision) and _END in node.children:
            at = node.children.index(_END)
            first, second = node.children[:at], node.children[at + 1 :]
            head = (replace(node, children=first),) if first else ()
            tail = (replace(node, children=second),) if second else ()
            return (*line[:i], *head), (*tail, *line[i + 1 :])
    return None
