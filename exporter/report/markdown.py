"""Words of pages escaped for GitHub's Markdown, as text and as code: no markup, control characters or line ends."""

import re

from exporter.diagnostics import visible
from exporter.model.markdown_escapes import SIGNS, code_span, escape

_BAR = re.compile(r"(\\*)\|")
_SIGNS = SIGNS | set("#&$!")


def escaped(text: str) -> str:
    """Return ``text`` as words on one line, also in a cell of a table."""
    return escape(visible(" ".join(text.split())), _SIGNS)


def code(text: str) -> str:
    """Return ``text`` as code on one line.

    Two backticks alone would begin another span: an empty text is a blank.
    """
    return code_span(visible(" ".join(text.split())) or " ")


def code_in_cell(text: str) -> str:
    """Return ``text`` as code in a cell of a table.

    GFM ends the cell at a bar even in code, unless a backslash escapes it that no other one escapes.
    """
    return _BAR.sub(lambda found: found[0] if len(found[1]) % 2 else f"{found[1]}\\|", code(text))
