"""The action, the workflows and the component of CI: their schemas, their pins, and what they may never do."""

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml
from check_jsonschema.builtin_schemas import get_builtin_schema

from exporter.cli.init import CI
from tests.faq_site import ROOT

TEMPLATES = ROOT / "templates/ci"
SCHEMAS = {
    "action.yml": "vendor.github-actions",
    "documents.yml": "vendor.github-workflows",
    "documents-comment.yml": "vendor.github-workflows",
    "template.yml": "vendor.gitlab-ci",
    "gitlab-ci.yml": "vendor.gitlab-ci",
}


def read(name: str) -> dict[str, Any]:
    """A file of CI; the part behind the inputs of a component, with a name in the place of each input."""
    text = re.sub(r"\$\[\[ [a-z.]+ ]]", "value", (TEMPLATES / name).read_text().split("\n---\n")[-1])
    found = yaml.safe_load(text)
    return {"on" if key is True else key: value for key, value in found.items()}  # YAML 1.1 reads "on" as true


def values(value: object, key: str) -> Iterator[Any]:
    """All values of a key, at any depth."""
    if isinstance(value, dict):
        yield from ([value[key]] if key in value else [])
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    for one in inner:
        yield from values(one, key)


@pytest.mark.parametrize("name", SCHEMAS)
def test_each_file_keeps_to_the_schema_of_its_service(name: str) -> None:
    """The schemas are those of SchemaStore."""
    jsonschema.validate(read(name), get_builtin_schema(SCHEMAS[name]))


def test_all_templates_are_written_and_checked() -> None:
    """No file of CI is without a schema here, or without a service that gets it."""
    assert {path.name for path in TEMPLATES.iterdir()} == set(SCHEMAS)
    assert {f"ci/{name}" for name in SCHEMAS} == {template for files in CI.values() for _, template in files}
    assert (ROOT / "action.yml").read_bytes() == (TEMPLATES / "action.yml").read_bytes()


def test_the_audit_of_workflows_finds_nothing(tmp_path: Path) -> None:
    """The audit (zizmor) looks for injections, unpinned actions, wide permissions and poisoned caches and artifacts."""
    for place, template in CI["github"]:
        (tmp_path / place).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / place).write_bytes((ROOT / "templates" / template).read_bytes())
    program = Path(sys.executable).with_name("zizmor")
    command = [program, "--offline", "--no-progress", "--quiet", "--min-severity=medium", tmp_path]
    audit = subprocess.run(command, capture_output=True, text=True, check=False)
    assert audit.returncode == 0, audit.stdout


@pytest.mark.parametrize("name", ["action.yml", "documents.yml", "documents-comment.yml"])
def test_everything_of_others_is_pinned(name: str) -> None:
    """Actions by their commit with its version beside it, packages by hash; no script has an expression in it."""
    text = (TEMPLATES / name).read_text()
    assert all(
        re.search(r"uses: \S+@[0-9a-f]{40} # v[0-9.]+$|uses: \./", li) for li in text.splitlines() if "uses:" in li
    )
    assert text.count('/pip" install') == text.count("--require-hashes")
    assert not any("${{" in script for script in values(read(name), "run"))


def test_no_workflow_runs_a_pull_request_with_rights() -> None:
    """A pull request's run reads alone; the one that writes comments checks out nothing."""
    assert "pull_request_target" not in "".join(path.read_text() for path in TEMPLATES.iterdir())
    built, commented = read("documents.yml"), read("documents-comment.yml")
    assert built["permissions"] == commented["permissions"] == {}
    assert built["jobs"]["documents"]["permissions"] == {"contents": "read"}
    assert "github.event_name == 'push'" in built["jobs"]["findings"]["if"]
    assert set(commented["on"]) == {"workflow_run"}
    assert [use for use in values(commented, "uses") if "setup-python" not in use] == []
    assert "secrets." not in "".join(path.read_text() for path in TEMPLATES.iterdir())
