"""Two states of a document, passage by passage: what is new, gone, reworded or moved, as differences of words."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from exporter.drift.parts import flow, leaf_texts
from exporter.model.document import Document
from exporter.model.nodes import Heading, QuestionAnswer
from exporter.model.position import Pos
from exporter.model.walk import plain_text
from exporter.textdiff.moves import longest_increasing

# how alike titles, or else texts, are at the least to be the same passage
SAME_TITLE = 0.7
SAME_TEXT = 0.8
# unchanged words that are shown around a change
CONTEXT = 6

How = Literal["same", "gone", "new", "more"]


@dataclass(frozen=True, slots=True)
class Passage:
    """A question with its answer, or a heading with the text below it; the text in front of all has no title."""

    title: str
    text: str
    asks: bool
    pos: Pos | None = None


@dataclass(frozen=True, slots=True)
class Words:
    """Words that both states have, that one of them has, or that are left out because they did not change."""

    how: How
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What became of a passage; ``words`` show it, ``pos`` is its place in the page (None for what is gone)."""

    kind: Literal["new", "gone", "reworded", "moved"]
    title: str
    asks: bool
    words: tuple[Words, ...] = ()
    pos: Pos | None = None


def changes(old: Document, new: Document) -> list[Change]:
    """What changed from one state of a document to another, in the order of the new one, what is gone at the end."""
    before, after = list(passages(old)), list(passages(new))
    pairs = _pairs(before, after)
    order = [pairs[at] for at in sorted(pairs)]
    kept = set(longest_increasing(order))
    moved = {at for index, at in enumerate(sorted(pairs)) if index not in kept}
    found: list[Change] = []
    for at, passage in enumerate(after):
        if at not in pairs:
            found.append(_change("new", passage, (Words("new", passage.text),)))
        elif words := _words(before[pairs[at]], passage):
            found.append(_change("reworded", passage, words))
        elif at in moved:
            found.append(_change("moved", passage, ()))
    left = (passage for at, passage in enumerate(before) if at not in pairs.values())
    return found + [_change("gone", passage, (Words("gone", passage.text),)) for passage in left]


def passages(document: Document) -> Iterator[Passage]:
    """The passages of a document in reading order."""
    title, texts, pos = "", list[str](), document.pos
    for block in flow(document.body):
        if not isinstance(block, Heading | QuestionAnswer):
            texts += leaf_texts((block,), document)
            continue
        if isinstance(block, Heading):
            yield from _section(title, texts, pos)
            title, texts, pos = plain_text(block.children), [], block.pos
        else:
            text = _joined(leaf_texts(block.answer, document))
            yield Passage(plain_text(block.question), text, True, block.pos)
    yield from _section(title, texts, pos)


def _section(title: str, texts: Sequence[str], pos: Pos | None) -> Iterator[Passage]:
    if title or any(texts):
        yield Passage(title, _joined(texts), False, pos)


def _joined(texts: Iterable[str]) -> str:
    return " ".join(" ".join(texts).split())


def _change(kind: Literal["new", "gone", "reworded", "moved"], passage: Passage, words: tuple[Words, ...]) -> Change:
    pos = passage.pos if kind != "gone" else None
    return Change(kind=kind, title=passage.title, asks=passage.asks, words=words, pos=pos)


def _pairs(before: Sequence[Passage], after: Sequence[Passage]) -> dict[int, int]:
    """For each passage of the new state that of the old one: by title, then by what is most alike."""
    pairs: dict[int, int] = {}
    free = list(range(len(before)))
    for at, passage in enumerate(after):
        same = [b for b in free if before[b].title == passage.title and before[b].asks == passage.asks]
        if same:
            pairs[at] = max(same, key=lambda b: _likeness(before[b].text, passage.text) if len(same) > 1 else 0)
            free.remove(pairs[at])
    for at, passage in enumerate(after):
        if at not in pairs and (near := _nearest(passage, before, free)) is not None:
            pairs[at] = near
            free.remove(near)
    return pairs


def _nearest(passage: Passage, before: Sequence[Passage], free: Sequence[int]) -> int | None:
    for attribute, least in (("title", SAME_TITLE), ("text", SAME_TEXT)):
        own = getattr(passage, attribute)
        alike = [(_likeness(getattr(before[b], attribute), own), b) for b in free if before[b].asks == passage.asks]
        likeness, best = max(alike, default=(0.0, 0))
        if own and likeness >= least:
            return best
    return None


def _likeness(there: str, here: str) -> float:
    return SequenceMatcher(None, there.split(), here.split(), autojunk=False).ratio()


def _words(before: Passage, after: Passage) -> tuple[Words, ...]:
    """The words that differ with some around them; none where nothing does."""
    title = tuple(_runs(before.title, after.title))
    text = tuple(_runs(before.text, after.text))
    colon = (Words("same", "|"),) if title and text else ()
    return (*title, *colon, *text)


def _runs(before: str, after: str) -> Iterator[Words]:
    if before == after:
        return
    there, here = before.split(), after.split()
    for group in SequenceMatcher(None, there, here, autojunk=False).get_grouped_opcodes(CONTEXT):
        if group[0][3] > 0:
            yield Words("more", "")
        for op, a, b, c, d in group:
            if op == "equal":
                yield Words("same", " ".join(here[c:d]))
                continue
            if b > a:
                yield Words("gone", " ".join(there[a:b]))
            if d > c:
                yield Words("new", " ".join(here[c:d]))
        if group[-1][4] < len(here):
            yield Words("more", "")
