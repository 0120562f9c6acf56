"""Files that stand where the exporter's own do: put there by a checkout, or by a step before it in CI."""

import hashlib
import json
import os
from collections.abc import Callable
from pathlib import Path

from tests.attacks.attack import CONFIGURATION, Attack

MANIFEST = "out/manifest.json"
PAGE = "out/public/files/attack.html"
OTHER = "mine.txt"  # a file of the project that must stay as it is


def pipe(name: str) -> Callable[[Path], None]:
    """A pipe at a path, which whoever reads it waits for."""

    def prepare(site: Path) -> None:
        (site / name).parent.mkdir(parents=True, exist_ok=True)
        os.mkfifo(site / name)

    return prepare


def link(name: str, target: str) -> Callable[[Path], None]:
    """A link at a path."""

    def prepare(site: Path) -> None:
        (site / OTHER).write_text("mine")
        (site / name).parent.mkdir(parents=True, exist_ok=True)
        (site / name).symlink_to(target)

    return prepare


def outer_folder(site: Path) -> None:
    """An output folder that is a link out of the project."""
    (site.parent / "elsewhere").mkdir()
    (site / "out").symlink_to("../elsewhere")


def manifest_of_others(site: Path) -> None:
    """A manifest that has a file of the project as one that is no longer asked for."""
    (site / OTHER).write_text("mine")
    digest = hashlib.sha256(b"mine").hexdigest()
    entry = {"path": f"../{OTHER}", "sha256": digest, "key": "k", "size": 4, "format": "pdf", "export": "x"}
    value = {"version": 1, "files": [], "orphans": [entry], "environment": {}}
    (site / "out").mkdir()
    (site / MANIFEST).write_text(json.dumps(value))


REMOTE = "assets: {remote: [pictures.example]}\n"
LOCK = ("lock",)

ATTACKS = (
    Attack(name="output folder that leads out of the project", prepare=outer_folder, found=("write",), exit=2),
    Attack(name="manifest that is a pipe", prepare=pipe(MANIFEST)),
    Attack(name="manifest that never ends", prepare=link(MANIFEST, "/dev/zero")),
    Attack(name="manifest of 100000 brackets", files={MANIFEST: "[" * 100_000}),
    Attack(name="manifest of other things", files={MANIFEST: '{"version": 1, "files": [5], "orphans": {"a": []}}'}),
    Attack(name="output that is a pipe", prepare=pipe(PAGE), found=("foreign-file",), exit=1),
    Attack(name="output that never ends", prepare=link(PAGE, "/dev/zero"), found=("foreign-file",), exit=1),
    Attack(
        name="output that is a link to a file", prepare=link(PAGE, f"../../../{OTHER}"), found=("foreign-file",), exit=1
    ),
    Attack(
        name="run lock that is a link to a file", prepare=link("out/.lock", f"../{OTHER}"), found=("write",), exit=3
    ),
    Attack(name="run lock that is a pipe", prepare=pipe("out/.lock"), found=("write",), exit=3),
    Attack(
        name="journal that is a link to a file", prepare=link("out/.journal", f"../{OTHER}"), found=("write",), exit=1
    ),
    Attack(name="journal that is a pipe", prepare=pipe("out/.journal"), found=("write",), exit=1),
    Attack(name="journal of 100000 brackets", files={"out/.journal": "[" * 100_000 + "\n5\n[[], {}]\n"}),
    Attack(name="picture lock that is a pipe", more=REMOTE, prepare=pipe("exporter.lock"), found=LOCK, exit=2),
    Attack(
        name="picture lock that never ends", more=REMOTE, prepare=link("exporter.lock", "/dev/zero"), found=LOCK, exit=2
    ),
    Attack(
        name="picture lock of 100000 brackets", more=REMOTE, files={"exporter.lock": "[" * 100_000}, found=LOCK, exit=2
    ),
    Attack(
        name="configuration of nine megabytes",
        config=CONFIGURATION + "#" * 9_000_000,
        found=("broken-configuration",),
        exit=2,
    ),
    Attack(
        name="manifest that has files of others removed",
        prepare=manifest_of_others,
        command=("clean", "--orphans"),
    ),
)
