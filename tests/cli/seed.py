"""The seed's page and configuration in a folder of the test's own."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests import faq_site

UTILITIES = "documents/whitepapers/OMA-WP-LwM2M-for-Utilities/OMA-QA-Utilities-And-LwM2M-20231120-D"
PAGE = Path("content/about/faq.md")
VARIABLES = (
    *("CI", "GITHUB_ACTIONS", "GITHUB_STEP_SUMMARY", "GITHUB_BASE_REF", "SOURCE_DATE_EPOCH"),
    "CI_MERGE_REQUEST_TARGET_BRANCH_NAME",
)

Reword = Callable[[str, str], None]


@pytest.fixture
def seed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Reword:
    """A function that rewords the page, in whose project the test runs; every format is HTML, which is quick."""
    folder = tmp_path / "seed"
    faq_site.write(folder)
    with (folder / "exporter.yaml").open("a") as configuration:
        configuration.write("formats: [html]\n")
    monkeypatch.chdir(folder)
    monkeypatch.setenv("EXPORTER_CACHE", str(tmp_path / "cache"))
    for name in VARIABLES:
        monkeypatch.delenv(name, raising=False)

    def reword(old: str, new: str) -> None:
        text = PAGE.read_text()
        assert old in text
        PAGE.write_text(text.replace(old, new))

    return reword
