"""Indents and prefixes of blocks, and the ids that GitHub gives to headings."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator


def hanging(mark: str, text: str, indent: int) -> str:
    """``text`` behind ``mark``, its further lines indented."""
    return mark + re.sub(r"\n(?!\n)", "\n" + " " * indent, text)


def prefixed(prefix: str, text: str) -> str:
    """``text`` with ``prefix`` before each line."""
    return "\n".join((prefix + line).rstrip() for line in text.splitlines())


def slugs(headings: Iterable[str]) -> Iterator[str]:
    """The ids that GitHub gives to headings of one page (github-slugger)."""
    seen: Counter[str] = Counter()
    for words in headings:
        slug = "".join(c for c in words.lower() if _stays(c)).replace(" ", "-")
        number = seen[slug]
        seen[slug] += 1
        yield f"{slug}-{number}" if number else slug


def _stays(character: str) -> bool:
    return character in "-_ " or character.isalnum() or unicodedata.category(character).startswith("M")
