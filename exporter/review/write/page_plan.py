"""Plan of a page: the characters of each paragraph that stay, go and come, and whole new paragraphs."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from exporter.model.nodes import Image
from exporter.review.match.link_changes import plain_target
from exporter.review.match.text_blocks import TextBlock, Unit
from exporter.review.word.document import ParagraphForm, Traits, WordCharacter


@dataclass(slots=True)
class InsertedCharacter:
    """A new character, and the numbers of old ones beside it whose format it may share, the likeliest first.

    ``replacing`` says that it takes link and format of the first one, unless another change takes them away.
    ``further`` says that a paragraph mark begins a further paragraph of the same item.
    """

    character: WordCharacter
    beside: tuple[int, ...]
    inside_link: bool = False
    replacing: bool = False
    further: bool = False


@dataclass(slots=True)
class BlockPlan:
    """Plan of a paragraph. ``inserted`` maps a place to the new characters in front of it."""

    deleted: set[int] = field(default_factory=set)
    inserted: dict[int, list[InsertedCharacter]] = field(default_factory=dict)
    formats: dict[int, tuple[Traits, Traits]] = field(default_factory=dict)  # traits to add, traits to take away
    links: dict[int, str] = field(default_factory=dict)  # other links, "" for none
    alts: dict[int, tuple[Image, str]] = field(default_factory=dict)  # pictures with other alternative texts
    removed: bool = False
    joined: bool = False  # with the next paragraph


@dataclass(slots=True)
class NewParagraph:
    """A new paragraph; ``after`` and ``before`` are its neighbours of today, ``level`` its level as a heading."""

    form: ParagraphForm
    characters: list[WordCharacter]
    after: TextBlock | None
    before: TextBlock | None
    change: str
    moved: TextBlock | None = None
    level: int = 0


@dataclass(frozen=True, slots=True)
class NewForm:
    """Another kind of a paragraph; ``level`` counts headings from 1 and lists from 0.

    ``indented`` says that a plain paragraph is indented as the words of an item.
    """

    kind: str
    level: int = 0
    ordered: bool = False
    indented: bool = False

    @property
    def sign(self) -> str:
        """The sign in front of the words, outside of lists."""
        return {"heading": "#" * self.level + " ", "quote": "> "}.get(self.kind, "")

    @property
    def names(self) -> tuple[str, ...]:
        """The names of its own nodes, without lists and items."""
        return {"heading": (f"Heading{self.level}",), "quote": ("Quote", "Paragraph")}.get(self.kind, ("Paragraph",))


@dataclass(slots=True)
class NewRow:
    """A new row of a table behind or in front of the row of ``beside``; ``cells`` are the words of its cells."""

    cells: list[list[WordCharacter]]
    beside: TextBlock
    behind: bool
    change: str


@dataclass(slots=True)
class NewNote:
    """A new footnote whose mark stands at a place in a block; ``label`` is given when it is written."""

    words: list[WordCharacter]
    block: TextBlock
    place: int
    change: str
    label: str = ""


@dataclass(slots=True)
class NewQuestion:
    """A new question between units of today; ``moved`` is the unit that it was before."""

    question: list[WordCharacter]
    answer: list[NewParagraph]
    after: Unit | None
    before: Unit | None
    change: str
    moved: Unit | None = None


@dataclass(slots=True)
class PagePlan:
    """Plans of a page: ``characters`` are those of the page in the reviewed document.

    ``links`` maps plain targets to those that the page writes; ``as_written`` returns others as the site's pages write
    them.
    """

    blocks: Sequence[TextBlock]
    as_written: Callable[[str], str] = str
    plans: dict[int, BlockPlan] = field(default_factory=dict)
    new_paragraphs: list[NewParagraph] = field(default_factory=list)
    new_questions: list[NewQuestion] = field(default_factory=list)
    notes: dict[str, NewNote] = field(default_factory=dict)  # new footnotes by their names in the document
    new_rows: list[NewRow] = field(default_factory=list)
    forms: dict[int, NewForm] = field(default_factory=dict)  # other kinds of blocks, by their indexes
    removed_units: dict[int, str] = field(default_factory=dict)  # units by number: the change that removes them
    characters: dict[tuple[int, int], WordCharacter] = field(default_factory=dict, repr=False)
    links: dict[str, str] = field(default_factory=dict)
    further: set[str] = field(default_factory=set)  # the changes that are further paragraphs of items
    frames: dict[int, str] = field(default_factory=dict)  # styles of plain paragraphs in components, by id of the node

    def link_target(self, href: str) -> str:
        """Return a link's target as the page writes it."""
        return self.links.get(plain_target(href)) or self.as_written(href)

    def plan_of(self, block: TextBlock) -> BlockPlan:
        """Return the plan of a block, a new one on first use."""
        return self.plans.setdefault(block.index, BlockPlan())

    def touched(self) -> set[int]:
        """Return the units that have a plan."""
        units = {self.blocks[number].unit.index for number in (*self.plans, *self.forms)} | set(self.removed_units)
        units |= {new.beside.unit.index for new in self.new_rows}
        units |= {block.unit.index for b in self.new_paragraphs if (block := b.after or b.before)}
        return units | {unit.index for q in self.new_questions if (unit := q.after or q.before)}
