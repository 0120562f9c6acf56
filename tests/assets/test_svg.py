"""Drawings keep the elements that draw, and nothing else."""

import base64
import io

import pytest
from lxml import etree
from PIL import Image

from exporter.assets import BadPicture, PictureLimits, read_picture
from exporter.fonts.drawing_fonts import DrawingFonts


def svg(inside: str, attributes: str = 'width="40" height="20"') -> bytes:
    """A drawing's file."""
    return f'<svg xmlns="http://www.w3.org/2000/svg" {attributes}>{inside}</svg>'.encode()


def test_drawing_and_its_png() -> None:
    """A drawing stays one, with a PNG at three times its size for formats that show no SVG."""
    asset = read_picture("a.svg", svg('<rect width="40" height="20" fill="#00f"/>'))
    assert (asset.media_type, asset.width, asset.height) == ("image/svg+xml", 40, 20)
    assert asset.fallback is not None
    png = Image.open(io.BytesIO(asset.fallback))
    assert png.size == (120, 60)
    assert png.convert("RGB").getpixel((60, 30)) == (0, 0, 255)


@pytest.mark.parametrize(
    ("attributes", "size"),
    [
        ('width="10mm" height="1in"', (pytest.approx(37.8, abs=0.1), 96)),
        ('viewBox="0 0 200 100"', (200, 100)),
        ('width="50" viewBox="0 0 200 100"', (50, 25)),
        ('width="100%" viewBox="0 0 30 60"', (30, 60)),
        ("", (300, 150)),
    ],
)
def test_size_of_a_drawing(attributes: str, size: tuple[float, float]) -> None:
    """The size comes from the attributes, else from the view box, else it is what browsers take."""
    asset = read_picture("a.svg", svg("<path d='M0 0h9'/>", attributes))
    assert (asset.width, asset.height) == size


def test_what_drawing_programs_add_is_left_out() -> None:
    """Comments, metadata, other vocabularies, a bare document type, links and motion do not reach a renderer."""
    asset = read_picture(
        "a.svg",
        b'<?xml version="1.0"?><!-- made by a program --><!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" '
        b'"http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd"><svg xmlns="http://www.w3.org/2000/svg" '
        b'xmlns:ink="urn:ink" width="9" height="9" ink:version="1"><metadata>who</metadata><ink:view zoom="2"/>'
        b'<a href="https://evil.example"><path d="M1 1h5"/></a><rect width="3" height="3"><animate '
        b'attributeName="x" to="9"/></rect></svg>',
    )
    for word in (b"DOCTYPE", b"made by", b"who", b"zoom", b"ink", b"evil", b"animate"):
        assert word not in asset.data
    assert b"M1 1h5" in asset.data


def test_label_of_draw_io_is_shown_by_its_text() -> None:
    """Of a ``switch`` between HTML and text, the text is what is drawn."""
    label = "<switch><foreignObject><p>html</p></foreignObject><text>words</text></switch>"
    data = read_picture("a.svg", svg(label)).data
    assert b"foreignObject" not in data
    assert b"words" in data


def test_cut_label_of_draw_io_has_all_its_words() -> None:
    """Text that draw.io cut is written out, in lines around the middle; its note about itself is removed."""
    label = (
        '<switch><foreignObject><div style="display: flex; align-items: unsafe center; width: 60px;"><div>Client '
        'Registration<br/>Interface</div></div></foreignObject><text x="30" y="50" font-size="10px">Client...</text>'
        '</switch><switch><g requiredFeatures="x"/><text>Text is not SVG</text></switch>'
    )
    data = read_picture("a.svg", svg(label)).data
    assert (
        b'<text x="30" y="50" font-size="10px"><tspan x="30" y="38">Client</tspan><tspan x="30" y="50">Registration'
        b'</tspan><tspan x="30" y="62">Interface</tspan></text>' in data
    )
    assert b"not SVG" not in data


