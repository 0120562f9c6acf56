"""The codes of findings: one table has them all, and each name has one meaning."""

import ast
import importlib
import importlib.util
import pkgutil
import re
from collections.abc import Iterator
from pathlib import Path

import exporter
from exporter.diagnostics import Code
from exporter.report.codes import known_codes, stages
from tests.sources import parsed

ROOT = Path(__file__).parents[2]


def defined() -> Iterator[tuple[str, Code]]:
    """Every code that a module has, with the module's name."""
    for module in pkgutil.walk_packages(exporter.__path__, "exporter."):
        if not module.name.endswith("__main__"):
            for value in vars(importlib.import_module(module.name)).values():
                if isinstance(value, Code):
                    yield module.name, value


def test_the_table_has_every_code() -> None:
    """What reports explain and comments may name is all that any module can find."""
    assert {f"{module}: {code.name}" for module, code in defined() if known_codes().get(code.name) != code} == set()


def test_a_name_has_one_meaning() -> None:
    """No two codes of one name differ, and names are words of small letters with dashes."""
    meanings: dict[str, set[Code]] = {}
    for _, code in defined():
        meanings.setdefault(code.name, set()).add(code)
    assert {name: codes for name, codes in meanings.items() if len(codes) > 1} == {}
    assert [name for name in meanings if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", name)] == []


def test_codes_of_errors_that_end_a_run_are_explained() -> None:
    """Whoever raises an ``ExporterError``, or makes a finding by hand, names a code that the table has."""
    raised = set()
    for file in (ROOT / "exporter").rglob("*.py"):
        for node in ast.walk(parsed(file)):
            if isinstance(node, ast.keyword) and node.arg == "code" and isinstance(node.value, ast.Constant):
                raised.add(str(node.value.value))
    assert raised - set(known_codes()) == set(), "add each to report/fatal_codes.py, or to the table of its stage"


def test_each_code_has_one_stage() -> None:
    """No code is listed twice, and none is left out."""
    listed = [code.name for codes in stages().values() for code in codes]
    assert sorted(listed) == sorted(known_codes())


def test_the_reference_lists_every_code() -> None:
    """The page of findings that is made for the documentation has a line for each."""
    spec = importlib.util.spec_from_file_location("reference", Path(__file__).parents[2] / "docs" / "reference.py")
    assert spec is not None and spec.loader is not None
    reference = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(reference)
    page = "\n".join(reference.finding_pages())
    assert [name for name in known_codes() if f"| `{name}` |" not in page] == []
