"""Every component by cases that a person can read: MDC in, an outline of nodes and the findings out.

A file of ``tests/cases/components`` holds cases; each starts with ``%%% what it shows``, then the MDC, then
``%%% becomes`` and the outline, then, where there are any, ``%%% findings``: ``line:column-end code: message``.
"""

from pathlib import Path
from typing import NamedTuple

import pytest

from exporter.components import COMPONENTS
from exporter.diagnostics import Diagnostic
from exporter.markdown.syntax import kebab
from exporter.model.nodes import Text
from exporter.model.walk import walk
from tests.lowering.outline import line, outline
from tests.lowering.pages import REGISTRY, lowered_text

FOLDER = Path(__file__).parents[1] / "cases" / "components"


class Case(NamedTuple):
    """A case of a file."""

    file: str
    name: str
    source: str
    becomes: str
    findings: str


def cases() -> list[Case]:
    """The cases of all files."""
    found = []
    for file in sorted(FOLDER.glob("*.md")):
        parts = file.read_text("utf-8").split("%%% ")[1:]
        for part in parts:
            head, _, body = part.partition("\n")
            if head == "becomes":
                found[-1] = found[-1]._replace(becomes=body.strip("\n"))
            elif head == "findings":
                found[-1] = found[-1]._replace(findings=body.strip("\n"))
            else:
                found.append(Case(file.stem, head, body.rstrip("\n") + "\n", "", ""))
    return found


def shown(finding: Diagnostic) -> str:
    """A finding in one line: where it starts and ends, its code, message and hint."""
    pos = finding.pos
    assert pos is not None
    same = pos.start.line == pos.end.line
    end = f"{pos.end.column}" if same else f"{pos.end.line}:{pos.end.column}"
    hint = f" ({finding.hint})" if finding.hint else ""
    return f"{pos.start.line}:{pos.start.column}-{end} {finding.code}: {finding.message}{hint}"


@pytest.mark.parametrize("case", cases(), ids=lambda case: f"{case.file}: {case.name}")
def test_case(case: Case) -> None:
    """The MDC of a case becomes its outline, with its findings."""
    page, found = lowered_text(case.source)
    notes = [f"[^{f.label}]\n{outline(f.children)}" for f in page.footnotes]
    assert "\n".join([*filter(None, [outline(page.body)]), *notes]) == case.becomes
    assert "\n".join(map(shown, found)) == case.findings


@pytest.mark.parametrize("case", cases(), ids=lambda case: f"{case.file}: {case.name}")
def test_places(case: Case) -> None:
    """Each character of a case's text stands where its offset says, but for escapes, entities and generated words."""
    page, _ = lowered_text(case.source)
    for node in walk(page.body):
        if isinstance(node, Text) and node.pos is not None and node.offsets is None:
            start = node.pos.start.offset
            assert line([node]) == " ".join(case.source[start : start + len(node.text)].split("\n"))


def test_every_component_has_a_case() -> None:
    """No component of the table is without a case."""
    sources = "".join(c.source for c in cases())
    tags = {kebab(word.strip(":").split("{")[0].split("[")[0]) for word in sources.split() if word.startswith(":")}
    shown = {component.name for tag in tags if (component := REGISTRY.find(tag))}
    assert [c.name for c in COMPONENTS if c.name not in shown] == []
