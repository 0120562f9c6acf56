"""Plain text: every word of the document in reading order, for diffs, searches and mail.

One paragraph is one line: whoever reads it wraps it. Pictures are their alternative text, links carry their address.
What words alone cannot say is a loss.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, assert_never

from exporter.backends.base import Options, Rendered
from exporter.backends.front_back import back_blocks, front_blocks, generated_words
from exporter.backends.losses import (
    Loss,
    has_highlights,
    has_language,
    has_merged_cells,
    has_title,
    is_picture,
    leads_inside,
    losses,
)
from exporter.diagnostics import Code, Diagnostic, Severity
from exporter.model.document import Document
from exporter.model.nodes import (
    AnyNode,
    Block,
    Cell,
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
    Rule,
    Span,
    Strong,
    Table,
    Text,
)
from exporter.model.nodes import (
    Code as CodeInline,
)
from exporter.model.table_grid import cells_by_column
from exporter.theme.files import Theme
from exporter.theme.styles import Role, label_of, roles

PICTURE = Code(
    "text-picture",
    Severity.LOSS,
    "a picture: only its description is there",
    why="Readers of the text file get the description in place of the picture.",
    mend="Describe in 'alt' all that the picture says, or offer another format beside the text.",
)
TABLE = Code(
    "text-table",
    Severity.LOSS,
    "that cells of a table are merged",
    why="The text file shows the words of merged cells once, in their first row and column.",
    mend="Nothing has to be done; split the cells if the text file must show them in each row.",
)
LANGUAGE = Code(
    "text-language",
    Severity.LOSS,
    "that a passage is in another language",
    why="Readers of the text file are not told that the passage is in another language.",
    mend="Nothing has to be done; offer another format where the language matters.",
)
LINK = Code(
    "text-link",
    Severity.LOSS,
    "where a link inside the document leads, and a link's title; its words stay",
    why="Readers of the text file see the words, not where the link leads.",
    mend="Name the place in the words, such as 'see the section Costs'.",
)
MARK = Code(
    "text-mark",
    Severity.LOSS,
    "that words are struck out, raised or lowered, or that lines of code are marked",
    why="Readers of the text file do not see what is struck out, raised, lowered or marked.",
    mend="Say in words what the marks mean.",
)
RULE = "* * *"
HEADING_MARKS = {1: "=", 2: "-"}
CHANGES = {"inserted": ("[+", "+]"), "deleted": ("[-", "-]")}
MARKS = frozenset({"strike", "sub", "sup"})


def _is_marked(node: AnyNode) -> bool:
    return isinstance(node, Span) and node.role in MARKS


LOSSES = (
    Loss(PICTURE, "a picture cannot be in a text: only its description is there", "img", is_picture),
    Loss(TABLE, "merged cells stand in their first row and column alone", "table", has_merged_cells),
    Loss(LANGUAGE, "that a passage is in another language is not said", "span", has_language),
    Loss(LINK, "a link inside the document is its words alone", "a", leads_inside),
    Loss(LINK, "the title of a link is not shown", "a", has_title),
    Loss(MARK, "that words are struck out, raised or lowered is not shown", "span", _is_marked),
    Loss(MARK, "the marks of lines of code are not shown", "pre", has_highlights),
)


class TextBackend:
    """The plain text format."""

    name = "text"
    suffix = ".txt"
    media_type = "text/plain; charset=utf-8"
    public = True
    options: type[Options] = Options
    codes: tuple[Code, ...] = (PICTURE, TABLE, LANGUAGE, LINK, MARK)

    def environment(self) -> Mapping[str, str]:
        """Nothing but the exporter itself makes these bytes."""
        return {}

    def check(self, document: Document, options: Any, theme: Theme) -> tuple[Diagnostic, ...]:
        """What words alone cannot say."""
        return losses(document, LOSSES)

    def render(self, document: Document, options: Any, theme: Theme) -> Rendered:
        """The document as UTF-8 text with LF line ends."""
        words = generated_words(document, theme)
        body = (*front_blocks(document, words), *document.body, *back_blocks(document, words))
        lines = [*_heading(1, document.title), *([document.subtitle, ""] if document.subtitle else [])]
        writer = _Writer(words, roles(theme))
        lines += writer.blocks(body)
        for note in document.footnotes:
            lines += ["", *_hanging(f"[{note.number}] ", writer.blocks(note.children))]
        text = "\n".join(line.rstrip() for line in lines).strip("\n") + "\n"
        return Rendered(data=text.encode("utf-8"), findings=self.check(document, options, theme))


BACKEND = TextBackend()


@dataclass(frozen=True, slots=True)
class _Writer:
    """Writes blocks as lines; ``words`` are the generated ones, ``roles`` the theme's."""

    words: Mapping[str, str]
    roles: Mapping[str, Role]

    def blocks(self, blocks: Iterable[Block]) -> list[str]:
        """The lines of all blocks, one empty line between two of them."""
        return _spaced(_changed(b, self._block(b)) for b in blocks)

    def _block(self, block: Block) -> Iterable[str]:
        match block:
            case Paragraph():
                return _inline(block.children).split("\n")
            case Heading():
                return _heading(block.level, _inline(block.children))
            case QuestionAnswer():
                return [f"{self.words['question_mark']} {_inline(block.question)}", "", *self.blocks(block.answer)]
            case List():
                return self._list(block)
            case CodeBlock():
                return [*([block.filename, ""] if block.filename else []), *_hanging("    ", block.text.splitlines())]
            case Quote():
                return [f"> {line}" for line in self.blocks(block.children)]
            case Table():
                rows = (" | ".join(self._cell(c) for c in cells) for cells in cells_by_column(block))
                return [*([_inline(block.caption), ""] if block.caption else []), *rows]
            case Figure():
                return [_inline((block.image,)), *([_inline(block.caption)] if block.caption else [])]
            case Container():
                return self._container(block)
            case Columns():
                return _spaced(self.blocks(column) for column in block.columns)
            case Rule():
                return [RULE]
            case _:
                assert_never(block)

    def _list(self, block: List) -> list[str]:
        lines: list[str] = []
        for number, item in enumerate(block.items, block.start):
            mark = f"{number}. " if block.ordered else "- "
            if item.checked is not None:
                mark += "[x] " if item.checked else "[ ] "
            lines += _hanging(mark, self.blocks(item.children))
            lines += [] if block.tight else [""]
        return lines

    def _container(self, block: Container) -> list[str]:
        label = label_of(block, self.roles, self.words)
        head = ": ".join(part for part in (label, _inline(block.title)) if part)
        return [*([head, ""] if head else []), *self.blocks(block.children)]

    def _cell(self, cell: Cell | None) -> str:
        return " ".join(line.strip() for line in self.blocks(cell.children) if line) if cell else ""


def _changed(block: Block, lines: Iterable[str]) -> Iterable[str]:
    """What a redline puts in or takes out as a whole, between its marks."""
    if block.change is None:
        return lines
    start, end = CHANGES[block.change.change]
    if isinstance(block, Heading):
        return _heading(block.level, f"{start}{_inline(block.children)}{end}")
    first, *rest = _spaced([lines]) or [""]
    *most, last = [f"{start}{first}", *rest]
    return [*most, f"{last}{end}"]


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
            start, end = CHANGES[inline.change]
            return f"{start}{_inline(inline.children)}{end}"
        case _:
            assert_never(inline)


def _heading(level: int, words: str) -> list[str]:
    mark = HEADING_MARKS.get(level)
    return [words, mark * len(words), ""] if mark else [words, ""]


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
