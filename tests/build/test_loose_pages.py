"""Pages outside of the site: their pictures may lie beside them, and nowhere else."""

import json
from pathlib import Path

import pytest

from exporter.cli import run
from tests.cli.conftest import Write

DOT = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><circle cx="4" cy="4" r="4" fill="{}"/></svg>'


def states() -> list[str]:
    """Build the loose page; the state of its file."""
    run(["build", "drafts/page.md", "--to", "html", "--in-process", "--report", "report.json"])
    return [file["state"] for file in json.loads(Path("report.json").read_text())["files"]]


def test_a_picture_beside_the_page(site: Write) -> None:
    """It is shown, before one of the same name of the site, and makes the file again when it changes."""
    site("drafts/page.md", "---\ntitle: Loose\n---\n\n![A dot](pictures/dot%201.svg)\n")
    site("content/public/pictures/dot 1.svg", DOT.format("red"))
    assert states() == ["built"]
    shown = Path("out/public/page.html").read_text()
    site("drafts/pictures/dot 1.svg", DOT.format("blue"))
    assert states() == ["built"]
    assert Path("out/public/page.html").read_text() != shown
    assert states() == ["current"]
    site("drafts/pictures/dot 1.svg", DOT.format("green"))
    assert states() == ["built"]


@pytest.mark.parametrize(
    ("path", "message", "hint"),
    [
        ("dto.svg", "no picture beside the page or below 'content/public' or 'public': 'dto.svg'", "'dot.svg'"),
        ("../dot.svg", "the path points outside its folder", "write its path"),
        ("link.svg", "a symbolic link points outside its folder", "write its path"),
        ("/drafts/dot.svg", "no picture below 'content/public' or 'public'", ""),
    ],
)
def test_nothing_else_is_read(
    site: Write, capsys: pytest.CaptureFixture[str], path: str, message: str, hint: str
) -> None:
    """No path and no link leads out of the page's folder, and the nearest name is told."""
    site("drafts/page.md", f"---\ntitle: Loose\n---\n\n![A dot]({path})\n")
    site("drafts/dot.svg", DOT.format("red"))
    Path("drafts/link.svg").symlink_to(site("dot.svg", DOT.format("red")))
    assert states() == ["built"]
    told = capsys.readouterr().err
    assert f"error[{'missing' if 'no picture' in message else 'bad'}-image]: " in told
    assert message in told
    assert hint in told


def test_pages_of_the_site_have_none_beside_them(site: Write, capsys: pytest.CaptureFixture[str]) -> None:
    """The site itself would not show it."""
    site("content/dot.svg", DOT.format("red"))
    site("content/good.md", "---\ntitle: Good\n---\n\n![A dot](dot.svg)\n")
    assert run(["build", "--in-process"]) == 1
    assert "no picture below 'content/public' or 'public'" in capsys.readouterr().err
