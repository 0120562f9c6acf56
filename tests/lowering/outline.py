"""Nodes as an outline that a person can read: a line a block, inlines in the manner of Markdown."""

from collections.abc import Iterable, Sequence

from exporter.model.math import Math
from exporter.model.nodes import (
    Block,
    Cell,
    Code,
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
    Reference,
    ReviewNote,
    Revision,
    Row,
    Rule,
    Span,
    Strong,
    Table,
    Text,
)


def outline(blocks: Iterable[Block]) -> str:
    """The outline of ``blocks``."""
    return "\n".join(line for block in blocks for line in _block(block))


def line(inlines: Sequence[Inline]) -> str:
    """Inlines in one line."""
    return "".join(_inline(i) for i in inlines)


def _inline(node: Inline) -> str:
    match node:
        case Text():
            return node.text
        case Emphasis():
            return f"*{line(node.children)}*"
        case Strong():
            return f"**{line(node.children)}**"
        case Code():
            return f"`{node.text}`"
        case Link():
            return f"[{line(node.children)}]({node.target}){_role(node.role)}" + (
                f'"{node.title}"' if node.title else ""
            )
        case Reference():
            return f"[]({node.target})"
        case Image():
            width = f" {node.width:g}px" if node.width else f" {node.percent:g}%" if node.percent else ""
            width += (f" {node.height:g}px high" if node.height else "") + (f" at {node.align}" if node.align else "")
            return f"![{node.alt}]({node.asset}){_role(node.role)}{width}{' decorative' if node.decorative else ''}"
        case LineBreak():
            return "⏎"
        case Span():
            return f"[{line(node.children)}]{_role(node.role)}" + (f"{{lang={node.lang}}}" if node.lang else "")
        case FootnoteReference():
            return f"[^{node.label} {node.number}]"
        case ReviewNote():
            return f"(review: {node.text})"
        case Revision():
            return f"({node.change}: {line(node.children)})"
        case Math():
            return f"${node.source}$" + (f"({node.alt})" if node.alt else "")


def _role(role: str) -> str:
    return f"{{.{role}}}" if role else ""


def _inside(blocks: Iterable[Block]) -> list[str]:
    return ["  " + text for block in blocks for text in _block(block)]


def _named(name: str, words: Sequence[Inline]) -> str:
    return f"{name}: {line(words)}" if words else name


def _block(node: Block) -> list[str]:
    match node:
        case Paragraph():
            return [f"p{_role(node.role)} {line(node.children)}"]
        case Heading():
            numbering = f" {{.{node.numbering}}}" if node.numbering else ""
            return [f"h{node.level} #{node.anchor} {line(node.children)}{numbering}"]
        case QuestionAnswer():
            head = f"question {node.number} #{node.anchor} level {node.level}"
            return [_named(head, node.question), *_inside(node.answer)]
        case List():
            head = (
                f"{f'ol from {node.start}' if node.ordered else 'ul'}{_role(node.role)}{'' if node.tight else ' loose'}"
            )
            return [head, *(text for item in node.items for text in _item(item.checked, item.children))]
        case CodeBlock():
            marks = f" lines {','.join(map(str, node.highlights))}" if node.highlights else ""
            head = " ".join(["code", *filter(None, (node.language, node.filename))]) + marks
            return [head, *("  | " + text for text in node.text.split("\n"))]
        case Quote():
            return ["quote", *_inside(node.children)]
        case Table():
            parts = (("head", node.head), ("body", node.body), ("foot", node.foot))
            return [_named("table", node.caption), *(text for name, rows in parts for text in _rows(name, rows))]
        case Figure():
            return [_named(f"figure {_inline(node.image)}", node.caption)]
        case Container():
            label = " labelled" if node.label else ""
            lang = f" lang={node.lang}" if node.lang else ""
            return [_named(f"<{node.role}>{label}{lang}", node.title), *_inside(node.children)]
        case Columns():
            lines = [f"columns {':'.join(map(str, node.widths))}"]
            for column in node.columns:
                lines += ["  |", *("  " + text for text in _inside(column))]
            return lines
        case Rule():
            return [node.role or "rule"]


def _item(checked: bool | None, blocks: Sequence[Block]) -> list[str]:
    box = {None: "", True: "[x] ", False: "[ ] "}[checked]
    lines = [text for block in blocks for text in _block(block)] or [""]
    return [f"  - {box}{lines[0]}", *("    " + text for text in lines[1:])]


def _rows(name: str, rows: Sequence[Row]) -> list[str]:
    return [f"  {name} | " + " | ".join(map(_cell, row.cells)) for row in rows]


def _cell(cell: Cell) -> str:
    marks = [cell.scope or "", cell.align or ""]
    marks += [f"{cell.colspan} columns"] if cell.colspan > 1 else []
    marks += [f"{cell.rowspan} rows"] if cell.rowspan > 1 else []
    words = " / ".join(line(b.children) if isinstance(b, Paragraph) else "; ".join(_block(b)) for b in cell.children)
    shown = ", ".join(filter(None, marks))
    return f"{words} ({shown})" if shown else words
