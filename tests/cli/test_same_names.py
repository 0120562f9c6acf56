"""Outputs of the same name in different folders."""

from pathlib import Path

import pytest

from exporter.cli import run
from tests.cli.conftest import Write


def test_a_copy_is_known_by_its_path_before_its_name(site: Write, capsys: pytest.CaptureFixture[str]) -> None:
    """Outputs of the same name in two folders: the file itself says of which it is, then its questions."""
    config = "formats: [docx]\nexports:\n"
    asked = {"a": ("What is tea?", "Who sings here?"), "b": ("How do trains run?", "When does rain fall on hills?")}
    for name, words in asked.items():
        questions = "".join(f'  - q: "{question}"\n    a: "{name} answers that."\n' for question in words)
        site(f"content/{name}.md", f"---\ntitle: {name}\n---\n\n## Part\n\n::ShFaq\n---\nqas:\n{questions}---\n::\n")
        config += f"  - {{page: {name}.md, output: {name}/part}}\n"
    site("exporter.yaml", config)
    assert run(["build", "--in-process", "-q"]) == 0
    assert run(["check", "--against", "out/review/b/part.docx"]) == 0
    Path("elsewhere").mkdir()
    Path("out/review/b/part.docx").rename("elsewhere/part.docx")
    assert run(["check", "--against", "elsewhere/part.docx"]) == 0, capsys.readouterr().err
