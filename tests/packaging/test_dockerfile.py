"""The container: small, without privileges, pinned, with all that the package asks for."""

import json
import re
import tomllib

from exporter.process.installing import PACKAGES
from tests.packaging.conftest import ROOT
from tests.packaging.dockerfile import context, stages
from tests.packaging.pythons import versions

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
TEXT = (ROOT / "Dockerfile").read_text("utf-8")
BUILD, FINAL = stages(TEXT)


def test_the_image_has_the_newest_tested_python() -> None:
    """Both stages have one base, an argument: the newest Python of the package, on a named release of Debian."""
    assert {BUILD.base, FINAL.base} == {f"python:{max(versions(), key=lambda v: int(v[2:]))}-slim-bookworm"}
    assert TEXT.count("\nFROM ") == TEXT.count("\nFROM $BASE")


def test_the_image_holds_no_source() -> None:
    """Source and wheel are mounted for one step; no package keeps its lists or downloads; nothing comes by address."""
    assert FINAL.arguments("COPY") == FINAL.arguments("ADD") == BUILD.arguments("ADD") == []
    for step in (*BUILD.arguments("RUN"), *FINAL.arguments("RUN")):
        assert "pip install" not in step or re.search(
            "pip install --no-cache-dir --constraint [/a-z]*/constraints.txt ", step
        )
        assert "apt-get" not in step or "&& rm -rf /var/lib/apt/lists/*" in step
        assert not re.search("https?:|curl|wget|sudo", step)


def test_the_image_runs_without_privileges() -> None:
    """A user of its own runs it; nothing after that needs more."""
    names = [name for name, _ in FINAL.instructions]
    assert FINAL.arguments("USER") == ["exporter"]
    assert "RUN" not in names[names.index("USER") :]


def test_the_image_builds_and_shows() -> None:
    """Without arguments it builds; the preview has a port."""
    assert [json.loads(words) for words in FINAL.arguments("ENTRYPOINT")] == [["exporter"]]
    assert [json.loads(words) for words in FINAL.arguments("CMD")] == [["build"]]
    assert FINAL.arguments("EXPOSE") == ["8000"]


def test_the_image_has_what_formats_need() -> None:
    """The system's packages are those that ``doctor`` names; extras are the package's, fonts for CJK by an argument."""
    (system,) = (step for step in FINAL.arguments("RUN") if "apt-get" in step)
    wanted = {*PACKAGES["git"]["debian"].split(), *PACKAGES["pango"]["debian"].split()}
    assert set(re.search(r"--no-install-recommends ([^&]*)", system)[1].split()) == wanted  # type: ignore[index]
    (step,) = (step for step in FINAL.arguments("RUN") if "pip install" in step)
    extras, chosen = re.search(r"\[([a-z,]*)\$\{CJK:\+,([a-z]*)\}\]", step).groups()  # type: ignore[union-attr]
    assert {*extras.split(","), chosen} <= PROJECT["project"]["optional-dependencies"].keys()
    assert (chosen, FINAL.arguments("ARG")) == ("cjk", ['CJK=""'])


def test_the_context_is_what_the_wheel_needs() -> None:
    """Every file that the build of the wheel names gets through, and no content, output or test."""
    found = {path.relative_to(ROOT).as_posix() for path in context()}
    hatch = PROJECT["tool"]["hatch"]
    single = {
        hatch["metadata"]["hooks"]["custom"]["path"],
        hatch["version"]["path"],
        "README.md",
        "LICENSE",
        "pyproject.toml",
    }
    wheel = hatch["build"]["targets"]["wheel"]
    assert single | {"constraints.txt"} <= found
    assert {name.split("/")[0] for name in found if "/" in name} == {
        *wheel["packages"],
        *wheel["force-include"],
        "docs",
    }
