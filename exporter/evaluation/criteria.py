"""The table of success criteria, ``templates/report/criteria.toml``, whose head explains its keys."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

from exporter.evaluation.items import ItemKind
from exporter.theme.files import SHIPPED

TABLE = "templates/report/criteria.toml"
WEB = "html"  # the format of clause 9
DOCUMENTS = ("pdf", "docx", "epub")  # the formats of clause 10
FORMATS = (*DOCUMENTS, WEB)
Level = Literal["A", "AA"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Criterion:
    """A success criterion as it applies to one format; empty words say nothing."""

    number: str
    name: str
    level: Level
    clause: str
    codes: tuple[str, ...] = ()
    none: str = ""
    passes: str = ""
    person: tuple[ItemKind, ...] = ()
    tags: bool = False


def clause_of(name: str) -> Literal[9, 10]:
    """Return the clause of EN 301 549 for files of the format ``name``."""
    return 9 if name == WEB else 10


@cache
def criteria(name: str) -> tuple[Criterion, ...]:
    """Return the criteria for files of the format ``name``, in the order of WCAG 2.1."""
    table = tomllib.loads(SHIPPED.text(TABLE))["criterion"]
    return tuple(_criterion(entry, name) for entry in table)


def _criterion(entry: Mapping[str, Any], name: str) -> Criterion:
    facts = {"number": entry["number"], "name": entry["name"], "level": entry["level"]}
    facts["clause"] = f"{clause_of(name)}.{entry['number']}"
    if entry.get("void") and name != WEB:
        return Criterion(**facts, none="clause 10 leaves it out: documents stand alone")
    own = entry.get(name) or (entry.get("documents") if name != WEB else None)
    # words of one format say all about it; the codes of findings hold for every format
    given = {"tags": entry.get("tags", False), **own} if own else entry
    return Criterion(
        **facts,
        codes=tuple(entry.get("codes", ())),
        none=given.get("none", ""),
        passes=given.get("passes", ""),
        person=tuple(ItemKind(kind) for kind in given.get("person", ())),
        tags=given.get("tags", False),
    )
