"""Changes between two states of a document, passage by passage: new, gone, reworded or moved."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from exporter.model.document import Document
from exporter.model.nodes import Block, Heading, QuestionAnswer
from exporter.model.passages import flow, passages
from exporter.model.position import Pos
from exporter.model.text_lines import Label, printed_lines
from exporter.model.walk import plain_text
from exporter.textdiff.alignment import opcode_groups
from exporter.textdiff.move_detection import longest_increasing, most_alike
from exporter.textdiff.similarity import similarity
from exporter.theme.files import SHIPPED, Theme
from exporter.theme.styles import labels_of

# least similarity of titles, or else texts, of the same passage
SAME_TITLE = 0.7
SAME_TEXT = 0.8
# unchanged words that are shown around a change
CONTEXT = 6


class RunState(StrEnum):
    """The states of the document that have a run of words."""

    SAME = "same"
    GONE = "gone"
    NEW = "new"
    MORE = "more"  # unchanged words that are left out


class PassageChangeKind(StrEnum):
    """The kind of a change."""

    NEW = "new"
    GONE = "gone"
    REWORDED = "reworded"
    MOVED = "moved"


@dataclass(frozen=True, slots=True)
class PassageText:
    """A question with its answer, or a heading with its text, as words; the text before all of them has no title."""

    title: str
    text: str
    asks: bool
    pos: Pos | None = None


@dataclass(frozen=True, slots=True)
class WordRun:
    """Words of both states or of one of them, or a mark for unchanged words that are left out."""

    how: RunState
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PassageChange:
    """A change of a passage; ``words`` show it, ``pos`` is its place in the page (None if it is gone)."""

    kind: PassageChangeKind
    title: str
    asks: bool
    words: tuple[WordRun, ...] = ()
    pos: Pos | None = None


def changes(old: Document, new: Document, theme: Theme = SHIPPED) -> list[PassageChange]:
    """Return the changes from one state of a document to another, in the order of the new one, gone passages last."""
    return text_changes(list(_texts(old, theme)), list(_texts(new, theme)))


def text_changes(before: Sequence[PassageText], after: Sequence[PassageText]) -> list[PassageChange]:
    """Return the changes from some passages to others, in the order of the new ones, gone passages last."""
    pairs = _pairs(before, after)
    both = sorted(pairs)
    kept = {both[index] for index in longest_increasing([pairs[at] for at in both])}
    found: list[PassageChange] = []
    for at, passage in enumerate(after):
        if at not in pairs:
            found.append(_change(PassageChangeKind.NEW, passage, (WordRun(RunState.NEW, passage.text),)))
        elif words := _differing_words(before[pairs[at]], passage):
            found.append(_change(PassageChangeKind.REWORDED, passage, words))
        elif at not in kept:
            found.append(_change(PassageChangeKind.MOVED, passage, ()))
    known = set(pairs.values())
    left = (passage for at, passage in enumerate(before) if at not in known)
    return found + [
        _change(PassageChangeKind.GONE, passage, (WordRun(RunState.GONE, passage.text),)) for passage in left
    ]


def _texts(document: Document, theme: Theme) -> Iterator[PassageText]:
    """Yield the passages of a document in reading order, a section after its questions."""
    label = labels_of(document, theme)
    for passage in passages(flow(document.body), Heading):
        rest: list[Block] = []
        for block in passage.blocks:
            if isinstance(block, QuestionAnswer):
                yield PassageText(plain_text(block.question), _text(block.answer, label), True, block.pos)
            else:
                rest.append(block)
        head, text = passage.head, _text(rest, label)
        title, pos = (plain_text(head.children), head.pos) if head else ("", document.pos)
        if title or text:
            yield PassageText(title, text, False, pos)


def _text(blocks: Iterable[Block], label: Label) -> str:
    return " ".join(" ".join(printed_lines(blocks, label)).split())


def _change(kind: PassageChangeKind, passage: PassageText, words: tuple[WordRun, ...]) -> PassageChange:
    pos = passage.pos if kind is not PassageChangeKind.GONE else None
    return PassageChange(kind=kind, title=passage.title, asks=passage.asks, words=words, pos=pos)


def _pairs(before: Sequence[PassageText], after: Sequence[PassageText]) -> dict[int, int]:
    """Return the old passage of each new one, matched by title, then by similarity."""
    pairs: dict[int, int] = {}
    for score in (_title_match, _passage_similarity):
        known = set(pairs.values())
        old = [at for at in range(len(before)) if at not in known]
        new = [at for at in range(len(after)) if at not in pairs]
        matches = most_alike([before[at] for at in old], [after[at] for at in new], score)
        pairs |= {new[j]: old[i] for i, j in matches}
    return pairs


def _title_match(old: PassageText, new: PassageText) -> float:
    """Score passages with the same title by the similarity of their texts."""
    return 1 + _similarity(old.text, new.text, 0) if (old.title, old.asks) == (new.title, new.asks) else 0


def _passage_similarity(old: PassageText, new: PassageText) -> float:
    """Score passages by the similarity of their titles, which counts more than any text, else of their texts."""
    if old.asks != new.asks:
        return 0
    title = _similarity(old.title, new.title, SAME_TITLE) if new.title else 0
    return 1 + title if title else _similarity(old.text, new.text, SAME_TEXT) if new.text else 0


def _similarity(old: str, new: str, least: float) -> float:
    return similarity(old.split(), new.split(), least)


def _differing_words(before: PassageText, after: PassageText) -> tuple[WordRun, ...]:
    """Return the words that differ, with some around them; empty for equal passages."""
    title = tuple(_runs(before.title, after.title))
    text = tuple(_runs(before.text, after.text))
    colon = (WordRun(RunState.SAME, "|"),) if title and text else ()
    return (*title, *colon, *text)


def _runs(before: str, after: str) -> Iterator[WordRun]:
    if before == after:
        return
    there, here = before.split(), after.split()
    for group in opcode_groups(there, here, CONTEXT):
        if group[0][3] > 0:
            yield WordRun(RunState.MORE, "")
        for op, a, b, c, d in group:
            if op == "equal":
                yield WordRun(RunState.SAME, " ".join(here[c:d]))
                continue
            if b > a:
                yield WordRun(RunState.GONE, " ".join(there[a:b]))
            if d > c:
                yield WordRun(RunState.NEW, " ".join(here[c:d]))
        if group[-1][4] < len(here):
            yield WordRun(RunState.MORE, "")
