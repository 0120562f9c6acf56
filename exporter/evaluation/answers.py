"""People's answers about items, in a YAML file of the project.

The file is a list of answers. Each names the items that it is about, so that one answer may judge many, and holds for
these items in every export that has them. A check by a program is an answer too, with ``checker``.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Annotated, Any, NamedTuple

from pydantic import Field, ValidationError, model_validator

from exporter import yamltext
from exporter.config import errors
from exporter.config.sections import ConfigSection
from exporter.config.values import Date, Text
from exporter.diagnostics import Code, Diagnostic, Diagnostics, Severity, did_you_mean, nearest
from exporter.evaluation.criteria import is_program, numbers
from exporter.model.position import KeyPath, Places, Pos

ANSWERS_FILE = Code(
    "answers-file",
    Severity.ERROR,
    "The file with people's answers about accessibility cannot be used.",
    why="Answers are left out, and reports ask the questions again.",
    mend="Correct the file at the named place; 'exporter schema answers' gives editors its keys.",
    lowered=True,
)
OLD_ANSWER = Code(
    "old-answer",
    Severity.WARNING,
    "An answer about accessibility is about an item that its export no longer has.",
    why="The picture, link or text changed since a person judged it, so that nobody judged the new one.",
    mend="Run 'exporter report accessibility', judge the new items, and remove the old answer.",
)
EARLY_ANSWER = Code(
    "early-answer",
    Severity.WARNING,
    "An answer about accessibility has a day that is still to come.",
    why="Nobody has judged anything on that day yet, so the record does not count it; builds do not look at days.",
    mend="Write the day on which the item was judged, such as '2026-11-29'.",
)
CODES = (ANSWERS_FILE, OLD_ANSWER, EARLY_ANSWER)

_NO_PERSON = frozenset(("nobody", "no one", "none", "unknown", "anonymous", "somebody", "someone", "me", "tbd", "n/a"))
SLIP = 0.85  # likeness of two names of which one is a slip of the pen; other hashes of one kind are less alike


class Verdict(StrEnum):
    """The verdict of an answer; an empty one answers nothing."""

    PASS = "pass"
    FAIL = "fail"
    OPEN = ""


class Answer(ConfigSection):
    """An answer: the verdict of a person, or of a checker, about items."""

    export: Text = Field(description="The output of the export that has the items.")
    items: Annotated[tuple[Text, ...], Field(min_length=1, description="The names of the items, as reports have them.")]
    criteria: tuple[Text, ...] = Field(
        default=(),
        description="The numbers of the criteria that the verdict is about, such as '1.1.1'; by default, a 'pass' is"
        " about all that ask about the item. A 'fail' needs them if there are several.",
    )
    verdict: Verdict = Field(default=Verdict.OPEN, description="'pass' or 'fail'; empty until somebody has judged.")
    by: Text = Field(default="", description="The person who judged.")
    checker: Text = Field(
        default="",
        description="The program that checked a file, with its version. Without 'by', its verdict is about tags or"
        " syntax alone, and about items of the kind 'file'.",
    )
    date: Date = Field(default="", description="The day, such as '2026-11-29'.")
    note: Text = Field(default="", description="What else is to be said.")

    @model_validator(mode="after")
    def _signed(self) -> "Answer":
        if self.verdict and not (self.by or self.checker):
            raise ValueError("a verdict needs the name of a person in 'by', or of a program in 'checker'")
        if self.verdict and not self.date:
            raise ValueError("a verdict needs the day in 'date'")
        if self.verdict and not self.by and (other := next((n for n in self.items if not n.startswith("file-")), "")):
            raise ValueError(f"only a person can judge '{other}': 'checker' alone is for items of the kind 'file'")
        if unknown := next((number for number in self.criteria if number not in numbers()), ""):
            raise ValueError(f"'{unknown}' is the number of no criterion on level A or AA")
        if self.by and is_program(self.by):
            raise ValueError(f"'{self.by}' is a program: name it in 'checker', and in 'by' the person who looked")
        if self.by and (not any(map(str.isalpha, self.by)) or self.by.casefold() in _NO_PERSON):
            raise ValueError(f"'{self.by}' names no person: write the name of the person who judged")
        if not (self.by + self.checker).isprintable():
            raise ValueError("a name has control characters")
        return self

    @property
    def signature(self) -> str:
        """The names and the day."""
        return f"{' with '.join(filter(None, (self.by, self.checker)))}, {self.date}"


class ListedAnswer(NamedTuple):
    """An answer with its place, and the places of the names of its items."""

    answer: Answer
    pos: Pos | None
    names: tuple[Pos | None, ...]


@dataclass(frozen=True, slots=True)
class Answers:
    """All answers with their places, and the signed ones about each item; ``findings`` name faults of the file.

    Of the answers about an item the first counts.
    """

    listed: tuple[ListedAnswer, ...] = ()
    by_item: Mapping[str, tuple[Answer, ...]] = field(default_factory=dict)
    findings: tuple[Diagnostic, ...] = ()

    @property
    def exports(self) -> frozenset[str]:
        """The outputs of the exports with answers."""
        return frozenset(one.answer.export for one in self.listed)

    def of(self, name: str, number: str = "", accepts: Callable[[str], bool] = lambda _: False) -> Answer | None:
        """Return a person's answer about an item, or that of a program that ``accepts`` is true of.

        With the ``number`` of a criterion, answers about other criteria do not count. A 'fail' comes before a 'pass',
        then an answer that names criteria, then a later answer.
        """
        return next(
            (
                answer
                for answer in self.by_item.get(name, ())
                if (answer.by or accepts(answer.checker)) and (not number or number in (answer.criteria or (number,)))
            ),
            None,
        )

    def others(self, name: str) -> tuple[Answer, ...]:
        """Return the answers about an item beside the person's that counts."""
        return tuple(answer for answer in self.by_item.get(name, ()) if answer is not self.of(name))

    def homeless(self, exports: Collection[str]) -> Iterator[Diagnostic]:
        """Yield a finding for each answer of an export that is not among ``exports``, all those of the project."""
        for answer, pos, _ in self.listed:
            if answer.export not in exports:
                hint = did_you_mean(answer.export, exports) or "name an export that 'exporter list' shows"
                yield OLD_ANSWER.remark(f"an answer is of the export '{answer.export}', which is not there", pos, hint)

    def early(self, today: str) -> Iterator[Diagnostic]:
        """Yield a finding for each answer of a day after ``today``."""
        for answer, pos, _ in self.listed:
            if answer.date[: len(today)] > today:
                hint = "write the day on which it was judged"
                yield EARLY_ANSWER.remark(f"an answer is of {answer.date}, a day that is still to come", pos, hint)

    def until(self, today: str) -> "Answers":
        """Return the answers without those of days after ``today``."""
        kept = {name: tuple(a for a in own if a.date[: len(today)] <= today) for name, own in self.by_item.items()}
        return replace(self, by_item={name: own for name, own in kept.items() if own})

    def outdated(self, export: str, names: Iterable[str], unseen: tuple[str, ...] = ()) -> Iterator[Diagnostic]:
        """Yield findings of the answers of an export that name items not among ``names``, at the names' lines.

        A slip of the pen has a finding of its own; all other names of an answer share one. Items whose names begin with
        one of ``unseen`` could not be looked for.
        """
        known = frozenset(names)
        for answer, _, places in self.listed:
            mine = zip(answer.items, places, strict=True) if answer.export == export else ()
            gone = []
            for name, pos in mine:
                if name in known:
                    continue
                if near := nearest(name, known, SLIP):
                    message = f"an answer is about '{name}', which '{export}' does not have"
                    yield OLD_ANSWER.remark(message, pos, f"did you mean '{near}'?")
                elif not name.startswith(unseen):
                    gone.append((name, pos))
            if gone:
                more = f" and {len(gone) - 1} more" if len(gone) > 1 else ""
                message = f"an answer is about '{gone[0][0]}'{more}, which '{export}' no longer has"
                hint = "judge the new items that 'exporter report accessibility' lists, and remove the old names"
                yield OLD_ANSWER.remark(message, gone[0][1], hint)


