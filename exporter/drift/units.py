"""What of a document is not as it was when a file was made, by the hashes that the manifest keeps of its parts."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from exporter.model.document import Document
from exporter.model.nodes import QuestionAnswer
from exporter.model.passages import heads, title
from exporter.model.position import Pos
from exporter.model.walk import plain_text


@dataclass(frozen=True, slots=True)
class Changed:
    """A question or a heading's own text that is new, changed or gone; ``words`` name it."""

    words: str
    how: str
    pos: Pos | None

    def __str__(self) -> str:
        return f"{self.words} {self.how}"


def changed_units(before: Mapping[str, str], now: Mapping[str, str], document: Document) -> list[Changed]:
    """The parts whose hash in ``now`` is not that of ``before``, in reading order, those that are gone at the end."""
    names = {"": Changed("the text in front", "", document.pos)} | dict(_names(document))
    unnamed = Changed("a part", "", document.pos)
    other = [
        Changed(names.get(at, unnamed).words, "is new" if at not in before else "changed", names.get(at, unnamed).pos)
        for at, digest in now.items()
        if before.get(at) != digest
    ]
    return other + [
        Changed(f"'{anchor or 'the text in front'}'", "is gone", None) for anchor in before if anchor not in now
    ]


def _names(document: Document) -> Iterator[tuple[str, Changed]]:
    for head in heads(document.body):
        kind = "question" if isinstance(head, QuestionAnswer) else "section"
        yield head.anchor, Changed(f"{kind} '{plain_text(title(head))}'", "", head.pos)
