"""The page's own links to headings and questions that get another anchor, since the anchor comes from the words."""

import re
from bisect import bisect
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final

from exporter.model.nodes import Heading, QuestionAnswer
from exporter.review.match.changes import ReviewChange
from exporter.review.match.current_page import CurrentPage, ReadPage
from exporter.review.match.text_blocks import TextBlock, text_blocks
from exporter.review.write.source_text import Edit, apply_edits
from exporter.review.write.status import Decision, Status, Statuses
from exporter.textdiff.alignment import opcodes

_END: Final = r"(?![^\s\"'`<>()\[\]{},])"
WRITTEN: Final = Decision(Status.AUTOMATIC)


@dataclass(frozen=True, slots=True)
class FollowedLinks:
    """The text of a page with its links led to the new anchors; the lines of links that lead nowhere, by anchor."""

    text: str
    lost: dict[str, list[int]] = field(default_factory=dict)

    def reasons(self, page: CurrentPage, changes: Iterable[ReviewChange], statuses: Statuses) -> Statuses:
        """Return the decisions on written changes of headings that links of the page led to."""
        found: Statuses = {}
        for change in changes:
            current = None if change.entry is None else page.paragraphs.get(change.entry)
            lines = self.lost.get(_anchor(current.block), []) if current else []
            if lines and statuses[change.id] == WRITTEN:
                where = f"{'line' if len(lines) == 1 else 'lines'} {', '.join(map(str, lines))}"
                reason = f"links to it in {where} of the page lead nowhere now: lead them elsewhere"
                found[change.id] = WRITTEN._replace(reason=reason)
        return found


def _anchor(block: TextBlock) -> str:
    """Return the anchor of a heading or question, ``""`` for other blocks."""
    node = block.ancestors[-1]
    return node.anchor if isinstance(node, Heading | QuestionAnswer) else ""


def lead_on(page: CurrentPage, text: str, read: ReadPage) -> FollowedLinks:
    """Lead the links of a page's new text to the anchors that its headings have now, proven by reading it."""
    if text == page.text or not any(element.href.startswith("#") for b in page.blocks for element in b.elements):
        return FollowedLinks(text)
    blocks = text_blocks(read(page.path, text)[0])
    gone = _gone(page.blocks, blocks)
    links = {
        (element.start, element.end, element.href[1:])
        for block in blocks
        for element in block.elements
        if element.href[:1] == "#" and element.href[1:] in gone
    }
    edits = {link: edit for link in sorted(links) if (edit := _edit(text, *link, gone[link[2]]))}
    written = apply_edits(text, sorted(set(edits.values())))
    new = {f"#{old}": f"#{anchor}" for old, anchor in gone.items() if anchor}
    if edits and _shown(text_blocks(read(page.path, written)[0]), new) != _shown(blocks, new):
        written, edits = text, {}
    ends = [found.start() for found in re.finditer("\n", text)]
    lost: dict[str, dict[int, None]] = {}
    for start, _, old in sorted(links - edits.keys()):
        lost.setdefault(old, {})[bisect(ends, start) + 1] = None
    return FollowedLinks(written, {old: list(lines) for old, lines in lost.items()})


def _gone(before: Sequence[TextBlock], after: Sequence[TextBlock]) -> dict[str, str]:
    """Return the anchors that a page has no longer, each with the one in its place, ``""`` if there is none."""
    old, new = ([anchor for block in blocks if (anchor := _anchor(block))] for blocks in (before, after))
    gone: dict[str, str] = {}
    for tag, i1, i2, j1, j2 in opcodes(old, new):
        paired = tag == "replace" and i2 - i1 == j2 - j1
        gone.update(zip(old[i1:i2], new[j1:j2], strict=True) if paired else dict.fromkeys(old[i1:i2], "").items())
    return {anchor: then for anchor, then in gone.items() if anchor not in new}


def _edit(text: str, start: int, end: int, old: str, new: str) -> Edit | None:
    """Return the edit of a link's target, None without a new one and if its source does not have it once as it is."""
    found = list(re.compile(rf"#({re.escape(old)}){_END}").finditer(text, start, end)) if new else []
    return (*found[0].span(1), new) if len(found) == 1 else None


def _shown(blocks: Sequence[TextBlock], new: dict[str, str]) -> list[object]:
    """Return all that blocks show, with the new targets of links."""
    return [(b.kind, b.path, [(c.char, c.format, new.get(c.href, c.href)) for c in b.chars]) for b in blocks]
