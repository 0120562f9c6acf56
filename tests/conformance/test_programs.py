"""The programs of a conformance run can be started, and its figures take their place in a page."""

from importlib import import_module
from pathlib import Path

import pytest

from tests.conformance.figures import END, FILE, START, written

PROGRAMS = sorted(file.stem for file in Path(__file__).parent.glob("*.py") if not file.stem.startswith(("_", "test_")))
BUILD = {
    "name": "with missing-image: loss",
    "passed": {"pdf": 2},
    "paper": 9,
    "unmarked": 1,
    "pages": 3,
    "failed": {"a.md": {"pdf": ["missing-image"], "docx": ["missing-image"]}},
    "findings": {"missing-image": 1},
    "seconds": 1.4,
}
REPORT = {
    "date": "2026-11-22",
    "seconds": 61,
    "builds": [BUILD],
    "checks": [{"name": "places", "passed": True, "figures": "3 pages"}],
}


@pytest.mark.parametrize("program", PROGRAMS)
def test_every_program_loads(program: str) -> None:
    """None names what is no more; those whose packages are not there are left out."""
    try:
        import_module(f"tests.conformance.{program}")
    except ModuleNotFoundError as error:
        if not error.name or error.name.split(".")[0] in ("exporter", "tests"):
            raise
        pytest.skip(f"{error.name} is not installed")


def test_figures_take_the_place_of_older_ones() -> None:
    """Between the marks stands what the report says, and nothing else changes."""
    made = written(f"before\n{START}\nlast week\n{END}\nafter\n", REPORT)
    assert made.startswith("before\n")
    assert made.endswith("after\n")
    assert "last week" not in made
    assert "| missing-image: loss | 2 | 1 | 9 | `missing-image` 1 | 1 |" in made
    assert "Checks that hold: places (3 pages)." in made
    assert written(made, REPORT) == made


def test_the_architecture_has_their_place() -> None:
    """The marks stand in the page, once."""
    text = FILE.read_text("utf-8")
    assert (text.count(START), text.count(END)) == (1, 1)
