"""What the page shall become: each paragraph's characters that stay, go and come, and the blocks that come and go."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from exporter.review.match.link_changes import plain_target
from exporter.review.match.text_blocks import TextBlock, Unit
from exporter.review.word.document import Traits, WordCharacter


@dataclass(slots=True)
class InsertedCharacter:
    """A new character, and the numbers of old ones beside it whose look it may share, the likeliest first."""

    character: WordCharacter
    beside: tuple[int, ...]
    inside_link: bool = False


@dataclass(slots=True)
class BlockPlan:
    """What becomes of one paragraph. ``inserted`` holds new characters by the place that they go in front of."""

    deleted: set[int] = field(default_factory=set)
    inserted: dict[int, list[InsertedCharacter]] = field(default_factory=dict)
    formats: dict[int, tuple[Traits, Traits]] = field(default_factory=dict)  # traits to add, traits to take away
    links: dict[int, str] = field(default_factory=dict)  # other links, "" for none
    removed: bool = False
    joined: bool = False  # with the next paragraph


@dataclass(slots=True)
class NewParagraph:
    """A paragraph that comes as a whole; ``after`` and ``before`` are its neighbours of today."""

    kind: str
    characters: list[WordCharacter]
    after: TextBlock | None
    before: TextBlock | None
    change: str
    moved: TextBlock | None = None


@dataclass(slots=True)
class NewQuestion:
    """A question that comes, between the units of today; ``moved`` is the one that it was before."""

    question: list[WordCharacter]
    answer: list[tuple[str, list[WordCharacter]]]
    after: Unit | None
    before: Unit | None
    change: str
    moved: Unit | None = None


@dataclass(slots=True)
class PagePlan:
    """All plans for one page: ``characters`` are its characters as reviewed.

    ``links`` are its targets as it writes them, by what they are plainly; ``as_written`` gives others as pages of the
    site write them.
    """

    blocks: Sequence[TextBlock]
    as_written: Callable[[str], str] = str
    plans: dict[int, BlockPlan] = field(default_factory=dict)
    new_paragraphs: list[NewParagraph] = field(default_factory=list)
    new_questions: list[NewQuestion] = field(default_factory=list)
    removed_units: dict[int, str] = field(default_factory=dict)  # units by number: the change that removes them
    characters: dict[tuple[int, int], WordCharacter] = field(default_factory=dict, repr=False)
    links: dict[str, str] = field(default_factory=dict)

    def link_target(self, href: str) -> str:
        """A link's target as the page would write it."""
        return self.links.get(plain_target(href)) or self.as_written(href)

    def plan_of(self, block: TextBlock) -> BlockPlan:
        """The plan of a block, made on first use."""
        return self.plans.setdefault(block.index, BlockPlan())

    def touched(self) -> set[int]:
        """The units that anything is planned for."""
        units = {self.blocks[number].unit.index for number in self.plans} | set(self.removed_units)
        units |= {block.unit.index for b in self.new_paragraphs if (block := b.after or b.before)}
        return units | {unit.index for q in self.new_questions if (unit := q.after or q.before)}


ShownCharacter = tuple[str, Traits, str]
"""A character as a reader sees it: itself, its traits, its link."""


@dataclass(frozen=True, slots=True)
class ExpectedParagraph:
    """A paragraph that the page must show once it is written; ``path`` is "" where any will do."""

    unit: int
    kind: str
    path: str
    shown: tuple[ShownCharacter, ...]


WHITE: Final = " \t\r\n"


def normalised(shown: Sequence[ShownCharacter]) -> tuple[ShownCharacter, ...]:
    """Characters as they compare: white space folded and without a look, none at edges and around line breaks."""
    out: list[ShownCharacter] = []
    for char, look, href in shown:
        if char == "\n":
            while out and out[-1][0] == " ":
                out.pop()
            if out:
                out.append(("\n", frozenset(), ""))
        elif char in WHITE:
            if out and out[-1][0] not in (" ", "\n"):
                out.append((" ", frozenset(), ""))
        else:
            out.append((char, look, href))
    while out and out[-1][0] in (" ", "\n"):
        out.pop()
    return tuple(_without_own_links(out))


def _without_own_links(shown: Sequence[ShownCharacter]) -> Iterator[ShownCharacter]:
    """An address in the text links to itself on the site, whether or not it was written as a link."""
    at = 0
    while at < len(shown):
        end = at
        while end < len(shown) and shown[end][2] == shown[at][2]:
            end += 1
        words = "".join(c for c, _, _ in shown[at:end])
        own = shown[at][2].removeprefix("mailto:").removeprefix("http://")
        same = bool(shown[at][2]) and words in (shown[at][2], own)
        for char, look, href in shown[at:end]:
            yield char, look, "" if same else href
        at = end


def shown_characters(block: TextBlock) -> tuple[ShownCharacter, ...]:
    """A block as it compares."""
    return normalised([(c.char, c.format, c.href) for c in block.chars])
