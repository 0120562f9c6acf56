"""The numbering of an export: each part from the first source that speaks of it, in the order of ``properties``."""

from collections.abc import Mapping
from typing import Any

from pydantic import ValidationError

from exporter.config import Config
from exporter.config.sections import ExportEntry
from exporter.diagnostics import Diagnostics
from exporter.model.document import CaptionKind, Numbering, Page
from exporter.plan import codes
from exporter.plan.page_outline import PageOutline
from exporter.plan.requests import Request

KEYS = ("numbering", "lists_of")
PARTS = ("headings", "figures", "tables", "paragraphs")
KINDS: dict[str, CaptionKind] = {"figures": "figure", "tables": "table"}


def numbering(request: Request, config: Config, diagnostics: Diagnostics) -> Numbering:
    """Return the parts that have numbers and the lists of captions; front matter counts for the only page."""
    front, entry = request.front, request.entry
    only = request.pages[0] if len(request.pages) == 1 else None
    layers = (
        *([_given(front.entry)] if front else []),
        *([_of_page(only, diagnostics)] if only else []),
        *([_given(entry.entry)] if entry else []),
    )
    return _merged(*layers, _given(config))


def page_numbering(page: Page, config: Config, diagnostics: Diagnostics) -> Numbering:
    """Return the numbering of a whole page for a document without a plan."""
    return _merged(_of_page(page, diagnostics), _given(config))


def _merged(*layers: Mapping[str, Any]) -> Numbering:
    given = [layer["numbering"] for layer in layers if layer.get("numbering") is not None]
    parts = {part: next((v for one in given if (v := getattr(one, part)) is not None), False) for part in PARTS}
    lists = next((layer["lists_of"] for layer in layers if layer.get("lists_of") is not None), ())
    return Numbering(**parts, lists=tuple(dict.fromkeys(KINDS[name] for name in lists)))


def _given(source: ExportEntry | Config) -> dict[str, Any]:
    return {key: getattr(source, key) for key in KEYS}


def _of_page(page: Page | PageOutline, diagnostics: Diagnostics) -> dict[str, Any]:
    """Return the checked values of a page's front matter; a wrong one is a finding."""
    found = {}
    for key in KEYS:
        if page.data.get(key) is None:
            continue
        try:
            found[key] = getattr(ExportEntry.model_validate({key: page.data[key]}), key)
        except ValidationError as error:
            message = str(error.errors()[0]["msg"]).removeprefix("Value error, ")
            hint = f"write {_EXAMPLES[key]}"
            diagnostics.add(codes.PROPERTY, f"'{key}': {message.lower()}", page.places.get((key,)), hint)
    return found


_EXAMPLES = {"numbering": "'true', or 'headings: true' below it", "lists_of": "[figures, tables]"}
