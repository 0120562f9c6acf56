"""Planner of a page's changes: the paragraphs of today, their neighbours, and the reasons to refuse a change."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final

from exporter.model.links import is_carried
from exporter.model.nodes import AnyNode, Heading, Paragraph
from exporter.ooxml.paragraph_kinds import kind_of, style_key
from exporter.ooxml.review_map import LISTED, MapEntry, ReviewMap
from exporter.ooxml.shown_words import OBJECT
from exporter.review.match.alignment import AlignedCharacter, AlignedDocument
from exporter.review.match.changes import MOVED, NEW, ReviewChange
from exporter.review.match.current_paragraph import CurrentParagraph, MergeState
from exporter.review.match.link_changes import plain_target
from exporter.review.match.text_blocks import TextBlock
from exporter.review.word.document import BARRIER, PARAGRAPH, ParagraphForm, WordCharacter
from exporter.review.write.page_plan import PagePlan
from exporter.review.write.placement import FRAMES
from exporter.review.write.status import Decision, Status

FLOWING: Final = ("paragraph", "item")
REASONS: Final = {
    MergeState.CONFLICT: "the page now has other words here",
    MergeState.DONE: "the page has this change already",
    MergeState.GENERATED: "the exporter makes these words from the component: change the component in the page",
}
_STATUSES: Final = {
    MergeState.CONFLICT: Status.CONFLICT,
    MergeState.DONE: Status.NO_EFFECT,
    MergeState.GENERATED: Status.BY_HAND,
}


_PARTED: Final = "the page now has the paragraphs around it at different places"
_UNCERTAIN: Final = (
    "the page has this paragraph, or one like it, more or less often than the export: find the right one, and write it"
    " into the page"
)
_LABEL: Final = "the exporter makes this label from the component: change or remove the component in the page"
_LABELS: Final = {
    "notshowntitle": "the exporter writes this where paper cannot show a component: change or remove it in the page",
}


class ChangeRefused(Exception):
    """A change that cannot be planned."""

    def __init__(self, status: Status, reason: str) -> None:
        super().__init__(reason)
        self.decision = Decision(status, reason)


def by_hand(reason: str) -> ChangeRefused:
    """Return the refusal of a change that a person has to make."""
    return ChangeRefused(Status.BY_HAND, reason)


@dataclass(slots=True)
class Planner:
    """Planner of the changes of a page; ``losing`` are the ids of those whose words lose a link or format."""

    alignment: Sequence[AlignedCharacter]
    document: AlignedDocument
    review_map: ReviewMap
    paragraphs: dict[int, CurrentParagraph]
    page_plan: PagePlan = field(repr=False)
    losing: frozenset[str] = frozenset()
    missing: set[int] = field(default_factory=set)  # entries whose paragraphs the document does not have

    def read_document(self) -> None:
        """Read the format and links of the page's characters from the reviewed document."""
        for aligned in self.alignment:
            current = self.find(aligned.entry)
            if aligned.character.char == PARAGRAPH and aligned.index is None and aligned.entry is not None:
                self.missing.add(aligned.entry)
            if (
                current is None
                or not aligned.character.original
                or aligned.index is None
                or aligned.at >= len(current.exported)
            ):
                continue
            place = current.places[aligned.at]
            if place is not None:
                self.page_plan.characters[current.block.index, place] = aligned.character
        for number, current in self.paragraphs.items():
            for start, _, href in self.review_map.entries[number].links:
                place = current.places[start]
                written = current.block.chars[place].href if place is not None else ""
                if written:
                    self.page_plan.links.setdefault(plain_target(href), written)
            style = self._plain_style(self.review_map.entries[number], current.block)
            frame = _frame(current.block)
            if frame is not None and style:
                self.page_plan.frames.setdefault(id(frame), style)

    def _plain_style(self, entry: MapEntry, block: TextBlock) -> str:
        """Return the style of plain paragraphs around an entry, ``""`` if the map does not say it."""
        plain = block.kind in ("paragraph", "quote") and not entry.style.endswith(LISTED)
        if not entry.around and (not plain or _has_role(block.ancestors[-1])):
            return ""
        key = style_key(entry.around or entry.style)
        return self.document.styles.get(key, key)

    def heading_level(self, change: ReviewChange, form: ParagraphForm) -> int:
        """Return the level on the page of a heading of a level in the file, by the headings around it."""
        known = self._heading_levels()
        index = change.indexes[-1]
        before = [(own, level) for at, own, level in known if at < index and own <= form.level]
        behind = [(own, level) for at, own, level in known if at > index and own <= form.level]
        any_level = [(own, level) for _, own, level in known]
        for found in (before[::-1], behind, any_level):
            if found:
                own, level = found[0]
                return level + form.level - own
        return form.level + 1

    def _heading_levels(self) -> list[tuple[int, int, int]]:
        """Return index, level in the file and level on the page of each heading in document order.

        Those that the reviewer restyled count only without others: the page may have their new levels already.
        """
        found: dict[bool, list[tuple[int, int, int]]] = {False: [], True: []}
        for index, aligned in enumerate(self.alignment):
            current = self.find(aligned.entry) if aligned.character.char == PARAGRAPH else None
            node = current.block.ancestors[-1] if current else None
            if isinstance(node, Heading) and aligned.entry is not None and aligned.character.original:
                entry = self.review_map.entries[aligned.entry]
                own = entry.level if entry.level > 0 else kind_of(entry.style.removesuffix(LISTED))[1]
                if own > 0:
                    found[aligned.character.old_form is not None].append((index, own, node.level))
        return found[False] or found[True]

    def find(self, entry: int | None) -> CurrentParagraph | None:
        """Return an exported paragraph as it is today, None if the page does not have it."""
        return None if entry is None else self.paragraphs.get(entry)

    def paragraph(self, entry: int | None) -> CurrentParagraph:
        """Return an exported paragraph as it is today. Raises ``ChangeRefused`` if the page does not have it."""
        current = self.find(entry)
        if entry is not None:
            self.refuse_generated(self.review_map.entries[entry])
        if current is None:
            raise ChangeRefused(Status.CONFLICT, "the page no longer has this paragraph")
        return current

    def refuse_generated(self, entry: MapEntry) -> None:
        """Raise ``ChangeRefused`` for words that no page has."""
        if entry.is_generated:
            raise by_hand(_LABELS.get(style_key(entry.style), _LABEL))

    def refuse_uncertain(self, change: ReviewChange) -> None:
        """Raise ``ChangeRefused`` for a change in or beside a paragraph that might be another one of the page."""
        own = {change.entry, *(self.alignment[i].entry for i in (*change.indexes, *change.origin))}
        doubtful = {current.block.index for current in self.paragraphs.values() if not current.certain}
        beside = [block.index for block in self.around(change) if block] if change.kind in NEW | MOVED else []
        if beside != sorted(beside):
            raise ChangeRefused(Status.CONFLICT, _PARTED)
        beside += [current.block.index for entry in own if (current := self.find(entry))]
        if doubtful.intersection(beside):
            raise ChangeRefused(Status.CONFLICT, _UNCERTAIN)

    def span(self, change: ReviewChange, entry: int | None) -> tuple[int, int]:
        """Return the range of exported words that a change deletes in a paragraph, empty for an insertion."""
        places = [s.at for i in change.indexes if (s := self.alignment[i]).entry == entry and s.character.original]
        if places:
            return min(places), max(places) + 1
        return change.at, change.at

    def inserted(self, change: ReviewChange) -> list[WordCharacter]:
        """Return the characters that a change inserts."""
        return [s.character for i in change.indexes if not (s := self.alignment[i]).character.original]

    def check_new(self, change: ReviewChange) -> None:
        """Raise ``ChangeRefused`` if a change inserts content that no page can hold."""
        for character in self.inserted(change):
            if character.picture is not None and character.picture.formula:
                raise by_hand("it adds a formula: write it into the page as TeX")
            if character.char in (OBJECT, "\f") and not character.note:
                raise by_hand("it adds a picture, a note or a page break")
            self.check_link(character.href)

    def check_link(self, href: str) -> None:
        """Raise ``ChangeRefused`` for a link that leads nowhere from a page."""
        if href and plain_target(href) not in self.page_plan.links and not is_carried(href):
            raise by_hand(f"the link '{href}' points to a missing place on the site")

    def require(self, state: MergeState) -> None:
        """Raise ``ChangeRefused`` for words that cannot be changed today."""
        if state is not MergeState.CLEAN:
            raise ChangeRefused(_STATUSES[state], REASONS[state])

    def around(
        self, change: ReviewChange, own: Collection[int | None] = ()
    ) -> tuple[TextBlock | None, TextBlock | None]:
        """Return the blocks of today before and behind a change, ignoring entries in ``own``."""
        before = self._near(range(change.indexes[0] - 1, -1, -1), own)
        return before, self._near(range(change.indexes[-1] + 1, len(self.alignment)), own)

    def below_label(self, change: ReviewChange) -> bool:
        """Whether a change stands right below a label that the exporter makes."""
        marks = (a for a in reversed(self.alignment[: change.indexes[0]]) if a.character.char == PARAGRAPH)
        above = next((a.entry for a in marks if a.character.original), None)
        return above is not None and self.review_map.entries[above].is_generated

    def within_box(self, change: ReviewChange) -> tuple[TextBlock | None, TextBlock | None]:
        """Return the blocks before and behind a new paragraph in the cell of a box; none in a table of the page."""
        indexes = (range(change.indexes[0] - 1, -1, -1), range(change.indexes[-1] + 1, len(self.alignment)))
        before, behind = (self._near(one, (), BARRIER) for one in indexes)
        return (None, None) if "cell" in {block.kind for block in (before, behind) if block} else (before, behind)

    def frame_style(self, block: TextBlock) -> str:
        """Return the style of plain paragraphs in the component around a block, ``""`` for none."""
        return self.page_plan.frames.get(id(_frame(block)), "")

    def _near(self, indexes: Iterable[int], own: Collection[int | None], border: str = "") -> TextBlock | None:
        for i in indexes:
            aligned = self.alignment[i]
            if aligned.character.char == border:
                return None
            other = aligned.character.char == PARAGRAPH and aligned.character.original and aligned.entry not in own
            if other and (current := self.find(aligned.entry)):
                return current.block
        return None


def _frame(block: TextBlock) -> AnyNode | None:
    around = block.ancestors[: -1 if block.kind == "question" else None]
    return next((node for node in reversed(around) if isinstance(node, FRAMES)), None)


def _has_role(node: AnyNode) -> bool:
    return isinstance(node, Paragraph) and bool(node.role)
