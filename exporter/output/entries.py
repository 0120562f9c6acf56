"""The entries of the manifest: types that parse, check and describe them."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Annotated, Any, ClassVar, Literal, NotRequired

from pydantic import (
    AfterValidator,
    ConfigDict,
    Field,
    GetPydanticSchema,
    Strict,
    TypeAdapter,
    ValidationError,
    WithJsonSchema,
)
from typing_extensions import TypedDict  # pydantic reads no other before Python 3.12

from exporter.model.document import Pagination

VERSION = 1
_CLOSED = ConfigDict(extra="forbid")
_PLACE = frozenset(("line", "column", "end_line", "end_column"))
LARGEST = 2**53  # larger whole numbers are not exact in JSON

Count = Annotated[int, Strict(), Field(ge=0, lt=LARGEST)]
Number = Annotated[int, Strict(), Field(gt=0, lt=LARGEST)]
Hash = Annotated[str, Field(pattern="^[0-9a-f]{64}$")]


def _at(value: list[int] | None) -> list[int] | None:
    if value is not None and (len(value) == 2 or (len(value) == 3 and value[1] > value[2])):
        raise ValueError("it is not a part of a document")
    return value


At = Annotated[
    Annotated[list[Count], Field(max_length=3)] | None,
    AfterValidator(_at),
    Field(
        description="the part of the document that a finding is about: no part, the request of the export ([]),"
        " a node by its number in reading order, or characters of that node"
    ),
]


class Noted(TypedDict):
    """A finding, with all of its place or none."""

    __pydantic_config__ = _CLOSED  # type: ignore[misc]

    code: str
    severity: Literal["note", "loss", "warning", "error"]
    message: str
    hint: NotRequired[str]
    subject: NotRequired[Annotated[str, Field(description="the component or element with the loss")]]
    file: NotRequired[str]
    line: NotRequired[Number]
    column: NotRequired[Number]
    end_line: NotRequired[Number]
    end_column: NotRequired[Number]
    node: NotRequired[At]


def _placed(value: Noted) -> Noted:
    if _PLACE & value.keys() != (_PLACE if "file" in value else set()):
        raise ValueError("its place is incomplete")
    return value


def _path(value: str) -> str:
    """Refuse paths that no file system accepts."""
    if not value or any(ord(char) < 32 or char == "\x7f" for char in value):
        raise ValueError("it is not a path")
    os.fsencode(value)
    return value


Finding = Annotated[dict[str, Any], GetPydanticSchema(lambda _, handler: handler(_PlacedNoted))]
_PlacedNoted = Annotated[Noted, AfterValidator(_placed)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A file that the exporter wrote, and what it was made from.

    ``inputs`` are the hashes of the parts of ``key``, by their names, ``units`` those of the document's questions and
    headings, by their anchors: they say what has changed.
    """

    __pydantic_config__: ClassVar[ConfigDict] = _CLOSED

    path: Annotated[str, AfterValidator(_path), Field(description="below the folder of the manifest, with slashes")]
    export: Annotated[str, Field(description="the path that all formats of the export share")]
    format: str
    sha256: Hash
    size: Count
    pages: Annotated[Count | None, Field(description="null if the format has no pages")]
    title: str
    page: Annotated[str, Field(description="the page's file")]
    section: Annotated[str, Field(description="the exported heading; missing for a whole page")] = ""
    version: Annotated[str, Field(description="the document's version")] = ""
    address: Annotated[str, Field(description="the page's address on the site")] = ""
    sources: Annotated[dict[str, str], Field(description="the sha256 of the pages by their files")] = field(
        default_factory=dict
    )
    key: Annotated[str, Field(description="the hash of all sources of the file")] = ""
    inputs: dict[str, str] = field(default_factory=dict)
    units: dict[str, str] = field(default_factory=dict)
    standards: tuple[str, ...] = ()
    unmet: Annotated[tuple[str, ...], Field(description="the standards that the page does not allow")] = ()
    accessibility: Annotated[
        dict[str, Count],
        Field(description="the criteria of WCAG 2.1, A and AA, by their results before people have judged anything"),
    ] = field(default_factory=dict)
    pagination: Annotated[
        Pagination | None,
        Field(description="the letters, pictures and formulas before each page of a PDF, and the number of all"),
    ] = None
    findings: tuple[Finding, ...] = ()


class ManifestFile(TypedDict):
    """The manifest as it is written."""

    __pydantic_config__ = ConfigDict(extra="forbid", title="Manifest of exported files")  # type: ignore[misc]

    version: Annotated[int, WithJsonSchema({"const": VERSION})]
    environment: dict[str, str]
    files: list[Entry]
    orphans: Annotated[list[Entry], Field(description="files of deleted exports")]


def manifest_schema() -> dict[str, Any]:
    """Return the JSON Schema (2020-12) of ``manifest.json``."""
    dialect = "https://json-schema.org/draft/2020-12/schema"
    return {"$schema": dialect, **TypeAdapter(ManifestFile).json_schema()}


@cache
def entry_adapter() -> TypeAdapter[Entry]:
    """Return the parser of entries, made once a process."""
    return TypeAdapter(Entry)


@cache
def _noted_adapter() -> TypeAdapter[Any]:
    return TypeAdapter(_PlacedNoted)


@cache
def _pagination_adapter() -> TypeAdapter[Any]:
    return TypeAdapter(Pagination | None)


def is_noted(value: Mapping[str, Any]) -> bool:
    """Return whether a value is a finding of a format with its ``node``."""
    try:
        _noted_adapter().validate_python(value)
    except ValidationError:
        return False
    return "node" in value


def is_pagination(value: object) -> bool:
    """Return whether a value is a pagination as JSON has it, or null."""
    try:
        _pagination_adapter().validate_python(value)
    except ValidationError:
        return False
    return True


def is_count(value: object) -> bool:
    """Return whether a value is a valid count of an entry."""
    return type(value) is int and 0 <= value < LARGEST
