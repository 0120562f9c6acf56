"""The references of documents: works that pages cite, in ``exporter.yaml``, in front matter or as CSL-JSON.

The names of fields are those of CSL-JSON (https://docs.citationstyles.org/en/stable/specification.html), or shorter.
"""

import re
from collections import Counter
from collections.abc import Iterator
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, Field, ValidationError, model_validator

from exporter.config.errors import findings
from exporter.config.sections import ConfigSection
from exporter.config.values import Text
from exporter.diagnostics import did_you_mean
from exporter.model.bibliography import Labels, ReferenceGroup, Work
from exporter.model.position import KeyPath, Pos

SHORTER = {
    "issued": "date",
    "URL": "url",
    "DOI": "doi",
    "container-title": "container",
    "page": "pages",
    "publisher-place": "place",
}
"""The names of CSL for fields that have a shorter one here."""
_UNUSED = (
    "type language abstract accessed annote archive archive_collection archive_location archive-place authority"
    " available-date call-number categories chair chapter-number citation-key citation-label citation-number"
    " collection-editor collection-number collection-title compiler composer container-author container-title-short"
    " contributor curator custom dimensions director division editor editorial-director event event-date event-place"
    " event-title executive-producer first-reference-note-number genre guest host illustrator interviewer ISBN ISSN"
    " journalAbbreviation jurisdiction keyword locator medium narrator note number-of-pages number-of-volumes organizer"
    " original-author original-date original-publisher original-publisher-place original-title page-first part-number"
    " part-title performer PMCID PMID printing-number producer recipient references reviewed-author reviewed-genre"
    " reviewed-title scale script-writer section series-creator shortTitle source status submitted supplement-number"
    " title-short translator volume-title volume-title-short year-suffix"
)
UNUSED = frozenset(_UNUSED.split())
"""Fields of CSL that a list of references does not print."""
_FORMATTING = re.compile(r"</?(?:i|b|sub|sup|span)\b[^<>]*>")
_ADDRESS = re.compile(r"https?://[^\s<>\"]+")
LONGEST_KEY = 100


def _whole_number(value: Any) -> Any:
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value


def _names(value: Any) -> Any:
    """Return the names of people and groups, each a text or an object of CSL."""
    given = [value] if isinstance(value, str | dict) else value
    return [_name(one) for one in given] if isinstance(given, list) else value


def _name(value: Any) -> Any:
    if not isinstance(value, dict):
        return value
    if "literal" in value:
        return value["literal"]
    parts = ("given", "dropping-particle", "non-dropping-particle", "family", "suffix")
    return " ".join(str(value[part]) for part in parts if value.get(part))


def _date(value: Any) -> Any:
    """Return a date as text: the day, the month or the year, or the two ends of an interval."""
    if not isinstance(value, dict):
        return _whole_number(value)
    given = value.get("date-parts")
    if given is None and "month" in value:
        given = [[value.get(part) for part in ("year", "month", "day")]]
    if isinstance(given, list):
        return "/".join(_parts(parts) for parts in given)
    words = next((str(value[key]) for key in ("raw", "literal", "year") if value.get(key)), "")
    if not words:
        raise ValueError("a date is '2014-06', words, or an object of CSL-JSON")
    return words


def _parts(value: Any) -> str:
    parts = [str(part).strip() for part in (value if isinstance(value, list) else [value]) if part is not None]
    if not all(re.fullmatch("[0-9]{1,4}", part) for part in parts if part):
        raise ValueError("the parts of a date are numbers: [[2014, 6]]")
    return "-".join(part.zfill(2) for part in parts if part)


def _web(value: str) -> str:
    if value and not _ADDRESS.fullmatch(value):
        raise ValueError(f"'{value}' is not an address such as 'https://example.org'")
    return value


def _key(value: str) -> str:
    if not value.strip() or set(value) & set("[]{};\n"):
        raise ValueError(f"'{value}' is not a key such as 'RFC7252'")
    return value.strip()


Word = Annotated[Text, BeforeValidator(_whole_number, json_schema_input_type=str | int)]
Key = Annotated[Word, Field(max_length=LONGEST_KEY), AfterValidator(_key)]
Names = Annotated[
    tuple[Text, ...],
    BeforeValidator(_names, json_schema_input_type=str | dict[str, Any] | list[str | dict[str, Any]]),
]
PublicationDate = Annotated[Text, BeforeValidator(_date, json_schema_input_type=str | int | dict[str, Any])]
Address = Annotated[Text, AfterValidator(_web)]


class ReferenceEntry(ConfigSection):
    """A work: its key, and its words or fields. Names of CSL-JSON are understood too; other fields of it are unused."""

    id: Key = Field(default="", description="Its key in the text: '[@RFC7252]'.")
    file: Text = Field(default="", description="A CSL-JSON file with works, below the public folder.")
    text: Text = Field(default="", description="The words to print, instead of the fields below.")
    author: Names = Field(default=(), description="The authors.")
    title: Text = Field(default="", description="The title.")
    container: Text = Field(default="", description="The journal, series or website that it is a part of.")
    number: Word = Field(default="", description="Its number, such as 'RFC 7252'.")
    version: Word = Field(default="", description="Its version.")
    edition: Word = Field(default="", description="Its edition, such as '2nd edition'.")
    volume: Word = Field(default="", description="The volume.")
    issue: Word = Field(default="", description="The issue.")
    pages: Word = Field(default="", description="The pages.")
    place: Text = Field(default="", description="The place of publication.")
    publisher: Text = Field(default="", description="The publisher.")
    date: PublicationDate = Field(default="", description="The date: '2014-06', or words.")
    url: Address = Field(default="", description="Its address.")
    doi: Text = Field(default="", description="Its DOI, for its address.")

    @model_validator(mode="before")
    @classmethod
    def _by_its_names(cls, data: Any) -> Any:
        if not isinstance(data, dict):
            return data
        return {SHORTER.get(name, name): value for name, value in data.items() if name not in UNUSED}

    @model_validator(mode="after")
    def _says_something(self) -> "ReferenceEntry":
        if not self.file and not self.id:
            raise ValueError("it needs an 'id', such as 'RFC7252'")
        if not self.file and not (self.text or self.title):
            raise ValueError(f"'{self.id}' needs a 'title', or a 'text' to print")
        return self

    def work(self, group: ReferenceGroup, pos: Pos | None, *, listed: bool) -> Work:
        """Return the entry as a work of a document."""
        doi = self.doi.removeprefix("https://doi.org/")
        same = {name: _FORMATTING.sub("", getattr(self, name)) for name in ("text", "title", "container")}
        same |= {name: getattr(self, name) for name in _SAME}
        address = self.url or (f"https://doi.org/{doi}" if doi else "")
        return Work(key=self.id, group=group, authors=self.author, address=address, listed=listed, pos=pos, **same)


