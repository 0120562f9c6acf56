"""Moves: the longest order that stays, and elements deleted in one place and inserted in another."""

from itertools import combinations, pairwise

from hypothesis import given
from hypothesis import strategies as st

from exporter.textdiff.move_detection import longest_ascending, longest_increasing, most_alike, same_elsewhere

NUMBERS = st.lists(st.integers(0, 6), max_size=8)
PAIRS = st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5)), max_size=8)
KEYS = st.lists(st.sampled_from("abc"), max_size=8)


def ascends(pairs: "list[tuple[int, int]] | tuple[tuple[int, int], ...]") -> bool:
    """Whether both numbers grow from each pair to the next."""
    return all(a < c and b < d for (a, b), (c, d) in pairwise(pairs))


@given(NUMBERS)
def test_longest_increasing_is_as_long_as_any(numbers: list[int]) -> None:
    """The indexes ascend, so do their numbers, and no choice of more indexes does."""
    kept = longest_increasing(numbers)
    assert ascends([(at, numbers[at]) for at in kept])
    longer = combinations(enumerate(numbers), len(kept) + 1)
    assert not any(ascends(choice) for choice in longer)


@given(PAIRS)
def test_longest_ascending_is_as_long_as_any(pairs: list[tuple[int, int]]) -> None:
    """The same for pairs, on both of their sides."""
    kept = longest_ascending(pairs)
    assert ascends(kept)
    assert set(kept) <= set(pairs)
    assert not any(ascends(choice) for choice in combinations(sorted(set(pairs)), len(kept) + 1))


def test_of_a_paragraph_and_its_copy_the_first_is_kept() -> None:
    """A later copy counts as moved, and so does the second of two that changed places."""
    assert longest_ascending([(0, 0), (1, 0), (2, 1)]) == [(0, 0), (2, 1)]
    assert longest_ascending([(0, 1), (1, 0)]) == [(0, 1)]


def test_far_moves_do_not_break_the_order() -> None:
    """A block of a hundred that went to the end leaves the others in their order."""
    order = [*range(100, 300), *range(100)]
    assert longest_ascending(enumerate(order)) == list(enumerate(order))[:200]


@given(KEYS, KEYS)
def test_same_elsewhere_pairs_as_many_as_there_are(gone: list[str], come: list[str]) -> None:
    """Each element is in at most one pair, of equal keys; no key is left over on both sides."""
    found = list(same_elsewhere(gone, come))
    assert len({i for i, _ in found}) == len({j for _, j in found}) == len(found)
    assert all(gone[i] == come[j] for i, j in found)
    assert len(found) == sum(min(gone.count(key), come.count(key)) for key in "abc")
    assert all(ascends([p for p in found if gone[p[0]] == key]) for key in "abc")


@given(st.lists(st.integers(0, 9), max_size=6), st.lists(st.integers(0, 9), max_size=6))
def test_most_alike_takes_the_best_that_is_free(gone: list[int], come: list[int]) -> None:
    """Each inserted element takes the first of the most similar free ones, if any is similar."""

    def alike(old: int, new: int) -> float:
        return max(0, 3 - abs(old - new))

    free = list(range(len(gone)))
    found = {j: i for i, j in most_alike(gone, come, alike)}
    for at, new in enumerate(come):
        best = max((alike(gone[i], new) for i in free), default=0)
        assert (at in found) == (best > 0)
        if at in found:
            assert found[at] == next(i for i in free if alike(gone[i], new) == best)
            free.remove(found[at])
