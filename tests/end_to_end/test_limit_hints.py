"""A finding about a limit names the key that raises it, and a value with which the page is whole."""

import re
from pathlib import Path

import pytest
import yaml

from exporter.build.flow import Flow
from exporter.build.project import open_project
from exporter.diagnostics import Diagnostics
from exporter.model.limit import raised

PAGES = {
    "characters": ("markdown", 90, "words " * 20),
    "line": ("markdown", 50, "# Title\n\n" + "x" * 70),
    "address": ("markdown", 30, f"[words](https://example.org/{'a' * 60})"),
    "cells": ("markdown", 1, "| a | b | c |\n|---|---|---|\n| 1 |"),
    "nodes": ("yaml", 6, '::ShFaq\n---\nqas:\n  - q: "Which?"\n    a: This.\n---\n::'),
    "table_cells": ("lowering", 6, "| a | b |\n|---|---|\n" + "| 1 | 2 |\n" * 9),
    "table_columns": ("lowering", 2, "| a | b | c |\n|---|---|---|\n| 1 | 2 | 3 |"),
    "link": ("lowering", 30, f"[words](https://example.org/{'a' * 90})"),
    "word": ("document", 30, "a" * 50),
    "title": ("document", 5, "Words."),
    "page_bytes": ("source", 100, "words " * 20),
}


def findings(folder: Path, group: str, name: str, value: int) -> list[str]:
    """The hints about limits of the page, with one limit set."""
    settings = {"site": {"url": "https://example.org"}, "limits": {group: {name: value}}}
    (folder / "exporter.yaml").write_text(yaml.safe_dump(settings), "utf-8")
    diagnostics = Diagnostics()
    flow = Flow(open_project(folder, diagnostics))
    found = [*flow.findings()] if flow.sources else []
    for file in flow.known if flow.sources else ():
        found += flow.select(flow.plan_page(file, "page", ("html",), diagnostics)).findings
    return [f.hint for f in (*diagnostics, *found) if f.hint and "limits: {" in f.hint]


@pytest.mark.parametrize("name", PAGES)
def test_a_hint_names_the_key_and_a_value_that_helps(tmp_path: Path, name: str) -> None:
    """Set as the hint says, the limit is no longer in the way."""
    group, value, text = PAGES[name]
    (tmp_path / "content").mkdir()
    (tmp_path / "content" / "page.md").write_text(f"---\ntitle: A page of words\n---\n\n{text}\n", "utf-8")
    found = {re.search(r"limits: \{(\w+): \{(\w+): (\d+)\}\}", hint) for hint in findings(tmp_path, group, name, value)}
    (advice,) = {match.groups() for match in found if match}
    assert advice[:2] == (group, name)
    assert findings(tmp_path, group, name, int(advice[2])) == []


def test_a_value_is_enough() -> None:
    """The value is twice the limit, or more where more is needed."""
    assert raised("yaml", "nodes", 5) == "limits: {yaml: {nodes: 10}} in exporter.yaml"
    assert raised("yaml", "nodes", 5, 70) == "limits: {yaml: {nodes: 70}} in exporter.yaml"
    assert raised("run", "seconds", 0.75) == "limits: {run: {seconds: 1.5}} in exporter.yaml"
