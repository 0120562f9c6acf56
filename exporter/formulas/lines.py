r"""Lines of a formula without an environment: ``a \\ b`` is two lines in the site's parser (KaTeX, display mode)."""

import re
from collections.abc import Iterator
from typing import Final

_PARTS: Final = re.compile(r"\\begin\s*\{[^}]*\}|\\end\s*\{[^}]*\}|\\\\|\\.|[{}&]", re.DOTALL)


def in_lines(source: str) -> tuple[str, int]:
    r"""Return TeX with its lines in an environment, and the number of characters that were put before it.

    Only ``\\`` and ``&`` outside of braces and environments count.
    """
    outer = set(_outer_parts(source))
    if "\\\\" not in outer:
        return source, 0
    name = "aligned" if "&" in outer else "gathered"
    begin = f"\\begin{{{name}}}"
    return f"{begin}{source}\\end{{{name}}}", len(begin)


def _outer_parts(source: str) -> Iterator[str]:
    depth = 0
    for found in _PARTS.finditer(source):
        part = found[0]
        if part == "{" or part.startswith("\\begin"):
            depth += 1
        elif part == "}" or part.startswith("\\end"):
            depth -= 1
        elif depth == 0:
            yield part
