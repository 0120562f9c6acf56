"""A watermark as Word makes it: words on a path in the header (VML, ECMA-376 part 4, 19.1)."""

from exporter.ooxml import runs
from exporter.ooxml.elements import Element, element

_TYPE = "_x0000_t136"  # Word's shape type for words on a path
_STYLE = (
    "position:absolute;margin-left:0;margin-top:0;width:{width}pt;height:120pt;rotation:315;z-index:-251658752;"
    "mso-position-horizontal:center;mso-position-horizontal-relative:margin;"
    "mso-position-vertical:center;mso-position-vertical-relative:margin"
)


def watermark(words: str, number: int, color: str) -> Element:
    """Return the run for a header's paragraph; ``number`` tells the watermarks of one document apart.

    ``color`` is ``#rrggbb``.
    """
    shape_type = element(
        "v:shapetype",
        element("v:formulas", *(element("v:f", eqn=eqn) for eqn in _FORMULAS)),
        element("v:path", textpathok="t", o_connecttype="custom", o_connectlocs="@9,0;@10,10800;@11,21600;@12,10800"),
        element("v:textpath", on="t", fitshape="t"),
        id=_TYPE,
        coordsize="21600,21600",
        o_spt=136,
        adj="10800",
        path="m@7,l@8,m@5,21600l@6,21600e",
    )
    shape = element(
        "v:shape",
        element("v:fill", opacity=".6"),
        element("v:textpath", style='font-family:"Merriweather Sans";font-size:1pt', string=words),
        id=f"PowerPlusWaterMarkObject{number}",
        o_spid=f"_x0000_s{2048 + number}",
        type=f"#{_TYPE}",
        alt="",
        style=_STYLE.format(width=min(460, 74 * max(4, len(words)))),
        o_allowincell="f",
        fillcolor=color,
        stroked="f",
    )
    return runs.around(element("w:pict", shape_type, shape), element("w:noProof"))


_FORMULAS = (
    *("sum #0 0 10800", "prod #0 2 1", "sum 21600 0 @1", "sum 0 0 @2", "sum 21600 0 @3", "if @0 @3 0"),
    *(
        "if @0 21600 @1",
        "if @0 0 @2",
        "if @0 @4 21600",
        "mid @5 @6",
        "mid @8 @5",
        "mid @7 @8",
        "mid @6 @7",
        "sum @6 0 @5",
    ),
)
