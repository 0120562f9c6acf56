"""Indents and prefixes of blocks."""

import re


def hanging(mark: str, text: str, indent: int) -> str:
    """``text`` behind ``mark``, its further lines indented."""
    return mark + re.sub(r"\n(?!\n)", "\n" + " " * indent, text)


def prefixed(prefix: str, text: str) -> str:
    """``text`` with ``prefix`` before each line."""
    return "\n".join((prefix + line).rstrip() for line in text.splitlines())
