"""The reference document of Word files: of the project, an entry or a page; read from beside the configuration."""

import re
import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from exporter.cli import run
from exporter.theme.files import Theme
from tests.cli.conftest import Write

SITE = """\
formats: [docx]
exports:
  - {page: good.md, output: files/good}
  - {page: good.md, section: First, output: files/first}
"""


def branded(color: str) -> bytes:
    """The shipped reference document with a colour of the team's own on each heading of level 1."""
    read, written = zipfile.ZipFile(BytesIO(Theme().read("templates/docx/reference.docx"))), BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        for name in read.namelist():
            data = read.read(name)
            if name == "word/styles.xml":
                data = re.sub(
                    rb'(?s)(w:styleId="Heading1".*?w:color w:val=")\w+', rb"\g<1>" + color.encode(), data, count=1
                )
            archive.writestr(name, data)
    return written.getvalue()


def styles(name: str) -> str:
    """The styles of a Word file that was built."""
    with zipfile.ZipFile(f"out/review/files/{name}.docx") as package:
        return package.read("word/styles.xml").decode()


def test_the_reference_document_gives_the_styles(site: Write) -> None:
    """The option in exporter.yaml takes a file beside it, and changing that file makes the Word files anew."""
    site("exporter.yaml", SITE + "docx: {reference: brand/word.docx}\n")
    site("brand/word.docx", branded("00AB12"))
    assert run(["build", "--in-process"]) == 0
    assert "00AB12" in styles("good")
    site("brand/word.docx", branded("00AB34"))
    assert run(["build", "--in-process"]) == 0
    assert "00AB34" in styles("good")


def test_an_export_and_a_page_may_have_their_own(site: Write) -> None:
    """Options of an entry, and of a page's front matter, stand over those of the project."""
    entry = "    options: {docx: {reference: entry.docx}}\n"
    site("exporter.yaml", SITE.replace("  - {page: good.md, section: First, output: files/first}\n", ""))
    with Path("exporter.yaml").open("a") as file:
        file.write(f"  - page: good.md\n    section: First\n    output: files/first\n{entry}")
    front = "exports:\n  - {output: files/own, options: {docx: {reference: page.docx}}}\n"
    site("content/own.md", f"---\ntitle: Own\n{front}---\n\nWords.\n")
    site("entry.docx", branded("00AB56"))
    site("page.docx", branded("00AB78"))
    assert run(["build", "--in-process"]) == 0
    assert "00AB56" in styles("first")
    assert "00AB78" in styles("own")
    assert not {"00AB56", "00AB78"} & set(re.findall("00AB..", styles("good")))


@pytest.mark.parametrize(
    ("path", "message"),
    [
        ("brand.docx", "no file 'brand.docx'"),
        ("../brand.docx", "cannot read '../brand.docx': the path points outside its folder"),
        ("content", "no file 'content'"),
    ],
)
@pytest.mark.parametrize("command", ["build", "validate"])
def test_a_file_that_is_of_no_use_is_told_at_its_key(
    site: Write, capsys: pytest.CaptureFixture[str], command: str, path: str, message: str
) -> None:
    """A missing file, a folder and a path that leads out are one error each, at the option's value, with a hint."""
    site("exporter.yaml", SITE + f"docx:\n  reference: {path}\n")
    assert run([command, *(["--in-process"] if command == "build" else [])]) == 1
    told = capsys.readouterr().err
    assert (
        f"exporter.yaml:6:14: error[option-file]: {message}\n  hint: write its path relative to the folder of" in told
    )
    assert told.count("option-file") == 1


def test_a_file_that_is_no_word_file_fails_the_word_files_alone(
    site: Write, capsys: pytest.CaptureFixture[str]
) -> None:
    """The other formats are built."""
    site("exporter.yaml", SITE.replace("[docx]", "[docx, html]") + "docx: {reference: exporter.yaml}\n")
    assert run(["build", "--in-process"]) == 1
    assert "error[docx-reference]: the reference document cannot be read" in capsys.readouterr().err
    assert Path("out/public/files/good.html").is_file()
    assert not Path("out/review/files/good.docx").exists()
