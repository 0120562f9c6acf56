r"""Formulas of science and standards as MathML and as Word's equations, which a person can read.

A case of ``cases.txt`` has its name, its TeX, then its tree, its MathML and its equation, an element as
``name(parts)``. ``EXPORTER_GOLDEN=1`` writes the file anew: look at the difference, and at the pictures.
"""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple
from xml.etree import ElementTree

import pytest
from lxml import etree

from exporter import formulas
from exporter.backends.docx.equations import equation
from exporter.backends.html.mathml import mathml
from exporter.model.math import Math

LEFT_OUT = ("alttext", "display", "space", "form", "symmetric")
FILE = Path(__file__).with_name("cases.txt")


class Case(NamedTuple):
    """A formula with what becomes of it."""

    name: str
    tex: str
    words: str
    mathml: str
    equation: str


def cases() -> Iterator[Case]:
    """The cases of the file."""
    for part in FILE.read_text("utf-8").split("\n\n"):
        name, tex, words, markup, word = (*part.strip("\n").split("\n"), "", "", "", "")[:5]
        yield Case(name.removeprefix("# "), tex, words, markup, word)


def outline(element: ElementTree.Element) -> str:
    """An element in one line: its name, its attributes of meaning, its words or parts."""
    tag = element.tag.rpartition("}")[2]
    if tag in ("annotation", "rPr", "mcs", "ctrlPr"):
        return ""
    named = {k.rpartition("}")[2]: v for k, v in element.attrib.items()}
    shown = "".join(f" {k}={v}" for k, v in named.items() if k not in LEFT_OUT)
    inside = (element.text or "").strip() + " ".join(filter(None, map(outline, element)))
    if tag in ("mrow", "semantics", "r", "t", "math", "oMath", "e") and not shown:
        return f"({inside})" if tag in ("mrow", "e") else inside
    return f"{tag}{shown}({inside})" if inside else f"{tag}{shown}"


def made(case: Case) -> Case:
    """The case as it is made today."""
    read = formulas.read(case.tex, "tex", "en", display=True)
    assert read is not None, formulas.check(case.tex, "tex")
    node = Math(source=case.tex, read=read)
    markup = outline(ElementTree.fromstring(mathml(node)))
    word = outline(ElementTree.fromstring(etree.tostring(equation(node))))
    return case._replace(words=read.words, mathml=markup, equation=word)


@pytest.mark.parametrize("case", list(cases()), ids=lambda case: case.name)
def test_case(case: Case) -> None:
    """The words, the MathML and the equation are those of the file."""
    assert made(case) == case


def test_there_are_sixty() -> None:
    """At least sixty formulas, each with its name."""
    names = [case.name for case in cases()]
    assert len(names) >= 60
    assert len(set(names)) == len(names)


if os.environ.get("EXPORTER_GOLDEN"):
    FILE.write_text("\n\n".join("\n".join((f"# {c.name}", *c[1:])) for c in map(made, cases())) + "\n", "utf-8")
