"""Limits of pictures, each with its default, and the fonts of words in drawings."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Protocol

from exporter.model.limit import Limit


class Fonts(Protocol):
    """The fonts of words in drawings: the names of a family for text and of a family for code."""

    @property
    def text(self) -> str:
        """The family of words whose own family is not available."""
        ...

    @property
    def code(self) -> str:
        """The family of words in a monospaced font."""
        ...

    def files(self, words: str) -> Sequence[Path]:
        """Return the font files that some words need."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class PictureLimits:
    """The limits of pictures."""

    bytes: Annotated[int, Limit("of a file; a camera's largest JPEG.")] = 20_000_000
    pixels: Annotated[int, Limit("40 megapixels take 160 MB when decoded, a tenth of a worker's memory.")] = 40_000_000
    side: Annotated[int, Limit("the longest side in pixels; no screen and no paper shows more.")] = 20_000
    svg_bytes: Annotated[int, Limit("of a drawing; 2 MB of paths took WeasyPrint ten seconds.")] = 1_000_000
    svg_nodes: Annotated[
        int,
        Limit("parts of a drawing, each counted as often as it is used; the drawings of articles have some hundred."),
    ] = 5_000
    svg_depth: Annotated[int, Limit("the depth of parts in each other.")] = 64
    print_width: Annotated[int, Limit("pixels that are kept: a Letter page's text at 300 dots an inch.")] = 2_100
    print_height: Annotated[int, Limit("as ``print_width``.")] = 2_800


@dataclass(frozen=True, slots=True, kw_only=True)
class RemoteLimits:
    """Limits of a download."""

    bytes: Annotated[int, Limit("as any picture.")] = 20_000_000
    seconds: Annotated[float, Limit("for all of it, redirects too.")] = 30.0
    redirects: Annotated[int, Limit("redirects that are followed; a host needs one or two.")] = 3
