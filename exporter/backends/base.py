"""The contract between the exporter and a format.

A backend is a pure function of a document, its own options and a theme. It sees no Markdown, no YAML, no component,
no configuration and no output path. To add one: a package here with a ``BACKEND``, and a line in ``formats.py``.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, Literal, Protocol

from pydantic import BaseModel, ConfigDict, Field

from exporter.diagnostics import Code, Diagnostic
from exporter.model.document import Document, Pagination
from exporter.theme.files import Theme

Held = Literal["places", "attachments", "modified", "evaluation", "pagination", "toc_pages"]


class Options(BaseModel):
    """A backend's options, filled from the mapping under the format's name in ``exporter.yaml``.

    ``FILES`` maps options that are paths to paths of shipped files: the backend's theme has the bytes of the user's
    file in place of the shipped one.
    """

    FILES: ClassVar[Mapping[str, str]] = {}

    model_config = ConfigDict(extra="forbid", frozen=True)

    @property
    def holds(self) -> frozenset[Held]:
        """The data in the file beside the shown document; the file's key contains it too.

        ``places``: the place of each paragraph in the page, counted from the first. ``attachments``: the pages' text.
        ``modified``: the time of the last change of its pages, by version control. ``evaluation``: people's verdict
        that it meets all criteria of accessibility. ``pagination``: the pages of the PDF of the same export;
        ``toc_pages``: those of its lines of contents alone.
        """
        return frozenset()

    @property
    def shows_code_colours(self) -> bool:
        """Whether the format shows the parts of code by their meaning (``CodeBlock.tokens``)."""
        return False

    @property
    def shows_formulas(self) -> bool:
        """Whether the format shows formulas, not their source (``Math.read``)."""
        return False


class CodeOptions(Options):
    """The options of formats that show code in colour."""

    code_colours: bool = Field(default=True, description="Whether to show code in colour.")

    @property
    def shows_code_colours(self) -> bool:
        """As the option says."""
        return self.code_colours

    @property
    def shows_formulas(self) -> bool:
        """True: formats with colours show formulas too."""
        return True


@dataclass(frozen=True, slots=True)
class Rendered:
    """The result of a rendering: the file's bytes, its number of pages (None for formats without pages), findings.

    ``data`` is None if an error among the findings prevents the file. ``standards`` are those that the file meets
    and claims to meet (``PDF/A-3a``, ``PDF/UA-1``), ``unmet`` those that its options ask for and its page forbids.
    ``pagination`` has the starts of its pages, for other formats of the same export.
    """

    data: bytes | None
    pages: int | None = None
    findings: tuple[Diagnostic, ...] = ()
    standards: tuple[str, ...] = ()
    unmet: tuple[str, ...] = ()
    pagination: Pagination | None = None


class Backend(Protocol):
    """One format."""

    name: str  # the format's name on the command line and in the configuration
    suffix: str  # of its files, with the dot
    media_type: str  # of its files, as HTTP has it
    public: bool  # whether its files go to the public folder, else to the review folder
    options: type[Options]
    codes: tuple[Code, ...]  # every kind of finding that the backend may report

    def environment(self) -> Mapping[str, str]:
        """Return the versions that the bytes depend on, for keys and the manifest; raises ``EnvironmentFault``."""
        ...

    def check(self, document: Document, options: Any, theme: Theme) -> tuple[Diagnostic, ...]:
        """Return the findings of the document in this format before rendering; ``render`` returns them too."""
        ...

    def render(self, document: Document, options: Any, theme: Theme) -> Rendered:
        """Return the document in this format. Same arguments, same bytes."""
        ...
