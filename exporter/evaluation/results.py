"""The result of each criterion for a file: by findings, by items and answers, else by the way that files are made."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import partial
from typing import NamedTuple

from exporter.diagnostics import Diagnostic
from exporter.evaluation.answers import Answer, Answers, Verdict
from exporter.evaluation.criteria import Criterion, criteria, judged_formats, reads
from exporter.evaluation.items import NOUNS, Item, ItemKind


class Status(StrEnum):
    """The status of a criterion."""

    FAILED = "failed"
    PERSON = "needs a person"
    PASSED = "passed"
    WEBSITE = "left to the website"
    NONE = "not applicable"


UNNAMED = "an item failed, and its answer does not say by which criterion: add 'criteria' to it"
_SETTLED = (Status.PASSED, Status.NONE)


@dataclass(frozen=True, slots=True, kw_only=True)
class FileFacts:
    """The facts about a file that decide its results.

    ``items`` are those of its document, of its pages and of itself. ``findings`` are all of its document and format.
    ``marked`` says whether it bears the mark that its format has for tags. ``designed`` says whether all of its looks
    and markup are the exporter's own, so that the table's words about them hold. ``questions`` says whether it has any.
    """

    format: str
    items: Sequence[Item]
    findings: Sequence[Diagnostic] = ()
    marked: bool = True
    designed: bool = True
    questions: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """The result of a criterion; ``by`` are the checks and people that decided, ``items`` those still to judge.

    ``design`` says what the exporter does in all such files, where that counts: its maker's word, and no check.
    """

    criterion: Criterion
    status: Status
    by: tuple[str, ...] = ()
    design: str = ""
    reason: str = ""
    faults: tuple[Diagnostic, ...] = ()
    items: tuple[Item, ...] = ()
    failing: tuple[Item, ...] = field(default=())


def evaluate(file: FileFacts, answers: Answers) -> tuple[Result, ...]:
    """Return the result of each criterion for a file."""
    kinds: dict[ItemKind, list[Item]] = {}
    for one in file.items:
        kinds.setdefault(one.kind, []).append(one)
    known = map(partial(_of, file), criteria(file.format))
    asked = [(criterion, _asked(criterion, file, kinds)) for criterion in known]
    asking = Counter(one for criterion, items in asked for one in {*items, *_tagged(criterion, kinds)})
    told = [one for one in file.items if one.fault or one.name in answers.by_item]
    results = [
        _result(criterion, _Items(items, _tagged(criterion, kinds), told, asking), file, answers)
        for criterion, items in asked
    ]
    return tuple(_whole(one, results) if one.criterion.whole else one for one in results)


def counts(results: Iterable[Result]) -> dict[str, int]:
    """Return the number of results of each status."""
    found = dict.fromkeys(map(str, Status), 0)
    for result in results:
        found[result.status] += 1
    return found


def _whole(result: Result, results: Sequence[Result]) -> Result:
    """Return the result of a criterion that asks for all others: it passes behind them alone."""
    others = [one for one in results if one is not result and one.status not in _SETTLED]
    if not others or result.status is Status.FAILED:
        return result
    if result.status is Status.PASSED and all(one.status is Status.WEBSITE for one in others):
        numbers = ", ".join(one.criterion.number for one in others)
        return replace(result, status=Status.WEBSITE, reason=f"it asks for {numbers} too, and for whole processes")
    return replace(result, status=Status.PERSON, reason="it asks for all others, of which some are failed or open")


class _Items(NamedTuple):
    """The items of a criterion: ``wanted`` of a person, ``tagged`` where a program may answer too.

    ``told`` are all items of the file with a fault or an answer, ``asking`` the number of criteria about each item.
    """

    wanted: Sequence[Item]
    tagged: Sequence[Item]
    told: Sequence[Item]
    asking: Mapping[Item, int]


def _of(file: FileFacts, criterion: Criterion) -> Criterion:
    if criterion.questions and file.questions:
        return replace(criterion, none="", passes=criterion.questions)
    return criterion


def _asked(criterion: Criterion, file: FileFacts, kinds: Mapping[ItemKind, Sequence[Item]]) -> tuple[Item, ...]:
    """Return the items that a criterion asks a person about."""
    if criterion.none:
        return ()
    wanted = [one for kind in criterion.person for one in kinds.get(kind, ())]
    # where the exporter's own design or mark does not stand for the file, a person looks at the file itself
    if (criterion.passes and not file.designed) or (criterion.tags and not file.marked):
        wanted += (one for one in kinds.get(ItemKind.FILE, ()) if one not in wanted)
    return tuple(wanted)


def _tagged(criterion: Criterion, kinds: Mapping[ItemKind, Sequence[Item]]) -> Sequence[Item]:
    return kinds.get(ItemKind.FILE, ()) if criterion.tags else ()


def _result(criterion: Criterion, items: _Items, file: FileFacts, answers: Answers) -> Result:
    def is_checker(program: str) -> bool:
        return criterion.tags and reads(file.format, program)

    judged = dict.fromkeys((*items.wanted, *items.tagged))
    known = {one: answers.of(one.name, criterion.number, is_checker) for one in (*judged, *items.told)}
    failed = [one for one, answer in known.items() if answer and answer.verdict is Verdict.FAIL]
    named = {one for one in failed if _names(known[one], criterion) or (one in judged and items.asking[one] == 1)}
    failing = tuple(one for one in known if one in named or (one.fault and one.fails == criterion.number))
    if criterion.website and not failing:
        return Result(criterion=criterion, status=Status.WEBSITE, reason=criterion.website)
    if criterion.none and not failing:
        return Result(criterion=criterion, status=Status.NONE, reason=criterion.none)
    faults = tuple(finding for finding in file.findings if finding.code in criterion.codes)
    unnamed = tuple(one for one in failed if one in judged and one not in named)
    left = tuple(one for one in items.wanted if known[one] is None and one not in failing)
    if not (items.wanted or criterion.passes or criterion.tags or faults or failing):
        kinds = " or ".join(NOUNS[kind] for kind in criterion.person)
        return Result(criterion=criterion, status=Status.NONE, reason=f"the document has no {kinds}")
    signed = (known[one] for one in known if one in named or (one in judged and one not in failed))
    return Result(
        criterion=criterion,
        status=Status.FAILED if faults or failing else Status.PERSON if left or unnamed else Status.PASSED,
        by=(*_checks(criterion, file), *dict.fromkeys(answer.signature for answer in signed if answer)),
        design=criterion.passes if file.designed and not (faults or failing) else "",
        reason=UNNAMED if unnamed else "",
        faults=faults,
        items=(*left, *unnamed),
        failing=failing,
    )


def _names(answer: Answer | None, criterion: Criterion) -> bool:
    return answer is not None and criterion.number in answer.criteria


def _checks(criterion: Criterion, file: FileFacts) -> tuple[str, ...]:
    """Return the exporter's checks of a criterion in the file's format, in words."""
    other = tuple(f"{name}-" for name in judged_formats() if name != file.format)
    codes = (f"check {code}" for code in criterion.codes if not code.startswith(other))
    tags = (
        ("the exporter's checks for the mark PDF/UA",)
        if criterion.tags and file.marked and file.format == "pdf"
        else ()
    )
    return (*codes, *tags)
