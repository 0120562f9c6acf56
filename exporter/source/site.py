"""The rest of the site as a page may ask for it: a read-only snapshot, with a record of all lookups."""

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from exporter.config.sections import SingleDollar
from exporter.source.navigation import ReadFolder, silent

HOLDS = "holds:"
"""The question whether a file is there, whatever its bytes, before its site-absolute path."""


class PageRoutes(Mapping[str, str]):
    """The routes of pages by their files; each lookup is noted, since another page may come to answer it."""

    def __init__(self, routes: Mapping[str, str], lookups: dict[str, str]) -> None:
        self._routes = {file: route for route, file in routes.items() if file}
        self._lookups = lookups

    def __getitem__(self, file: str) -> str:
        self._lookups[f"route:{file}"] = self._routes.get(file, "")
        return self._routes[file]

    def __iter__(self) -> Iterator[str]:
        return iter(self._routes)

    def __len__(self) -> int:
        return len(self._routes)


def no_file(_: str) -> bytes | None:
    """Return None: a site without files."""
    return None


@dataclass(frozen=True, slots=True)
class PageText:
    """A page that another one shows: its file as findings name it, and its text."""

    file: str
    text: str = field(repr=False)


def no_page(_: str, __: str) -> PageText | None:
    """Return None: a site without pages to show."""
    return None


@dataclass(slots=True)
class Site:
    """The site around a page.

    ``url`` is its address without a slash at the end, ``hosts`` are those that count as the site. ``routes`` maps each
    route to its page's file. ``read`` returns the bytes of a file of the site by its site-absolute path, or None;
    ``holds`` says whether there is one. ``cards`` maps the ``cardID`` in a page's front matter to its route and that
    front matter. ``page`` returns the page that a path names in another page's file, or None. ``navigation`` reads a
    folder's navigation file, for planning. ``languages`` are those of folders below the content folder. ``lookups``
    notes each question of a page with the sha256 of its answer: a part of the page's key. ``math`` is the rule for
    formulas between single dollars; None for a site without formulas.
    """

    url: str = ""
    hosts: frozenset[str] = frozenset()
    routes: Mapping[str, str] = field(default_factory=dict)
    read: Callable[[str], bytes | None] = no_file
    cards: Mapping[str, tuple[str, Mapping[str, Any]]] = field(default_factory=dict)
    holds: Callable[[str], bool] | None = None
    page: Callable[[str, str], PageText | None] = no_page
    navigation: ReadFolder = silent
    languages: Mapping[str, str] = field(default_factory=dict)
    lookups: dict[str, str] = field(default_factory=dict)
    math: SingleDollar | None = None

    @property
    def page_routes(self) -> PageRoutes:
        """The routes of pages by their files; lookups are noted."""
        return PageRoutes(self.routes, self.lookups)

    def has(self, path: str) -> bool:
        """Whether a file of the site is at a site-absolute path."""
        return self.holds(path) if self.holds is not None else self.read(path) is not None

    def data_file(self, path: str) -> bytes | None:
        """Return the bytes of a data file such as ``/data/members.json``, and note the lookup."""
        data = self.read(path)
        self.lookups[path] = hashlib.sha256(data).hexdigest() if data is not None else ""
        return data

    def included(self, path: str, file: str) -> PageText | None:
        """Return the page that ``path`` names in ``file``, to be shown there, or None; note the lookup."""
        found = self.page(path, file) or self.page(self.routes.get("/" + path.strip().strip("/"), ""), "")
        answer = hashlib.sha256(f"{found.file}\n{found.text}".encode()).hexdigest() if found else ""
        self.lookups[f"include:{file}\n{path}"] = answer
        return found

    def card(self, card_id: str) -> tuple[str, Mapping[str, Any]] | None:
        """Return the route and front matter of the page with this ``cardID``, or None; note the lookup."""
        found = self.cards.get(card_id)
        text = json.dumps(found, ensure_ascii=False, sort_keys=True, default=str) if found else ""
        self.lookups[f"card:{card_id}"] = hashlib.sha256(text.encode()).hexdigest() if found else ""
        return found
