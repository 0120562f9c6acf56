"""The recipe for a Nuxt site: the build of the site makes its downloads first."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from exporter.cli import run
from tests.agreement.cases import png
from tests.cli.conftest import Write
from tests.faq_site import ROOT

PAGE = """\
---
title: FAQ
---

## Questions

::ShFaq
---
qas:
  - q: "Why?"
    a: "Because."
---
::

::ShAlert{typeAlert="info"}
Download: [FAQ](/files/faq.html)
::
"""
CONFIGURATION = """\
site: {url: https://example.org}
public: public
formats: [html]
publish: {/: public}
"""


def test_the_site_s_build_makes_its_downloads_first(tmp_path: Path) -> None:
    """The scripts of the docs, run as ``npm run build`` runs them: the page's link is answered in the site's output."""
    found = re.search(r"```json\n(\{ \"scripts\".*\})\n```", (ROOT / "docs/pages/ci.md").read_text())
    assert found, "the docs show the scripts"
    scripts = json.loads(found[1])["scripts"]
    assert scripts["build"] == "nuxt build"
    scripts["build"] = "cp -R public built"  # what Nuxt does with the folder
    (tmp_path / "exporter.yaml").write_text(CONFIGURATION)
    for folder in ("content", "public"):
        (tmp_path / folder).mkdir()
    (tmp_path / "content/faq.md").write_text(PAGE)
    (tmp_path / "public/robots.txt").write_text("theirs")
    path = os.pathsep.join((str(Path(sys.executable).parent), os.environ["PATH"]))
    environment = os.environ | {"PATH": path, "EXPORTER_CACHE": str(tmp_path / "cache")}
    for name in ("prebuild", "build"):
        done = subprocess.run(
            ["sh", "-c", scripts[name]], cwd=tmp_path, env=environment, capture_output=True, check=False
        )
        assert done.returncode == 0, done.stderr.decode()
    built = (tmp_path / "built/files/faq.html").read_bytes()
    assert built == (tmp_path / "out/public/files/faq.html").read_bytes()
    assert (tmp_path / "built/robots.txt").read_text() == "theirs"


BESIDE = """\
# Site

![A square](/images/a.png)

::sh-dynamic-table
---
dataUrl: /data/rows.json
columns: [{name: word, title: Word}]
---
::
"""


def test_files_of_nuxt_s_public_folder_are_found_from_any_content_folder(
    site: Write, capsys: pytest.CaptureFixture[str]
) -> None:
    """Pictures and data beside the content, whatever its name; what is found nowhere says where it was looked for."""
    site("exporter.yaml", "content: docs\nevery_page: true\nformats: [pdf, docx, html, epub]\n")
    site("docs/a.md", BESIDE)
    site("public/images/a.png", png())
    site("public/data/rows.json", '[{"word": "in the data"}]')
    assert run(["build", "--strict"]) == 0
    page = Path("out/public/a/a.html").read_text()
    assert "in the data" in page
    assert "data:image/png" in page
    capsys.readouterr()
    Path("public/images/a.png").unlink()
    assert run(["build"]) == 1
    told = capsys.readouterr().err
    place = "docs/a.md:3:1: error[missing-image]: no picture below 'docs/public' or 'public': '/images/a.png'"
    assert f"{place}\n  hint: 'public' in exporter.yaml names the folders" in told
