"""Plain text: every word of the document in reading order, for diffs, searches and mail.

One paragraph is one line: whoever reads it wraps it. Pictures are their alternative text, links carry their address.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, assert_never

from exporter.backends.base import Options, Rendered
from exporter.diagnostics import Code
from exporter.model.document import Document
from exporter.model.nodes import (
    Block,
    CodeBlock,
    Columns,
    Container,
    Emphasis,
    Figure,
    FootnoteReference,
    Heading,
    Image,
    Inline,
    LineBreak,
    Link,
    List,
    Paragraph,
    QuestionAnswer,
    Quote,
    ReviewNote,
    Revision,
    Row,
    Rule,
    Span,
    Strong,
    Table,
    Text,
)
from exporter.model.nodes import (
    Code as CodeInline,
)
from exporter.resources import Theme

RULE = "* * *"
HEADING_MARKS = {1: "=", 2: "-"}


class TextBackend:
    """The plain text format."""

    name = "text"
    suffix = ".txt"
    media_type = "text/plain; charset=utf-8"
    public = True
    options: type[Options] = Options
    codes: tuple[Code, ...] = ()

    def environment(self) -> Mapping[str, str]:
        """Nothing but the exporter itself makes these bytes."""
        return {}

    def render(self, document: Document, options: Any, theme: Theme) -> Rendered:
        """The document as UTF-8 text with LF line ends."""
        lines = [*_heading(1, document.title), *([document.subtitle, ""] if document.subtitle else [])]
        lines += _spaced(_block(b, document) for b in document.body)
        for note in document.footnotes:
            lines += ["", *_hanging(f"[{note.number}] ", _spaced(_block(b, document) for b in note.children))]
        text = "\n".join(line.rstrip() for line in lines).strip("\n") + "\n"
        return Rendered(data=text.encode("utf-8"))


BACKEND = TextBackend()


def _block(block: Block, document: Document) -> Iterable[str]:
    match block:
        case Paragraph():
            return _inline(block.children).split("\n")
        case Heading():
            return _heading(block.level, _inline(block.children))
        case QuestionAnswer():
            mark = document.labels.get("question_mark", "Q.")
            answer = _spaced(_block(b, document) for b in block.answer)
            return [f"{mark} {_inline(block.question)}", "", *answer]
        case List():
            return _list(block, document)
        case CodeBlock():
            return [*([block.filename, ""] if block.filename else []), *_hanging("    ", block.text.splitlines())]
        case Quote():
            inner = _spaced(_block(b, document) for b in block.children)
            return [f"> {line}" for line in inner]
        case Table():
            rows = (_row(r, document) for r in (*block.head, *block.body, *block.foot))
            return [*([_inline(block.caption), ""] if block.caption else []), *rows]
        case Figure():
            return [_inline((block.image,)), *([_inline(block.caption)] if block.caption else [])]
        case Container():
            return _container(block, document)
        case Columns():
            return _spaced(_block(b, document) for column in block.columns for b in column)
        case Rule():
            return [RULE]
        case _:
            assert_never(block)


def _inline(inlines: Iterable[Inline]) -> str:
    return "".join(_words(i) for i in inlines)


def _words(inline: Inline) -> str:
    match inline:
        case Text() | CodeInline():
            return inline.text
        case Emphasis() | Strong() | Span():
            return _inline(inline.children)
        case Link():
            words = _inline(inline.children)
            return words if inline.target.startswith("#") or inline.target == words else f"{words} <{inline.target}>"
        case Image():
            return f"[{inline.alt}]" if inline.alt else ""
        case LineBreak():
            return "\n"
        case FootnoteReference():
            return f"[{inline.number}]"
        case ReviewNote():
            return ""
        case Revision():
            words = _inline(inline.children)
            return f"[+{words}+]" if inline.change == "inserted" else f"[-{words}-]"
        case _:
            assert_never(inline)


def _heading(level: int, words: str) -> list[str]:
    mark = HEADING_MARKS.get(level)
    return [words, mark * len(words), ""] if mark else [words, ""]


def _list(block: List, document: Document) -> list[str]:
    lines: list[str] = []
    for number, item in enumerate(block.items, block.start):
        mark = f"{number}. " if block.ordered else "- "
        if item.checked is not None:
            mark += "[x] " if item.checked else "[ ] "
        lines += _hanging(mark, _spaced(_block(b, document) for b in item.children))
        lines += [] if block.tight else [""]
    return lines


def _container(block: Container, document: Document) -> list[str]:
    label = document.labels.get(block.role.removeprefix("alert-"), "") if block.label else ""
    head = ": ".join(words for words in (label, _inline(block.title)) if words)
    return [*([head, ""] if head else []), *_spaced(_block(b, document) for b in block.children)]


def _row(row: Row, document: Document) -> str:
    cells = (" ".join(line for b in cell.children for line in _block(b, document) if line) for cell in row.cells)
    return " | ".join(cells)


def _spaced(parts: Iterable[Iterable[str]]) -> list[str]:
    """The lines of all parts, one empty line between two of them."""
    return list(_between(parts))


def _between(parts: Iterable[Iterable[str]]) -> Iterator[str]:
    first = True
    for part in parts:
        lines = list(part)
        while lines and not lines[-1]:
            lines.pop()
        if lines:
            yield from lines if first else ("", *lines)
            first = False


def _hanging(mark: str, lines: Iterable[str]) -> list[str]:
    """``lines`` with ``mark`` before the first and as much space before the others."""
    space = " " * len(mark)
    return [(space if at else mark) + line if line else "" for at, line in enumerate(lines)]
