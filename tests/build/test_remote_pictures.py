"""Pictures of allowed hosts in a build: downloaded once, locked by hash, and a link where they are not to be had."""

import json
import shutil
from pathlib import Path

import pytest

from exporter.assets import RemoteLimits
from exporter.build.flow import Flow
from exporter.build.pictures import Pictures
from exporter.build.project import open_project
from exporter.build.remote_pictures import RemotePictures
from exporter.cache import Cache
from exporter.diagnostics import Diagnostics, UsageError
from exporter.model.document import Document

DOT = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><circle r="4" fill="{}"/></svg>'
URL = "https://pictures.example/dot.svg"
CONFIGURATION = "site: {url: https://example.org}\nexports:\n  - {page: a.md, output: files/a}\n"


class Host:
    """A host in the place of the network; ``asked`` counts how often it was."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.data: bytes | None = DOT.format("red").encode()
        self.asked = 0
        monkeypatch.setattr("exporter.assets.remote.download", self._download)

    def _download(self, *_: object) -> bytes:
        self.asked += 1
        if self.data is None:
            raise AssertionError("the network was asked")
        return self.data


@pytest.fixture
def host(monkeypatch: pytest.MonkeyPatch) -> Host:
    """The host."""
    return Host(monkeypatch)


def selected(site: Path, cache: Path | None = None, more: str = "assets: {remote: [pictures.example]}\n") -> Document:
    """The document of the site's one export; there must be no findings."""
    document, found = tried(site, cache, more)
    assert document is not None
    assert found == []
    return document


def tried(site: Path, cache: Path | None, more: str) -> tuple[Document | None, list[str]]:
    """The document and the findings."""
    (site / "content").mkdir(parents=True, exist_ok=True)
    (site / "content/a.md").write_text(f"Words ![A dot]({URL})\n")
    (site / "exporter.yaml").write_text(CONFIGURATION + more)
    diagnostics = Diagnostics()
    project = open_project(site, diagnostics)
    flow = Flow(project)
    kept = Cache(cache) if cache else None
    remote = RemotePictures(project.config, kept, RemoteLimits(), allowed=lambda _: True)
    flow.pictures = Pictures(project.config, kept, remote=remote)
    (export,) = flow.plan(diagnostics)
    chosen = flow.select(export)
    return chosen.document, [str(f).splitlines()[0] for f in (*diagnostics, *chosen.findings)]


def test_a_picture_is_locked_and_kept(host: Host, tmp_path: Path) -> None:
    """The first run downloads and locks it; the next ones need no network, and give the same bytes."""
    first = selected(tmp_path / "site", tmp_path / "cache")
    host.data = None
    second = selected(tmp_path / "site", tmp_path / "cache")
    assert first.assets[URL].data == second.assets[URL].data
    lock = json.loads((tmp_path / "site/exporter.lock").read_text())
    assert list(lock["pictures"]) == [URL]
    assert host.asked == 1


def test_a_kept_picture_is_held_to_its_hash(host: Host, tmp_path: Path) -> None:
    """An entry of the cache with other bytes than the lock's hash counts as missing."""
    first = selected(tmp_path / "site", tmp_path / "cache")
    (locked,) = json.loads((tmp_path / "site/exporter.lock").read_text())["pictures"].values()
    Cache(tmp_path / "cache").put("remote", locked.removeprefix("sha256:"), DOT.format("blue").encode())
    assert selected(tmp_path / "site", tmp_path / "cache").assets[URL].data == first.assets[URL].data
    assert host.asked == 2


def test_another_machine_gets_the_locked_bytes_or_none(host: Host, tmp_path: Path) -> None:
    """With an empty cache the picture comes from its host again; where it is another one, that is an error."""
    selected(tmp_path / "site", tmp_path / "cache")
    shutil.rmtree(tmp_path / "cache")
    selected(tmp_path / "site", tmp_path / "cache")
    shutil.rmtree(tmp_path / "cache")
    host.data = DOT.format("blue").encode()
    _, found = tried(tmp_path / "site", tmp_path / "cache", "assets: {remote: [pictures.example]}\n")
    assert found == [
        "content/a.md:1:7: error[failed-download]: the picture differs from the one in exporter.lock: "
        "'https://pictures.example/dot.svg'"
    ]


@pytest.mark.parametrize("severity", ["", "warning", "note"])
def test_a_link_replaces_a_picture_that_is_not_downloaded(host: Host, tmp_path: Path, severity: str) -> None:
    """It is a loss unless the project says otherwise, and the words of the picture are a link to it."""
    document, found = tried(tmp_path, None, f"severities: {{remote-image: {severity}}}\n" if severity else "")
    assert [f.partition(": ")[2].partition("]")[0] for f in found] == [f"{severity or 'loss'}[remote-image"]
    assert document is not None
    assert f"Link(target='{URL}', children=(Text(text='A dot'" in repr(document.body)
    assert host.asked == 0


@pytest.mark.parametrize(
    "text", ["", "[]", "{", '{"version": 2}', '{"version": 1, "pictures": {"a": "md5:1"}}', "[" * 9999]
)
def test_a_broken_lock_is_told(host: Host, tmp_path: Path, text: str) -> None:
    """A lock that cannot be read ends the run: it is never thrown away in silence."""
    tmp_path.joinpath("exporter.lock").write_text(text)
    with pytest.raises(UsageError, match=r"cannot read exporter\.lock"):
        selected(tmp_path)


def test_pictures_on_the_sites_own_hosts_are_read_below_the_public_folder(tmp_path: Path) -> None:
    """An address of the site is as good as its path: nothing is downloaded."""
    (tmp_path / "content/public").mkdir(parents=True)
    (tmp_path / "content/public/dot.svg").write_text(DOT.format("red"))
    (tmp_path / "content/a.md").write_text("![A dot](https://example.org/dot.svg)\n")
    (tmp_path / "exporter.yaml").write_text(CONFIGURATION)
    diagnostics = Diagnostics()
    flow = Flow(open_project(tmp_path, diagnostics))
    (export,) = flow.plan(diagnostics)
    document = flow.select(export).document
    assert document is not None
    assert list(document.assets) == ["https://example.org/dot.svg"]
