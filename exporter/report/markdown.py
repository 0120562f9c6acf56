"""Words in GitHub's Markdown, as text and as code: nothing of a page's is markup, a control character or a line end."""

import re

from exporter.diagnostics import visible

_MARKUP = re.compile(r"([\\`*_\[\]<>#|~&$!])")


def escaped(text: str) -> str:
    """``text`` as words on one line, also in a cell of a table."""
    return _MARKUP.sub(r"\\\1", visible(" ".join(text.split())))


def code(text: str) -> str:
    """``text`` as code, also in a cell of a table (GFM: a bar is escaped even there)."""
    line = visible(" ".join(text.split())).replace("|", "\\|")
    longest = max((len(run) for run in re.findall("`+", line)), default=0)
    fence = "`" * (longest + 1)
    pad = " " if line.startswith("`") or line.endswith("`") else ""
    return f"{fence}{pad}{line}{pad}{fence}"
