"""The project's own FAQ page with its pictures and configuration, without the second example beside it."""

import shutil
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
BEGIN, END = "  # A second example", "# The site's spelling"


def configuration() -> str:
    """The project's configuration without the export of the whitepaper."""
    before, _, rest = (ROOT / "exporter.yaml").read_text("utf-8").partition(BEGIN)
    return before + rest[rest.index(END) :]


def write(folder: Path) -> None:
    """Make the site in a folder."""
    skipped = shutil.ignore_patterns("whitepapers")
    shutil.copytree(ROOT / "content", folder / "content", ignore=skipped, copy_function=shutil.copyfile)
    (folder / "exporter.yaml").write_text(configuration(), "utf-8")
