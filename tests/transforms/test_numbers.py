"""Numbers, captions and references by cases that a person can read: pages in, plain text and findings out.

A file of ``tests/cases/numbers`` holds cases; each starts with ``%%% what it shows``, then its files, each behind
``~~~ path``, then ``%%% becomes`` and the text, then, where there are any, ``%%% findings``.
"""

from pathlib import Path
from typing import NamedTuple

import pytest

from exporter.cli import run
from tests.agreement.cases import png

FOLDER = Path(__file__).parents[1] / "cases" / "numbers"
CONFIGURATION = {
    "formats": "[text]",
    "numbering": "true",
    "exports": "[{page: a.md, output: files/a, title: A}]",
    "severities": "{text-link: off, text-picture: off, link-without-site: off}",
}


class Case(NamedTuple):
    """A case of a file."""

    file: str
    name: str
    files: dict[str, str]
    becomes: str = ""
    findings: str = ""


def cases() -> list[Case]:
    """The cases of all files."""
    found: list[Case] = []
    for file in sorted(FOLDER.glob("*.md")):
        for part in file.read_text("utf-8").split("%%% ")[1:]:
            head, _, body = part.partition("\n")
            if head in ("becomes", "findings"):
                found[-1] = found[-1]._replace(**{head: body.strip("\n")})
            else:
                files = (one.partition("\n") for one in body.split("~~~ ")[1:])
                found.append(Case(file.stem, head, {path: text for path, _, text in files}))
    return found


@pytest.mark.parametrize("case", cases(), ids=lambda case: f"{case.file}: {case.name}")
def test_case(case: Case, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """The pages of a case become its text, with its findings."""
    own = dict(line.split(": ", 1) for line in case.files.get("exporter.yaml", "").splitlines())
    config = "".join(f"{key}: {value}\n" for key, value in {**CONFIGURATION, **own}.items())
    for path, text in {**case.files, "exporter.yaml": config}.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text, "utf-8")
    (tmp_path / "content/public").mkdir(exist_ok=True)
    (tmp_path / "content/public/p.png").write_bytes(png(8))
    monkeypatch.chdir(tmp_path)
    run(["build", "--in-process", "--no-cache"])
    assert (tmp_path / "out/public/files/a.txt").read_text("utf-8").strip() == case.becomes
    shown = [line for line in capsys.readouterr().err.splitlines() if line.startswith("content/")]
    assert "\n".join(shown) == case.findings
