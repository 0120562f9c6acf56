"""The tables of criteria: the results that all files of a format share, once, and for each document the other ones."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from exporter.evaluation.criteria import judged_formats
from exporter.report.accessibility.plan import by_kind, kinds_of
from exporter.report.accessibility.record import CriterionResult, DocumentRecord, Record

CHECK = "check "  # before the code of a check
_SETTLED = ("passed", "left to the website", "not applicable")

Results = Mapping[str, CriterionResult]  # of one criterion, by the formats of the files
Shared = Mapping[str, Results]  # by the numbers of criteria


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a criterion's cell: a status, its formats (none if all have it), and its details with their kinds."""

    status: str
    formats: tuple[str, ...]
    details: tuple[tuple[str, Any], ...]


@dataclass(frozen=True, slots=True)
class CriterionRow:
    """A criterion with its results."""

    criterion: CriterionResult
    parts: tuple[Part, ...]


def shared_results(record: Record) -> Shared:
    """Return the results that all files of a format share and that leave nothing to do."""
    found: dict[tuple[str, str], list[CriterionResult]] = {}
    for file in (file for document in record.documents for file in document.files):
        for result in file.results:
            found.setdefault((result.number, file.format), []).append(result)
    shared: dict[str, dict[str, CriterionResult]] = {}
    for (number, name), results in found.items():
        if results[0].status in _SETTLED and all(result == results[0] for result in results):
            shared.setdefault(number, {})[name] = results[0]
    return shared


def shared_rows(shared: Shared, every: Iterable[str]) -> list[CriterionRow]:
    """Return the table of shared results; ``every`` are the formats of the record."""
    return [_row(results, {}, len(set(every))) for _, results in sorted(shared.items(), key=_in_order)]


def own_rows(document: DocumentRecord, shared: Shared) -> list[CriterionRow]:
    """Return the table of a document's own results."""
    kinds = kinds_of([document])
    judged = [file for file in document.files if file.results]
    own: dict[str, dict[str, CriterionResult]] = {}
    for file in judged:
        for result in file.results:
            if file.format not in shared.get(result.number, {}):
                own.setdefault(result.number, {})[file.format] = result
    return [_row(results, kinds, len(judged)) for _, results in sorted(own.items(), key=_in_order)]


def checks(record: Record) -> dict[str, list[str]]:
    """Return the code of each check that results name, with the numbers of its criteria."""
    found: dict[str, list[str]] = {}
    for result in (result for d in record.documents for file in d.files for result in file.results):
        for code in (words.removeprefix(CHECK) for words in result.by if words.startswith(CHECK)):
            if result.number not in found.setdefault(code, []):
                found[code].append(result.number)
    return dict(sorted(found.items()))


def _in_order(entry: tuple[str, Results]) -> tuple[int, ...]:
    return tuple(map(int, entry[0].split(".")))


def _row(results: Results, kinds: Mapping[str, str], every: int) -> CriterionRow:
    """Return a row with each detail once, beside the formats that have it."""
    found: dict[tuple[str, tuple[str, Any]], list[str]] = {}
    for name, result in results.items():
        for detail in tuple(_details(result, kinds)) or (("words", ""),):
            found.setdefault((result.status, detail), []).append(judged_formats()[name].name)
    parts: dict[tuple[str, tuple[str, ...]], list[tuple[str, Any]]] = {}
    for (status, detail), names in found.items():
        parts.setdefault((status, () if len(names) == every else tuple(names)), []).append(detail)
    made = [Part(status, names, tuple(details)) for (status, names), details in parts.items()]
    return CriterionRow(next(iter(results.values())), tuple(sorted(made, key=_urgency)))


def _urgency(part: Part) -> tuple[int, int]:
    order: Sequence[str] = ("failed", "needs a person", *_SETTLED)
    return order.index(part.status), len(part.formats)


def _details(result: CriterionResult, kinds: Mapping[str, str]) -> Iterator[tuple[str, Any]]:
    yield from (("fault", fault) for fault in result.faults)
    yield from (("failing", pair) for pair in by_kind(result.failing, kinds))
    if asked := by_kind(result.items, kinds):
        yield "asked", asked
    if any(words.startswith(CHECK) for words in result.by):
        yield "checks", ()
    yield from (("words", words) for words in (*result.by, result.reason) if words and not words.startswith(CHECK))
    if result.design:
        yield "design", result.design
