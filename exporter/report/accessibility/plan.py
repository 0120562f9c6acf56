"""The head of the record: the state of each document, and the items left, by the people who can judge them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum
from itertools import count

from exporter.diagnostics import counted
from exporter.evaluation.items import NOUNS, ItemKind
from exporter.report.accessibility.faults import faults_id, has_failed
from exporter.report.accessibility.record import DocumentRecord, Record

Counts = tuple[tuple[str, str], ...]  # kinds of items, each with its number in words

JUDGES: Mapping[str, tuple[ItemKind, ...]] = {
    "Anyone who knows the text": (
        ItemKind.PICTURE,
        ItemKind.MOTION,
        ItemKind.LINK,
        ItemKind.OUTLINE,
        ItemKind.TABLE,
        ItemKind.LANGUAGE,
        ItemKind.PASSAGE,
    ),
    "Anyone with time, page by page": (ItemKind.READING_ORDER,),
    "Someone who opens the files, best with a screen reader": (ItemKind.BOOK, ItemKind.FILE),
}


class State(IntEnum):
    """The state of a document, in the order of work."""

    FAILED = 0
    UNSEEN = 1
    LEFT = 2
    DONE = 3


@dataclass(frozen=True, slots=True)
class DocumentState:
    """The state of a document, in words; ``reviewers`` are the items of files for reviewers alone.

    ``failed`` is the number of failed criteria, and of items that failed without one; ``left`` that of items to judge.
    ``faults`` is the place of its faults and ``remarks``, the words about remarks of checks; each is empty without any.
    """

    id: str
    title: str
    state: State
    words: str
    failed: int
    left: int
    faults: str = ""
    remarks: str = ""
    reviewers: Counts = ()


def document_id(number: int) -> str:
    """Return the place of the results of a document, by its number in the record."""
    return f"document-{number}"


def document_states(record: Record) -> list[DocumentState]:
    """Return the state of each document, the worst first: by state, by failed criteria and items, by items left."""
    return sorted(map(_state, count(1), record.documents), key=lambda one: (one.state, -one.failed, -one.left))


def work(record: Record) -> list[tuple[str, Counts]]:
    """Return the items left by the people who can judge them, and those of files for reviewers alone, each once."""
    kinds, asked = kinds_of(record.documents), _asked(record.documents)
    found = [(who, by_kind(asked, kinds, only)) for who, only in JUDGES.items()]
    found.append(("Only if other people get the Word files for reviewers", by_kind(_reviewed(record.documents), kinds)))
    return [(who, items) for who, items in found if items]


def kinds_of(documents: Iterable[DocumentRecord]) -> dict[str, str]:
    """Return the kind of each item by its name."""
    return {one.name: one.kind for document in documents for one in document.items}


def by_kind(names: Iterable[str], kinds: Mapping[str, str], only: Sequence[ItemKind] = tuple(ItemKind)) -> Counts:
    """Return each kind of some items, with their number in words, in the order of work."""
    found = [kinds.get(name) for name in names]
    return tuple((kind.value, counted(found.count(kind), NOUNS[kind])) for kind in only if kind in found)


def _state(number: int, document: DocumentRecord) -> DocumentState:
    left = len(_asked([document]))
    reviewers = by_kind(_reviewed([document]), kinds_of([document]))
    unseen = sum(not file.results for file in document.files)
    failed = {result.number for file in document.files for result in file.results if result.status == "failed"}
    asked = {name for file in document.files for result in file.results for name in result.items}
    unnamed = [one for one in document.items if one.verdict == "fail" and not one.criteria and one.name in asked]
    parts = [
        *([f"{counted(len(failed), 'criterion', 'criteria')} failed"] if failed else []),
        *([f"{counted(len(unnamed), 'item')} failed without a named criterion"] if unnamed else []),
        *([f"{counted(unseen, 'file')} not up to date"] if unseen else []),
        *([f"{counted(left, 'item')} left for a person"] if left else []),
    ]
    state = State.FAILED if failed or unnamed else State.UNSEEN if unseen else State.LEFT if left else State.DONE
    if state > State.UNSEEN:
        parts = ["no criterion failed", *(parts or [_nothing_left(document)])]
    return DocumentState(
        document_id(number),
        document.title,
        state,
        ", ".join(parts),
        len(failed) + len(unnamed),
        left,
        faults_id(number) if failed or unnamed or document.remarks else "",
        f"{counted(len(document.remarks), 'remark')} of checks to look at first" if document.remarks else "",
        reviewers,
    )


def _nothing_left(document: DocumentRecord) -> str:
    results = (result for file in document.files for result in file.results)
    website = dict.fromkeys(result.number for result in results if result.status == "left to the website")
    return f"nothing left but {', '.join(website)}: judge them on the website" if website else "nothing left"


def _asked(documents: Sequence[DocumentRecord], *, public: bool = True) -> set[str]:
    """Return the names of the items to judge of published files, or of files for reviewers.

    Failed ones change before somebody judges them again.
    """
    failed = {one.name for document in documents for one in document.items if has_failed(one)}
    return set(_names(documents, public=public)) - failed


def _reviewed(documents: Sequence[DocumentRecord]) -> set[str]:
    """Return the names of the items to judge of files for reviewers alone."""
    return _asked(documents, public=False) - _asked(documents)


def _names(documents: Iterable[DocumentRecord], *, public: bool) -> Iterator[str]:
    files = (file for document in documents for file in document.files if file.public is public)
    return (name for file in files for result in file.results for name in result.items)
