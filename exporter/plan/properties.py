"""The properties of an export, each from the first source that has it.

The order is: front matter, ``exports:``, the pages and their folders, the output's name, the defaults.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

from exporter.config import Config, LocatedEntry
from exporter.config.sections import ExportEntry, HistoryEntry
from exporter.diagnostics import Diagnostics
from exporter.model.characters import is_blank
from exporter.model.dates import CHANGED
from exporter.model.document import RevisionEntry
from exporter.model.export import Origin, OriginKind, PictureRef
from exporter.plan import codes, output_names
from exporter.plan.page_outline import PageOutline
from exporter.plan.requests import Request
from exporter.source import languages

DEFAULT = Origin("default")
STRICT = frozenset({"date", "language"})
LISTS = ("supersedes", "contacts")  # texts, or lists of them
LONGEST = 40  # characters of a wrong value in a message

# Keys of a page's front matter that hold for an export of any part of the page, or only for an export of the whole.
OF_ANY_PART = {"language": languages.KEYS, **{k: (k,) for k in ("date", "status", "author", "publisher", "logo")}}
_NAMES = ("subtitle", "description", "identifier", "version", "working_group", "comment_period", "history", *LISTS)
OF_THE_WHOLE = {k: (k,) for k in _NAMES}


@dataclass(frozen=True, slots=True)
class Property:
    """A value and its origin."""

    value: Any
    origin: Origin


def properties(
    request: Request, config: Config, diagnostics: Diagnostics, release: str = ""
) -> tuple[dict[str, Any], dict[str, Origin]]:
    """Return the properties of the request's export, and the origin of each; ``release`` is its version."""
    layers: list[Layer] = [
        {"version": Property(release, Origin("command line"))} if release else {},
        *_entry(request.front, "front matter"),
        _front_matter(request, diagnostics),
        *_entry(request.entry, "exports"),
    ]
    layers += [_of_pages(request), _from_name(request), _default_title(request), _defaults(config)]
    layers = [_with_words(layer, diagnostics) for layer in layers]
    chosen = dict(_FALLBACKS)
    for layer in reversed(layers):  # the first layer decides
        chosen.update(layer)
    fields = {name: _FINISH.get(name, _as_is)(c.value) for name, c in chosen.items()}
    fields["tagged"] = any(row.git for row in chosen["history"].value)
    return fields, {name: c.origin for name, c in chosen.items() if fields[name] or c.origin != DEFAULT}


Layer = Mapping[str, Property]

_FALLBACKS: Layer = {
    name: Property(value, DEFAULT)
    for name, value in {
        **dict.fromkeys(("title", "subtitle", "description", "identifier", "date", "status", "author"), ""),
        **dict.fromkeys(("publisher", "version", "working_group", "comment_period"), ""),
        "language": "en",
        "logo": "",
        "theme": "",
        "cover": False,
        "accessible": True,
        "picture": None,
        **dict.fromkeys(("keywords", "history", "legal", *LISTS), ()),
    }.items()
}


def _with_words(layer: Layer, diagnostics: Diagnostics) -> Layer:
    """Return the layer without a blank title; a blank title that somebody wrote is a finding."""
    title = layer.get("title")
    if title is None or not is_blank(title.value):
        return layer
    if title.origin.kind in ("front matter", "exports"):
        diagnostics.add(
            codes.PROPERTY, "'title': it has no words", title.origin.pos, "write a title, or remove the key"
        )
    return {name: chosen for name, chosen in layer.items() if name != "title"}


def _entry(located: LocatedEntry | None, kind: OriginKind) -> Iterator[Layer]:
    if located:
        given = {name: getattr(located.entry, name) for name in _FALLBACKS}
        yield {n: Property(v, Origin(kind, located.where(n))) for n, v in given.items() if v is not None}


