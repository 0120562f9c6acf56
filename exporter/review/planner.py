"""From the chosen changes to a draft of the page: each is planned, found done already, or refused with the reason."""

from collections.abc import Callable, Sequence
from typing import Final

from exporter.review import planblocks, planquestions, planwords
from exporter.review.accepted import Paragraph, present
from exporter.review.changes import Change
from exporter.review.planning import REASONS, Planning, Refusal, by_hand
from exporter.review.rebase import DONE
from exporter.review.script import OUTSIDE


def plan(planning: Planning, change: Change, wanted: Sequence[Sequence[Paragraph]]) -> None:
    """Takes one change into the draft; ``Refusal`` where that cannot be, or where ``wanted`` tells that it was done."""
    handler = _HANDLERS.get(change.kind)
    if handler is None:
        raise by_hand(_NOT_WRITTEN.get(change.kind, "this kind of change is not written"))
    if change.entry == OUTSIDE:
        raise by_hand("it stands outside of the page's own paragraphs")
    if present(planning, change, wanted):
        raise Refusal("no effect", REASONS[DONE])
    planning.check_new(change)
    handler(planning, change)


_NOT_WRITTEN: Final = {
    "style": "paragraphs keep their kind",
    "void": "what was put in was taken out again",
}
_HANDLERS: Final[dict[str, Callable[[Planning, Change], None]]] = {
    "insert": planwords.text,
    "delete": planwords.text,
    "replace": planwords.text,
    "format": planwords.look,
    "link": planwords.link,
    "split": planblocks.split,
    "merge": planblocks.merge,
    "deleted paragraph": planblocks.deleted,
    "new paragraph": planblocks.new,
    "moved paragraph": planblocks.moved,
    "deleted question": planquestions.deleted,
    "new question": planquestions.new,
    "moved question": planquestions.moved,
}
