"""Words of pages escaped for GitHub's Markdown, as text and as code: no markup, control characters or line ends."""

from exporter.diagnostics import visible
from exporter.model.markdown_escapes import SIGNS, code_span, escape

_SIGNS = SIGNS | set("#&$!")


def escaped(text: str) -> str:
    """Return ``text`` as words on one line, also in a cell of a table."""
    return escape(visible(" ".join(text.split())), _SIGNS)


def code(text: str) -> str:
    """Return ``text`` as code, also in a cell of a table (GFM: a bar is escaped even there).

    Two backticks alone would begin another span: an empty text is a blank.
    """
    line = visible(" ".join(text.split())).replace("|", "\\|")
    return code_span(line or " ")
