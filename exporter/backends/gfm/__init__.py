"""Clean GitHub-flavoured Markdown (https://github.github.com/gfm/): what other tools and people can read on.

Alerts become GitHub's (``> [!NOTE]``), questions headings, footnotes GitHub's footnotes. What Markdown has no syntax
for (columns, spans, captions) keeps its words in reading order.
"""

import re
from collections.abc import Iterable, Mapping
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
from exporter.model.nodes import Code as CodeInline
from exporter.model.walk import plain_text
from exporter.resources import Theme

ALERTS = {
    "alert-note": "NOTE",
    "alert-info": "NOTE",
    "alert-tip": "TIP",
    "alert-success": "TIP",
    "alert-important": "IMPORTANT",
    "alert-warning": "WARNING",
    "alert-caution": "CAUTION",
    "alert-danger": "CAUTION",
}
# a span's role as the HTML element that GitHub lets through
ELEMENTS = {"kbd": "kbd", "sub": "sub", "sup": "sup", "inserted": "ins", "underline": "ins"}
ALIGNMENTS = {"left": ":--", "center": ":-:", "right": "--:", None: "---"}
# what would be syntax inside a paragraph (GFM 2.4), and at the start of a line (GFM 4 and 5)
INLINE_SYNTAX = re.compile(r"[\\`*_\[\]<>~|]")
ENTITY = re.compile(r"&(?=#?\w+;)")
BLOCK_SYNTAX = re.compile(r"^(\s*)(?:([-+=#])|(\d+)([.)]))", re.MULTILINE)


class MarkdownBackend:
    """The GitHub-flavoured Markdown format."""

    name = "gfm"
    suffix = ".md"
    media_type = "text/markdown; charset=utf-8"
    public = True
    options: type[Options] = Options
    codes: tuple[Code, ...] = ()

    def environment(self) -> Mapping[str, str]:
        """Nothing but the exporter itself makes these bytes."""
        return {}

    def render(self, document: Document, options: Any, theme: Theme) -> Rendered:
        """The document as UTF-8 Markdown with LF line ends."""
        parts = [f"# {_escape(document.title)}", _escape(document.subtitle), _blocks(document.body)]
        for note in document.footnotes:
            parts.append(_hanging(f"[^{note.number}]: ", _blocks(note.children), 4))
        text = "\n\n".join(part for part in parts if part)
        return Rendered(data=(text + "\n").encode("utf-8"))


BACKEND = MarkdownBackend()


def _blocks(blocks: Iterable[Block]) -> str:
    return "\n\n".join(text for text in (_block(b) for b in blocks) if text)


def _block(block: Block) -> str:
    match block:
        case Paragraph():
            return _paragraph(block.children)
        case Heading():
            return f"{'#' * min(block.level, 6)} {_line(block.children)}"
        case QuestionAnswer():
            question = f"{'#' * min(block.level, 6)} {_line(block.question)}"
            return f"{question}\n\n{_blocks(block.answer)}".rstrip()
        case List():
            return _list(block)
        case CodeBlock():
            return _code_block(block)
        case Quote():
            return _prefixed("> ", _blocks(block.children))
        case Table():
            return _table(block)
        case Figure():
            caption = _line(block.caption)
            return _image(block.image) + (f"\n\n{caption}" if caption else "")
        case Container():
            return _container(block)
        case Columns():
            return "\n\n".join(_blocks(column) for column in block.columns)
        case Rule():
            return "---"
        case _:
            assert_never(block)


def _paragraph(inlines: Iterable[Inline]) -> str:
    text = _inlines(inlines).strip()
    return BLOCK_SYNTAX.sub(lambda m: f"{m[1]}\\{m[2]}" if m[2] else f"{m[1]}{m[3]}\\{m[4]}", text)


def _line(inlines: Iterable[Inline]) -> str:
    """Inlines where no line may end: headings and cells."""
    return _inlines(inlines).replace("\\\n", " ").replace("\n", " ").strip()


def _inlines(inlines: Iterable[Inline]) -> str:
    return "".join(_inline(i) for i in inlines)


