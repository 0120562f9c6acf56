"""Writes paragraphs: a draft's characters as edits of the source, and as what the page must show then."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from exporter.model.nodes import List, ListItem
from exporter.ooxml.review_map import OBJECT
from exporter.review.match.text_blocks import Leaf
from exporter.review.word.document import PARAGRAPH, Atom
from exporter.review.write.inline_writer import NEW, SAYABLE, Frame, Loom, Neighbour, Wish, framed, reframed, relinked
from exporter.review.write.markdown_syntax import Escaping
from exporter.review.write.page_plan import Coming, Draft, Expected, LeafPlan, settled, shown_of
from exporter.review.write.source_pieces import Key, Pieces, Unplaced, pieces_of
from exporter.review.write.source_text import Lines, Unwritable, continued, gap_line, marker, next_marker
from exporter.review.write.yaml_scalars import Context, Contexts, Edit

GAP: Final = -2
PLAIN_KINDS: Final = frozenset(("question", "label", "title", "code"))
_ESCAPINGS: Final[dict[bool, tuple[Escaping, ...]]] = {
    True: ("none", "backslash", "entities"),
    False: ("backslash", "entities", "none"),
}
LEVELS: Final = 3


@dataclass(slots=True)
class Writer:
    """Writes the paragraphs of one page; ``level`` gives for a unit how often it was tried before."""

    source: str
    contexts: Contexts
    draft: Draft
    level: Callable[[int], int]
    lines: Lines = field(init=False)

    def __post_init__(self) -> None:
        self.lines = Lines(self.source)

    def group(self, leaves: Sequence[Leaf]) -> tuple[Edit, list[Expected]]:
        """One paragraph, or several that are joined."""
        first = leaves[0]
        try:
            cut = [pieces_of(leaf, self.source) for leaf in leaves]
        except Unplaced as error:
            raise Unwritable(first.unit.index, str(error)) from None
        loom = self.loom(first, cut[0].start)
        for leaf, pieces in zip(leaves, cut, strict=True):
            loom.add(leaf, pieces)
            _lead_elsewhere(leaf, self.draft.plans.get(leaf.index) or LeafPlan(), loom)
        wishes: list[Wish] = []
        for leaf, pieces in zip(leaves, cut, strict=True):
            own = list(self._wishes(leaf, pieces, loom))
            wishes.extend(_glue(wishes, own))
            wishes.extend(own)
        self._check(first, wishes, loom.context)
        edit = (cut[0].start, cut[-1].end, loom.source(wishes))
        return edit, _expected(first, wishes)

    def loom(self, leaf: Leaf, start: int) -> Loom:
        """How a paragraph at a place of the source is written."""
        context = self.contexts.at(start)
        lead = self.lines.lead(start) if context.blocks else ""
        ending = self.lines.ending if context.blocks else "\n"
        escapings = _ESCAPINGS[leaf.kind in PLAIN_KINDS]
        loom = Loom(context, escapings[min(self.level(leaf.unit.index), LEVELS - 1)], cell=leaf.kind == "cell")
        loom.break_source = ("" if leaf.kind == "code" else "  ") + ending + continued(lead)
        loom.paragraph_source = self._between(leaf, lead, ending)
        return loom

    def _between(self, leaf: Leaf, lead: str, ending: str) -> str:
        """What parts two paragraphs, or two items of a list."""
        item = leaf.item()
        if item is None or item.pos is None:
            return gap_line(lead, ending)
        sign = marker(self.source, item.pos.start.offset)
        if sign is None:
            raise Unwritable(leaf.unit.index, "its list item has no marker")
        before = self.lines.lead(item.pos.start.offset)
        return (ending if tight(leaf) else ending * 2) + continued(before) + next_marker(sign)

    def _wishes(self, leaf: Leaf, pieces: Pieces, loom: Loom) -> Iterator[Wish]:
        plan = self.draft.plans.get(leaf.index) or LeafPlan()
        emptied = _emptied(leaf, plan)
        for piece in pieces.pieces:
            if piece.char < 0:
                if not piece.wraps or piece.wraps[-1] not in emptied:
                    yield Wish("", GAP, piece.source, frames=piece.wraps)
                continue
            for coming in plan.coming.get(piece.char, ()):
                yield self._new(leaf, coming, piece.char, loom)
            if piece.char not in plan.going:
                yield _kept(leaf, plan, piece.char, piece.source, piece.wraps, loom)
        for coming in plan.coming.get(len(leaf.chars), ()):
            yield self._new(leaf, coming, len(leaf.chars), loom)

    def _new(self, leaf: Leaf, coming: Coming, place: int, loom: Loom) -> Wish:
        atom = coming.atom
        if atom.char == PARAGRAPH:
            return Wish(PARAGRAPH, frames=())
        if leaf.kind in PLAIN_KINDS:
            wraps = _keys(leaf, leaf.chars[0].wraps) if leaf.chars else ()
            return Wish(atom.char, format=leaf.chars[0].format if leaf.chars else frozenset(), frames=wraps)
        plan = self.draft.plans[leaf.index]
        for beside in coming.beside:
            old = self.draft.atoms.get((leaf.index, beside))
            if old is None or beside in plan.formats or leaf.chars[beside].char == OBJECT:
                continue
            if old.format == atom.format and (old.href == atom.href or (coming.inside_link and not atom.href)):
                char = leaf.chars[beside]
                return Wish(atom.char, NEW, "", char.format, char.href, _keys(leaf, char.wraps))
        return self.fresh(atom, _around(leaf, place), loom)

    def fresh(self, atom: Atom, around: tuple[Key, ...], loom: Loom) -> Wish:
        """A new character that brings its own marks."""
        href = self.draft.target(atom.href)
        look = atom.format & SAYABLE
        if "c" in look:
            look = frozenset("c")
        beside: tuple[Neighbour, ...] = ()
        frames: tuple[Frame, ...] = framed(look, href, beside, around, loom)
        linked = [loom.wraps[f].href for f in frames if isinstance(f, tuple) and loom.wraps[f].href]
        return Wish(atom.char, NEW, "", look, href or "".join(linked[-1:]), frames)

    def _check(self, leaf: Leaf, wishes: Sequence[Wish], context: Context) -> None:
        breaks = any(w.text in (PARAGRAPH, "\n") and not w.source for w in wishes)
        if breaks and not (context.blocks or context.style == '"'):
            raise Unwritable(leaf.unit.index, "a line break cannot be written in this YAML value")
        if breaks and leaf.kind in ("question", "heading", "label", "title", "cell", "caption"):
            raise Unwritable(leaf.unit.index, f"a {leaf.kind} has one line")
        if not any(w.char != GAP and w.text.strip() for w in wishes):
            raise Unwritable(leaf.unit.index, "nothing would be left of it")


def tight(leaf: Leaf) -> bool:
    """Whether the list around a leaf has no space between its items."""
    around = next((n for n in reversed(leaf.ancestors) if isinstance(n, List)), None)
    return around is None or around.tight


def item_of(leaf: Leaf) -> ListItem | None:
    """The list item that a leaf stands in."""
    return next((n for n in reversed(leaf.ancestors) if isinstance(n, ListItem)), None)


def unchanged(leaf: Leaf) -> Expected:
    """A leaf that stays as it is."""
    return Expected(leaf.unit.index, leaf.kind, leaf.path, shown_of(leaf))


def is_empty(leaf: Leaf, plan: LeafPlan) -> bool:
    """Whether a plan leaves no words of a leaf."""
    kept = (c.char for i, c in enumerate(leaf.chars) if i not in plan.going)
    new = (c.atom.char for coming in plan.coming.values() for c in coming)
    return not any(char.strip() for char in (*kept, *new) if char != PARAGRAPH)


def _kept(leaf: Leaf, plan: LeafPlan, number: int, source: str, wraps: tuple[Key, ...], loom: Loom) -> Wish:
    char = leaf.chars[number]
    added, lost = plan.formats.get(number, (frozenset(), frozenset()))
    href = plan.links.get(number, char.href)
    if not added and not lost and href == char.href:
        return Wish(char.char, number, source, char.format, href, wraps)
    look = (char.format | added) - lost
    frames: tuple[Frame, ...] = reframed(wraps, look, loom) if added or lost else wraps
    return Wish(char.char, number, source, look, href, relinked(frames, href, loom))


def _lead_elsewhere(leaf: Leaf, plan: LeafPlan, loom: Loom) -> None:
    """Links that get another target as a whole keep all else that is written of them."""
    for number, wrap in enumerate(leaf.wraps):
        inside = [i for i, c in enumerate(leaf.chars) if number in c.wraps]
        targets = {plan.links.get(i, "") for i in inside if i not in plan.going}
        if wrap.href and len(targets) == 1 and (target := targets.pop()):
            loom.retarget((leaf.index, number), target)


def _keys(leaf: Leaf, wraps: tuple[int, ...]) -> tuple[Key, ...]:
    return tuple((leaf.index, wrap) for wrap in wraps)


def _around(leaf: Leaf, place: int) -> tuple[Key, ...]:
    """The wraps that both sides of a place stand in."""
    if not 0 < place < len(leaf.chars):
        return ()
    one, other = leaf.chars[place - 1].wraps, leaf.chars[place].wraps
    count = 0
    while count < min(len(one), len(other)) and one[count] == other[count]:
        count += 1
    return _keys(leaf, one[:count])


def _emptied(leaf: Leaf, plan: LeafPlan) -> set[Key]:
    """The wraps of which no character stays."""
    kept = {w for i, c in enumerate(leaf.chars) if i not in plan.going for w in c.wraps}
    return {(leaf.index, w) for w in range(len(leaf.wraps)) if w not in kept}


def _glue(before: Sequence[Wish], behind: Sequence[Wish]) -> list[Wish]:
    """The blank between two joined paragraphs, where the reviewer left none."""
    left = next((w for w in reversed(before) if w.char != GAP), None)
    right = next((w for w in behind if w.char != GAP), None)
    if left is None or right is None or left.char == NEW or right.char == NEW:
        return []
    return [] if left.text.isspace() or right.text.isspace() else [Wish(" ", NEW, "", frames=())]


def _expected(leaf: Leaf, wishes: Sequence[Wish]) -> list[Expected]:
    parts: list[list[Wish]] = [[]]
    for wish in wishes:
        if wish.text == PARAGRAPH:
            parts.append([])
        elif wish.char != GAP:
            parts[-1].append(wish)
    shown = (settled([(w.text, w.format, w.href) for w in part]) for part in parts)
    return [Expected(leaf.unit.index, leaf.kind, leaf.path, s) for s in shown if s]
