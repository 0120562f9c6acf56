"""Bookmarks' names and the numbers of annotations."""

from hypothesis import given
from hypothesis import strategies as st

from exporter.ooxml.anchors import MAX_NAME, AnchorNames, AnnotationIds, bookmark
from exporter.ooxml.names import qname


@given(st.lists(st.text(min_size=1), max_size=20, unique=True))
def test_names_are_words_and_never_shared(anchors: list[str]) -> None:
    """Whatever the anchors are, each gets one name that Word takes, and no two get the same, whatever the capitals."""
    names = AnchorNames()
    given_names = [names.name(anchor) for anchor in anchors]
    assert len({name.lower() for name in given_names}) == len(anchors)
    assert all(len(n) <= MAX_NAME and n.isascii() and n.replace("_", "a").isalnum() for n in given_names)
    assert [names.name(anchor) for anchor in anchors] == given_names


def test_long_and_like_anchors_differ() -> None:
    """Anchors that differ behind the fortieth character, by a sign or by a capital get different names."""
    names = AnchorNames()
    made = [names.name(a) for a in ("x" * 60, "x" * 61, "a-b", "a_b", "A-B")]
    assert len({name.lower() for name in made}) == 5


def test_numbers_are_used_once() -> None:
    """Each annotation has a number of its own, both ends of a bookmark have the same."""
    numbers = AnnotationIds()
    start, end = bookmark("a", numbers.next())
    assert start.get(qname("w:id")) == end.get(qname("w:id")) == "1"
    assert numbers.next() == 2
