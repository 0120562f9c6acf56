"""Pages that show other pages by a component of the configuration."""

from pathlib import Path

import pytest

from exporter.cli import run
from tests.cli.conftest import CONFIGURATION, Write

PART = "---\ntitle: Part\n---\n\n## Terms of {{ $doc.title }}\n\nWords of the part[^1].\n\n[^1]: Note of the part.\n"
WHOLE = "---\ntitle: Good\n---\n\nOwn words[^1].\n\n::partial{content=terms}\n::\n\n## After\n\n[^1]: Own note.\n"
SHOWN = "Good\n====\n\nOwn words[1].\n\nTerms of Part\n-------------\n\nWords of the part[2].\n\nAfter\n-----\n\n"


@pytest.fixture
def including(site: Write) -> Write:
    """A site whose page shows a part."""
    site("exporter.yaml", CONFIGURATION.replace("[html]", "[text]") + "components: {partial: {include: content}}\n")
    site("content/_partials/terms.md", PART)
    site("content/good.md", WHOLE)
    return site


def text() -> str:
    """The page's text as built."""
    (built,) = Path("out").rglob("*.txt")
    return built.read_text()


def test_a_part_stands_where_it_is_shown(including: Write) -> None:
    """Its words, headings and footnotes are the page's, and its bindings take its own front matter."""
    assert run(["build", "--in-process"]) == 0
    assert text().startswith(SHOWN)
    assert text().endswith("[1] Own note.\n\n[2] Note of the part.\n")


def test_a_changed_part_makes_the_page_stale(including: Write, capsys: pytest.CaptureFixture[str]) -> None:
    """``check`` notices the change, and the next build makes the page anew."""
    assert run(["build", "--in-process"]) == 0
    assert run(["check"]) == 0
    including("content/_partials/terms.md", PART.replace("Words of", "Lines of"))
    assert run(["check"]) == 1
    capsys.readouterr()
    assert run(["build", "--in-process"]) == 0
    assert "1 built" in capsys.readouterr().err
    assert "Lines of the part" in text()


@pytest.mark.parametrize("path", ["terms", "_partials/terms.md", "/_partials/terms", "other", "guide/other"])
def test_paths_begin_at_the_content_folder_its_partials_or_the_page(including: Write, path: str) -> None:
    """A path may leave out its suffix, and be the address of a page."""
    including("content/2.other.md", PART)
    including("content/1.guide/2.other.md", PART)
    including("content/other.md", PART)
    including("content/good.md", WHOLE.replace("terms", path))
    assert run(["build", "--in-process"]) == 0
    assert "Words of the part" in text()


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ({"good.md": WHOLE.replace("terms", "gone")}, "content/good.md:7:19: error[include]: partial: no page 'gone'"),
        ({"good.md": WHOLE.replace("terms", "../../secret")}, "content/good.md:7:19: error[include]: partial: no page"),
        (
            {"_partials/terms.md": "::partial{content=terms}\n::\n"},
            "content/_partials/terms.md:1:19: error[include]: partial: 'terms' would show itself",
        ),
        (
            {"_partials/terms.md": "Words.\n\n::ShAlert{typeAlrt=info}\nx\n::\n"},
            "content/_partials/terms.md:3:11: error[unknown-prop]: ShAlert has no prop 'typeAlrt'",
        ),
        (
            {f"_partials/{'terms' if n == 0 else n}.md": f"::partial{{content={n + 1}}}\n::\n" for n in range(9)},
            "content/_partials/7.md:1:19: error[include]: partial: '8' is not shown: pages in pages are shown 8 deep",
        ),
    ],
)
def test_faults_are_at_their_own_file_and_line(
    including: Write, capsys: pytest.CaptureFixture[str], files: dict[str, str], said: str
) -> None:
    """A part that is missing, leads out, shows itself or is too deep is told where it is named; others in the part."""
    including("secret.md", "Secret words.\n")
    for name, content in files.items():
        including(f"content/{name}", content)
    assert run(["build", "--in-process"]) == 1
    assert said in capsys.readouterr().err


def test_a_comment_in_a_part_silences_its_findings(including: Write, capsys: pytest.CaptureFixture[str]) -> None:
    """Comments count in the file that they stand in."""
    fault = "<!-- exporter-disable-next-line loss-component -->\n::launch-pad\nWords of the part.\n::\n"
    including("content/_partials/terms.md", fault)
    assert run(["build", "--in-process"]) == 0
    assert "loss-component" not in capsys.readouterr().err
