"""``exporter schema`` and ``exporter template``: what editors and teams take from the exporter."""

import json
from io import BytesIO
from pathlib import Path

import docx
import jsonschema
import pytest
import yaml

from exporter.cli import run
from exporter.cli.reference import config_schema_text

ROOT = Path(__file__).resolve().parents[2]


def test_the_schema_in_the_docs_is_current() -> None:
    """It is what the command prints; write it anew with: exporter schema config > docs/schemas/exporter.schema.json."""
    assert (ROOT / "docs/schemas/exporter.schema.json").read_text("utf-8") == config_schema_text()


def test_the_project_s_own_configuration_names_the_schema_and_keeps_to_it() -> None:
    """The first line of exporter.yaml leads an editor to the file in the docs."""
    text = (ROOT / "exporter.yaml").read_text("utf-8")
    assert text.startswith("# yaml-language-server: $schema=docs/schemas/exporter.schema.json\n")
    jsonschema.validate(yaml.safe_load(text), json.loads(config_schema_text()))


@pytest.mark.parametrize("subject", ["config", "components", "manifest", "changes", "review"])
def test_every_schema_is_one(subject: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """What is printed is a JSON Schema."""
    monkeypatch.chdir(ROOT)
    assert run(["schema", subject]) == 0
    schema = json.loads(capsys.readouterr().out)
    jsonschema.validators.validator_for(schema).check_schema(schema)


def test_the_word_template_opens_and_is_never_written_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """It is a Word file with the exporter's styles."""
    monkeypatch.chdir(tmp_path)
    assert run(["template", "docx", "-o", "house.docx"]) == 0
    data = Path("house.docx").read_bytes()
    assert any(style.name.startswith("Heading") for style in docx.Document(BytesIO(data)).styles)
    assert run(["template", "docx", "-o", "house.docx"]) == 2
    assert "exists already" in capsys.readouterr().err
    assert Path("house.docx").read_bytes() == data
