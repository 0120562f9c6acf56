"""What reading may cost: each limit with its default, for its reason."""

from dataclasses import dataclass
from typing import Annotated

from exporter.model.limits import Limit


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """The limits of reading pages and data."""

    page_bytes: Annotated[
        int, Limit("the largest page of the sites known is 70 KB; a book of ten thousand questions fits.")
    ] = 5_000_000
    file_bytes: Annotated[int, Limit("a data file or picture that a page names; a camera's largest JPEG.")] = 20_000_000


DEFAULTS = Limits()
