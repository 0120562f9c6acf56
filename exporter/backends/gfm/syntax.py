"""Markdown's own marks: escaping, fences, indents, and the ids that GitHub gives to headings."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator

# what would be syntax inside a paragraph (GFM 2.4), and at the start of a line (GFM 4 and 5)
INLINE_SYNTAX = re.compile(r"[\\`*_\[\]<>~|]")
ENTITY = re.compile(r"&(?=#?\w+;)")
BLOCK_SYNTAX = re.compile(r"^(\s*)(?:([-+=#])|(\d+)([.)]))", re.MULTILINE)
BRACKET = re.compile(r"[<>]")
BLANK_OR_BRACKET = re.compile(r"[\s()<>]")


def escape(text: str) -> str:
    """Text that stands for itself inside a line."""
    return ENTITY.sub("&amp;", INLINE_SYNTAX.sub(_escaped, text))


def _escaped(found: re.Match[str]) -> str:
    return "\\" + found[0]


def escape_starts(text: str) -> str:
    """Lines that begin no block."""
    return BLOCK_SYNTAX.sub(lambda m: f"{m[1]}\\{m[2]}" if m[2] else f"{m[1]}{m[3]}\\{m[4]}", text)


def code_span(text: str) -> str:
    """A code span in a fence longer than any run of backticks inside (GFM 6.3)."""
    fence = "`" * (max((len(run) for run in re.findall("`+", text)), default=0) + 1)
    space = " " if text.startswith(("`", " ")) or text.endswith(("`", " ")) else ""
    return f"{fence}{space}{text}{space}{fence}"


def fenced(text: str, language: str) -> str:
    """A code block in a fence longer than any run of backticks inside (GFM 4.5)."""
    fence = "`" * max(3, *(len(run) + 1 for run in re.findall("`+", text)), 3)
    return f"{fence}{language}\n{text.rstrip()}\n{fence}"


def destination(target: str) -> str:
    """A link's address (GFM 6.6)."""
    return f"<{BRACKET.sub(_escaped, target)}>" if BLANK_OR_BRACKET.search(target) else target


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
