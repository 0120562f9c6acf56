"""The check of docstrings: which beginnings it refuses."""

import pytest

from tests.lint.docstrings import refused


@pytest.mark.parametrize(
    "first",
    ["What is kept.", "Who wrote it.", "Why it failed.", "One that fits.", "Those of a page.", "That it is old."],
)
def test_a_roundabout_beginning_is_refused(first: str) -> None:
    """The line of the docstring is named, in a module, a class and a function."""
    assert list(refused(f'"""{first}"""\n')) == [(1, first)]
    assert list(refused(f'class A:\n    """{first}"""\n')) == [(2, first)]
    assert list(refused(f'def a():\n    """{first}"""\n')) == [(2, first)]


def test_the_thing_itself_is_a_good_beginning() -> None:
    """Words that only begin like the refused ones are fine, and so is no docstring."""
    assert list(refused('"""Whatever starts."""\n\n\ndef a():\n    """Return the rows. What else."""\n')) == []
    assert list(refused("def a():\n    return 1\n")) == []
