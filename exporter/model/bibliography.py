"""The works that a document cites, as its front matter, its project or a CSL-JSON file has them."""

from dataclasses import dataclass, field
from typing import Literal

from exporter.model.position import Pos

ReferenceGroup = Literal["", "normative", "informative"]
GROUPS: tuple[ReferenceGroup, ...] = ("normative", "informative", "")
"""The groups in the order of their lists; a list without a group comes last."""
PLACES: dict[str, ReferenceGroup] = {
    "refs": "",
    "refs-normative": "normative",
    "refs-informative": "informative",
}
"""The groups by the ids of the empty elements in which a page shows their lists: roles of containers until then."""
Labels = Literal["keys", "numbers"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """A work of a list of references.

    ``text`` are its words as they are printed; without it, the other fields are printed in the order of ISO 690.
    ``date`` is ISO 8601 or the writer's words. ``listed`` says whether it is listed without a citation, too.
    """

    key: str
    group: ReferenceGroup = ""
    text: str = ""
    authors: tuple[str, ...] = ()
    title: str = ""
    container: str = ""
    number: str = ""
    version: str = ""
    edition: str = ""
    volume: str = ""
    issue: str = ""
    pages: str = ""
    place: str = ""
    publisher: str = ""
    date: str = ""
    address: str = ""
    listed: bool = True
    pos: Pos | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Bibliography:
    """The works that a document may cite, and whether keys or numbers name them: ``[RFC7252]``, ``[1]``."""

    works: tuple[Work, ...] = ()
    labels: Labels = "keys"
