"""pydyf's objects, which carry no types of their own."""

from functools import cached_property
from typing import Any

import pydyf

Dictionary: Any = pydyf.Dictionary
Array: Any = pydyf.Array
String: Any = pydyf.String
Stream: Any = pydyf.Stream


class Paginated(pydyf.PDF):
    """A file whose pages are all there: their references are listed once, not for each element of the tag tree."""

    @cached_property
    def page_references(self) -> tuple[bytes, ...]:
        """The references of the pages, in their order."""
        references: tuple[bytes, ...] = super().page_references
        return references


def paginated(pdf: Any) -> None:
    """Make ``pdf``, a file that gets no more pages, one that knows them."""
    if type(pdf) is pydyf.PDF:
        pdf.__class__ = Paginated
