"""The faults of each document, and the remarks of checks to look at first, with the items at their places."""

from collections.abc import Container, Iterable
from dataclasses import dataclass
from enum import StrEnum

from exporter.evaluation.items import NOUNS, ItemKind
from exporter.report.accessibility.record import DocumentRecord, Fault, JudgedItem, Record


class ItemState(StrEnum):
    """The state of an item, in the order of work."""

    FAIL = "fail"
    OPEN = "open"
    PASS = "pass"


@dataclass(frozen=True, slots=True)
class FoundFault:
    """A fault: its words, place and numbers of criteria; ``item`` is the name of the item that has it, if any."""

    words: str
    place: str
    numbers: tuple[str, ...] = ()
    item: str = ""
    by: str = ""


@dataclass(frozen=True, slots=True)
class DocumentFaults:
    """The faults of a document, and the remarks about it that fail no criterion."""

    id: str
    title: str
    failed: tuple[FoundFault, ...]
    remarks: tuple[FoundFault, ...]


def faults_id(number: int) -> str:
    """Return the place of the faults of a document, by its number in the record."""
    return f"faults-{number}"


def document_faults(record: Record) -> list[DocumentFaults]:
    """Return the faults and remarks of each document that has any, the one with the most faults first."""
    found = [
        DocumentFaults(faults_id(number), one.title, (*_of_pages(one), *_of_items(one)), tuple(_remarks(one)))
        for number, one in enumerate(record.documents, 1)
    ]
    listed = [one for one in found if one.failed or one.remarks]
    return sorted(listed, key=lambda one: (-len(one.failed), -len(one.remarks)))


def faults(documents: Iterable[DocumentRecord]) -> dict[Fault, list[str]]:
    """Return each fault once, with the numbers of the criteria that it fails."""
    found: dict[Fault, list[str]] = {}
    for result in (result for document in documents for file in document.files for result in file.results):
        for fault in result.faults:
            if result.number not in found.setdefault(fault, []):
                found[fault].append(result.number)
    return found


def has_failed(one: JudgedItem) -> bool:
    """Return whether an item has a fault or the verdict 'fail'."""
    return bool(one.fault) or one.verdict == "fail"


def item_state(one: JudgedItem, asked: Container[str]) -> ItemState:
    """Return the state of an item; ``asked`` are the names of all items that criteria are open for."""
    if has_failed(one):
        return ItemState.FAIL
    return ItemState.PASS if one.verdict and one.name not in asked else ItemState.OPEN


def _of_pages(document: DocumentRecord) -> Iterable[FoundFault]:
    for fault, numbers in faults([document]).items():
        yield FoundFault(fault.message, fault.place, tuple(numbers))


def _of_items(document: DocumentRecord) -> Iterable[FoundFault]:
    numbers: dict[str, dict[str, None]] = {}
    for result in (result for file in document.files for result in file.results):
        for name in result.failing:
            numbers.setdefault(name, {})[result.number] = None
    for one in filter(has_failed, document.items):
        noun = NOUNS[ItemKind(one.kind)]
        named = f"{noun} {one.page}" if one.page else f"{noun} '{one.words}'" if one.words else noun
        words = f"{named}: {one.fault or one.note or 'failed'}"
        yield FoundFault(words, one.place, tuple(numbers.get(one.name, ())), one.name, one.by)


def _remarks(document: DocumentRecord) -> Iterable[FoundFault]:
    items = {remark: one.name for one in reversed(document.items) for remark in one.remarks}
    for remark in document.remarks:
        yield FoundFault(remark.message, remark.place, item=items.get(remark.message, ""))
