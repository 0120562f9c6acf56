from io import BytesIO
from pathlib import Path

import pytest

from exporter.diagnostics import ExporterError
from exporter.published.extraction import read_published, without_running_lines


def test_lines_that_most_pages_share_are_left_out_whatever_their_numbers() -> None:
    """Running headers and page numbers are no content; a line of one page is."""
    pages = [["Title", "alpha", "Page 1 of 3"], ["Title", "beta", "Page 2 of 3"], ["Title", "gamma", "Page 3 of 3"]]
    assert without_running_lines(pages) == ["alpha", "beta", "gamma"]


def test_a_line_that_pages_share_in_their_middle_is_content() -> None:
    """Only lines at the edges of pages are running lines."""
    page = ["one", "two", "three", "management?", "four", "five", "six"]
    kept = without_running_lines([page, ["a", "b", "c", "management?", "d", "e", "f"]])
    assert kept.count("management?") == 2


def printed(html: str, *, tagged: bool) -> bytes:
    """A PDF of some HTML, with the marks of tagged PDF or without them."""
    from weasyprint import HTML

    out = BytesIO()
    HTML(string=html).write_pdf(out, pdf_tags=tagged)
    return out.getvalue()


FOOTED = """<style>@page { size: 10cm 4cm; margin: 1cm; @bottom-left { content: "Page " counter(page) } }</style>
<p lang=en style="hyphens: manual">
A state&shy;ment of re-branding the “small” things in the interopera&shy;bility of devices</p>"""


@pytest.mark.parametrize("tagged", [True, False])
def test_text_of_a_pdf_is_without_its_footers(tmp_path: Path, tagged: bool) -> None:
    """Footers are found by their marks in a tagged file, by repetition and page numbers in others."""
    file = tmp_path / "a.pdf"
    file.write_bytes(printed(FOOTED, tagged=tagged))
    text = " ".join(read_published(file))
    assert "Page" not in text
    assert text.endswith("devices")


@pytest.mark.parametrize("name", ["a.pdf", "a.docx", "a.txt"])
def test_a_file_that_can_not_be_read_is_one_clear_error(name: str, tmp_path: Path) -> None:
    """Damage ends in an error of ours that names the file."""
    (tmp_path / name).write_bytes(b"not what it says")
    with pytest.raises(ExporterError):
        read_published(tmp_path / name)