def _front_matter(request: Request, diagnostics: Diagnostics) -> Layer:
    """Return the front matter of an export's only page; it is open, so non-text values belong to others."""
    if len(request.pages) != 1:
        return {}
    page, layer = request.pages[0], {}
    for name, keys in (OF_ANY_PART if request.section else OF_ANY_PART | OF_THE_WHOLE).items():
        key = next((k for k in keys if _is_given(name, page.data.get(k))), None)
        if key and (value := _checked(name, key, page, diagnostics)) is not None:
            layer[name] = Property(value, Origin("front matter", page.places.get((key,))))
    if isinstance(title := page.data.get("title"), str) and title and is_blank(title):
        diagnostics.add(
            codes.PROPERTY, "'title': it has no words", page.places.get(("title",)), "write a title, or remove the key"
        )
    for key in CHANGED:
        if key != "date" and _is_given("date", page.data.get(key)):
            _checked("date", key, page, diagnostics)
    return layer


def _is_given(name: str, value: Any) -> bool:
    """Return whether front matter gives a value: a text, or anything for a date or language, which is checked later."""
    if name == "history":
        return bool(value == "git")  # rows stand in 'exports:'
    texts = value if name in LISTS and isinstance(value, list) else [value]
    given = bool(texts) and all(isinstance(text, str) and not is_blank(text) for text in texts)
    return given or (name in STRICT and not isinstance(value, str | None))


def _checked(name: str, key: str, page: PageOutline, diagnostics: Diagnostics) -> Any:
    try:
        return getattr(ExportEntry.model_validate({name: _written(page.data[key])}), name)
    except ValidationError as error:
        message = str(error.errors()[0]["msg"]).removeprefix("Value error, ")
        diagnostics.add(codes.PROPERTY, f"'{key}': {message}", page.places.get((key,)), "correct or remove it")
        return None


def _written(value: Any) -> str | list[Any]:
    """Return a value as text for its check and the message of that check."""
    return value if isinstance(value, str | list) else json.dumps(value, ensure_ascii=False)[:LONGEST]


def _of_pages(request: Request) -> Layer:
    """Return the language that all pages of an export have."""
    tags = {page.language for page in request.pages}
    origin = Origin("folder" if len(request.pages) == 1 else "page")
    tag = tags.pop() if len(tags) == 1 else ""
    return {"language": Property(tag, origin)} if tag else {}


def _from_name(request: Request) -> Layer:
    name = output_names.dated_name(request.output)
    origin = Origin("name", request.pos)
    given = {"identifier": name.identifier, "date": name.date, "status": name.status}
    return {key: Property(value, origin) for key, value in given.items() if value}


def _default_title(request: Request) -> Layer:
    """Return the default title: the section's heading, the page's title, or the output's name for several pages."""
    if request.section and not is_blank(request.section.words):
        return {"title": Property(request.section.words, Origin("page", request.section.pos))}
    if len(request.pages) == 1:
        page = request.pages[0]
        return {"title": Property(page.title, Origin("page", page.places.get(("title",))))}
    name = re.sub(r"[-_ ]?\{version\}", "", request.template) or request.output
    return {"title": Property(name.rpartition("/")[2], Origin("name", request.pos))}


def _defaults(config: Config) -> Layer:
    document = config.document
    given = {n: getattr(document, n) for n in ("author", "date", "status", "cover", "keywords", "legal", "history")}
    given |= {n: getattr(document, n) for n in ("version", "working_group", "comment_period", *LISTS)}
    given |= {"publisher": document.publisher or config.site.name}
    given |= {"logo": config.brand.logo, "language": config.language}
    return {name: Property(value, DEFAULT) for name, value in given.items() if value}


def _as_is(value: Any) -> Any:
    return value


def _written_rows(rows: Iterable[HistoryEntry]) -> Iterator[RevisionEntry]:
    return (RevisionEntry(version=r.version, date=r.date, text=r.text) for r in rows if not r.git)


_FINISH: dict[str, Any] = {
    "picture": lambda p: PictureRef(path=p.path, alt=p.alt) if p else None,
    "history": lambda rows: tuple(_written_rows(rows)),
}
