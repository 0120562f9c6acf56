"""The result of each criterion for a file: by findings, by items and answers, else by the way that files are made."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

from exporter.diagnostics import Diagnostic
from exporter.evaluation.answers import Answer, Answers, Verdict
from exporter.evaluation.criteria import Criterion, criteria, judged_formats, reads
from exporter.evaluation.items import NOUNS, Item, ItemKind


class Status(StrEnum):
    """The status of a criterion."""

    FAILED = "failed"
    PERSON = "needs a person"
    PASSED = "passed"
    NONE = "not applicable"


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
    results = [_result(criterion, file, kinds, answers) for criterion in criteria(file.format)]
    if all(one.status in _SETTLED for one in results):
        return tuple(results)
    reason = "it asks for all others, of which some are failed or open"
    return tuple(replace(r, status=Status.PERSON, reason=reason) if r.criterion.whole else r for r in results)


def counts(results: Iterable[Result]) -> dict[str, int]:
    """Return the number of results of each status."""
    found = dict.fromkeys(map(str, Status), 0)
    for result in results:
        found[result.status] += 1
    return found


def _result(
    criterion: Criterion, file: FileFacts, kinds: Mapping[ItemKind, Sequence[Item]], answers: Answers
) -> Result:
    if criterion.questions and file.questions:
        criterion = replace(criterion, none="", passes=criterion.questions)
    if criterion.none:
        return Result(criterion=criterion, status=Status.NONE, reason=criterion.none)
    faults = tuple(finding for finding in file.findings if finding.code in criterion.codes)
    wanted = [one for kind in criterion.person for one in kinds.get(kind, ())]
    whole = kinds.get(ItemKind.FILE, ())
    # where the exporter's own design or mark does not stand for the file, a person looks at the file itself
    if (criterion.passes and not file.designed) or (criterion.tags and not file.marked):
        wanted += (one for one in whole if one not in wanted)

    def is_checker(program: str) -> bool:
        return criterion.tags and reads(file.format, program)

    judged = (*wanted, *(whole if criterion.tags else ()))
    known = {one.name: answers.of(one.name, is_checker) for one in judged}
    failing = tuple(one for one in (*wanted, *whole) if one.fault or _verdict(known.get(one.name)) is Verdict.FAIL)
    left = tuple(one for one in wanted if not one.fault and known[one.name] is None)
    if not (wanted or criterion.passes or criterion.tags or faults):
        named = " or ".join(NOUNS[kind] for kind in criterion.person)
        return Result(criterion=criterion, status=Status.NONE, reason=f"the document has no {named}")
    status = Status.FAILED if faults or failing else Status.PERSON if left else Status.PASSED
    return Result(
        criterion=criterion,
        status=status,
        by=(*_checks(criterion, file), *dict.fromkeys(answer.signature for answer in known.values() if answer)),
        design=criterion.passes if file.designed and not faults else "",
        faults=faults,
        items=left,
        failing=tuple(dict.fromkeys(failing)),
    )


def _verdict(answer: Answer | None) -> Verdict:
    return answer.verdict if answer else Verdict.OPEN


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
