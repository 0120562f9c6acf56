"""A page's front matter, read without the rest of the page; errors in it are reported when the page is parsed."""

import re
from typing import Any

from exporter import yamltext
from exporter.diagnostics import Diagnostics
from exporter.model.position import Places

BLOCK = re.compile(r"\A---[ \t]*\r?\n(.*?)^---[ \t]*\r?$", re.S | re.M)
"""The block at the top of a page, its YAML in the first group."""


def front_matter(text: str) -> dict[str, Any]:
    """Return the mapping between the ``---`` lines at the top of a page; empty if there is none to read."""
    block = BLOCK.match(text)
    if not block:
        return {}
    read = yamltext.load(block[1], Places.of("", block[1]), Diagnostics())
    return read.value if read else {}
