"""A document and a published text, question by question."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from exporter.drift.words import Word, keys, words
from exporter.model.document import Document
from exporter.model.nodes import AnyNode, CodeBlock, Figure, Heading, Paragraph, QuestionAnswer
from exporter.model.position import Pos
from exporter.model.walk import children, plain_text, walk

Kind = Literal["missing", "another text", "reworded", "added", "reordered"]

# how alike two questions are at the least to be the same one, reworded
SAME_QUESTION = 0.7
# below this an answer is not a rewording but another text
SAME_ANSWER = 0.5
MARK = re.compile(r"^\s*Q\d*[.:)]\s+")
BROKEN_WORD = re.compile(r"(?:(?<=\w)-|\xad)\n(?=\w)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One way in which a published text is not the document.

    ``question`` names it, ``pos`` is its place in the page (None for one that the page does not have). ``changes``
    are the words that differ: (published, page), one of them empty for words left out or put in.
    """

    kind: Kind
    question: str
    pos: Pos | None = None
    changes: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a question begins and its answer begins among the published words."""

    start: int
    answer: int


def compare(document: Document, lines: Sequence[str]) -> list[Difference]:
    """What of ``document`` the published ``lines`` lack, word differently, add or put in another order."""
    published = _Published(lines)
    wanted = [node for node in walk(document.body) if isinstance(node, QuestionAnswer)]
    places = published.find([plain_text(node.question) for node in wanted])
    strangers = published.strangers(places, keys(" ".join(leaf_texts(document.body))))
    bounds = sorted({*(p.start for p in (*places, *strangers) if p), len(published.words)})
    out: list[Difference] = []
    for node, place in zip(wanted, places, strict=True):
        question = plain_text(node.question)
        if place is None:
            out.append(Difference(kind="missing", question=question, pos=node.pos))
        else:
            end = bounds[bisect_left(bounds, place.start + 1)]
            out += _answer(node, question, published.words[place.start : end], place.answer - place.start)
    out += [Difference(kind="added", question=published.text(s)) for s in strangers]
    return out + list(_reordered(wanted, places))


def _answer(node: QuestionAnswer, question: str, there: list[Word], split: int) -> Iterator[Difference]:
    here = words(MARK.sub("", question))
    changes = _changes(there[:split], here)
    answer = words(" ".join(leaf_texts(node.answer)))
    ratio = SequenceMatcher(None, _keys(there[split:]), _keys(answer), autojunk=False).ratio()
    if ratio < SAME_ANSWER:
        text = (_text(there[split:]), _text(answer))
        yield Difference(kind="another text", question=question, pos=node.pos, changes=(*changes, text))
        return
    changes += _changes(there[split:], answer)
    if changes:
        yield Difference(kind="reworded", question=question, pos=node.pos, changes=tuple(changes))


def leaf_texts(nodes: Iterable[AnyNode]) -> Iterator[str]:
    """The text of each paragraph-like node of ``nodes``, in reading order."""
    for node in nodes:
        match node:
            case Paragraph() | Heading():
                yield plain_text(node.children)
            case QuestionAnswer():
                yield plain_text(node.question)
                yield from leaf_texts(node.answer)
            case Figure():
                yield plain_text(node.caption)
            case CodeBlock():
                yield node.text
            case _:
                yield from leaf_texts(children(node))


def _changes(there: Sequence[Word], here: Sequence[Word]) -> list[tuple[str, str]]:
    """The words that differ, as (published, page); a run of punctuation alone that moved is still a change."""
    matcher = SequenceMatcher(None, _keys(there), _keys(here), autojunk=False)
    return [(_text(there[a:b]), _text(here[c:d])) for op, a, b, c, d in matcher.get_opcodes() if op != "equal"]


def _reordered(wanted: Sequence[QuestionAnswer], places: Sequence[_Place | None]) -> Iterator[Difference]:
    """The fewest questions whose move would put the published ones into the document's order."""
    pairs = [(place.start, node) for node, place in zip(wanted, places, strict=True) if place]
    kept = _longest_rising([start for start, _ in pairs])
    for at, (_, node) in enumerate(pairs):
        if at not in kept:
            yield Difference(kind="reordered", question=plain_text(node.question), pos=node.pos)


def _longest_rising(numbers: Sequence[int]) -> set[int]:
    """The indices of a longest rising subsequence (patience sorting)."""
    tops: list[int] = []
    top_index: list[int] = []
    before: list[int] = []
    for at, number in enumerate(numbers):
        pile = bisect_left(tops, number)
        before.append(top_index[pile - 1] if pile else -1)
        tops[pile : pile + 1] = [number]
        top_index[pile : pile + 1] = [at]
    kept: set[int] = set()
    at = top_index[-1] if top_index else -1
    while at >= 0:
        kept.add(at)
        at = before[at]
    return kept


class _Published:
    """The published words, and where lines begin among them."""

    def __init__(self, lines: Sequence[str]) -> None:
        self.words: list[Word] = []
        self.line_starts: list[int] = []
        self.asking: list[_Place] = []
        for line in BROKEN_WORD.sub("", "\n".join(lines)).split("\n"):
            start = len(self.words)
            self.line_starts.append(start)
            self.words += words(MARK.sub("", line))
            if MARK.match(line) or line.rstrip().endswith("?"):
                self.asking.append(_Place(start, len(self.words)))

    def text(self, place: _Place) -> str:
        """The question at ``place`` as printed."""
        return _text(self.words[place.start : place.answer])

    def find(self, questions: Sequence[str]) -> list[_Place | None]:
        """Where each of ``questions`` stands: word for word at a line's start, else where it is most like it."""
        taken: set[int] = set()
        places: list[_Place | None] = []
        for wanted in map(keys, questions):
            place = self._exactly(wanted, taken) or self._nearest(wanted, taken)
            if place:
                taken.add(place.start)
            places.append(place)
        return places

    def _exactly(self, wanted: Sequence[str], taken: set[int]) -> _Place | None:
        for start in self.line_starts:
            if start not in taken and self._keys(start, len(wanted)) == wanted:
                return _Place(start, start + len(wanted))
        return None

    def _nearest(self, wanted: Sequence[str], taken: set[int]) -> _Place | None:
        places = [place for place in self.asking if place.start not in taken]
        matcher = SequenceMatcher(None, autojunk=False)
        matcher.set_seq2(wanted)
        best: tuple[float, _Place | None] = (SAME_QUESTION, None)
        for place in places:
            matcher.set_seq1(self._keys(place.start, place.answer - place.start))
            if matcher.quick_ratio() > best[0] and (ratio := matcher.ratio()) > best[0]:
                best = ratio, place
        return best[1]

    def strangers(self, places: Iterable[_Place | None], page: Sequence[str]) -> list[_Place]:
        """The lines that ask something which is neither one of ``places`` nor words of the page."""
        known = [range(place.start, place.answer) for place in places if place]
        text = " ".join(("", *page, ""))
        return [
            place
            for place in self.asking
            if not any(place.start in span for span in known)
            and f" {' '.join(self._keys(place.start, place.answer - place.start))} " not in text
        ]

    def _keys(self, start: int, length: int) -> list[str]:
        return _keys(self.words[start : start + length])


def _keys(found: Sequence[Word]) -> list[str]:
    return [word.key for word in found]


def _text(found: Sequence[Word]) -> str:
    """Words as a reader would print them: no blank before closing punctuation."""
    return re.sub(r"\s+([.,;:!?)\]])", r"\1", " ".join(word.text for word in found))
