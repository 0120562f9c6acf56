"""The page looks like small pictures that a person approved (``tests/visual``)."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.visual.pictures import assert_looks_the_same

VIEWS = {
    "top": ("faq", 1280, False, ""),
    "phone-dark": ("faq", 390, True, ""),
    "narrow-open": ("faq", 320, False, "document.querySelector('[data-tool=all]').click()"),
    "lists": ("sample", 1280, False, "document.getElementById('lists').scrollIntoView()"),
    "roles-dark": ("sample", 1280, True, "document.getElementById('roles').scrollIntoView()"),
    "phone-tables": ("sample", 390, False, "document.getElementById('tables').scrollIntoView()"),
    "foot": ("sample", 1280, False, "scrollTo(0, document.body.scrollHeight)"),
}


@pytest.mark.parametrize("view", VIEWS)
def test_looks(opened: Callable[..., Any], view: str) -> None:
    """The page looks as it did when it was last looked at."""
    name, width, dark, script = VIEWS[view]
    with opened(name, width=width, height=800, dark=dark) as it:
        it.page.evaluate("document.fonts.ready")
        if script:
            it.page.evaluate(script)
        it.page.wait_for_timeout(150)
        assert_looks_the_same(f"html-{view}", it.page.screenshot())
