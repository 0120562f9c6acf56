"""Units of a document: the questions and headings whose hashes the manifest keeps, and their changes since."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from exporter.cache import key_of
from exporter.model.document import Document
from exporter.model.nodes import Block, Heading, QuestionAnswer
from exporter.model.passages import heads, passages, questions, title
from exporter.model.position import Pos
from exporter.model.walk import plain_text


def units(document: Document) -> dict[str, str]:
    """Return a short hash of each question and of each heading's own text, by their anchors."""
    return {anchor: key_of(blocks)[:16] for anchor, blocks in _units(document.body)}


def _units(body: tuple[Block, ...]) -> Iterator[tuple[str, object]]:
    for passage in passages(body, Heading):
        text = (block for block in passage.blocks if not any(questions((block,))))
        yield (passage.head.anchor, (passage.head, *text)) if passage.head else ("", tuple(text))
    for question in questions(body):
        yield question.anchor, (plain_text(question.question), question.answer)


@dataclass(frozen=True, slots=True)
class Changed:
    """A question or a heading's own text that is new, changed or gone; ``words`` name the unit."""

    words: str
    how: str
    pos: Pos | None

    def __str__(self) -> str:
        return f"{self.words} {self.how}"


def changed_units(before: Mapping[str, str], now: Mapping[str, str], document: Document) -> list[Changed]:
    """Return the units with another hash than before, in reading order, and then the units that are gone."""
    names = {"": Changed("the opening text", "", document.pos)} | dict(_names(document))
    unnamed = Changed("a part", "", document.pos)
    other = [
        Changed(names.get(at, unnamed).words, "is new" if at not in before else "changed", names.get(at, unnamed).pos)
        for at, digest in now.items()
        if before.get(at) != digest
    ]
    return other + [
        Changed(f"'{anchor or 'the opening text'}'", "is gone", None) for anchor in before if anchor not in now
    ]


def _names(document: Document) -> Iterator[tuple[str, Changed]]:
    for head in heads(document.body):
        kind = "question" if isinstance(head, QuestionAnswer) else "section"
        yield head.anchor, Changed(f"{kind} '{plain_text(title(head))}'", "", head.pos)
