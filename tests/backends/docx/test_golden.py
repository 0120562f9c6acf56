"""The parts of three Word files are, line by line, those in ``tests/golden/docx``.

After a change that is meant, ``python -m tests.backends.docx.golden`` writes them anew.
"""

from difflib import unified_diff

import pytest

from tests.backends.docx import golden


@pytest.mark.parametrize("name", golden.FILES)
def test_parts_are_the_golden_ones(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """No part is missing or new, and none has another line."""
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    made, kept = golden.parts(golden.FILES[name]()), golden.stored(name)
    assert sorted(made) == sorted(kept)
    for part in made:
        lines = kept[part].splitlines(), made[part].splitlines()
        assert "\n".join(unified_diff(*lines, "golden", "made", n=1, lineterm="")) == "", part
