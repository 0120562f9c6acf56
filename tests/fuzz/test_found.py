"""What a search found once is never found again; and a short search of each target, the same in every run."""

from pathlib import Path

import pytest
from hypothesis import given, settings

from tests.fuzz.__main__ import FOUND
from tests.fuzz.strategies import texts
from tests.fuzz.targets import TARGETS

CASES = sorted(FOUND.glob("*.txt"))


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_found_before(path: Path) -> None:
    """The text no longer breaks its target."""
    TARGETS[path.stem.rpartition("-")[0]](path.read_bytes().decode("utf-8", "surrogatepass"))


@pytest.mark.parametrize("name", TARGETS)
def test_short_search(name: str) -> None:
    """A few hundred texts of a target's own pieces break nothing."""

    @settings(max_examples=150)
    @given(texts(name))
    def one(text: str) -> None:
        TARGETS[name](text)

    one()
