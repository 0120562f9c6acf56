"""The documentation shows files as they look today; ``make pictures`` draws them anew."""

from io import BytesIO

import pytest
from PIL import Image

from tests.docs.pictures import GALLERY, ROOT, SOURCE, THEMES, drawn, file_of
from tests.one_process import in_one_process
from tests.visual.pictures import TOLERANCE, compare, small

LARGEST = 100_000  # bytes of a picture


@pytest.mark.parametrize("theme", THEMES)
def test_the_picture_of_a_theme_is_true(theme: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The page on themes has a picture of each theme."""
    kept_in = file_of(f"theme-{theme}")
    assert f"(images/{kept_in.name})" in (ROOT / "docs/pages/themes.md").read_text("utf-8")
    in_one_process(monkeypatch)
    out = BytesIO()
    drawn(theme).save(out, "PNG")
    with Image.open(kept_in) as kept:
        assert compare(kept.convert("L").resize(small(out.getvalue()).size), small(out.getvalue()))[0] <= TOLERANCE


@pytest.mark.parametrize("name", GALLERY)
def test_a_picture_of_the_gallery_is_of_the_present_page(name: str) -> None:
    """The gallery shows it, small enough for the repository, and it was drawn from the page as it is."""
    kept_in = file_of(name)
    assert f"(images/{kept_in.name})" in (ROOT / "docs/pages/gallery.md").read_text("utf-8")
    assert kept_in.stat().st_size < LARGEST
    with Image.open(kept_in) as kept:
        assert kept.info[SOURCE] == GALLERY[name].source()
