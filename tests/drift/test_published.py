from pathlib import Path

import pytest

from exporter.diagnostics import ExporterError
from exporter.drift.published import read_published, without_running_lines


def test_lines_that_most_pages_share_are_left_out_whatever_their_numbers() -> None:
    """Running headers and page numbers are no content; a line of one page is."""
    pages = [["Title", "alpha", "Page 1 of 3"], ["Title", "beta", "Page 2 of 3"], ["Title", "gamma", "Page 3 of 3"]]
    assert without_running_lines(pages) == ["alpha", "beta", "gamma"]


@pytest.mark.parametrize("name", ["a.pdf", "a.docx", "a.txt"])
def test_a_file_that_can_not_be_read_is_one_clear_error(name: str, tmp_path: Path) -> None:
    """Damage ends in an error of ours that names the file."""
    (tmp_path / name).write_bytes(b"not what it says")
    with pytest.raises(ExporterError):
        read_published(tmp_path / name)
