"""Bad input: each fault is told at its place with what to do, and every other export is built."""

from pathlib import Path

import pytest

from exporter.cli import run
from tests.cli.conftest import CONFIGURATION, Write

PAGE = "  - {page: bad.md, output: files/bad}\n"

CASES = {
    "missing page": (None, PAGE, "exporter.yaml:5:12: error[missing-page]: no page 'bad.md'", 1),
    "missing section": (
        "## Section\n\nWords.\n",
        "  - {page: bad.md, output: files/bad, section: Sektion}\n",
        "exporter.yaml:5:48: error[missing-section]: no section 'Sektion' in page 'content/bad.md'\n"
        "  hint: did you mean 'Section'?",
        1,
    ),
    "missing image": (
        "Words.\n\n![A dog](/images/dgo.png)\n",
        PAGE,
        "content/bad.md:3:1: error[missing-image]:"
        " no picture below 'content/public' or 'public': '/images/dgo.png'\n"
        "  hint: did you mean '/images/dog.png'?",
        1,
    ),
    "image elsewhere": (
        "![A dog](https://evil.example/dog.png)\n",
        PAGE,
        "content/bad.md:1:1: loss[remote-image]: the picture is on another host: 'https://evil.example/dog.png'",
        0,
    ),
    "image outside": (
        "![A dog](/../../../../etc/passwd)\n",
        PAGE,
        "content/bad.md:1:1: error[bad-image]: the picture cannot be read: the path points outside its folder",
        1,
    ),
    "broken image": ("![A dog](/images/broken.png)\n", PAGE, "content/bad.md:1:1: error[bad-image]: ", 1),
    "broken front matter": ("---\ntitle: [a\n---\n\nWords.\n", PAGE, "content/bad.md:2:10: error[yaml-syntax]", 1),
    "broken props": (
        "Words.\n\n::ShFaq\n---\nqas:\n  - q: 'a\n---\n::\n",
        PAGE,
        "content/bad.md:6:10: error[yaml-syntax]",
        1,
    ),
    "unknown component": (
        "Words.\n\n::ShFaqq\nMore.\n::\n",
        PAGE,
        "content/bad.md:3:1: warning[unknown-component]: no component 'sh-faqq': its words are shown\n"
        "  hint: did you mean 'ShFaq'?",
        0,
    ),
    "unclosed component": (
        "::ShAlert\nWords.\n",
        PAGE,
        "content/bad.md:1:1: warning[unclosed-component]: '::sh-alert' is not closed\n  hint: ",
        0,
    ),
    "bad encoding": (
        b"Words.\n\nA \xff byte.\n",
        PAGE,
        "content/bad.md:3:3: error[bad-encoding]: byte 0xff is not UTF-8\n  hint: save the file as UTF-8",
        1,
    ),
    "unknown key": (
        "Words.\n",
        PAGE + "colour: red\n",
        "exporter.yaml:6:1: error[unknown-key]: unknown key 'colour'",
        2,
    ),
    "unknown key of an export": (
        "Words.\n",
        "  - {page: bad.md, output: files/bad, titel: Bad}\n",
        "exporter.yaml:5:39: error[unknown-key]: unknown key 'exports[1].titel'\n  hint: did you mean 'title'?",
        2,
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_fault_is_told_at_its_place_and_ends_no_other_export(
    site: Write, capsys: pytest.CaptureFixture[str], case: str
) -> None:
    """File, line, column, code and hint; the good page is built beside it; no traceback; a true exit code."""
    page, entry, told, code = CASES[case]
    site("exporter.yaml", CONFIGURATION + entry)
    site("content/public/images/dog.png", b"")
    site("content/public/images/broken.png", b"\x89PNG\r\n\x1a\nno picture")
    if page is not None:
        site("content/bad.md", page)
    assert run(["build", "--in-process"]) == code
    told_here = capsys.readouterr().err
    assert told in told_here
    assert "hint:" in told_here
    assert "Traceback" not in told_here
    assert Path("out/public/files/good.html").is_file()
    made = code == 0 or case in ("unknown key", "missing image", "image outside", "broken image")
    assert Path("out/public/files/bad.html").is_file() == made


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["build", "content/nope.md"], "error[missing-page]: no page 'content/nope.md'"),
        (["build", "files/godo"], "did you mean 'files/good'?"),
        (["build", "--to", "pfd"], "error[unknown-format]: no format 'pfd'\n  hint: did you mean 'pdf'?"),
        (["build", "--config", "nope.yaml"], "error[broken-configuration]: cannot read"),
        (["build", "--shard", "6/5"], "hint: write it as '2/5'"),
        (["build", "-j", "many"], "hint: write a number, or 'auto'"),
        (["build", "--theme", "nothing"], "error[theme]: no theme 'nothing'"),
        (["build", "--no-such-option"], "No such option"),
        (["bild"], "No such command 'bild'"),
        (["ast", "nope.md"], "cannot read 'nope.md'"),
    ],
)
def test_wrong_arguments(site: Write, capsys: pytest.CaptureFixture[str], arguments: list[str], told: str) -> None:
    """A wrong command line is exit code 2, with what is wrong with it."""
    assert run(arguments) == 2
    assert told in capsys.readouterr().err


@pytest.mark.parametrize(
    ("text", "place"),
    [("site: [\n", ":2:1"), ("site: {url: nowhere}\n", ":1:13"), ("formats: 3\n", ":1:10"), ("- a\n", ":1:1")],
)
def test_broken_configuration(site: Write, capsys: pytest.CaptureFixture[str], text: str, place: str) -> None:
    """A configuration that cannot be used ends the run with its place, and builds nothing."""
    site("exporter.yaml", text)
    assert run(["build"]) == 2
    assert f"exporter.yaml{place}: error[" in capsys.readouterr().err
    assert not Path("out").exists()


@pytest.mark.parametrize("epoch", ["", "yesterday", "-1", "1.5", "9" * 30, "١٢"])
def test_wrong_epoch(site: Write, monkeypatch: pytest.MonkeyPatch, epoch: str) -> None:
    """A SOURCE_DATE_EPOCH that is no number of seconds is an error, not a surprise in the files."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
    assert run(["build"]) == 2


def test_error_in_another_section_ends_no_section(site: Write, capsys: pytest.CaptureFixture[str]) -> None:
    """A section with an error is not written; the one beside it is."""
    broken = "## Bad\n\n::ShFaq\n---\nqas:\n  - q: 'a\n---\n::\n\n## Good\n\nWords.\n"
    site("content/bad.md", broken)
    entries = "".join(f"  - {{page: bad.md, section: {s}, output: files/{s}-part}}\n" for s in ("Bad", "Good"))
    site("exporter.yaml", CONFIGURATION + entries)
    assert run(["build", "--in-process"]) == 1
    capsys.readouterr()
    assert sorted(p.name for p in Path("out/public/files").iterdir()) == ["Good-part.html", "good.html"]


def test_failed_export_leaves_the_old_file(site: Write) -> None:
    """What was built before stands until it can be built again."""
    assert run(["build", "--in-process"]) == 0
    before = Path("out/public/files/good.html").read_bytes()
    site("content/good.md", "::ShFaq\n---\nqas: [\n---\n::\n")
    assert run(["build", "--in-process"]) == 1
    assert Path("out/public/files/good.html").read_bytes() == before
