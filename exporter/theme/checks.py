"""Mistakes in a user's own theme: files that replace nothing, rules that are no CSS, misspelt tokens."""

import re
from collections.abc import Iterable, Iterator
from typing import Any

import tinycss2

from exporter.diagnostics import Code, Diagnostic, Severity, did_you_mean
from exporter.model.languages import is_language
from exporter.model.position import Places, Point, Pos
from exporter.theme.files import FONT_SUFFIXES, FONTS, THEMED, Theme, shipped_files
from exporter.theme.styles import TOKEN_FILES, tokens

FILE = Code(
    "theme-file",
    Severity.WARNING,
    "A file of the theme that nothing reads.",
    why="The file has no effect: it has another name than the shipped file that it should replace.",
    mend="Rename it to the file that it replaces, as 'docs/themes' lists them, or move it out of the theme.",
)
STYLE = Code(
    "theme-style",
    Severity.WARNING,
    "A style sheet of the theme has a mistake.",
    why="The rule or token has no effect, so that files do not look as the theme says.",
    mend="Correct the named place of the style sheet.",
)
CODES = (FILE, STYLE)

_LABELS = re.compile(r"templates/labels/([^/]+)\.toml")
_SET = re.compile(r"--([\w-]+)\s*:")
_USED = re.compile(r"var\(\s*--([\w-]+)\s*(,)?")


def theme_findings(theme: Theme, folder: str, unread: Iterable[str]) -> Iterator[Diagnostic]:
    """Yield the findings of a user's theme in ``folder``; ``unread`` are its files that no theme has."""
    known = shipped_files() | set(TOKEN_FILES)
    # a file that is not UTF-8 is an error of the format that needs it
    own = {p: data.decode("utf-8", "replace") for p, data in theme.files.items() if p.endswith((".css", ".j2"))}
    for path in sorted(theme.files):
        if path not in known and not _is_read(path, own):
            rename = did_you_mean(path, known) or "give it the name of the shipped file that it replaces"
            yield FILE.finding(f"nothing reads the theme's file '{path}'", _start(f"{folder}/{path}"), rename)
    for path in unread:
        hint = did_you_mean(path, (*THEMED, FONTS, *known))
        usual = f"a theme has files in {', '.join(THEMED)} and {FONTS} ({', '.join(FONT_SUFFIXES)})"
        yield FILE.finding(f"nothing reads the theme's file '{path}'", _start(f"{folder}/{path}"), hint or usual)
    for path, text in own.items():
        if path.endswith(".css"):
            yield from _syntax_findings(f"{folder}/{path}", text)
            yield from _token_findings(f"{folder}/{path}", text, path, theme, own.values())


def _is_read(path: str, own: dict[str, str]) -> bool:
    """Whether a file is one of a kind, or one that a template of the theme includes."""
    if path in TOKEN_FILES or path.startswith(f"{FONTS}/"):
        return True
    if labels := _LABELS.fullmatch(path):
        return is_language(labels[1])
    return any(path.removeprefix("templates/") in text for other, text in own.items() if other != path)


def _syntax_findings(file: str, text: str) -> Iterator[Diagnostic]:
    for node in _errors(tinycss2.parse_stylesheet(text, skip_comments=True, skip_whitespace=True)):
        message = f"style sheet: {node.message}"
        yield STYLE.finding(message, _at(file, text, node.source_line, node.source_column), "correct this rule")


def _errors(nodes: Iterable[Any]) -> Iterator[Any]:
    """Yield the parse errors of rules and of the declarations in them."""
    for node in nodes:
        if node.type == "error":
            yield node
        elif node.type in ("qualified-rule", "at-rule"):
            yield from (token for token in node.prelude if token.type == "error")  # such as a brace too many
            yield from _errors(
                tinycss2.parse_blocks_contents(node.content or (), skip_comments=True, skip_whitespace=True)
            )


def _token_findings(file: str, text: str, path: str, theme: Theme, own: Iterable[str]) -> Iterator[Diagnostic]:
    shipped, all_css = tokens(Theme(theme.name)), "\n".join(own)
    used = {found[1] for found in _USED.finditer(all_css)}
    defined = shipped.keys() | {found[1] for found in _SET.finditer(all_css)}
    places = Places.of(file, text)
    for found in _SET.finditer(text) if path in TOKEN_FILES else ():
        if found[1] not in shipped and found[1] not in used:
            near = did_you_mean(f"--{found[1]}", [f"--{name}" for name in shipped]) or "no rule uses it"
            yield STYLE.finding(f"no token '--{found[1]}'", places.pos(*found.span()), near)
    for found in _USED.finditer(text):
        if found[1] not in defined and not found[2]:
            hint = did_you_mean(f"--{found[1]}", [f"--{name}" for name in defined])
            yield STYLE.finding(f"the token '--{found[1]}' has no value", places.pos(*found.span()), hint)


def _start(file: str) -> Pos:
    return Pos(file, Point(1, 1, 0), Point(1, 1, 0))


def _at(file: str, text: str, line: int, column: int) -> Pos:
    lines = text.replace("\r\n", "\n").replace("\f", "\n").split("\n")
    offset = sum(len(one) + 1 for one in lines[: line - 1]) + column - 1
    return Places.of(file, text).pos(min(offset, len(text)), min(offset + 1, len(text)))
