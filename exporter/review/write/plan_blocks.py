"""Plans for whole paragraphs: split, joined, taken out, put in, moved."""

from exporter.review.match.alignment import OUTSIDE
from exporter.review.match.changes import Change, style_kind
from exporter.review.match.current_page import CONFLICT, DONE
from exporter.review.match.paragraphs import SIMILAR
from exporter.review.match.text_blocks import Leaf
from exporter.review.word.document import PARAGRAPH
from exporter.review.write.page_plan import NewBlock
from exporter.review.write.plan_text import words
from exporter.review.write.planner import FLOWING, REASONS, Planning, Refusal, by_hand
from exporter.textdiff.similarity import similarity


def split(planning: Planning, change: Change) -> None:
    """A paragraph that becomes two."""
    target = planning.target(change.entry)
    start, end = planning.span(change, change.entry)
    planning.require(target.fate(start, end, "".join(a.char for a in planning.coming(change))))
    if target.leaf.kind not in FLOWING:
        raise by_hand(f"a {target.leaf.kind} cannot be split")
    marks = (s for i in change.slots if (s := planning.slots[i]).atom.char == PARAGRAPH)
    if any(style_kind(mark, planning.script) not in FLOWING for mark in marks):
        raise by_hand("the new paragraph is neither a paragraph nor a list item")
    words(planning, change, target)


def merge(planning: Planning, change: Change) -> None:
    """Two paragraphs that become one."""
    slots = planning.slots
    entries = sorted({slots[i].entry for i in change.slots})
    last = max(i for i in change.slots if slots[i].atom.char == PARAGRAPH)
    follower = next((s.entry for s in slots[last + 1 :] if s.atom.original and s.entry != OUTSIDE), None)
    if follower is None or len(entries) > 2 or (len(entries) == 2 and entries[1] != follower):
        raise by_hand("more than two paragraphs were joined")
    first, second = planning.target(entries[0]), planning.target(follower)
    _joinable(first.leaf, second.leaf)
    for entry in entries:
        target = planning.target(entry)
        start, end = planning.span(change, entry)
        planning.require(target.fate(min(start, len(target.base)), min(end, len(target.base)), ""))
        words(planning, change, target)
    planning.draft.plan(first.leaf).joined = True
    planning.draft.plan(second.leaf)


def _joinable(first: Leaf, second: Leaf) -> None:
    if first.unit is not second.unit or first.kind == "question":
        raise by_hand("the paragraphs belong to different questions, or one is the question")
    level = -3 if first.kind == "item" else -1
    same = first.ancestors[:level] == second.ancestors[:level]
    around = all(a is b for a, b in zip(first.ancestors[:level], second.ancestors[:level], strict=False))
    if second.index != first.index + 1 or first.kind != second.kind or first.kind not in FLOWING:
        raise by_hand("only two paragraphs, or two items of one list, can be joined")
    if not (same and around):
        raise by_hand("the paragraphs stand in different parts of the page")


def deleted(planning: Planning, change: Change) -> None:
    """A paragraph that goes."""
    target = planning.targets.get(change.entry)
    if target is None:
        raise Refusal("no effect", REASONS[DONE])
    if not target.same:
        raise Refusal("conflict", REASONS[CONFLICT])
    if target.generated or target.leaf.kind not in (*FLOWING, "quote", "code", "heading"):
        raise by_hand(f"a {target.leaf.kind} is not taken out")
    if not _in_place(planning, change.entry):
        raise Refusal("conflict", "the page has these words elsewhere by now")
    planning.draft.plan(target.leaf).gone = True


def _in_place(planning: Planning, entry: int) -> bool:
    """Whether a paragraph stands between those that it stood between when it was exported."""
    targets = planning.targets
    lower = max((e for e in targets if e < entry), default=None)
    upper = min((e for e in targets if e > entry), default=None)
    at = targets[entry].leaf.index
    behind = lower is None or targets[lower].leaf.index < at
    return behind and (upper is None or at < targets[upper].leaf.index)


def new(planning: Planning, change: Change) -> None:
    """A paragraph that comes."""
    atoms = planning.coming(change)
    kind = style_kind(planning.slots[change.slots[-1]], planning.script)
    if kind not in FLOWING:
        raise by_hand(f"a new {kind} is not written")
    if any(a.region != "body" for a in atoms):
        raise by_hand("it stands in a table, a note or a text box")
    after, before = planning.around(change)
    if after is None and before is None:
        raise Refusal("conflict", "the page does not have the paragraphs around it any more")
    if change.kind == "new paragraph":
        _check_like(planning, after, before, "".join(a.char for a in atoms[:-1]))
    planning.draft.blocks.append(NewBlock(kind, atoms[:-1], after, before, change.id))


def _check_like(planning: Planning, after: Leaf | None, before: Leaf | None, words: str) -> None:
    """Raise ``Refusal`` where the page has a paragraph that was not exported and says nearly the same."""
    start = after.index + 1 if after is not None else 0
    exported = {target.leaf.index for target in planning.targets.values()}
    between = planning.draft.leaves[start : before.index if before is not None else None]
    if any(leaf.index not in exported and similarity(leaf.text, words, SIMILAR) for leaf in between):
        raise Refusal("conflict", "the page has words like these here by now")


def moved(planning: Planning, change: Change) -> None:
    """A paragraph that goes elsewhere as it is."""
    origin = planning.slots[change.origin[0]]
    deleted(planning, Change("deleted paragraph", change.mark, change.origin, origin.entry, origin.at))
    new(planning, change)
    target = planning.targets.get(origin.entry)
    planning.draft.blocks[-1].moved = target.leaf if target else None