@pytest.mark.parametrize(
    "inside",
    [
        "<script>alert(1)</script>",
        '<rect onclick="alert(1)" width="3" height="3"/>',
        '<image href="file:///etc/passwd" width="3" height="3"/>',
        '<use href="https://evil.example/a.svg#b"/>',
        '<use xmlns:xlink="http://www.w3.org/1999/xlink" xlink:href="other.svg#b"/>',
        '<rect fill="url(https://evil.example/x)" width="3" height="3"/>',
        "<rect style=\"fill:url( 'file:///etc/passwd' )\" width='3' height='3'/>",
        "<style>@import 'https://evil.example/x.css';</style>",
        "<style>rect { fill: \\75rl(https://evil.example) }</style>",
        '<image href="data:image/svg+xml;base64,PHN2Zz4=" width="3" height="3"/>',
        '<image href="data:image/png;base64,AAAA" width="3" height="3"/>',
        '<filter id="f"><feTurbulence numOctaves="1e9"/></filter>',
        '<g id="a"><use href="#a"/></g>',
        "<g>" * 100 + "</g>" * 100,
        "<path/>" * 6000,
        '<g id="x0"><path/></g>'
        + "".join(f'<g id="x{n}"><use href="#x{n - 1}"/><use href="#x{n - 1}"/></g>' for n in range(1, 20)),
    ],
)
def test_what_could_do_something_is_refused(inside: str) -> None:
    """Scripts, addresses, foreign content, and drawings that grow when drawn."""
    with pytest.raises(BadPicture):
        read_picture("a.svg", svg(inside))


def dot() -> str:
    """The address of a picture that a drawing embeds."""
    out = io.BytesIO()
    Image.new("RGB", (3, 3), "red").save(out, "PNG")
    return f"data:image/png;base64,{base64.b64encode(out.getvalue()).decode()}"


STOP = '<stop stop-color="red"/>'
UNTRUE = {
    "radial gradient": f'<radialGradient id="g">{STOP}</radialGradient><path d="M0 0h9v9z" fill="url(#g)"/>',
    "gradient on a line": f'<linearGradient id="g">{STOP}</linearGradient><path d="M0 5h9" stroke="url(#g)"/>',
    "words on a path": '<path id="p" d="M0 5h9"/><text><textPath href="#p">words</textPath></text>',
    "blur": '<filter id="f"><feGaussianBlur stdDeviation="2"/></filter><rect width="9" height="9" filter="url(#f)"/>',
    "shadow": '<rect width="9" height="9" style="filter: drop-shadow(1px 1px 2px black)"/>',
    "code": '<text font-family="Courier New, monospace">code</text>',
    "underline": "<style>.a { text-decoration: underline }</style><text class='a'>words</text>",
    "ink": '<rect width="9" height="9" style="fill: device-cmyk(0 1 0 0)"/>',
    "groups in each other": "<g>" * 12 + '<rect width="9" height="9"/>' + "</g>" * 12,
    "parts of parts": "".join(f'<g id="x{n}"><g><use href="#x{n - 1}"/></g></g>' for n in range(1, 6)) + '<g id="x0"/>',
    "picture": f'<image href="{dot()}" width="9" height="9"/>',
}


@pytest.mark.parametrize("kind", UNTRUE)
def test_a_drawing_that_pdf_vectors_would_change_has_its_picture(kind: str) -> None:
    """It keeps its vectors for browsers, and nothing of it is lost."""
    asset = read_picture("a.svg", svg(UNTRUE[kind]))
    assert (asset.vector, asset.losses, asset.media_type) == (False, (), "image/svg+xml")
    assert asset.fallback is not None


def test_plain_drawings_stay_vectors() -> None:
    """Shapes, words, clips, arrows at the end of a path."""
    arrow = '<marker id="m" orient="auto"><path d="M0 0L6 3L0 6z"/></marker><path d="M0 0L9 9" marker-end="url(#m)"/>'
    assert read_picture("a.svg", svg(f"<g opacity='.5'><text>words</text></g>{arrow}")).vector


@pytest.mark.parametrize(
    ("css", "color"),
    [
        (".a{fill:#f00} @media (prefers-color-scheme:dark){.a{fill:#fff}}", (255, 0, 0)),
        (".a{fill:#000} @media screen and (min-width: 10px) { .a{fill:#f00} }", (255, 0, 0)),
        (".a{fill:#f00} @media (max-width: 10px) { .a{fill:#000} } @media print { .a{fill:#000} }", (255, 0, 0)),
        ("@font-face{font-family:x;src:url(data:font/woff2;base64,AA)} @layer a { .a{fill:#f00} }", (255, 0, 0)),
        ("@keyframes k { from { fill: #000 } } .a{fill:#f00} @supports (fill: red) { .a{fill:#0f0} }", (0, 255, 0)),
    ],
)
def test_conditions_of_style_sheets(css: str, color: tuple[int, int, int]) -> None:
    """The rules of a light screen of the drawing's width hold."""
    asset = read_picture("a.svg", svg(f'<style>{css}</style><rect class="a" width="400" height="400"/>'))
    assert asset.fallback is not None
    assert Image.open(io.BytesIO(asset.fallback)).convert("RGB").getpixel((5, 5)) == color
    assert b"@" not in asset.data


