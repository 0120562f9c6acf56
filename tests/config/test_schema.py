"""The JSON Schema of exporter.yaml, and limits."""

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import jsonschema
import pytest
import yaml
from pydantic import BaseModel, ConfigDict

from exporter.backends import FORMATS
from exporter.backends.pdf.options import PdfOptions
from exporter.build.limit_groups import defaults
from exporter.config.limit_values import limited, numbers
from exporter.config.load import load
from exporter.config.schema import schema
from exporter.diagnostics import Diagnostics
from exporter.model.limit import reasons

PROJECT = Path(__file__).parents[2]


class Inner(BaseModel):
    """Options inside of options."""

    width: int = 1


class Options(BaseModel):
    """Options of a format."""

    model_config = ConfigDict(extra="forbid")

    inner: Inner = Inner()


@dataclass(frozen=True)
class Limits:
    """Limits of a stage."""

    depth: int = 10
    seconds: float = 1.5


def test_the_projects_own_configuration_fits_the_schema() -> None:
    """Editors accept the example, and every object of the schema refuses unknown keys."""
    made = schema({name: PdfOptions if name == "pdf" else Options for name in FORMATS})
    jsonschema.Draft202012Validator.check_schema(made)
    jsonschema.validate(yaml.safe_load((PROJECT / "exporter.yaml").read_text("utf-8")), made)


@pytest.mark.parametrize(
    "wrong", [{"pfd": {}}, {"pdf": {"x": 1}}, {"formats": ["x"]}, {"exports": [{"titel": "x"}]}, {"output": {"x": "y"}}]
)
def test_the_schema_refuses_what_the_exporter_refuses(wrong: dict[str, object]) -> None:
    """Unknown keys and formats are underlined in the editor."""
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(wrong, schema({"pdf": Options, "html": Options}))


def test_every_limit_is_named_with_its_reason() -> None:
    """Editors show each limit's default and reason, and underline groups and names that there are not."""
    made = schema({"pdf": Options}, defaults())
    groups = made["properties"]["limits"]["properties"]
    assert groups.keys() == defaults().keys()
    for group, limits in defaults().items():
        assert groups[group]["properties"].keys() == numbers(limits).keys()
        assert reasons(type(limits)).keys() == numbers(limits).keys()
        assert all(one["default"] == numbers(limits)[name] for name, one in groups[group]["properties"].items())
    jsonschema.validate({"limits": {"run": {"seconds": 90}, "yaml": {"depth": 8}}}, made)
    for wrong in ({"runs": {}}, {"run": {"second": 1}}, {"run": {"seconds": 0}}, {"yaml": {"depth": 1.5}}):
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate({"limits": wrong}, made)


def test_reasons_are_there_without_docstrings() -> None:
    """``python -OO`` takes docstrings out of all modules; each limit keeps its reason in the schema."""
    command = [sys.executable, "-OO", "-P", "-m", "exporter", "schema", "config"]
    told = json.loads(subprocess.run(command, cwd=PROJECT, capture_output=True, check=True).stdout)
    groups = told["properties"]["limits"]["properties"]
    for group, limits in defaults().items():
        found = {name: one["description"] for name, one in groups[group]["properties"].items()}
        assert found == reasons(type(limits))
        assert all(found.values())


def test_limits_are_replaced_by_name(tmp_path: Path) -> None:
    """A limit in the configuration takes the place of its default; others keep theirs."""
    (tmp_path / "exporter.yaml").write_text("limits: {stage: {depth: 5}}\n")
    diagnostics = Diagnostics()
    config = load(tmp_path, ("pdf", "docx", "html"), diagnostics)
    assert limited(config, {"stage": Limits()}, diagnostics) == {"stage": Limits(depth=5)}
    assert len(diagnostics) == 0


def test_wrong_limits_are_reported_and_the_defaults_stay(tmp_path: Path) -> None:
    """Unknown groups and names, zero and fractions where a whole number is due: each at its place."""
    text = "limits:\n  stag: {depth: 5}\n  stage: {dept: 5, depth: 0.5, seconds: -1}\n"
    (tmp_path / "exporter.yaml").write_text(text)
    diagnostics = Diagnostics()
    assert limited(load(tmp_path, ("pdf", "docx", "html"), diagnostics), {"stage": Limits()}, diagnostics) == {
        "stage": Limits()
    }
    assert [str(d).splitlines()[0] for d in diagnostics] == [
        "exporter.yaml:2:3: error[unknown-key]: unknown key 'limits.stag'",
        "exporter.yaml:3:11: error[unknown-key]: unknown key 'limits.stage.dept'",
        "exporter.yaml:3:27: error[wrong-value]: 'limits.stage.depth' must be a whole number above 0",
        "exporter.yaml:3:41: error[wrong-value]: 'limits.stage.seconds' must be a number above 0",
    ]
