"""What the page shall become: each paragraph's characters that stay, go and come, and the blocks that come and go."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from exporter.review.match.link_changes import plain
from exporter.review.match.text_blocks import Leaf, Unit
from exporter.review.word.document import Atom, Format


@dataclass(slots=True)
class Coming:
    """A new character, and the numbers of old ones beside it whose look it may share, the likeliest first."""

    atom: Atom
    beside: tuple[int, ...]
    inside_link: bool = False


@dataclass(slots=True)
class LeafPlan:
    """What becomes of one paragraph. ``coming`` holds new characters by the place that they go in front of."""

    going: set[int] = field(default_factory=set)
    coming: dict[int, list[Coming]] = field(default_factory=dict)
    formats: dict[int, tuple[Format, Format]] = field(default_factory=dict)  # traits to add, traits to take away
    links: dict[int, str] = field(default_factory=dict)  # other links, "" for none
    gone: bool = False
    joined: bool = False  # with the next paragraph


@dataclass(slots=True)
class NewBlock:
    """A paragraph that comes as a whole; ``after`` and ``before`` are its neighbours of today."""

    kind: str
    atoms: list[Atom]
    after: Leaf | None
    before: Leaf | None
    change: str
    moved: Leaf | None = None


@dataclass(slots=True)
class NewQuestion:
    """A question that comes, between the units of today; ``moved`` is the one that it was before."""

    question: list[Atom]
    answer: list[tuple[str, list[Atom]]]
    after: Unit | None
    before: Unit | None
    change: str
    moved: Unit | None = None


@dataclass(slots=True)
class Draft:
    """All plans for one page: ``atoms`` are its characters as reviewed.

    ``links`` are its targets as it writes them, by what they are plainly; ``as_written`` gives others as pages of the
    site write them.
    """

    leaves: Sequence[Leaf]
    as_written: Callable[[str], str] = str
    plans: dict[int, LeafPlan] = field(default_factory=dict)
    blocks: list[NewBlock] = field(default_factory=list)
    questions: list[NewQuestion] = field(default_factory=list)
    removed: dict[int, str] = field(default_factory=dict)  # units by number: the change that removes them
    atoms: dict[tuple[int, int], Atom] = field(default_factory=dict, repr=False)
    links: dict[str, str] = field(default_factory=dict)

    def target(self, href: str) -> str:
        """A link's target as the page would write it."""
        return self.links.get(plain(href)) or self.as_written(href)

    def plan(self, leaf: Leaf) -> LeafPlan:
        """The plan of a leaf, made on first use."""
        return self.plans.setdefault(leaf.index, LeafPlan())

    def touched(self) -> set[int]:
        """The units that anything is planned for."""
        units = {self.leaves[number].unit.index for number in self.plans} | set(self.removed)
        units |= {leaf.unit.index for b in self.blocks if (leaf := b.after or b.before)}
        return units | {unit.index for q in self.questions if (unit := q.after or q.before)}


Shown = tuple[str, Format, str]
"""A character as a reader sees it: itself, its traits, its link."""


@dataclass(frozen=True, slots=True)
class Expected:
    """A paragraph that the page must show once it is written; ``path`` is "" where any will do."""

    unit: int
    kind: str
    path: str
    shown: tuple[Shown, ...]


WHITE: Final = " \t\r\n"


def settled(shown: Sequence[Shown]) -> tuple[Shown, ...]:
    """Characters as they compare: white space folded and without a look, none at edges and around line breaks."""
    out: list[Shown] = []
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


def _without_own_links(shown: Sequence[Shown]) -> Iterator[Shown]:
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


def shown_of(leaf: Leaf) -> tuple[Shown, ...]:
    """A leaf as it compares."""
    return settled([(c.char, c.format, c.href) for c in leaf.chars])
