"""The comparison itself: it sees what a reader would see, and forgives what machines draw differently."""

from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image, ImageDraw

from tests.visual import pictures


def drawn(*boxes: tuple[int, int, int, int]) -> bytes:
    """A white picture with dark boxes."""
    image = Image.new("RGB", (720, 900), "white")
    for box in boxes:
        ImageDraw.Draw(image).rectangle(box, fill="#413c58")
    out = BytesIO()
    image.save(out, "PNG")
    return out.getvalue()


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A place of its own for kept pictures, with one in it."""
    monkeypatch.setattr(pictures, "KEPT", tmp_path / "kept")
    monkeypatch.setattr(pictures, "FAILED", tmp_path / "failed")
    pictures.keep(tmp_path / "kept" / "box.png", pictures.small(drawn((100, 100, 600, 300))))
    return tmp_path


def test_the_same_passes(folder: Path) -> None:
    """The picture itself and one with its edges moved by a pixel pass."""
    pictures.assert_looks_the_same("box", drawn((100, 100, 600, 300)))
    pictures.assert_looks_the_same("box", drawn((101, 100, 601, 301)))


def test_a_difference_fails_and_is_shown(folder: Path) -> None:
    """Something new fails, and one page shows both pictures and the difference."""
    with pytest.raises(AssertionError, match="looks different"):
        pictures.assert_looks_the_same("box", drawn((100, 100, 600, 300), (100, 500, 300, 600)))
    assert (folder / "failed" / "box.html").read_text("utf-8").count("<img") == 3


def test_another_height_fails(folder: Path) -> None:
    """A page that grew is different."""
    image = Image.open(BytesIO(drawn((100, 100, 600, 300)))).crop((0, 0, 720, 800))
    out = BytesIO()
    image.save(out, "PNG")
    with pytest.raises(AssertionError, match="looks different"):
        pictures.assert_looks_the_same("box", out.getvalue())


def test_kept_pictures_are_small() -> None:
    """No kept picture is larger than its limit."""
    for file in (pictures.ROOT / "tests" / "visual" / "kept").glob("*.png"):
        assert file.stat().st_size <= pictures.LIMIT, file.name
