"""Paths of pictures and data: every way out of the public folder, and everything there that is no plain file."""

import os
from pathlib import Path

from tests.attacks.attack import SECRET, Attack

SVG = f'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><text>{SECRET}</text></svg>'


def outside(name: str, path: str, *more: str, code: int = 1) -> Attack:
    """A picture whose path leads to the drawing beside the public folder."""
    return Attack(
        name=name,
        page=f"![a](<{path}>)\n",
        files={"content/outside.svg": SVG, "outside.svg": SVG},
        found=more or ("1:bad-image",),
        exit=code,
    )


def special(name: str, make: str, target: str = "", found: str = "1:bad-image") -> Attack:
    """A picture that is a link, a pipe or a folder."""

    def prepare(site: Path) -> None:
        path = site / "content/public/x.svg"
        makers = {"link": lambda: path.symlink_to(target), "pipe": lambda: os.mkfifo(path), "folder": path.mkdir}
        makers[make]()

    return Attack(
        name=name, page="![a](/x.svg)\n", files={"content/outside.svg": SVG}, prepare=prepare, found=(found,), exit=1
    )


def linked_folder(site: Path) -> None:
    """A folder below the public one that leads out of it."""
    (site / "content/public/out").symlink_to("..")


ATTACKS = (
    outside("dots", "/../outside.svg"),
    outside("dots without a slash", "../outside.svg", "1:missing-image"),
    outside("dots in the middle", "/a/../../outside.svg"),
    outside("encoded dots", "/%2e%2e/outside.svg"),
    outside("encoded dots and slash", "/%2e%2e%2foutside.svg"),
    outside("dots encoded twice", "/%252e%252e%252foutside.svg"),
    outside("dots encoded beyond UTF-8", "/%c0%ae%c0%ae/outside.svg"),
    outside("bytes that are no UTF-8", "/%ff%fe.svg"),
    outside("backslashes", "/..\\outside.svg"),
    outside("encoded backslashes", "/..%5coutside.svg"),
    outside("NUL", "/a.svg%00/../outside.svg"),
    outside("full-width dots", "/\uff0e\uff0e/outside.svg", "1:missing-image"),
    outside("path of the machine", "/etc/passwd", "1:missing-image"),
    outside("path of 5000 characters", "/" + "a" * 5_000 + ".svg"),
    outside("path of 1000 folders", "/a" * 1_000 + "/x.svg", "1:missing-image"),
    outside("name of 300 characters", "/" + "a" * 300 + ".svg", "1:missing-image"),
    outside("drive of Windows", "C:\\outside.svg"),
    outside("file address", "file:///etc/passwd"),
    outside("file address with a host", "file://localhost/etc/passwd"),
    outside("share of Windows", "\\\\evil.example\\share\\a.png"),
    outside("address without a scheme", "//evil.example/a.png", "1:remote-image", code=0),
    outside("address", "https://evil.example/a.png", "1:remote-image", code=0),
    outside("address of this machine", "http://127.0.0.1:9/a.png", "1:remote-image", code=0),
    outside("address of a cloud's facts", "http://169.254.169.254/latest/meta-data/", "1:remote-image", code=0),
    outside("address that is broken", "https://[::1/a.png", "1:unsafe-attribute", code=0),
    outside("data address", "data:image/svg+xml;base64,PHN2Zz4="),
    outside("asset address", "asset:///a.png"),
    outside("address of the site with dots", "https://example.org/../outside.svg"),
    outside("address of the site with a name", "https://a@example.org/outside.svg", "1:remote-image", code=0),
    special("link to a file outside", "link", "../outside.svg"),
    special("link to a file of the machine", "link", "/etc/passwd"),
    special("link to itself", "link", "x.svg", "1:missing-image"),
    special("link to an endless device", "link", "/dev/zero"),
    special("link to this process", "link", "/proc/self/environ"),
    special("pipe that never ends", "pipe"),
    special("folder", "folder", found="1:missing-image"),
    Attack(
        name="folder that is a link",
        page="![a](/out/outside.svg)\n",
        files={"content/outside.svg": SVG},
        prepare=linked_folder,
        found=("1:bad-image",),
        exit=1,
    ),
    Attack(
        name="data file outside",
        page="::ShDynamicTable{dataUrl='/../outside.json'}\n::\n\nWords.\n",
        files={"content/outside.json": f'[{{"a": "{SECRET}"}}]'},
        found=("1:loss-data",),
        shown=("Words.",),
    ),
    Attack(
        name="picture in a card outside",
        page="::ShMicroCard{title='A' urlImage='/../outside.svg' altImage='a'}\n::\n",
        files={"content/outside.svg": SVG},
        found=("1:bad-image",),
        exit=1,
    ),
    Attack(
        name="logo outside",
        page="---\ntitle: T\nlogo: ../outside.svg\n---\n\nWords.\n",
        files={"content/outside.svg": SVG},
        found=("bad-image",),
        exit=1,
    ),
    Attack(
        name="page that is a link to a file outside",
        prepare=lambda site: (site / "content/other.md").symlink_to("../../secret.txt"),
        found=("unreadable-page",),
        exit=1,
        shown=("Words.",),
    ),
    Attack(
        name="page that is a pipe",
        prepare=lambda site: os.mkfifo(site / "content/other.md"),
        found=("unreadable-page",),
        exit=1,
        shown=("Words.",),
    ),
    Attack(
        name="folder of pages that is a link",
        prepare=lambda site: (site / "content/all").symlink_to("/"),
        found=("link-not-followed",),
        shown=("Words.",),
    ),
    Attack(
        name="picture of a page that is a drawing with a file",
        page="![a](/x.svg)\n",
        files={
            "content/public/x.svg": '<svg xmlns="http://www.w3.org/2000/svg" '
            'xmlns:xlink="http://www.w3.org/1999/xlink"><image xlink:href="../outside.svg"/></svg>',
            "content/outside.svg": SVG,
        },
        found=("1:bad-image",),
        exit=1,
    ),
)
