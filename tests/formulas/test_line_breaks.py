"""Formulas that are wider than a line of paper."""

from xml.etree import ElementTree

import pytest

from exporter import formulas
from exporter.backends.docx.equations import equation
from exporter.formulas.line_breaks import MEASURE
from exporter.model.math import Drawing, Math
from exporter.ooxml.equations import equation_digest
from exporter.ooxml.names import qname

SUM = " + ".join(f"a_{{{n}}} x^{{{n}}}" for n in range(16))


def drawn(source: str) -> Drawing:
    """The drawing of a display formula."""
    read = formulas.read(source, "tex", "en", display=True)
    assert read is not None
    return read.drawing


def lines(drawing: Drawing) -> int:
    """The number of lines that a drawing has."""
    places = [e.get("transform", "") for e in ElementTree.fromstring(drawing.svg)]
    return len({place.split()[-1] for place in places if place.startswith("translate")}) or 1


def test_a_wide_formula_has_several_lines() -> None:
    """A sum breaks before its signs; no line is wider than the measure, and the first is on the line of the words."""
    made = drawn(f"f(x) = {SUM} = y")
    assert lines(made) == 2
    assert made.width <= MEASURE
    assert made.height - made.depth < 1.5 < made.depth


def test_word_has_an_equation_a_line() -> None:
    """A wide formula is a paragraph of equations in Word, with the same digest as on one line."""
    source = f"f(x) = {SUM} = y"
    read = formulas.read(source, "tex", "en", display=True)
    assert read is not None
    made = equation(Math(source=source, display=True, read=read))
    assert len(made.findall(qname("m:oMath"))) == 2
    assert equation_digest(made) == equation_digest(equation(Math(source=source, read=read)))


@pytest.mark.parametrize(
    "source",
    [
        "f(x) = a + b",
        rf"\frac{{{SUM}}}{{b}}",
        rf"\left( {SUM} \right)",
        rf"a + \color{{red}} {SUM}",
        rf"\begin{{aligned}} a &= {SUM} \\ &= b \end{{aligned}}",
    ],
)
def test_others_stay_on_one_line(source: str) -> None:
    """Short formulas, and those without a place to break at, are drawn whole."""
    assert lines(drawn(source)) == 1
