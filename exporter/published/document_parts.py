"""The parts of a document that are searched for in a published text: its questions, and the texts between them."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from exporter.backends.typed_numbers import with_typed_captions
from exporter.model.document import Document
from exporter.model.nodes import Heading, QuestionAnswer
from exporter.model.passages import flow, passages, questions
from exporter.model.position import Pos
from exporter.model.text_lines import Label, printed_lines
from exporter.model.walk import plain_text
from exporter.published.normalized_words import Word, words
from exporter.theme.files import SHIPPED, Theme
from exporter.theme.labels import labels
from exporter.theme.styles import labels_of


@dataclass(slots=True)
class DocumentPart:
    """A question with its answer; in a document without questions, a heading with its text.

    ``after`` are the texts between this part and the next, which belong to neither.
    """

    title: str
    pos: Pos | None
    asks: bool
    text: list[str] = field(default_factory=list)
    after: list[str] = field(default_factory=list)

    @property
    def words(self) -> list[Word]:
        """The words of the text."""
        return words("\n".join(self.text))


def parts_of(document: Document, theme: Theme = SHIPPED) -> list[DocumentPart]:
    """Return the questions of a document, or its headings if it has no questions.

    Labels of captions are words of every file.
    """
    document = with_typed_captions(document, {**labels(theme, document.language), **document.labels})
    asks = any(questions(document.body))
    label = labels_of(document, theme)
    parts = [part for part in (_questions if asks else _headings)(document, label) if part.title or any(part.text)]
    notes = [text for note in document.footnotes for text in printed_lines(note.children, label)]
    if parts:
        parts[-1].after += [document.labels.get("footnotes", ""), *notes]
    return parts


def _questions(document: Document, label: Label) -> Iterator[DocumentPart]:
    """Yield the questions; the text before the first belongs to no part."""
    for passage in passages(flow(document.body), QuestionAnswer):
        if head := passage.head:
            text, after = (list(printed_lines(blocks, label)) for blocks in (head.answer, passage.blocks))
            yield DocumentPart(plain_text(head.question), head.pos, True, text, after)


def _headings(document: Document, label: Label) -> Iterator[DocumentPart]:
    for passage in passages(flow(document.body), Heading):
        head, text = passage.head, list(printed_lines(passage.blocks, label))
        yield DocumentPart(plain_text(head.children) if head else "", head.pos if head else None, False, text)
