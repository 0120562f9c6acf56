"""A document as the parts that are looked for in a published text: its questions, and what stands between them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from exporter.drift.words import Word, words
from exporter.model.document import Document
from exporter.model.nodes import (
    AnyNode,
    Block,
    CodeBlock,
    Columns,
    Container,
    Figure,
    FootnoteReference,
    Heading,
    Image,
    Inline,
    Paragraph,
    QuestionAnswer,
    Table,
    Text,
)
from exporter.model.position import Pos
from exporter.model.walk import children, plain_text, rebuild_inlines, walk


@dataclass(slots=True)
class Part:
    """A question with its answer, or where a document has none, a heading with its text.

    ``after`` are the texts between it and the next part, which are none of its own.
    """

    title: str
    pos: Pos | None
    asks: bool
    text: list[str] = field(default_factory=list)
    after: list[str] = field(default_factory=list)

    @property
    def words(self) -> list[Word]:
        """The words of its text."""
        return words("\n".join(self.text))


def parts(document: Document) -> list[Part]:
    """The questions of a document, or its headings where it asks nothing."""
    asks = any(isinstance(node, QuestionAnswer) for node in walk(document.body))
    found = [part for part in _parts(document, by_questions=asks) if part.title or any(part.text)]
    notes = [text for note in document.footnotes for text in leaf_texts(note.children, document)]
    if found:
        found[-1].after += [document.labels.get("footnotes", ""), *notes]
    return found


def _parts(document: Document, *, by_questions: bool) -> Iterator[Part]:
    part: Part | None = None if by_questions else Part("", None, False)
    for block in flow(document.body):
        if isinstance(block, QuestionAnswer) and by_questions:
            if part:
                yield part
            texts = list(leaf_texts(block.answer, document))
            part = Part(plain_text(block.question), block.pos, True, texts)
        elif isinstance(block, Heading) and not by_questions:
            if part:
                yield part
            part = Part(plain_text(block.children), block.pos, False)
        elif part:
            (part.after if by_questions else part.text).extend(leaf_texts((block,), document))
    if part:
        yield part


def flow(blocks: Iterable[Block]) -> Iterator[Block]:
    """Blocks in reading order; those that hold questions or headings are opened."""
    for block in blocks:
        inner = tuple(n for n in children(block) if _is_opened(n))
        if isinstance(block, Container | Columns) and any(_has_parts(n) for n in inner):
            if isinstance(block, Container) and block.title:
                yield Paragraph(children=block.title)
            yield from flow(inner)  # type: ignore[arg-type] # only inlines were left out
        else:
            yield block


def _is_opened(node: AnyNode) -> bool:
    return isinstance(node, Block)


def _has_parts(node: AnyNode) -> bool:
    return any(isinstance(inner, QuestionAnswer | Heading) for inner in walk((node,)))


def leaf_texts(nodes: Iterable[AnyNode], document: Document) -> Iterator[str]:
    """The text of each paragraph-like node of ``nodes`` as it is printed, in reading order."""
    for node in nodes:
        match node:
            case Paragraph() | Heading():
                yield _printed(node.children)
            case QuestionAnswer():
                yield _printed(node.question)
                yield from leaf_texts(node.answer, document)
            case Figure():
                yield _printed(node.caption)
            case CodeBlock():
                yield node.text
            case Container():
                yield document.labels.get(node.role.removeprefix("alert-"), "") if node.label else ""
                yield _printed(node.title)
                yield from leaf_texts(node.children, document)
            case Table():
                yield _printed(node.caption)
                yield from leaf_texts((*node.head, *node.body, *node.foot), document)
            case _:
                yield from leaf_texts(children(node), document)


def _printed(inlines: tuple[Inline, ...]) -> str:
    """The words of inlines, with the numbers of footnotes, without what pictures show."""
    return plain_text(rebuild_inlines(inlines, _shown))


def _shown(inline: Inline) -> tuple[Inline, ...]:
    match inline:
        case FootnoteReference():
            return (Text(text=str(inline.number)),)
        case Image():
            return ()
        case _:
            return (inline,)
