"""A site made of a corpus in a temporary folder, and its builds with the network cut."""

import json
import shutil
import subprocess
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.conformance.judges import JUDGES

ROOT = Path(__file__).parents[2]
CONFIGURATION = "site:\n  url: https://omaspecworks.org\npublic: public\n"
# A new network without devices: nothing can be reached from in there (Linux; as root, or as root of a user namespace).
CUTTERS = (["unshare", "--net"], ["unshare", "--map-root-user", "--net"])


@dataclass(frozen=True, slots=True)
class Built:
    """One build of all pages: its report, its output folder, how long it took."""

    report: Mapping[str, Any]
    out: Path
    seconds: float

    @property
    def pages(self) -> list[str]:
        """All pages, also those of which nothing was made."""
        return list(self.report["pages"])

    def files(self, form: str) -> dict[str, Path]:
        """The files of a format that were made, by their pages."""
        made = (f for f in self.report["files"] if f["format"] == form and f["state"] == "built")
        return {f["page"]: Path(f["path"]) for f in made}


def make_site(corpus: Path, folder: Path) -> Path:
    """A copy of the pages and pictures below ``corpus``; gives the folder."""
    shutil.copytree(corpus / "content", folder / "content")
    shutil.copytree(corpus / "public", folder / "public")
    return folder


def build(site: Path, name: str, severities: Mapping[str, str]) -> Built:
    """Builds every page with these severities into a folder called ``name`` beside the site."""
    config, out = site / f"{name}.yaml", site.parent / name
    lines = [f"  {code}: {severity}\n" for code, severity in severities.items()]
    formats = f"formats: [{', '.join(JUDGES)}]\n"
    config.write_text(CONFIGURATION + formats + ("severities:\n" if lines else "") + "".join(lines), "utf-8")
    report, log = site.parent / f"{name}.json", site.parent / f"{name}.log"
    command = [sys.executable, "-m", "tests.conformance.building", str(config), str(out), str(report)]
    start = time.monotonic()
    with log.open("w") as lines_of_log:
        run = subprocess.run([*cutter(), *command], cwd=ROOT, stdout=lines_of_log, stderr=subprocess.STDOUT)
    if run.returncode:
        raise SystemExit(f"the build ended with {run.returncode}:\n{log.read_text('utf-8')[-3000:]}")
    value = json.loads(report.read_text("utf-8"))
    for file in value["files"]:
        file["path"] = str((site / file["path"]).resolve())
    return Built(value, out, time.monotonic() - start)


def cutter() -> list[str]:
    """What runs a command without a network; empty where the machine has nothing of the kind."""
    for command in CUTTERS:
        if shutil.which(command[0]) and subprocess.run([*command, "true"], capture_output=True).returncode == 0:
            return command
    return []
