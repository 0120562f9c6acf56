"""An attack as data: what it puts into a site, and what must happen."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

SECRET = "CANARY-5f1d"  # what stands in the files that no page may reach
CONFIGURATION = """\
site: {url: https://example.org}
exports:
  - {page: attack.md, output: files/attack}
"""
HEAD = "---\ntitle: Attack\n---\n\n"
HEAD_LINES = 4


Content = str | bytes | Callable[[], bytes]  # what is large is made when it is needed


def nothing(_: Path) -> None:
    """Nothing to prepare."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Attack:
    """One attack.

    ``page`` is the page's body, or the whole page where it begins with ``---``; ``config`` takes the place of the
    configuration, ``more`` is added to it. ``files`` are further files by their paths in the site's folder, ``prepare``
    does what no text can (links, pipes) there.

    ``found`` are the findings that there must be, as ``code`` or ``line:code`` (lines of the body count from 1);
    ``quiet`` says that there may be no other errors. ``exit`` is the exit code. ``shown`` must be in the web page's
    words, ``absent`` must be in none of the outputs.
    """

    name: str
    page: str = "Words.\n"
    config: str = CONFIGURATION
    more: str = ""
    files: Mapping[str, Content] = field(default_factory=dict)
    prepare: Callable[[Path], None] = nothing
    command: tuple[str, ...] = ("build",)
    found: tuple[str, ...] = ()
    exit: int = 0
    shown: tuple[str, ...] = ()
    absent: tuple[str, ...] = ()

    def write(self, folder: Path) -> None:
        """Make the site."""
        (folder / "content" / "public").mkdir(parents=True)
        body = self.page if self.page.startswith("---") else HEAD + self.page
        texts: dict[str, Content] = {"exporter.yaml": self.config + self.more, "content/attack.md": body}
        for name, content in (texts | dict(self.files)).items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            data = content() if callable(content) else content
            path.write_bytes(data if isinstance(data, bytes) else data.encode("utf-8", "surrogatepass"))
        self.prepare(folder)
