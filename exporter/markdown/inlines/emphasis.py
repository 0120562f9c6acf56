"""Emphasis, strong emphasis (CommonMark, section 6.2) and GFM strikethrough: pairs of delimiter runs."""

from exporter.markdown.inlines.inline_items import DelimiterRun, InlineItem
from exporter.markdown.inlines.scan import Scan

_TAGS = {("*", 1): "em", ("*", 2): "strong", ("_", 1): "em", ("_", 2): "strong", ("~", 1): "del", ("~", 2): "del"}


def pair(scan: Scan, items: list[InlineItem]) -> list[InlineItem]:
    """Return the items with every pair of delimiter runs as an element.

    ``floors`` keeps, for each kind of closer, the index below which it has no opener, so that no closer looks there
    again (appendix "A parsing strategy", ``openers_bottom``).
    """
    if not any(isinstance(i, DelimiterRun) for i in items):
        return items
    out: list[InlineItem] = []
    openers: list[int] = []
    floors: dict[tuple[str, bool, int], int] = {}
    for item in items:
        if not isinstance(item, DelimiterRun):
            out.append(item)
            continue
        while item.closes and item.start < item.end:
            kind = (item.character, item.opens, item.size if item.character == "~" else item.size % 3)
            floor = floors.get(kind, 0)
            found = _opener(out, openers, item, floor)
            if found is None:
                floors[kind] = len(out)
                break
            if not _join(scan, out, openers, found, item):
                break
            for known, at in floors.items():
                floors[known] = min(at, len(out))
        out.append(item)
        if item.opens and item.start < item.end:
            openers.append(len(out) - 1)
    return out


def _opener(out: list[InlineItem], openers: list[int], closer: DelimiterRun, floor: int) -> int | None:
    """Return the index of the closer's opener in ``openers``."""
    for i in range(len(openers) - 1, -1, -1):
        if openers[i] < floor:
            return None
        run = out[openers[i]]
        if isinstance(run, DelimiterRun) and _fits(run, closer):
            return i
    return None


def _fits(opener: DelimiterRun, closer: DelimiterRun) -> bool:
    if opener.character != closer.character:
        return False
    if closer.character == "~":
        return opener.size == closer.size
    both = opener.closes or closer.opens
    return not (both and (opener.size + closer.size) % 3 == 0 and (opener.size % 3 or closer.size % 3))


def _join(scan: Scan, out: list[InlineItem], openers: list[int], found: int, closer: DelimiterRun) -> bool:
    """Make an element of the items between the two runs; return false if it would nest too deep."""
    at = openers[found]
    opener = out[at]
    assert isinstance(opener, DelimiterRun)
    children = out[at + 1 :]
    if scan.too_deep(children, opener.start, closer.end):
        del openers[: found + 1]  # an outer element would be deeper still
        return False
    size = closer.size if closer.character == "~" else 2 if min(_left(opener), _left(closer)) > 1 else 1
    del out[at + 1 :], openers[found + 1 :]
    opener.end -= size
    closer.start += size
    end = closer.start
    behind = closer.attributes if closer.start == closer.end else None
    attributes, opener.attributes = behind or opener.attributes, None  # behind an opener they stand inside the element
    props = attributes.props() if attributes else None
    node = scan.node(_TAGS[closer.character, size], opener.end, behind.end if behind else end, children, props)
    if attributes:
        node.places = attributes.places(scan.source)
    if opener.start == opener.end:
        out.pop()
        openers.pop()
    out.append(node)
    return True


def _left(run: DelimiterRun) -> int:
    return run.end - run.start
