"""A build hook (hatchling): the README and the links of the package's page, with the address of the source code.

``PROJECT_URL`` has that address; the release workflow sets it. Links between the project's own files become absolute,
since a package index shows the README alone. A wheel that is built from a source archive takes both from the archive.
"""

import os
import re
from email import message_from_bytes
from pathlib import Path

from hatchling.metadata.plugin.interface import MetadataHookInterface

LINK = re.compile(r"(!?\[[^\]]*\]\()(?![a-z]+:|#)([^)]+)(\))")
PAGES = {"Homepage": "", "Documentation": "/blob/HEAD/docs/pages/index.md", "Issues": "/issues"}
PAGES |= {"Changelog": "/blob/HEAD/CHANGELOG.md", "Source": ""}


class PackageMetadata(MetadataHookInterface):
    """Fills in ``readme`` and ``urls``."""

    def update(self, metadata: dict[str, object]) -> None:
        """Set both; without an address, links stay as they are and there are no URLs."""
        text = (Path(self.root) / "README.md").read_text("utf-8")
        archived = Path(self.root) / "PKG-INFO"
        if archived.is_file():
            known = message_from_bytes(archived.read_bytes())
            metadata["urls"] = dict(line.split(", ", 1) for line in known.get_all("Project-URL", []))
            text = known.get_payload(decode=True).decode("utf-8")
        elif address := os.environ.get("PROJECT_URL", "").rstrip("/"):
            metadata["urls"] = {name: address + path for name, path in PAGES.items()}
            text = LINK.sub(lambda found: _absolute(found, address), text)
        else:
            metadata["urls"] = {}
        metadata["readme"] = {"content-type": "text/markdown", "text": text}


def _absolute(found: re.Match[str], address: str) -> str:
    kind = "raw" if found[1].startswith("!") else "blob"
    return f"{found[1]}{address}/{kind}/HEAD/{found[2]}{found[3]}"
