"""Pictures: bombs, other formats under a picture's name, and drawings that run, read or never end."""

import io
import struct
import zlib

from PIL import Image

from tests.attacks.attack import SECRET, Attack, Content

HEAD = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="9" height="9">'
WORDS = '<rect width="9" height="9"/>'


def chunk(kind: bytes, data: bytes) -> bytes:
    """A chunk of a PNG (ISO/IEC 15948, section 5.3)."""
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png(width: int, height: int, *extra: bytes, rows: int = 0) -> bytes:
    """A PNG that says it is so large, and holds so many rows."""
    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    data = zlib.compress(bytes((width + 1) * rows), 9)
    pieces = (chunk(b"IHDR", header), *extra, chunk(b"IDAT", data), chunk(b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(pieces)


def moving(frames: int) -> bytes:
    """A GIF of many frames."""
    out = io.BytesIO()
    pictures = [Image.new("P", (20, 20), i % 255) for i in range(frames)]
    pictures[0].save(out, "GIF", save_all=True, append_images=pictures[1:])
    return out.getvalue()


def picture(name: str, file: str, data: Content, found: str = "1:bad-image", absent: tuple[str, ...] = ()) -> Attack:
    """A page that shows the picture; with ``found`` empty it is harmless."""
    return Attack(
        name=name,
        page=f"Words that stay. ![a](/{file})\n",
        files={f"content/public/{file}": data},
        found=(found,) if found else (),
        exit=1 if found.endswith("image") else 0,
        shown=() if found else ("Words that stay.",),
        absent=absent,
    )


def drawing(name: str, inside: str, found: str = "1:bad-image", absent: tuple[str, ...] = ("evil.example",)) -> Attack:
    """As ``picture``, for the inside of a drawing."""
    return picture(name, "x.svg", f"{HEAD}{inside}</svg>", found, absent)


def text_bomb() -> bytes:
    """A text of 100 megabytes in a picture."""
    return chunk(b"zTXt", b"Comment\0\0" + zlib.compress(b"x" * 100_000_000, 9))


USES = '<defs><g id="a0"><path d="M0 0h1"/></g>' + "".join(
    f'<g id="a{i}"><use href="#a{i - 1}"/><use href="#a{i - 1}"/></g>' for i in range(1, 26)
)

MARKERS = (
    f"<marker id='m' markerWidth='9' markerHeight='9'>{WORDS * 50}</marker>"
    f"<path marker-mid='url(#m)' d='M0 0{' L1 1 L2 2' * 9_000}'/>"
)


def nested(tag: str, by: str, more: str = "") -> str:
    """Eight parts, each in eight parts, and so on: two million after seven steps."""
    rules = "".join(f".p{i}{{fill:url(#p{i})}}" for i in range(8)) if by == "class" else ""
    use = "p{}" if by == "class" else "url(#p{})"
    steps = (
        f'<{tag} id="p{i}" {more}>' + f'<rect width="9" height="9" {by}="{use.format(i - 1)}"/>' * 8 + f"</{tag}>"
        for i in range(1, 8)
    )
    return f'<style>{rules}</style><{tag} id="p0" {more}>{WORDS}</{tag}>{"".join(steps)}<rect {by}="{use.format(7)}"/>'


ATTACKS = (
    picture("png of 400 megapixels", "x.png", png(20_000, 20_000, rows=20)),
    picture("png of 177 megapixels", "x.png", lambda: png(13_300, 13_300, rows=13_300)),
    picture("png of four milliards of rows", "x.png", png(1, 2**31 - 1)),
    picture("png without its pixels", "x.png", png(6_000, 6_000)),
    picture("png with text of 100 megabytes", "x.png", lambda: png(4, 4, text_bomb(), rows=4)),
    picture("png that is only a head", "x.png", b"\x89PNG\r\n\x1a\n"),
    picture("picture without bytes", "x.png", b""),
    picture("postscript under a picture's name", "x.png", "%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n{} loop\n"),
    picture("postscript that never ends", "x.eps", "%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n{} loop\n"),
    picture("pdf under a picture's name", "x.jpg", b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n"),
    picture("page under a picture's name", "x.gif", "<html><script>alert(1)</script>", absent=("alert(1)",)),
    picture("tiff", "x.tif", b"II*\0\x08\0\0\0\0\0\0\0"),
    picture("icon of Windows", "x.ico", b"\0\0\1\0\1\0\x10\x10\0\0\1\0\x20\0h\4\0\0\x16\0\0\0"),
    picture(
        "jpeg cut off", "x.jpg", b"\xff\xd8\xff\xe0\0\x10JFIF\0\1\1\0\0\1\0\1\0\0\xff\xc0\0\x11\x08\xff\xff\xff\xff\3"
    ),
    picture("gif of 500 frames", "x.gif", lambda: moving(500), found=""),
    picture(
        "metadata of a picture", "x.png", png(4, 4, chunk(b"tEXt", f"Comment\0{SECRET}".encode()), rows=4), found=""
    ),
    picture("21 megabytes", "x.png", b"\x89PNG\r\n\x1a\n" + bytes(21_000_000)),
    drawing("drawing with a script", "<script>alert(1)</script>"),
    drawing("drawing with a handler", f"<g onload='alert(1)'>{WORDS}</g>"),
    drawing(
        "drawing with a link that runs", f"<a href='javascript:alert(1)'>{WORDS}</a>", "", ("alert(1)", "javascript")
    ),
    drawing(
        "drawing with a page in it",
        "<foreignObject><iframe xmlns='http://www.w3.org/1999/xhtml' src='https://evil.example'/></foreignObject>",
        "1:drawing-loss",
    ),
    drawing("drawing with a picture elsewhere", "<image href='https://evil.example/a.png' width='9' height='9'/>"),
    drawing("drawing with a file", "<image xlink:href='file:///etc/passwd' width='9' height='9'/>"),
    drawing("drawing with a drawing elsewhere", "<use href='https://evil.example/a.svg#b'/>"),
    drawing("drawing with a style sheet elsewhere", "<style>@import url(https://evil.example/a.css);</style>"),
    drawing("drawing with a fill elsewhere", "<rect width='9' height='9' fill='url(https://evil.example/a.svg#b)'/>"),
    drawing(
        "drawing with an escaped address", "<rect width='9' height='9' style='fill:\\75 rl(https://evil.example/a)'/>"
    ),
    drawing(
        "drawing with a filter",
        "<filter id='f'><feImage href='https://evil.example/a.png'/></filter>",
        "1:drawing-loss",
    ),
    drawing(
        "drawing that changes its link",
        "<a><set attributeName='href' to='javascript:alert(1)'/></a>",
        "",
        ("alert(1)",),
    ),
    drawing("drawing that uses itself", "<g id='a'><use href='#a'/></g>"),
    drawing("drawing of two to the 25 parts", USES + "</defs><use href='#a25'/>"),
    drawing("drawing of patterns in patterns", nested("pattern", "fill", 'width="9" height="9"')),
    drawing("drawing of masks in masks", nested("mask", "mask")),
    drawing("drawing of clips in clips", nested("clipPath", "clip-path")),
    drawing("drawing of patterns by class", nested("pattern", "class", 'width="9" height="9"')),
    drawing("drawing of markers", MARKERS),
    drawing("drawing of layers", "<g opacity='.9'><rect width='9' height='9'/></g>" * 2_000),
    drawing("drawing of a selector of 2000 parts", f"<style>{'g ' * 2_000}rect{{}}</style>{'<g>' * 40}{'</g>' * 40}"),
    drawing("drawing of 200000 letters", f"<text>{'w' * 200_000}</text>"),
    drawing("drawing of 20000 rules", f"<style>{'g g .a{fill:red}' * 20_000}</style>{WORDS * 2_000}"),
    drawing("drawing of 5000 groups in one another", "<g>" * 5_000 + "</g>" * 5_000),
    drawing("drawing of 100000 parts", "<path d='M0 0h1'/>" * 100_000),
    drawing("drawing as wide as the world", "<rect width='1e30' height='1e30'/>", ""),
    picture("drawing of a million pixels a side", "x.svg", HEAD.replace('"9"', '"1000000"') + WORDS + "</svg>"),
    picture("drawing without an end", "x.svg", HEAD),
    picture(
        "drawing with entities",
        "x.svg",
        '<!DOCTYPE svg [<!ENTITY a "aaaaaaaaaa">'
        + "".join(f'<!ENTITY a{i} "{"&a;" * 10}">' for i in range(9))
        + f"]>{HEAD}<text>&a8;</text></svg>",
    ),
    picture(
        "drawing with a file's entity",
        "x.svg",
        f'<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]>{HEAD}<text>&x;</text></svg>',
    ),
    picture(
        "drawing in UTF-16",
        "x.svg",
        f'<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE svg [<!ENTITY x "y">]>{HEAD}&x;</svg>'.encode("utf-16"),
    ),
    picture(
        "drawing with a style sheet's instruction",
        "x.svg",
        f'<?xml-stylesheet href="https://evil.example/a.css"?>{HEAD}{WORDS}</svg>',
        "",
        ("evil.example",),
    ),
    picture("drawing under another name", "x.png", f"{HEAD}<script>alert(1)</script></svg>"),
)
