"""The table of success criteria, ``templates/report/criteria.toml``, whose head explains its keys."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

from exporter.evaluation.items import ItemKind
from exporter.theme.files import SHIPPED

TABLE = "templates/report/criteria.toml"
WEB = 9  # the clause about web pages; another one is about documents
Level = Literal["A", "AA", ""]


@dataclass(frozen=True, slots=True, kw_only=True)
class Criterion:
    """A success criterion as it applies to one format; empty words say nothing.

    A requirement that the standard has beside the criteria of WCAG has no ``level``.
    ``questions`` says what ``passes`` does for a file with questions, which then has no ``none``.
    """

    number: str
    name: str
    level: Level
    clause: str
    codes: tuple[str, ...] = ()
    none: str = ""
    website: str = ""
    passes: str = ""
    questions: str = ""
    person: tuple[ItemKind, ...] = ()
    tags: bool = False
    whole: bool = False


@dataclass(frozen=True, slots=True)
class JudgedFormat:
    """A format whose files have a record: its clause of EN 301 549, its name for readers, the mark for its tags.

    ``design`` are the folders in which a theme's own files change what the table says of the format; ``checkers`` are
    the beginnings of the names of programs that check such files and no others, in lower case.
    """

    clause: Literal[9, 10]
    name: str
    design: tuple[str, ...]
    checkers: tuple[str, ...]
    mark: str = ""


@cache
def _table() -> Mapping[str, Any]:
    return tomllib.loads(SHIPPED.text(TABLE))


@cache
def judged_formats() -> Mapping[str, JudgedFormat]:
    """Return the formats whose files have a record, by their names on the command line."""
    formats = _table()["format"].items()
    lists = ("design", "checkers")
    return {name: JudgedFormat(**{**entry, **{key: tuple(entry[key]) for key in lists}}) for name, entry in formats}


@cache
def numbers() -> frozenset[str]:
    """Return the numbers of all criteria and requirements."""
    return frozenset(entry["number"] for entry in _table()["criterion"])


def reads(name: str, program: str) -> bool:
    """Return whether a program may have checked files of the format ``name``: it is no checker of another format."""
    known = [form for form, own in judged_formats().items() if program.casefold().startswith(own.checkers)]
    return not known or name in known


def is_program(name: str) -> bool:
    """Return whether a name is that of a known checker, alone or with a version."""
    first, _, rest = name.casefold().partition(" ")
    known = {start.strip() for form in judged_formats().values() for start in form.checkers}
    return first in known and (not rest or any(character.isdigit() for character in rest))


@cache
def criteria(name: str) -> tuple[Criterion, ...]:
    """Return the criteria for files of the format ``name``, in the order of WCAG 2.1, then other requirements."""
    clause = judged_formats()[name].clause
    return tuple(_criterion(entry, name) for entry in _table()["criterion"] if entry.get("only", clause) == clause)


def _criterion(entry: Mapping[str, Any], name: str) -> Criterion:
    facts = {"number": entry["number"], "name": entry["name"], "level": entry["level"]}
    clause = judged_formats()[name].clause
    facts["clause"] = entry["number"] if "only" in entry else f"{clause}.{entry['number']}"
    if entry.get("void") and clause != WEB and name not in entry:
        return Criterion(**facts, none="clause 10 leaves it out: documents stand alone")
    own = entry.get(name) or (entry.get("documents") if clause != WEB else None)
    # words of one format say all about it; the codes of findings hold for every format
    given = {"tags": entry.get("tags", False), **own} if own else entry
    return Criterion(
        **facts,
        codes=tuple(entry.get("codes", ())),
        none=given.get("none", ""),
        website=given.get("website", ""),
        passes=given.get("passes", ""),
        questions=given.get("questions", ""),
        person=tuple(ItemKind(kind) for kind in given.get("person", ())),
        tags=given.get("tags", False),
        whole=entry.get("whole", False),
    )
