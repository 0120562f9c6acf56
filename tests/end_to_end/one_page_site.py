"""A site of one page that is built in all formats, and the words that a reader finds in each of its files."""

import re
import zipfile
from collections.abc import Callable
from html import unescape
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

from exporter.cli import run


def run_in(folder: Path, *arguments: str) -> int:
    """The exit code of a command that runs in a folder."""
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        return run(list(arguments))


def file_of(site: Path, suffix: str) -> bytes:
    """The file of the export ``files/a`` with a suffix."""
    place = "review" if suffix == "docx" else "public"
    return (site / f"out/{place}/files/a.{suffix}").read_bytes()


def part(data: bytes, name: str) -> str:
    """The part of a package whose name ends so."""
    with zipfile.ZipFile(BytesIO(data)) as package:
        return package.read(next(n for n in package.namelist() if n.endswith(name))).decode()


def words(markup: str) -> str:
    """The words of markup, without those of styles and scripts."""
    return unescape(re.sub(r"<[^>]+>", "", re.sub(r"<(style|script).*?</\1>", "", markup, flags=re.S)))


def shown_in(site: Path, suffix: str, of_markdown: Callable[[str], str] = str) -> str:
    """The words of a file, in one line; ``of_markdown`` takes the marks out of a Markdown file."""
    data = file_of(site, suffix)
    match suffix:
        case "pdf":
            text = " ".join(page.extract_text() for page in PdfReader(BytesIO(data)).pages)
        case "docx":
            fields = re.sub("<w:instrText.*?</w:instrText>", "", part(data, "word/document.xml"))
            text = words(fields.replace("</w:p>", " "))
        case "epub":
            text = words(part(data, "content.xhtml"))
        case "html":
            text = words(data.decode())
        case "md":
            text = of_markdown(data.decode())
        case _:
            text = data.decode()
    return " ".join(text.split())
