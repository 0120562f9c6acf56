"""What a page may ask of the rest of the site: a read-only snapshot, and a note of all that was asked."""

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any


class PageRoutes(Mapping[str, str]):
    """The routes of pages by their files; what is asked is noted, since another page may come to answer it."""

    def __init__(self, routes: Mapping[str, str], asked: dict[str, str]) -> None:
        self._routes = {file: route for route, file in routes.items() if file}
        self._asked = asked

    def __getitem__(self, file: str) -> str:
        self._asked[f"route:{file}"] = self._routes.get(file, "")
        return self._routes[file]

    def __iter__(self) -> Iterator[str]:
        return iter(self._routes)

    def __len__(self) -> int:
        return len(self._routes)


def no_file(_: str) -> bytes | None:
    """A site without files."""
    return None


@dataclass(slots=True)
class Site:
    """The site around a page.

    ``url`` is its address without a slash at the end, ``hosts`` are those that count as the site. ``routes`` maps each
    route to its page's file. ``read`` gives the bytes of a file of the site by its site-absolute path, None where there
    is none; ``holds`` says whether there is one. ``cards`` maps the ``cardID`` in a page's front matter to its
    route and that front matter. ``asked`` collects what was asked, with the sha256 of the answer: a part of the page's
    key.
    """

    url: str = ""
    hosts: frozenset[str] = frozenset()
    routes: Mapping[str, str] = field(default_factory=dict)
    read: Callable[[str], bytes | None] = no_file
    cards: Mapping[str, tuple[str, Mapping[str, Any]]] = field(default_factory=dict)
    holds: Callable[[str], bool] | None = None
    asked: dict[str, str] = field(default_factory=dict)

    @property
    def page_routes(self) -> PageRoutes:
        """The routes of pages by their files; questions are noted."""
        return PageRoutes(self.routes, self.asked)

    def has(self, path: str) -> bool:
        """Whether a file of the site is at a site-absolute path."""
        return self.holds(path) if self.holds is not None else self.read(path) is not None

    def data_file(self, path: str) -> bytes | None:
        """The bytes of a data file such as ``/data/members.json``; the question is noted."""
        data = self.read(path)
        self.asked[path] = hashlib.sha256(data).hexdigest() if data is not None else ""
        return data

    def card(self, card_id: str) -> tuple[str, Mapping[str, Any]] | None:
        """The route and front matter of the page with this ``cardID``; None where there is none; noted."""
        found = self.cards.get(card_id)
        told = json.dumps(found, ensure_ascii=False, sort_keys=True, default=str) if found else ""
        self.asked[f"card:{card_id}"] = hashlib.sha256(told.encode()).hexdigest() if found else ""
        return found