def _inline(inline: Inline) -> str:
    match inline:
        case Text():
            return _escape(inline.text)
        case CodeInline():
            return _code(inline.text)
        case Emphasis():
            return _around("*", _inlines(inline.children))
        case Strong():
            return _around("**", _inlines(inline.children))
        case Span():
            return _span(inline)
        case Link():
            return f"[{_inlines(inline.children)}]({_address(inline.target)})"
        case Image():
            return _image(inline)
        case LineBreak():
            return "\\\n"
        case FootnoteReference():
            return f"[^{inline.number}]"
        case ReviewNote():
            return ""
        case Revision():
            return (
                _around("~~", _inlines(inline.children))
                if inline.change == "deleted"
                else (f"<ins>{_inlines(inline.children)}</ins>")
            )
        case _:
            assert_never(inline)


def _span(span: Span) -> str:
    words = _inlines(span.children)
    if span.role == "strike":
        return _around("~~", words)
    element = ELEMENTS.get(span.role)
    return f"<{element}>{words}</{element}>" if element else words


def _image(image: Image) -> str:
    """The picture's words: a text file has no place for the picture itself."""
    return f"*{_escape(image.alt)}*" if image.alt and not image.decorative else ""


def _around(mark: str, words: str) -> str:
    """``words`` between ``mark``, blanks outside: flanking rules (GFM 6.4) want no blank within."""
    inner = words.strip()
    if not inner:
        return words
    start = len(words) - len(words.lstrip())
    return f"{words[:start]}{mark}{inner}{mark}{words[start + len(inner) :]}"


def _escape(text: str) -> str:
    return ENTITY.sub("&amp;", INLINE_SYNTAX.sub(lambda m: "\\" + m[0], text))


def _code(text: str) -> str:
    """A code span in a fence longer than any run of backticks inside (GFM 6.3)."""
    fence = "`" * (max((len(run) for run in re.findall("`+", text)), default=0) + 1)
    space = " " if text.startswith(("`", " ")) or text.endswith(("`", " ")) else ""
    return f"{fence}{space}{text}{space}{fence}"


def _code_block(block: CodeBlock) -> str:
    fence = "`" * max(3, *(len(run) + 1 for run in re.findall("`+", block.text)), 3)
    title = f"**{_escape(block.filename)}**\n\n" if block.filename else ""
    return f"{title}{fence}{block.language}\n{block.text.rstrip()}\n{fence}"


def _address(target: str) -> str:
    return f"<{target}>" if re.search(r"[\s()]", target) else target


def _list(block: List) -> str:
    items = []
    for number, item in enumerate(block.items, block.start):
        mark = f"{number}. " if block.ordered else "- "
        task = "" if item.checked is None else ("[x] " if item.checked else "[ ] ")
        text = task + _blocks(item.children)
        items.append(
            _hanging(mark, text.replace("\n\n", "\n") if block.tight and "```" not in text else text, len(mark))
        )
    return ("\n" if block.tight else "\n\n").join(items)


def _container(block: Container) -> str:
    title = _inlines(block.title)
    parts = [f"**{title}**" if title else "", _blocks(block.children)]
    text = "\n\n".join(part for part in parts if part)
    alert = ALERTS.get(block.role)
    return _prefixed("> ", f"[!{alert}]\n{text}") if alert else text


def _table(table: Table) -> str:
    head = table.head or (Row(cells=()),)
    width = max((sum(c.colspan for c in row.cells) for row in (*table.head, *table.body, *table.foot)), default=1)
    rules = [ALIGNMENTS[c.align] for c in head[0].cells for _ in range(c.colspan)]
    rows = [_row(head[0], width), "| " + " | ".join((rules + ["---"] * width)[:width]) + " |"]
    rows += [_row(row, width) for row in (*head[1:], *table.body, *table.foot)]
    caption = f"*{_inlines(table.caption)}*\n\n" if plain_text(table.caption).strip() else ""
    return caption + "\n".join(rows)


def _row(row: Row, width: int) -> str:
    """A row as wide as the table; a cell that spans columns is followed by empty ones."""
    cells: list[str] = []
    for cell in row.cells:
        text = _blocks(cell.children).replace("\\\n", "<br>").replace("\n\n", "<br>").replace("\n", " ")
        cells += [text, *[""] * (cell.colspan - 1)]
    return "| " + " | ".join((cells + [""] * width)[:width]) + " |"


def _hanging(mark: str, text: str, indent: int) -> str:
    return mark + text.replace("\n", "\n" + " " * indent).replace("\n" + " " * indent + "\n", "\n\n")


def _prefixed(prefix: str, text: str) -> str:
    return "\n".join((prefix + line).rstrip() for line in text.splitlines())
