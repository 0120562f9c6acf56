"""Formulas in core nodes: their source, their place, and their faults at line and column inside of them."""

import pytest

from exporter.lowering import math
from exporter.model.math import Math
from exporter.model.nodes import Paragraph
from exporter.model.walk import walk
from tests.lowering.pages import lowered_text


def formulas(text: str) -> tuple[list[Math], list[str]]:
    """The formulas of a page, and its findings with their places."""
    page, found = lowered_text(text, math="pandoc")
    places = (f"{f.pos.start.line}:{f.pos.start.column} {f.code}: {f.message}" for f in found if f.pos)
    return [node for node in walk(page.body) if isinstance(node, Math)], list(places)


def test_a_formula_on_its_own_line_is_a_paragraph() -> None:
    """Two dollars on lines of their own, or around a whole paragraph, set a formula on its own line."""
    page, _ = lowered_text("$$\nx\n$$\n\n$$y$$\n\nWords $$z$$ and $w$.", math="pandoc")
    roles = [block.role for block in page.body if isinstance(block, Paragraph)]
    assert roles == ["formula", "formula", ""]
    assert [(n.source, n.display) for n in walk(page.body) if isinstance(n, Math)] == [
        ("x", True),
        ("y", True),
        ("z", False),
        ("w", False),
    ]


@pytest.mark.parametrize(
    ("text", "finding"),
    [
        ("A $\\frac{a$ b", "1:9 formula: formula '\\frac{a' cannot be read: '{' without a matching '}'"),
        ("$$\na +\n  \\foo\n$$", "3:3 formula: formula 'a + \\foo' cannot be read: unsupported command: \\foo"),
        ("$$\na \\\\\nb \\foo\n$$", "3:3 formula: formula 'a \\\\ b \\foo' cannot be read: unsupported command: \\foo"),
        (
            "- a\n  > $x_1_2$",
            "2:9 formula: formula 'x_1_2' cannot be read: double subscript: use braces, as in x_{a_b}",
        ),
        ("$\\left( x$", "1:2 formula: formula '\\left( x' cannot be read: \\left without \\right"),
        ("$" + "{" * 70 + "x" + "}" * 70 + "$", "1:66 formula: "),
        ("$" + "x" * 6000 + "$", "1:1 formula: a formula of more than 5,000 characters"),
        ("<math><mi>a</math>", "1:1 formula: the formula cannot be read: mismatched tag"),
        ("$\\text{中}$", "1:1 formula-letter: formula '\\text{中}': the font has no '中' (U+4E2D): drew a box"),
    ],
)
def test_faults_have_their_place_in_the_formula(text: str, finding: str) -> None:
    """A formula that cannot be read is one error at its line and column, and the file is made."""
    shown, found = formulas(f"Good $x$.\n\n{text}\n")
    assert shown[0].source == "x"
    line, _, rest = finding.partition(":")
    assert next(one for one in found if "unclosed" not in one).startswith(f"{int(line) + 2}:{rest}")
    assert all(f.spared for f in lowered_text(text, math="pandoc")[1] if f.code == "formula")


def test_a_lone_pair_of_dollars_is_named() -> None:
    """A fault behind an empty line says that an end may be missing above."""
    _, found = lowered_text("$$\nWords {.\n\nMore.\n$$\n", math="pandoc")
    assert ["empty line" in one.hint for one in found] == [True]


def test_mathml_and_components() -> None:
    """MathML is read by its TeX if it has any; a component has its TeX as written, and the author's words."""
    mathml = '<math alttext="half"><mfrac><mi>a</mi><mn>2</mn></mfrac><mspace width="1em"/></math>'
    katex = '<math><semantics><mi>a</mi><annotation encoding="application/x-tex">a^2</annotation></semantics></math>'
    component = '::math{alt="a squared"}\na^2_*b* \\frac{c}{d}\n::'
    found, findings = formulas(f"One {mathml} two {katex}.\n\n{component}\n\nThen :math{{content='x'}}.\n")
    assert [(n.language, n.display, n.alt) for n in found] == [
        ("mathml", False, "half"),
        ("tex", False, ""),
        ("tex", True, "a squared"),
        ("tex", False, ""),
    ]
    assert [n.source for n in found[1:]] == ["a^2", "a^2_*b* \\frac{c}{d}", "x"]
    assert findings == []


def test_without_the_library_the_source_is_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    """One finding of a page names the extra."""
    monkeypatch.setattr(math.formulas, "available", lambda: False)
    found, findings = formulas("$x$ and $\\frac$.\n")
    assert [n.source for n in found] == ["x", "\\frac"]
    assert [one.split(": ")[0] for one in findings] == ["1:1 formula-library"]
