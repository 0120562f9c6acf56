"""Links to headings and questions that get another anchor, since the anchor comes from the words."""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final
from urllib.parse import quote, unquote

from exporter.model.document import Page
from exporter.model.nodes import Block, Heading, Inline, Link, QuestionAnswer, Reference
from exporter.model.position import Pos
from exporter.model.walk import rebuild
from exporter.review.match.changes import ReviewChange
from exporter.review.match.current_page import CurrentPage, ReadPage
from exporter.review.match.text_blocks import TextBlock, text_blocks
from exporter.review.write.site_links import SiteLinks
from exporter.review.write.source_text import Edit, apply_edits
from exporter.review.write.status import Decision, Status, Statuses
from exporter.textdiff.alignment import opcodes

_BEFORE: Final = r"""(?<=["'(<=\s])"""
_END: Final = r"""(?![^\s"'`<>()\[\]{},])"""
_DEFINITION: Final = r"(?m)^[ \t>]*\[[^\]\n]+\]:[ \t]*<?"
WRITTEN: Final = Decision(Status.AUTOMATIC)
_Key = tuple[Pos | None, str]
"""A link by its place and its target as written."""
_MOST: Final = 10
"""Most places of links that a reason names."""


@dataclass(frozen=True, slots=True)
class FollowedLinks:
    """The text of a page with its links led to the new anchors; the places of links that are not, by anchor.

    ``taken`` are the anchors that another heading or question has now.
    """

    text: str
    lost: Mapping[str, Sequence[str]] = field(default_factory=dict)
    taken: Collection[str] = ()

    def reasons(self, page: CurrentPage, changes: Iterable[ReviewChange], statuses: Statuses) -> Statuses:
        """Return the decisions on written changes of headings that links led to; on the first one if it is unclear."""
        written = [change for change in changes if statuses[change.id] == WRITTEN]
        found: dict[str, list[str]] = {}
        for anchor, places in self.lost.items():
            own = [change for change in written if anchor in _anchors_at(page, change)]
            for change in own or written[:1]:
                found.setdefault(change.id, []).append(_reason(anchor, places, taken=anchor in self.taken))
        return {name: WRITTEN._replace(reason="; ".join(reasons)) for name, reasons in found.items()}


def _reason(anchor: str, places: Sequence[str], *, taken: bool) -> str:
    named = ", ".join(places[:_MOST])
    more = f" and {len(places) - _MOST} more" if len(places) > _MOST else ""
    if taken:
        return f"links to '#{anchor}' at {named}{more} lead to another heading now: lead them on"
    return f"links to it at {named}{more} lead nowhere now: lead them elsewhere"


def _anchors_at(page: CurrentPage, change: ReviewChange) -> list[str]:
    current = None if change.entry is None else page.paragraphs.get(change.entry)
    return [_anchor(current.block)] if current else []


def _anchor(block: TextBlock) -> str:
    """Return the anchor of a heading or question, ``""`` for other blocks."""
    node = block.ancestors[-1]
    return node.anchor if isinstance(node, Heading | QuestionAnswer) else ""


def lead_on(
    page: CurrentPage, text: str, read: ReadPage, links: SiteLinks, origins: Sequence[int] = ()
) -> FollowedLinks:
    """Lead the links of a page's new text to the anchors that its headings have now, proven by reading it.

    ``origins`` are the indexes of the blocks that the new ones were, -1 for none.
    """
    if text == page.text:
        return FollowedLinks(text)
    after = read(page.path, text)[0]
    blocks = text_blocks(after)
    gone = _gone(page.blocks, blocks, origins)
    own = [(link, old) for link, old in links.within(after, gone) if link.pos]
    found = {_key(link): edits for link, old in own if gone[old] and (edits := _edits(text, link, gone[old]))}
    for most in (len(text), 1):  # a link's target may be among its words too
        chosen = {key: edits for key, edits in found.items() if len(edits) <= most}
        written = apply_edits(text, list({edit for edits in chosen.values() for edit in edits}))
        led = {key: edits[0][2] for key, edits in chosen.items()}
        if not led or _shown(after, led) == _shown(read(page.path, written)[0], {}):
            break
    else:
        written, led = text, {}
    left = [(link.pos, old) for link, old in own if _key(link) not in led]
    lost: dict[str, dict[str, None]] = {}
    for pos, old in (*left, *links.from_others(after, gone)):
        lost.setdefault(old, {})[str(pos)] = None
    taken = {_anchor(block) for block in blocks}
    return FollowedLinks(written, {old: list(places) for old, places in lost.items()}, taken)


def _gone(before: Sequence[TextBlock], after: Sequence[TextBlock], origins: Sequence[int]) -> dict[str, str]:
    """Return the anchors that lead elsewhere or nowhere, each with the one in its place, ``""`` if there is none."""
    old, new = ([anchor for block in blocks if (anchor := _anchor(block))] for blocks in (before, after))
    gone: dict[str, str] = {}
    for tag, i1, i2, j1, j2 in opcodes(old, new):
        paired = tag == "replace" and i2 - i1 == j2 - j1
        gone.update(zip(old[i1:i2], new[j1:j2], strict=True) if paired else dict.fromkeys(old[i1:i2], "").items())
    left = {anchor: then for anchor, then in gone.items() if anchor not in new}
    pairs = (
        (_anchor(before[origin]), _anchor(block)) for origin, block in zip(origins, after, strict=False) if origin >= 0
    )
    return left | {was: now for was, now in pairs if was and now and was != now}


def _target(link: Link | Reference) -> str:
    return link.written or link.target


def _key(link: Link | Reference) -> _Key:
    return link.pos, _target(link)


def _edits(text: str, link: Link | Reference, anchor: str) -> list[Edit]:
    """Return the edits of a link's target wherever the link has it, else in its definition; encoded as it is there."""
    forms = "|".join(re.escape(form) for form in {_target(link), unquote(_target(link))})
    target = f"({forms}){_END}"
    start, end = (link.pos.start.offset, link.pos.end.offset) if link.pos else (0, 0)
    found = list(re.compile(_BEFORE + target).finditer(text, start, end))
    return [(*one.span(1), _led(one[1], anchor)) for one in found or re.finditer(_DEFINITION + target, text)]


def _led(target: str, anchor: str) -> str:
    path, _, old = target.partition("#")
    return f"{path}#{quote(anchor) if '%' in old else anchor}"


def _shown(page: Page, led: Mapping[_Key, str]) -> list[tuple[Block, ...]]:
    """Return all that a page shows, with the new targets of links by their places and targets."""

    def inline(node: Inline) -> tuple[Inline, ...]:
        if not isinstance(node, Link | Reference):
            return (node,)
        return (replace(node, target=unquote(led.get(_key(node), _target(node)))),)

    return [rebuild(blocks, inline=inline) for blocks in (page.body, *(note.children for note in page.footnotes))]
