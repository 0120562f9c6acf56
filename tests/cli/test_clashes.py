"""Two exports of one file are told before anything is made, and no run loses the file of another page."""

from pathlib import Path

import pytest

from exporter.cli import run
from tests.cli.conftest import Write

PLAIN = "formats: [text]\n"
BUILD = ["build", "--in-process"]
# The files of a site, its configuration, and the names of a command: two of them would be one file.
CLASHES = {
    "blank and hyphen": (("content/a b.md", "content/a-b.md"), PLAIN, ["content"]),
    "numbers in front": (("content/1.setup.md", "content/2.setup.md"), PLAIN, ["content"]),
    "page and index": (("content/x.md", "content/x/index.md"), PLAIN, ["content"]),
    "the same name elsewhere": (("one/README.md", "two/README.md"), PLAIN, ["one/README.md", "two/README.md"]),
    "letters that fold away": (("content/C++.md", "content/C#.md"), PLAIN, ["content"]),
    "entries": (
        ("content/a.md", "content/b.md"),
        PLAIN + "exports:\n  - {page: a.md, output: o}\n  - {page: b.md, output: o}\n",
        [],
    ),
    "entries in another case": (
        ("content/a.md", "content/b.md"),
        PLAIN + "exports:\n  - {page: a.md, output: o}\n  - {page: b.md, output: O}\n",
        [],
    ),
    "entries with accents composed otherwise": (
        ("content/a.md", "content/b.md"),
        PLAIN + 'exports:\n  - {page: a.md, output: "\\u00fc"}\n  - {page: b.md, output: "u\\u0308"}\n',
        [],
    ),
    "a folder that is a file": (
        ("content/a.md", "content/b.md"),
        PLAIN + "exports:\n  - {page: a.md, output: o}\n  - {page: b.md, output: o.txt/p}\n",
        [],
    ),
    "the configuration and a name": (
        ("content/a.md", "b.md"),
        PLAIN + "exports:\n  - {page: a.md, output: b}\n",
        ["b", "b.md"],
    ),
}


@pytest.fixture
def clashing(site: Write, request: pytest.FixtureRequest) -> list[str]:
    """A site with two pages for one file; the names that a command is given."""
    files, config, names = CLASHES[request.param]
    Path("content/good.md").unlink()
    site("exporter.yaml", config)
    for name in files:
        site(name, f"# {name}\n\nWords of {name}.\n")
    return names


@pytest.mark.parametrize("clashing", CLASHES, indirect=True)
@pytest.mark.parametrize("command", [BUILD, ["build", "--dry-run"], ["list"], ["validate"]], ids=" ".join)
def test_a_clash_is_told_with_both_pages(
    clashing: list[str], command: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    """By every command that plans, whatever asks for the two; the first is made, and nothing is a bug."""
    assert run([*command, *clashing]) == 1
    told = capsys.readouterr().err
    assert told.count("error[output-twice]") == 1
    assert "internal" not in told
    finding = told[max(0, told.index("error[output-twice]") - 80) :]
    assert finding.count(".md") + finding.count("exporter.yaml:") >= 2, "both places are named"
    if command == BUILD:
        assert len(list(Path("out/public").rglob("*.txt"))) == 1


@pytest.mark.parametrize(
    "names",
    [["content/good.md", "content/good.md"], ["content/good.md", "content"], ["content", "good.md", "."]],
)
def test_a_page_that_is_named_twice_is_one_export(site: Write, names: list[str]) -> None:
    """However it is named."""
    site("exporter.yaml", PLAIN)
    assert run([*BUILD, *names]) == 0
    assert len(list(Path("out/public").rglob("*.txt"))) == 1


@pytest.mark.parametrize("stem", ["你好", "привет", "नमस्ते"])
def test_names_without_latin_letters_stay(site: Write, stem: str) -> None:
    """Each page has a file of its own name."""
    site("exporter.yaml", PLAIN)
    site(f"content/{stem}.md", "# A\n")
    site("content/世界.md", "# B\n")
    assert run([*BUILD, "content"]) == 0
    names = {path.stem for path in Path("out/public").rglob("*.txt")}
    assert names == {"good", stem, "世界"}


@pytest.mark.parametrize("stem", ["Ünïcode", "a b", "x.y"])
def test_other_names_stay_as_they_were(site: Write, stem: str) -> None:
    """A name whose letters all have Latin ones keeps the output that it always had."""
    site("exporter.yaml", PLAIN)
    site(f"content/{stem}.md", "# A\n")
    assert run([*BUILD, f"content/{stem}.md"]) == 0
    expected = {"Ünïcode": "unicode", "a b": "a-b", "x.y": "x.y"}[stem]
    assert [path.stem.lower() for path in Path("out/public").rglob("*.txt")] == [expected]


def test_a_second_run_keeps_the_file_of_another_page(site: Write, capsys: pytest.CaptureFixture[str]) -> None:
    """It is kept while its page is there, unless --force is given; once the page is gone its name is free."""
    site("exporter.yaml", PLAIN)
    site("one/README.md", "# One\n")
    site("two/README.md", "# Two\n")
    assert run([*BUILD, "one/README.md"]) == 0
    (output,) = Path("out/public").rglob("*.txt")
    assert run([*BUILD, "two/README.md"]) == 1
    told = capsys.readouterr().err
    assert "error[output-taken]" in told
    assert "one/README.md" in told
    assert output.read_text().startswith("One")
    assert run([*BUILD, "two/README.md", "--force"]) == 0
    assert output.read_text().startswith("Two")
    Path("two/README.md").unlink()
    assert run([*BUILD, "one/README.md"]) == 0
    assert output.read_text().startswith("One")


def test_where_case_counts_both_can_be_made(site: Write) -> None:
    """Lowered, a clash of case alone is a warning; any other stays an error."""
    site("content/b.md", "# B\n")
    entries = "exports:\n  - {page: good.md, output: o}\n  - {page: b.md, output: %s}\n"
    lowered = "severities: {output-twice: warning}\n"
    site("exporter.yaml", PLAIN + lowered + entries % "O")
    assert run(BUILD) == 0
    assert {path.name for path in Path("out/public").glob("*.txt")} == {"o.txt", "O.txt"}
    site("exporter.yaml", PLAIN + lowered + entries % "o")
    assert run(BUILD) == 1


def test_outputs_are_no_files_of_the_exporter_s_own(site: Write, capsys: pytest.CaptureFixture[str]) -> None:
    """An output in the place of the manifest is refused."""
    site("exporter.yaml", "formats: [json]\noutput: {json: out}\nexports:\n  - {page: good.md, output: manifest}\n")
    assert run(BUILD) == 1
    assert "manifest" in capsys.readouterr().err
    assert '"environment"' in Path("out/manifest.json").read_text()
