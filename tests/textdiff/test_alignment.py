"""Alignment: both sequences whole and in order, with the best sum of scores."""

from itertools import combinations, pairwise

from hypothesis import given
from hypothesis import strategies as st

from exporter.textdiff.alignment import (
    aligned,
    best_pairs,
    equal_stretches,
    opcode_groups,
    opcodes,
    with_lone,
    without_islands,
)
from exporter.textdiff.similarity import similarity
from exporter.textdiff.tokens import is_word, tokens

TEXTS = st.lists(st.sampled_from(["", "a", "b", "c", "a b c", "a b d", "b c d"]), max_size=7)
SCORES = st.integers(0, 4).flatmap(
    lambda columns: st.lists(st.lists(st.sampled_from([0.0, 0.5, 1.0]), min_size=columns, max_size=columns), max_size=4)
)


def score_of(one: list[str], other: list[str]) -> "dict[tuple[int, int], float]":
    """The similarity of each pair of texts, by words."""
    return {(i, j): similarity(a.split(), b.split(), 0.5) for i, a in enumerate(one) for j, b in enumerate(other)}


@given(TEXTS, TEXTS)
def test_opcodes_cover_both_sequences(one: list[str], other: list[str]) -> None:
    """Put together, the stretches are the sequences; equal ones say the same."""
    found = opcodes(one, other)
    assert [x for _, a, b, _, _ in found for x in one[a:b]] == one
    assert [x for _, _, _, c, d in found for x in other[c:d]] == other
    assert all(one[a:b] == other[c:d] for tag, a, b, c, d in found if tag == "equal")
    stretches = [(b.a, b.a + b.size, b.b, b.b + b.size) for b in equal_stretches(one, other)]
    assert stretches == [codes[1:] for codes in found if codes[0] == "equal"]


@given(st.text("ab ,", max_size=12).map(tokens), st.text("ab ,", max_size=12).map(tokens))
def test_no_island_is_left_between_two_changes(one: list[str], other: list[str]) -> None:
    """Equal and changed stretches take turns and cover both texts; what is equal between two changes says something."""
    found = list(without_islands(one, other, lambda at: is_word(one[at])))
    assert [x for _, (a, b, _, _) in found for x in one[a:b]] == one
    assert [x for _, (_, _, c, d) in found for x in other[c:d]] == other
    assert all(before[0] != after[0] for before, after in pairwise(found))
    assert all(one[a:b] == other[c:d] for same, (a, b, c, d) in found if same)
    assert all(any(map(is_word, one[a:b])) for same, (a, b, _, _) in found[1:-1] if same)


def test_a_phrase_for_a_phrase_is_one_change() -> None:
    """The blank between two words that changed changes with them, and the sign at the end stays."""
    found = list(without_islands(tokens("an old one."), tokens("the new two."), lambda at: at % 2 == 0))
    assert found == [(False, (0, 5, 0, 5)), (True, (5, 6, 5, 6))]


def test_what_comes_often_is_no_change() -> None:
    """A line that stands a thousand times is compared as any other one is."""
    lines = ["same"] * 1000
    assert [tag for tag, *_ in opcodes(lines, [*lines, "new"])] == ["equal", "insert"]
    assert [group[0][1:3] for group in opcode_groups(lines, [*lines, "new"], 3)] == [(997, 1000)]


@given(TEXTS, TEXTS)
def test_aligned_covers_both_sequences_in_order(one: list[str], other: list[str]) -> None:
    """Every index comes once and in order on its side; a pair goes together, and old ones come first in a gap."""
    scores = score_of(one, other)
    pairs = aligned(one, other, lambda i, j: scores[i, j], largest=100)
    rows = list(with_lone(pairs, len(one), len(other)))
    assert [i for i, _ in rows if i is not None] == list(range(len(one)))
    assert [j for _, j in rows if j is not None] == list(range(len(other)))
    assert all(one[i] == other[j] or scores[i, j] for i, j in rows if i is not None and j is not None)
    assert not any(before[0] is None and after[1] is None for before, after in pairwise(rows))


@given(TEXTS, TEXTS, st.data())
def test_fixed_pairs_stay(one: list[str], other: list[str], data: st.DataObject) -> None:
    """Whatever else is found ascends with the fixed pairs, and no empty text is in it where empty ones do not count."""
    size = data.draw(st.integers(0, min(len(one), len(other), 2)))
    own, others = (sorted(data.draw(st.permutations(range(len(x))))[:size]) for x in (one, other))
    fixed = list(zip(own, others, strict=True))
    pairs = sorted(aligned(one, other, lambda *_: 0.0, largest=100, fixed=fixed, empty=False))
    assert set(fixed) <= set(pairs)
    assert all(a < c and b < d for (a, b), (c, d) in pairwise(pairs))
    assert all(one[i] and one[i] == other[j] for i, j in set(pairs) - set(fixed))


def test_a_gap_that_is_too_large_has_nothing_similar() -> None:
    """The texts of a large gap are not compared."""

    def compared(_i: int, _j: int) -> float:
        raise AssertionError

    assert aligned(["a", "b"], ["c", "d", "e"], compared, largest=5) == []


@given(SCORES)
def test_best_pairs_have_the_greatest_sum(scores: list[list[float]]) -> None:
    """No other choice of pairs in order has a greater sum, and no pair of the chosen has the score 0."""
    found = list(best_pairs(scores))
    assert all(scores[i][j] for i, j in found)
    assert all(a < c and b < d for (a, b), (c, d) in pairwise(found))
    rows, columns = len(scores), len(scores[0]) if scores else 0
    every = (
        sum(scores[i][j] for i, j in zip(own, others, strict=True))
        for size in range(min(rows, columns) + 1)
        for own in combinations(range(rows), size)
        for others in combinations(range(columns), size)
    )
    assert sum(scores[i][j] for i, j in found) == max(every)
