"""The whole contract between the exporter and a format.

A backend is a pure function of a document, its own options and a theme. It sees no Markdown, no YAML, no component,
no configuration and no output path. To add one: a package here with a ``BACKEND``, and a line in ``formats.py``.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, Literal, Protocol

from pydantic import BaseModel, ConfigDict

from exporter.diagnostics import Code, Diagnostic
from exporter.model.document import Document
from exporter.theme.files import Theme

Held = Literal["places", "attachments", "modified"]


class Options(BaseModel):
    """A backend's options; filled from the mapping under the format's name in ``exporter.yaml``.

    ``FILES`` names the options that are paths: such a file's bytes are put into the theme for the backend, in place
    of the shipped file of this path.
    """

    FILES: ClassVar[Mapping[str, str]] = {}

    model_config = ConfigDict(extra="forbid", frozen=True)

    @property
    def holds(self) -> frozenset[Held]:
        """What the file's bytes hold beside what the document shows; it is a part of the file's key then.

        ``places``: where in the page each paragraph stands, counted from the first. ``attachments``: the pages' text.
        ``modified``: when its pages were changed last, by version control.
        """
        return frozenset()


@dataclass(frozen=True, slots=True)
class Rendered:
    """What a rendering gives: the file's bytes, its pages (None where the format has none) and what was found.

    ``data`` is None where no file can be made, for an error among the findings. ``standards`` names what the
    file truthfully claims to meet (``PDF/A-3a``, ``PDF/UA-1``).
    """

    data: bytes | None
    pages: int | None = None
    findings: tuple[Diagnostic, ...] = ()
    standards: tuple[str, ...] = ()


class Backend(Protocol):
    """One format."""

    name: str  # the format's name on the command line and in the configuration
    suffix: str  # of its files, with the dot
    media_type: str  # of its files, as HTTP has it
    public: bool  # whether its files are for the public folder, else for the review folder
    options: type[Options]
    codes: tuple[Code, ...]  # every kind of finding that it may report

    def environment(self) -> Mapping[str, str]:
        """The versions of what the bytes depend on, for cache keys and the manifest; raises ``EnvironmentFault``."""
        ...

    def check(self, document: Document, options: Any, theme: Theme) -> tuple[Diagnostic, ...]:
        """What is found of the document in this format before it is rendered; ``render`` gives these findings too."""
        ...

    def render(self, document: Document, options: Any, theme: Theme) -> Rendered:
        """The document in this format. Same arguments, same bytes."""
        ...
