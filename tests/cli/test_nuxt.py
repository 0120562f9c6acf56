"""The recipe for a Nuxt site: the build of the site makes its downloads first."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

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
