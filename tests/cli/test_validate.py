"""``exporter validate``: what rules and exports both see is told once."""

import pytest

from exporter.cli import run
from tests.cli.conftest import CONFIGURATION, Write


def test_a_missing_picture_is_told_once(site: Write, capsys: pytest.CaptureFixture[str]) -> None:
    """An exported page's picture has one finding, with the name that may be meant; so has one without words."""
    site("content/public/images/dog.svg", '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>')
    site("content/good.md", "![A dog](/images/dgo.svg)\n\n![](/images/dog.svg)\n")
    site("content/other.md", "![A dog](/images/dgo.svg)\n")
    assert run(["validate"]) == 1
    told = capsys.readouterr().err
    assert told.count("good.md:1:1: error[missing-image]") == 1
    assert "hint: did you mean '/images/dog.svg'?" in told
    assert told.count("good.md:3:1: warning[missing-alt]") == 1
    assert told.count("error[missing-image]") == 1 and "also: content/other.md:1\n" in told


@pytest.mark.parametrize("command", ["validate", "list", "build"])
def test_findings_with_the_same_words_are_one(site: Write, capsys: pytest.CaptureFixture[str], command: str) -> None:
    """Each command names a component that many pages use once, with the first of its other places."""
    for name in ("good", "other", "third"):
        site(f"content/{name}.md", "::nowhere{of=1}\n::\n")
    site("exporter.yaml", "every_page: true\nformats: [text]\n")
    assert run([command]) == 0
    told = capsys.readouterr().err
    assert told.count("loss[loss-component]") == 1
    assert "  also: content/other.md:1, content/third.md:1\n" in told


def test_the_configuration_is_told_of_whatever_is_named(site: Write, capsys: pytest.CaptureFixture[str]) -> None:
    """What is wrong in exporter.yaml for a page's export is among the findings of that page."""
    site("exporter.yaml", CONFIGURATION.replace("html", "docx") + "docx: {reference: brand.docx}\n")
    assert run(["validate", "content/good.md"]) == 1
    assert "exporter.yaml:5:19: error[option-file]: no file 'brand.docx'" in capsys.readouterr().err
