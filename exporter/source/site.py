"""What a page may ask of the rest of the site: a read-only snapshot, and a note of all that was asked."""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field


def no_file(_: str) -> bytes | None:
    """A site without files."""
    return None


@dataclass(slots=True)
class Site:
    """The site around a page.

    ``url`` is its address without a slash at the end, ``hosts`` are those that count as the site. ``routes`` maps each
    route to its page's file. ``read`` gives the bytes of a file of the site by its site-absolute path, None where there
    is none. ``asked`` collects what was asked with the sha256 of the answer: part of the page's key.
    """

    url: str = ""
    hosts: frozenset[str] = frozenset()
    routes: Mapping[str, str] = field(default_factory=dict)
    read: Callable[[str], bytes | None] = no_file
    asked: dict[str, str] = field(default_factory=dict)

    def data_file(self, path: str) -> bytes | None:
        """The bytes of a data file such as ``/data/members.json``; the question is noted."""
        data = self.read(path)
        self.asked[path] = hashlib.sha256(data).hexdigest() if data is not None else ""
        return data
