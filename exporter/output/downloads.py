"""``downloads.json``: the published files of a folder, for the pages of the site to list."""

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Annotated, Any, ClassVar, Literal

from pydantic import ConfigDict, Field, TypeAdapter, WithJsonSchema

from exporter.output.entries import Count, Hash

DOWNLOADS = "downloads.json"
VERSION: Literal[1] = 1
_CLOSED = ConfigDict(extra="forbid")


@dataclass(frozen=True, slots=True, kw_only=True)
class DownloadFile:
    """A file of a download."""

    __pydantic_config__: ClassVar[ConfigDict] = _CLOSED

    address: Annotated[str, Field(description="the address on the site, as a link has it")]
    latest: Annotated[str, Field(description="the address that always has the newest version; empty without versions")]
    format: str
    size: Annotated[Count, Field(description="in bytes")]
    pages: Annotated[Count | None, Field(description="null if the format has no pages")]
    accessible: Annotated[
        bool | None,
        Field(
            description="whether the checks found no failed criterion of WCAG 2.1 A and AA, and a PDF has the mark of"
            " PDF/UA; null for formats that no criterion applies to"
        ),
    ]
    sha256: Hash


@dataclass(frozen=True, slots=True, kw_only=True)
class Download:
    """A document in one version."""

    __pydantic_config__: ClassVar[ConfigDict] = _CLOSED

    route: Annotated[str, Field(description="the page's address below the site; of a book, that of its first page")]
    section: Annotated[str, Field(description="the exported heading; empty for whole pages")]
    title: str
    language: Annotated[str, Field(description="BCP 47")]
    date: Annotated[str, Field(description="ISO 8601; empty if the document has none")]
    version: Annotated[str, Field(description="empty if the document has none")]
    superseded: Annotated[bool, Field(description="whether a newer version is published")]
    files: tuple[DownloadFile, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DownloadsFile:
    """The file as it is written."""

    __pydantic_config__: ClassVar[ConfigDict] = ConfigDict(extra="forbid", title="Published downloads")

    version: Annotated[int, WithJsonSchema({"const": VERSION})]
    downloads: tuple[Download, ...]


def downloads_schema() -> dict[str, Any]:
    """Return the JSON Schema (2020-12) of ``downloads.json``."""
    dialect = "https://json-schema.org/draft/2020-12/schema"
    return {"$schema": dialect, **TypeAdapter(DownloadsFile).json_schema()}


def downloads_text(downloads: Iterable[Download]) -> bytes:
    """Return the bytes of ``downloads.json``."""
    value = DownloadsFile(version=VERSION, downloads=tuple(downloads))
    return (json.dumps(asdict(value), ensure_ascii=False, indent=1) + "\n").encode("utf-8", "surrogatepass")
