"""Pictures of an allowed host, from the page to the files: downloaded once, locked, and built again without a network.

The host is a server of the test's own. Its address is private, so that the rule against such is put out of force.
"""

import base64
import io
import shutil
import threading
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pikepdf
import pytest
from PIL import Image

from exporter.cli import run
from tests.attacks.network import cut
from tests.cli.test_diff import git
from tests.end_to_end.test_process import hashes

RED, BLUE = (200, 30, 40), (20, 30, 200)
FORMATS = ("pdf", "docx", "html")


def picture(color: tuple[int, int, int]) -> bytes:
    """A picture's file of one colour."""
    out = io.BytesIO()
    Image.new("RGB", (60, 40), color).save(out, "PNG")
    return out.getvalue()


@dataclass
class Host:
    """A server of one picture; ``asked`` are the paths that it was asked for."""

    data: bytes = picture(RED)
    asked: list[str] = field(default_factory=list)
    name: str = ""


@pytest.fixture
def host(monkeypatch: pytest.MonkeyPatch) -> Iterator[Host]:
    """The running server, whose address may be connected to."""
    found = Host()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            found.asked.append(self.path)
            self.send_response(200)
            self.end_headers()
            self.wfile.write(found.data)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    monkeypatch.setattr("exporter.assets.remote.is_public", lambda address: address == "127.0.0.1")
    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        found.name = f"127.0.0.1:{server.server_port}"
        yield found
        server.shutdown()


@pytest.fixture
def site(host: Host, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A site whose page shows the host's picture, in whose folder the test runs."""
    (tmp_path / "content").mkdir()
    (tmp_path / "content/page.md").write_text(f"# Title\n\n![A red box](http://{host.name}/red.png)\n")
    (tmp_path / "exporter.yaml").write_text(
        f"site: {{url: https://example.org}}\nformats: [{', '.join(FORMATS)}]\n"
        f"assets: {{remote: ['{host.name}']}}\nexports:\n  - {{page: page.md, output: files/doc}}\n"
    )
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("EXPORTER_CACHE", str(tmp_path / "cache"))
    return tmp_path


def colors(out: Path) -> dict[str, tuple[int, ...]]:
    """The colour of the one picture of each file, by its format."""
    with zipfile.ZipFile(out / "review/files/doc.docx") as package:
        (name,) = [n for n in package.namelist() if n.startswith("word/media/")]
        word = package.read(name)
    with pikepdf.open(out / "public/files/doc.pdf") as pdf:
        (inside,) = [image for page in pdf.pages for image in page.get_images().values()]
        paper = pikepdf.PdfImage(inside).as_pil_image()
    page = (out / "public/files/doc.html").read_text("utf-8")
    start = page.index("data:image/png;base64,")
    web = base64.b64decode(page[start + 22 : page.index('"', start)])
    files = {"docx": Image.open(io.BytesIO(word)), "pdf": paper, "html": Image.open(io.BytesIO(web))}
    return {name: image.convert("RGB").getpixel((5, 5)) for name, image in files.items()}  # type: ignore[misc]


def test_a_picture_goes_into_the_files_and_is_not_asked_for_again(
    site: Path, host: Host, monkeypatch: pytest.MonkeyPatch
) -> None:
    """PDF, Word file and web page show it; the next build, without a network, makes the same bytes anew."""
    assert run(["build", "--in-process"]) == 0
    assert host.asked == ["/red.png"]
    assert colors(site / "out") == dict.fromkeys(("docx", "pdf", "html"), RED)
    assert f"http://{host.name}/red.png" in (site / "exporter.lock").read_text()
    first = hashes(site / "out")
    shutil.rmtree(site / "out")
    cut(monkeypatch)
    assert run(["build", "--in-process", "--force"]) == 0
    assert hashes(site / "out") == first
    assert run(["check"]) == 0


def test_another_picture_at_the_address_leaves_the_files_alone(
    site: Path, host: Host, capfd: pytest.CaptureFixture[str]
) -> None:
    """Where the cache is gone and the host has other bytes than the lock, that is an error at the picture's line."""
    assert run(["build", "--in-process"]) == 0
    before = hashes(site / "out")
    shutil.rmtree(site / "cache")
    host.data = picture(BLUE)
    assert run(["build", "--in-process", "--force"]) == 1
    told = capfd.readouterr().err
    assert "content/page.md:3:1: error[failed-download]: the picture differs from the one in exporter.lock" in told
    assert {name: one for name, one in hashes(site / "out").items() if name != "manifest.json"} == {
        name: one for name, one in before.items() if name != "manifest.json"
    }
    (site / "exporter.lock").unlink()
    assert run(["build", "--in-process"]) == 0
    assert colors(site / "out") == dict.fromkeys(("docx", "pdf", "html"), BLUE)


def test_a_private_address_is_not_asked(
    site: Path, host: Host, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """With the rule in force the listed host is refused for its address, and nothing reaches it."""
    monkeypatch.undo()
    monkeypatch.chdir(site)
    assert run(["build", "--in-process", "--no-cache"]) == 1
    assert "error[failed-download]: the picture's host has a private address (127.0.0.1)" in capfd.readouterr().err
    assert host.asked == []


def test_a_pull_request_downloads_nothing(site: Path, host: Host) -> None:
    """With a trusted configuration, a locked picture comes from the cache, and a link replaces all others."""
    assert run(["build", "--in-process", "--to", "html"]) == 0
    git("init", "-q")
    git("add", "exporter.yaml", "exporter.lock", "content")
    git("commit", "-q", "-m", "Base")
    asked = list(host.asked)
    page = site / "content/page.md"
    page.write_text(f"{page.read_text()}\n![Another box](http://{host.name}/blue.png)\n")
    (site / "exporter.lock").unlink()
    pull = ["build", "--in-process", "--to", "html", "--trusted-config", "HEAD"]
    assert run([*pull, "--out", "pull"]) == 0
    shown = (site / "pull/public/files/doc.html").read_text()
    assert shown.count("data:image/png;base64,") == 1
    assert f'href="http://{host.name}/blue.png"' in shown
    shutil.rmtree(site / "cache")
    assert run([*pull, "--out", "later"]) == 0
    assert "data:image/png;base64," not in (site / "later/public/files/doc.html").read_text()
    assert host.asked == asked
    assert not (site / "exporter.lock").exists()
    assert run(["build", "--in-process", "--to", "html", "--out", "merged"]) == 0
    assert (site / "merged/public/files/doc.html").read_text().count("data:image/png;base64,") == 2
