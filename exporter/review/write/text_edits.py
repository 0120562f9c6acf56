"""Edits of words in paragraphs, and the paragraphs that the page must show after them."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from exporter.model.nodes import List, ListItem
from exporter.ooxml.shown_words import OBJECT
from exporter.review.match.text_blocks import NOTE_MARK, TextBlock
from exporter.review.match.unplaced_words import signs_of_lines
from exporter.review.word.document import PARAGRAPH, WordCharacter
from exporter.review.write.alt_texts import with_alt
from exporter.review.write.expected import ExpectedParagraph, normalised, shown_characters
from exporter.review.write.inline_writer import (
    MARKDOWN_TRAITS,
    CharacterOrigin,
    Enclosure,
    InlineWriter,
    OutputCharacter,
    enclosures_with_link,
    enclosures_with_traits,
    new_enclosures,
)
from exporter.review.write.list_numbers import ListNumbers
from exporter.review.write.markdown_syntax import Escaping
from exporter.review.write.page_plan import BlockPlan, InsertedCharacter, PagePlan
from exporter.review.write.paragraph_source import ElementKey, ParagraphSource, SourcePiece, Unplaced, paragraph_source
from exporter.review.write.source_text import (
    NO_BLOCK,
    Edit,
    SourceLines,
    Unwritable,
    below,
    continued,
    gap_line,
    marker,
)
from exporter.review.write.yaml_scalars import ScalarContexts

PLAIN_TEXT_KINDS: Final = frozenset(("question", "label", "title", "code"))
_ESCAPINGS: Final[dict[bool, tuple[Escaping, ...]]] = {
    True: (Escaping.NONE, Escaping.BACKSLASH, Escaping.ENTITIES),
    False: (Escaping.BACKSLASH, Escaping.ENTITIES, Escaping.NONE),
}
_HTML_ESCAPINGS: Final = (Escaping.NONE, Escaping.ENTITIES, Escaping.BACKSLASH)
_HTML: Final = re.compile(r"(?i)<(?:t[dh]|p|li|d[dt]|div|h[1-6]|caption|figcaption|summary|center|section)\b")
_QUOTES: Final = ('"', "'")
LEVELS: Final = 3


@dataclass(slots=True)
class SourceWriter:
    """Writer of the paragraphs of a page; ``level`` returns the number of earlier attempts at a unit."""

    source: str
    contexts: ScalarContexts
    page_plan: PagePlan
    level: Callable[[int], int]
    lines: SourceLines = field(init=False)
    numbers: ListNumbers = field(init=False)

    def __post_init__(self) -> None:
        self.lines, self.numbers = SourceLines(self.source), ListNumbers(self.source)

    @property
    def bullet(self) -> str:
        """The marker of bulleted items in the page."""
        items = (block.item() for block in self.page_plan.blocks)
        signs = (marker(self.source, item.pos.start.offset) for item in items if item and item.pos)
        return next((sign for sign in signs if sign and sign[0] in "-*+" and "[" not in sign), "- ")

    def write_blocks(self, blocks: Sequence[TextBlock]) -> tuple[Edit, list[ExpectedParagraph]]:
        """Write a paragraph, or several that are joined."""
        first = blocks[0]
        try:
            cut = [paragraph_source(block, self.source) for block in blocks]
        except Unplaced as error:
            raise Unwritable(first.unit.index, str(error)) from None
        inline = self.inline(first, cut[0].start)
        for block, pieces in zip(blocks, cut, strict=True):
            inline.add(block, pieces)
            _retarget_links(block, self.page_plan.plans.get(block.index) or BlockPlan(), inline)
        outputs: list[OutputCharacter] = []
        for block, pieces in zip(blocks, cut, strict=True):
            own = list(self._outputs(block, pieces, inline))
            outputs.extend(_joining_blank(outputs, own))
            outputs.extend(own)
        self._check(first, outputs, inline)
        edit = (cut[0].start, cut[-1].end, inline.source(outputs))
        return edit, _expected(first, outputs)

    def inline(self, block: TextBlock, start: int) -> InlineWriter:
        """Return the writer of a paragraph at a place of the source."""
        start = max(start, block.start)  # a first character may have no place
        context = self.contexts.at(start)
        lead = self.lines.lead(start) if context.blocks else ""
        ending = self.lines.ending if context.blocks else "\n"
        html = any(_HTML.match(self.source, n.pos.start.offset) for n in block.ancestors[-3:] if n.pos)
        escapings = _HTML_ESCAPINGS if html else _ESCAPINGS[block.kind in PLAIN_TEXT_KINDS]
        escaping = escapings[min(self.level(block.unit.index), LEVELS - 1)]
        inline = InlineWriter(context, escaping, cell=block.kind == "cell", html=html)
        if self.source[start - 1 : start] in _QUOTES and context.style not in _QUOTES:
            inline.quote = self.source[start - 1]
        line = ("" if block.kind == "code" else "  ") + ending + continued(lead)
        inline.break_source = "<br>" if block.kind == "cell" else line
        inline.further_source = gap_line(below("", lead), ending)
        inline.paragraph_source = self._between(block, lead, ending)
        return inline

    def _between(self, block: TextBlock, lead: str, ending: str) -> str:
        """Return the source between two paragraphs, or two items of a list; ``""`` for items without a marker."""
        item = block.item()
        if item is None or item.pos is None:
            return gap_line(lead, ending)
        sign = marker(self.source, item.pos.start.offset)
        if sign is None:
            return ""
        before = self.lines.lead(item.pos.start.offset)
        sign = self.numbers.following(_list_of(block), sign)
        return (ending if tight(block) else ending * 2) + continued(before) + sign

    def _outputs(self, block: TextBlock, pieces: ParagraphSource, inline: InlineWriter) -> Iterator[OutputCharacter]:
        plan = self.page_plan.plans.get(block.index) or BlockPlan()
        emptied = _emptied(block, plan)
        spelled = set(_spelled(block, plan))
        for piece in pieces.pieces:
            if piece.char is None:
                if not piece.elements or piece.elements[-1] not in emptied:
                    yield OutputCharacter("", CharacterOrigin.GAP, piece.source, enclosures=piece.elements)
                continue
            for inserted in plan.inserted.get(piece.char, ()):
                yield self._new(block, inserted, piece.char, inline)
            if piece.char not in plan.deleted:
                source = None if piece.char in spelled else _with_alt(block, plan, piece, inline)
                yield _kept(block, plan, piece.char, source, piece.elements, inline)
        for inserted in plan.inserted.get(len(block.chars), ()):
            yield self._new(block, inserted, len(block.chars), inline)

    def _new(self, block: TextBlock, inserted: InsertedCharacter, place: int, inline: InlineWriter) -> OutputCharacter:
        character = inserted.character
        if character.char == PARAGRAPH and inserted.further:
            if not inline.context.blocks:
                raise Unwritable(block.unit.index, NO_BLOCK, scalar=inline.context.start)
            return OutputCharacter("\n", source=inline.further_source, enclosures=())
        if character.char == PARAGRAPH:
            return OutputCharacter(PARAGRAPH, enclosures=())
        if note := self.page_plan.notes.get(character.note) if character.char == OBJECT else None:
            around = new_enclosures(frozenset(), "", _around(block, place), inline)
            return OutputCharacter(OBJECT, source=f"[^{note.label}]", href=NOTE_MARK + note.label, enclosures=around)
        if block.kind in PLAIN_TEXT_KINDS:
            own = block.chars[0]
            return OutputCharacter(
                character.char, format=own.format, href=own.href, enclosures=_keys(block, own.elements)
            )
        plan = self.page_plan.plans[block.index]
        if inserted.replacing:
            first = inserted.beside[0]
            character = _like_replaced(character, first, self.page_plan.characters.get((block.index, first)), plan)
        for beside in inserted.beside:
            old = self.page_plan.characters.get((block.index, beside))
            if old is None or beside in plan.formats or block.chars[beside].char == OBJECT:
                continue
            if beside in plan.links and beside in plan.deleted:
                continue
            if old.format == character.format and (
                old.href == character.href or (inserted.inside_link and not character.href)
            ):
                char = block.chars[beside]
                return OutputCharacter(
                    character.char, CharacterOrigin.NEW, None, char.format, char.href, _keys(block, char.elements)
                )
        return self.new_character(character, _around(block, place), inline)

    def new_character(
        self, character: WordCharacter, around: tuple[ElementKey, ...], inline: InlineWriter
    ) -> OutputCharacter:
        """Return a new character with marks of its own."""
        href = self.page_plan.link_target(character.href)
        traits = character.format & MARKDOWN_TRAITS
        if "c" in traits:
            traits = frozenset("c")
        enclosures: tuple[Enclosure, ...] = new_enclosures(traits, href, around, inline)
        linked = [inline.elements[f].href for f in enclosures if isinstance(f, tuple) and inline.elements[f].href]
        return OutputCharacter(
            character.char, CharacterOrigin.NEW, None, traits, href or "".join(linked[-1:]), enclosures
        )

    def _check(self, block: TextBlock, outputs: Sequence[OutputCharacter], inline: InlineWriter) -> None:
        context = inline.context
        breaks = any(w.text in (PARAGRAPH, "\n") and w.source is None for w in outputs)
        if breaks and not (context.blocks or context.style == '"'):
            raise Unwritable(block.unit.index, NO_BLOCK, scalar=context.start)
        if breaks and block.kind in ("question", "heading", "label", "title", "caption"):
            raise Unwritable(block.unit.index, f"a {block.kind} has one line")
        if not inline.paragraph_source and any(w.text == PARAGRAPH for w in outputs):
            raise Unwritable(block.unit.index, "its list item has no marker")
        if block.kind != "cell" and not any(w.origin is not CharacterOrigin.GAP and w.text.strip() for w in outputs):
            raise Unwritable(block.unit.index, "nothing would be left of it")


def tight(block: TextBlock) -> bool:
    """Whether the list around a block is tight."""
    around = _list_of(block)
    return around is None or around.tight


def _list_of(block: TextBlock) -> List | None:
    return next((n for n in reversed(block.ancestors) if isinstance(n, List)), None)


def item_of(block: TextBlock) -> ListItem | None:
    """Return the list item around a block."""
    return next((n for n in reversed(block.ancestors) if isinstance(n, ListItem)), None)


def unchanged(block: TextBlock) -> ExpectedParagraph:
    """Return the expected form of a block that stays as it is."""
    return ExpectedParagraph(block.unit.index, block.kind, block.path, shown_characters(block), block.index)


def is_empty(block: TextBlock, plan: BlockPlan) -> bool:
    """Whether a plan leaves no words of a block."""
    kept = (c.char for i, c in enumerate(block.chars) if i not in plan.deleted)
    new = (c.character.char for inserted in plan.inserted.values() for c in inserted)
    return not any(char.strip() for char in (*kept, *new) if char != PARAGRAPH)


def _spelled(block: TextBlock, plan: BlockPlan) -> Iterator[int]:
    """Yield the characters that share a source (a value of the page's data), where one of them changes."""
    first = 0
    signs = signs_of_lines(block)
    for last, char in enumerate(block.chars):
        if char.start == char.end:
            continue
        own = [i for i in range(first, last + 1) if block.chars[i].start == char.start and i not in signs]
        yield from (i for i in range(first, last) if i not in own and i not in signs)
        changes = {(i in plan.deleted, plan.formats.get(i), plan.links.get(i)) for i in own}
        if len(changes) > 1 or any(i in plan.inserted for i in own[1:]):
            yield from own
        first = last + 1
    yield from range(first, len(block.chars))


def _kept(
    block: TextBlock,
    plan: BlockPlan,
    number: int,
    source: str | None,
    elements: tuple[ElementKey, ...],
    inline: InlineWriter,
) -> OutputCharacter:
    char = block.chars[number]
    added, lost = plan.formats.get(number, (frozenset(), frozenset()))
    href = plan.links.get(number, char.href)
    if not added and not lost and href == char.href:
        return OutputCharacter(char.char, CharacterOrigin.KEPT, source, char.format, href, elements)
    traits = (char.format | added) - lost
    enclosures: tuple[Enclosure, ...] = enclosures_with_traits(elements, traits, inline) if added or lost else elements
    return OutputCharacter(
        char.char, CharacterOrigin.KEPT, source, traits, href, enclosures_with_link(enclosures, href, inline)
    )


def _like_replaced(character: WordCharacter, place: int, old: WordCharacter | None, plan: BlockPlan) -> WordCharacter:
    """Return a new character with the link and format of the one that it replaces, as far as no change takes them."""
    if old is None:
        return character
    lost = plan.formats.get(place, (frozenset(), frozenset()))[1]
    href = character.href if place in plan.links else old.href
    return replace(character, href=href, format=character.format | (old.format - lost))


def _with_alt(block: TextBlock, plan: BlockPlan, piece: SourcePiece, inline: InlineWriter) -> str:
    """Return the source of a character; of a picture, with its new alternative text."""
    if piece.char not in plan.alts:
        return piece.source
    image, alt = plan.alts[piece.char]
    source = with_alt(piece.source, image.alt, alt, inline.context.encode)
    if source is None:
        raise Unwritable(block.unit.index, "the place of its alternative text in the page is unknown")
    return source


def _retarget_links(block: TextBlock, plan: BlockPlan, inline: InlineWriter) -> None:
    """Give links that change as a whole another target, and keep the rest of their source."""
    for number, element in enumerate(block.elements):
        inside = [i for i, c in enumerate(block.chars) if number in c.elements]
        targets = {plan.links.get(i, "") for i in inside if i not in plan.deleted}
        if element.href and len(targets) == 1 and (target := targets.pop()):
            inline.retarget((block.index, number), target)


def _keys(block: TextBlock, elements: tuple[int, ...]) -> tuple[ElementKey, ...]:
    return tuple((block.index, element) for element in elements)


def _around(block: TextBlock, place: int) -> tuple[ElementKey, ...]:
    """Return the elements that both sides of a place share."""
    if not 0 < place < len(block.chars):
        return ()
    one, other = block.chars[place - 1].elements, block.chars[place].elements
    count = 0
    while count < min(len(one), len(other)) and one[count] == other[count]:
        count += 1
    return _keys(block, one[:count])


def _emptied(block: TextBlock, plan: BlockPlan) -> set[ElementKey]:
    """Return the elements of which no character stays."""
    kept = {w for i, c in enumerate(block.chars) if i not in plan.deleted for w in c.elements}
    return {(block.index, w) for w in range(len(block.elements)) if w not in kept}


def _joining_blank(before: Sequence[OutputCharacter], behind: Sequence[OutputCharacter]) -> list[OutputCharacter]:
    """Return the blank between two joined paragraphs, if the reviewer left none."""
    left = next((w for w in reversed(before) if w.origin is not CharacterOrigin.GAP), None)
    right = next((w for w in behind if w.origin is not CharacterOrigin.GAP), None)
    if left is None or right is None or left.origin is CharacterOrigin.NEW or right.origin is CharacterOrigin.NEW:
        return []
    return [] if left.text.isspace() or right.text.isspace() else [OutputCharacter(" ", enclosures=())]


def _expected(block: TextBlock, outputs: Sequence[OutputCharacter]) -> list[ExpectedParagraph]:
    parts: list[list[OutputCharacter]] = [[]]
    for output in outputs:
        if output.text == PARAGRAPH:
            parts.append([])
        elif output.origin is not CharacterOrigin.GAP:
            parts[-1].append(output)
    shown = (normalised([(w.text, w.format, w.href) for w in part]) for part in parts)
    return [ExpectedParagraph(block.unit.index, block.kind, block.path, s, block.index) for s in shown if s]