def test_labels_in_html_become_text() -> None:
    """The words stand in their box, and a loss names them; code in it is no word."""
    label = (
        '<foreignObject x="10" y="10" width="60" height="40"><div xmlns="http://www.w3.org/1999/xhtml">'
        "<style>p { color: red }</style><p>Label in a <b>box</b></p><script>no()</script></div></foreignObject>"
    )
    asset = read_picture("a.svg", svg(label))
    assert asset.losses == ("words of the drawing are set as plain text: 'Label in a box'",)
    assert b"foreignObject" not in asset.data
    assert [span.text for span in etree.fromstring(asset.data).iter("{*}tspan")] == ["Label", "in a", "box"]


def test_an_element_that_is_not_known_is_left_out() -> None:
    """The rest is drawn, and a loss names the element."""
    asset = read_picture("a.svg", svg('<mesh/><rect width="9" height="9"/><mesh/>'))
    assert asset.losses == ("the drawing's <mesh> is left out",)


@pytest.mark.parametrize(
    "data",
    [
        b'<!DOCTYPE svg [<!ENTITY a "aa">]><svg xmlns="http://www.w3.org/2000/svg"><text>&a;</text></svg>',
        b'<!DOCTYPE svg SYSTEM "x" [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
        b'<svg xmlns="http://www.w3.org/2000/svg"><text>&x;</text></svg>',
        b"<svg><rect/></svg>",
        b"<html xmlns='http://www.w3.org/1999/xhtml'/>",
        b'<svg xmlns="http://www.w3.org/2000/svg"><g></svg>',
        b'<svg xmlns="http://www.w3.org/2000/svg" width="1e9" height="4"/>',
        "<?xml version='1.0' encoding='utf-16'?><!DOCTYPE svg [<!ENTITY a 'x'>]><svg>&a;</svg>".encode("utf-16"),
    ],
)
def test_what_is_no_plain_drawing_is_refused(data: bytes) -> None:
    """Entities, other root elements, broken markup and sizes beyond reason."""
    with pytest.raises(BadPicture):
        read_picture("a.svg", data)


def test_own_parts_may_be_referred_to() -> None:
    """Gradients, clips and repeated parts of the drawing itself are kept."""
    parts = '<defs><linearGradient id="g"><stop offset="0"/></linearGradient><path id="p" d="M0 0h4"/></defs>'
    data = read_picture("a.svg", svg(f'{parts}<use href="#p"/><rect fill="url( \'#g\' )" width="4" height="4"/>')).data
    assert b"linearGradient" in data
    assert b'href="#p"' in data


def test_drawing_beyond_the_limit() -> None:
    """The limit of bytes can be set."""
    with pytest.raises(BadPicture, match="too large"):
        read_picture("a.svg", svg("<path/>" * 50), PictureLimits(svg_bytes=100))


WORDS = '<text x="2" y="16" font-family="{}" font-size="14">Words</text>'


def _ink(font: str, fonts: DrawingFonts | None, inside: str = WORDS) -> tuple[int, ...]:
    """How much is drawn in each column of the drawing's PNG."""
    asset = read_picture("a.svg", svg(inside.format(font), 'width="120" height="20"'), fonts=fonts)
    assert asset.fallback is not None
    alpha = Image.open(io.BytesIO(asset.fallback)).convert("RGBA").getchannel("A")
    return tuple(sum(alpha.crop((x, 0, x + 1, alpha.height)).tobytes()) for x in range(alpha.width))


def test_words_are_shown_in_the_themes_fonts() -> None:
    """Words have the theme's font whatever family they ask for, a monospaced one where they ask for that."""
    fonts = DrawingFonts()
    assert sum(_ink("Arial", fonts)) > 0
    assert _ink("Arial", fonts) == _ink("no such family", fonts) == _ink("sans-serif", fonts)
    assert _ink("monospace", fonts) != _ink("Arial", fonts) != _ink("Arial", DrawingFonts(text="Noto Sans"))
    assert sum(_ink("Arial", fonts, '<text y="16" font-family="{}">Жאב</text>')) > 0


def test_drawings_without_words_take_no_fonts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is looked up for a drawing that shows no words."""
    monkeypatch.setattr(DrawingFonts, "files", None)
    assert sum(_ink("", DrawingFonts(), "<path d='M0 0h9v9z'/>{}")) > 0


def test_a_theme_names_the_fonts() -> None:
    """The first family that there is, of each token; the usual ones where a theme names none."""
    tokens = {"font-text": "'No Such', 'Noto Sans', serif", "font-code": "monospace"}
    assert DrawingFonts.of(tokens) == DrawingFonts(text="Noto Sans", code="JetBrains Mono")
