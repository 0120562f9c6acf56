"""The documentation shows each shipped theme as it looks today."""

from io import BytesIO

import pytest
from PIL import Image

from tests.docs.theme_pictures import ROOT, THEMES, drawn, file_of
from tests.one_process import in_one_process
from tests.visual.pictures import TOLERANCE, compare, small


@pytest.mark.parametrize("theme", THEMES)
def test_the_picture_of_a_theme_is_true(theme: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The page on themes has a picture of each theme; ``make pictures`` draws them anew."""
    assert f"(images/{file_of(theme).name})" in (ROOT / "docs/pages/themes.md").read_text("utf-8")
    in_one_process(monkeypatch)
    out = BytesIO()
    drawn(theme).save(out, "PNG")
    with Image.open(file_of(theme)) as kept:
        assert compare(kept.convert("L").resize(small(out.getvalue()).size), small(out.getvalue()))[0] <= TOLERANCE
