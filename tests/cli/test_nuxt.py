"""The recipe for a Nuxt site: the build of the site makes its downloads first."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.seed import ROOT

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


@pytest.mark.skipif(shutil.which("npm") is None, reason="npm is not installed")
def test_npm_builds_the_downloads_before_the_site(tmp_path: Path) -> None:
    """``npm run build`` with the scripts of the docs: the link of the page is answered in the site's own output."""
    found = re.search(r"```json\n(\{ \"scripts\".*\})\n```", (ROOT / "docs/pages/ci.md").read_text())
    assert found, "the docs show the scripts"
    scripts = json.loads(found[1])["scripts"]
    assert scripts["build"] == "nuxt build"
    scripts["build"] = "cp -R public built"  # what Nuxt does with the folder
    (tmp_path / "package.json").write_text(json.dumps({"name": "site", "scripts": scripts}))
    (tmp_path / "exporter.yaml").write_text(CONFIGURATION)
    for folder in ("content", "public"):
        (tmp_path / folder).mkdir()
    (tmp_path / "content/faq.md").write_text(PAGE)
    (tmp_path / "public/robots.txt").write_text("theirs")
    path = os.pathsep.join((str(Path(sys.executable).parent), os.environ["PATH"]))
    environment = os.environ | {"PATH": path, "EXPORTER_CACHE": str(tmp_path / "cache"), "NO_UPDATE_NOTIFIER": "1"}
    done = subprocess.run(["npm", "run", "build"], cwd=tmp_path, env=environment, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()
    built = (tmp_path / "built/files/faq.html").read_bytes()
    assert built == (tmp_path / "out/public/files/faq.html").read_bytes()
    assert (tmp_path / "built/robots.txt").read_text() == "theirs"