NO_ANSWERS = Answers()


class AnswersFile(ConfigSection):
    """The file with people's answers."""

    answers: tuple[Answer, ...] = Field(default=(), description="The answers.")


def parse_answers(text: str, file: str) -> Answers:
    """Return the answers in a text; faults are findings, and the answers around them are kept."""
    places, diagnostics = Places.of(file, text), Diagnostics()
    read = yamltext.load(text, places, diagnostics)
    if read is None:
        return Answers(findings=_faults(diagnostics))

    def where(path: KeyPath, key: bool) -> Pos | None:
        found = read.places.get(path)
        return places.pos(*(found.key if key else found.value)) if found else None

    entries = read.value.pop("answers", None) or ()
    if read.value or not isinstance(entries, list | tuple):
        message = f"unknown key '{next(iter(read.value))}'" if read.value else "'answers' must be a list"
        wrong = where((next(iter(read.value), "answers"),), True)
        diagnostics.add(
            ANSWERS_FILE, message, wrong, "begin the file with 'answers:', and each answer with '  - export:'"
        )
        entries = entries if isinstance(entries, list) else ()
    listed = tuple(_valid(entries, where, diagnostics))
    signed = [one.answer for one in listed if one.answer.verdict]
    by_item: dict[str, tuple[Answer, ...]] = {}
    for answer in sorted(signed, key=lambda a: (a.verdict is Verdict.FAIL, bool(a.criteria), a.date), reverse=True):
        by_item |= {name: (*by_item.get(name, ()), answer) for name in answer.items}
    return Answers(listed, by_item, _faults(diagnostics))


def _valid(entries: Iterable[Any], where: errors.Where, diagnostics: Diagnostics) -> Iterator[ListedAnswer]:
    for number, entry in enumerate(entries):
        path = ("answers", number)
        try:
            answer = Answer.model_validate(entry)
        except ValidationError as error:
            diagnostics.extend(errors.findings(error, Answer, where, path))
            continue
        names = (where((*path, "items", at), False) for at in range(len(answer.items)))
        yield ListedAnswer(answer, where(path, False), tuple(names))


def _faults(diagnostics: Diagnostics) -> tuple[Diagnostic, ...]:
    return tuple(ANSWERS_FILE.finding(f.message, f.pos, f.hint) for f in diagnostics)


def answers_schema() -> dict[str, Any]:
    """Return the JSON Schema (2020-12) of the file."""
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **AnswersFile.model_json_schema()}