_SAME = ("number", "version", "edition", "volume", "issue", "pages", "place", "publisher", "date")


class ReferencesSection(ConfigSection):
    """The works that documents cite, in the lists that show them."""

    labels: Labels = Field(default="keys", description="The labels of works: their keys, or numbers.")
    normative: tuple[ReferenceEntry, ...] = Field(default=(), description="Normative references.")
    informative: tuple[ReferenceEntry, ...] = Field(default=(), description="Informative references.")
    other: tuple[ReferenceEntry, ...] = Field(default=(), description="References of neither kind.")

    @model_validator(mode="before")
    @classmethod
    def _of_lists(cls, data: Any) -> Any:
        labels = {"labels": data["labels"]} if isinstance(data, dict) and data.get("labels") is not None else {}
        groups: dict[str, list[Any]] = {}
        for group, _, entry in entries(data):
            groups.setdefault(group or "other", []).append(entry)
        return {**groups, **labels}

    @model_validator(mode="after")
    def _no_key_twice(self) -> "ReferencesSection":
        keys = Counter(entry.id for _, entry in self.by_group if entry.id)
        twice = next((key for key, count in keys.items() if count > 1), None)
        if twice is not None:
            raise ValueError(f"the key '{twice}' is there twice")
        return self

    @property
    def by_group(self) -> list[tuple[ReferenceGroup, ReferenceEntry]]:
        """The entries with their groups."""
        groups: tuple[tuple[ReferenceGroup, tuple[ReferenceEntry, ...]], ...] = (
            ("normative", self.normative),
            ("informative", self.informative),
            ("", self.other),
        )
        return [(group, entry) for group, inside in groups for entry in inside]


_GROUPS: dict[str, ReferenceGroup] = {"normative": "normative", "informative": "informative", "other": ""}


def entries(data: Any) -> Iterator[tuple[ReferenceGroup, KeyPath, Any]]:
    """Yield the entries of ``references:`` as written, each as a mapping, with its group and its place.

    Raises ``ValueError`` for a value that is no list of works.
    """
    if not isinstance(data, dict):
        yield from _of_group("", (), data)
        return
    for name, inside in data.items():
        if name in _GROUPS:
            yield from _of_group(_GROUPS[name], (name,), inside) if inside is not None else ()
        elif name != "labels":
            hint = did_you_mean(str(name), (*_GROUPS, "labels")) or "write a list, or 'normative:' and 'informative:'"
            raise ValueError(f"unknown key '{name}': {hint}")


def _of_group(group: ReferenceGroup, path: KeyPath, data: Any) -> Iterator[tuple[ReferenceGroup, KeyPath, Any]]:
    match data:
        case str():
            yield group, path, {"file": data}
        case list():
            for number, entry in enumerate(data):
                yield from ((group, (*path, number), one) for one in _items(entry))
        case dict():
            for key, entry in data.items():
                yield from ((group, (*path, key), one) for one in _keyed(key, entry))
        case _:
            raise ValueError("it must be a list of works, or the path of a CSL-JSON file")


def _items(data: Any) -> Iterator[Any]:
    """Yield an item of a list as a mapping: ``key: words`` is short for an ``id`` and a ``text``."""
    match data:
        case str():
            yield {"file": data} if data.endswith(".json") else {"text": data}
        case dict() if len(data) == 1 and not data.keys() & ReferenceEntry.model_fields.keys():
            yield from _keyed(*next(iter(data.items())))
        case _:
            yield data


def _keyed(key: str, data: Any) -> Iterator[dict[str, Any]]:
    """Yield the work of a key; the site's front matter takes a key such as ``TS 23.682`` apart at its points."""
    if isinstance(data, dict) and data and all(part[:1].isdigit() for part in data):
        for part, inside in data.items():
            yield from _keyed(f"{key}.{part}", inside)
    else:
        yield {"id": key, **(data if isinstance(data, dict) else {"text": data})}


def checked(data: Any, *, of_file: bool = False) -> ReferenceEntry:
    """Return an entry as a typed value, without unknown fields if it is of a file. Raises ``ValueError``."""
    if not isinstance(data, dict):
        raise ValueError("a work is 'key: words', or fields such as 'id' and 'title'")
    if of_file:
        known = {*ReferenceEntry.model_fields, *SHORTER} - {"file"}
        data = {name: value for name, value in data.items() if name in known}
    try:
        return ReferenceEntry.model_validate(data)
    except ValidationError as error:
        found = next(findings(error, ReferenceEntry, lambda _path, _key: None))
        message = found.message.removeprefix("'file': ")  # as a fault of the whole is called
        raise ValueError(f"{message}{f' ({found.hint})' if found.hint else ''}") from error
