"""A release: metadata for the index, and a workflow whose parts are pinned."""

import re
import sys
from pathlib import Path

import pytest
from hatchling.build import build_sdist, build_wheel

from tests.packaging.conftest import ADDRESS, ROOT
from tests.packaging.pythons import versions
from tests.packaging.release import faults, wheel_metadata


def test_archives_with_an_address_are_ready(archives: dict[str, Path], tmp_path: Path) -> None:
    """With the address all is well; without, and with another tag, each fault is named."""
    tag = f"v{wheel_metadata(archives['.whl']).version}"
    assert list(faults(tag, archives, archives)) == []
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("PROJECT_URL")
        patch.chdir(ROOT)
        names = build_wheel(str(tmp_path)), build_sdist(str(tmp_path))
    found = "\n".join(faults("v9", {Path(name).suffix: tmp_path / name for name in names}, archives))
    for part in ("another build", "not that of the tag v9", "no links; set PROJECT_URL", "docs/pages/index.md"):
        assert found.count(part) == 2, part


def test_the_page_of_the_package_has_absolute_links_and_pictures(archives: dict[str, Path]) -> None:
    """The README's picture is a file, its links are pages, and the package names its code and documentation."""
    data = wheel_metadata(archives[".whl"])
    assert f"]({ADDRESS}/raw/HEAD/docs/images/result.png)" in str(data.description)
    assert f"]({ADDRESS}/blob/HEAD/SECURITY.md)" in str(data.description)
    assert (data.project_urls or {})["Documentation"] == f"{ADDRESS}/blob/HEAD/docs/pages/index.md"


def test_the_workflow_takes_pinned_actions_and_runs_targets_that_exist() -> None:
    """Each action is named by its commit, with its version beside it; each command is a target of the Makefile."""
    text = (ROOT / ".github" / "workflows" / "release.yml").read_text("utf-8")
    uses = re.findall(r"uses: (.*)", text)
    assert uses
    assert [use for use in uses if not re.fullmatch(r"[\w./-]+@[0-9a-f]{40} # v[\d.]+", use)] == []
    makefile = (ROOT / "Makefile").read_text("utf-8")
    assert [name for name in re.findall(r"run: make ([\w-]+)", text) if f"\n{name}:" not in makefile] == []


def test_the_named_versions_of_python_are_those_that_are_tested() -> None:
    """The oldest one is the least that the package takes, and this one is among them."""
    assert f'requires-python = ">={versions()[0]}"' in (ROOT / "pyproject.toml").read_text("utf-8")
    assert f"{sys.version_info.major}.{sys.version_info.minor}" in versions()
