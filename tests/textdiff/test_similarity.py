"""Similarity: the upper bounds never change the result."""

from collections import Counter
from difflib import SequenceMatcher

from hypothesis import given
from hypothesis import strategies as st

from exporter.textdiff.similarity import similarity, word_overlap

WORDS = st.lists(st.sampled_from("abcd"), max_size=8)


@given(WORDS, WORDS, st.sampled_from([0.0, 0.5, 0.6, 1.0]))
def test_similarity_is_the_ratio_from_the_least_on(one: list[str], other: list[str], least: float) -> None:
    """It is the ratio of difflib, and 0 where that is below the least."""
    ratio = SequenceMatcher(None, one, other, autojunk=False).ratio()
    assert similarity(one, other, least) == (ratio if ratio >= least else 0)


@given(WORDS, WORDS)
def test_shared_words_count_as_often_as_they_are_there(wanted: list[str], there: list[str]) -> None:
    """Order does not matter; a word that is there once counts once."""
    count = sum(min(wanted.count(word), there.count(word)) for word in "abcd")
    assert word_overlap(Counter(wanted), there) == (count / len(wanted) if wanted else 0)
