"""Pictures in a line of text (DrawingML, ECMA-376 part 1, 20.4.2.8), with SVG and the mark for decorative ones."""

from dataclasses import dataclass

from exporter.ooxml.elements import Element, element
from exporter.ooxml.names import qname

EMU_PER_PIXEL = 9525
EMU_PER_TWIP = 635
# MS-ODRAWXML, the extensions that Word 2016 and 2019 brought
_SVG = "{96DAC541-7B7A-43D3-8B79-37D633B846F1}"
_DECORATIVE = "{C183D7F6-B498-43B3-948B-1728B52AA6E4}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A picture: the relationships to its bitmap and its SVG, if it has one; sizes in EMU.

    ``crop`` is the part of its height that is left out, half of it above and half below.
    """

    relationship: str
    number: int
    width: int
    height: int
    alt: str
    decorative: bool = False
    svg: str | None = None
    crop: float = 0.0


def inline(picture: Picture) -> Element:
    """Return the ``w:drawing`` of a picture that stands in the text like a letter."""
    name = f"Picture {picture.number}"
    extent = {"cx": max(1, picture.width), "cy": max(1, picture.height)}
    properties = element("wp:docPr", _decorative(picture), id=picture.number, name=name, descr=picture.alt)
    return element(
        "w:drawing",
        element(
            "wp:inline",
            element("wp:extent", **extent),
            properties,
            element("wp:cNvGraphicFramePr", element("a:graphicFrameLocks", noChangeAspect=1)),
            element("a:graphic", element("a:graphicData", _pic(picture, name, extent), uri=_uri("pic:pic"))),
            distT=0,
            distB=0,
            distL=0,
            distR=0,
        ),
    )


def _pic(picture: Picture, name: str, extent: dict[str, int]) -> Element:
    return element(
        "pic:pic",
        element(
            "pic:nvPicPr",
            element("pic:cNvPr", id=picture.number, name=name, descr=picture.alt),
            element("pic:cNvPicPr"),
        ),
        element(
            "pic:blipFill",
            element("a:blip", _svg(picture), r_embed=picture.relationship),
            _crop(picture),
            element("a:stretch", element("a:fillRect")),
        ),
        element(
            "pic:spPr",
            element("a:xfrm", element("a:off", x=0, y=0), element("a:ext", **extent)),
            element("a:prstGeom", element("a:avLst"), prst="rect"),
        ),
    )


def _crop(picture: Picture) -> Element | None:
    part = round(picture.crop / 2 * 100_000)  # thousandths of a per cent (20.1.10.41)
    return element("a:srcRect", t=part, b=part) if part > 0 else None


def _svg(picture: Picture) -> Element | None:
    if picture.svg is None:
        return None
    return element("a:extLst", element("a:ext", element("asvg:svgBlip", r_embed=picture.svg), uri=_SVG))


def _decorative(picture: Picture) -> Element | None:
    if not picture.decorative:
        return None
    return element("a:extLst", element("a:ext", element("adec:decorative", val=1), uri=_DECORATIVE))


def _uri(prefixed: str) -> str:
    return qname(prefixed)[1:].partition("}")[0]
