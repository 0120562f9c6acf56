"""The library's SVG made ready: the theme's colours in place of variables, contrast, lines centred in every reader."""

import re
from collections.abc import Mapping, Sequence
from typing import Final
from xml.etree import ElementTree

from exporter.theme.contrast import contrast

_SVG: Final = "{http://www.w3.org/2000/svg}"
_VARIABLE: Final = re.compile(r"var\((--[\w-]+)(?:,([^()]*))?\)")
_DEPTH: Final = 30
_LEAST: Final = 4.5  # of words and their ground (WCAG 2.2, 1.4.3)
# the library's own colours of parts in order; white words on some of them have a contrast of 2.6:1
_PALETTE: Final = frozenset({"#4c78a8", "#f58518", "#54a24b", "#e45756", "#72b7b2", "#b279a2", "#ff9da6", "#9d755d"})
_KEPT: Final = frozenset({"xmlns", "viewBox", "width", "height", "fill"})


def finished(svg: str, family: str, widths: Sequence[Mapping[str, float]], colours: Mapping[str, str]) -> bytes:
    """Return the drawing with the theme's font and colours."""
    root = ElementTree.fromstring(svg)
    variables = {f"--pele-{name}": value for name, value in colours.items()}
    if "accent" in colours:
        variables["--pele-accent"] = _darkened(colours["accent"])  # a ground of white words
    families = f"{family}, sans-serif"
    variables |= {"--pele-font": families, "--pele-font-mono": families, "--pele-radius": "4px"}
    variables |= _own(root)
    for element in root.iter():
        for name, value in list(element.attrib.items()):
            element.set(name, _coloured(_resolved(value, variables)))
    for name in list(root.attrib):
        if name not in _KEPT:
            del root.attrib[name]
    root.set("font-family", families)
    root.set("font-size", "16")
    for text in root.iter(f"{_SVG}text"):
        _centre(text, widths)
    ElementTree.register_namespace("", _SVG[1:-1])
    made: bytes = ElementTree.tostring(root, encoding="utf-8")
    return made


def _own(root: ElementTree.Element) -> dict[str, str]:
    """Return the variables that the drawing itself sets."""
    declared = (part.split(":", 1) for part in root.get("style", "").split(";") if ":" in part)
    return {name.strip(): value.strip() for name, value in declared if name.strip().startswith("--_")}


def _resolved(value: str, variables: Mapping[str, str]) -> str:
    for _ in range(_DEPTH):
        if "var(" not in value:
            break
        value = _VARIABLE.sub(lambda found: variables.get(found[1], found[2] or ""), value)
    return value


def _coloured(value: str) -> str:
    """Return a value with a colour of the library's palette dark enough for white words."""
    return _darkened(value.lower()) if value.lower() in _PALETTE else value


def _darkened(colour: str) -> str:
    parts = [int(colour[at : at + 2], 16) for at in (1, 3, 5)]
    while contrast(colour, "#ffffff") < _LEAST:
        parts = [round(part * 0.95) for part in parts]
        colour = "#" + "".join(f"{part:02x}" for part in parts)
    return colour


def _centre(text: ElementTree.Element, widths: Sequence[Mapping[str, float]]) -> None:
    """Give each centred line of several spans its start: some readers centre each span by itself."""
    if text.get("text-anchor") != "middle" or not any(not span.get("x") for span in text.iter(f"{_SVG}tspan")):
        return
    size = float(text.get("font-size", "16"))
    middle = float(text.get("x", "0"))
    lines: list[list[ElementTree.Element]] = []
    for span in text.iter(f"{_SVG}tspan"):
        if len(span):
            continue
        if span.get("x") or not lines:
            lines.append([])
        lines[-1].append(span)
    for line in lines:
        width = sum(_width(span, widths) for span in line) * size
        own = float(line[0].get("x", middle))
        line[0].set("x", f"{own - width / 2:.2f}")
    text.set("text-anchor", "start")


def _width(span: ElementTree.Element, widths: Sequence[Mapping[str, float]]) -> float:
    bold, italic = span.get("font-weight") == "bold", span.get("font-style") == "italic"
    table = widths[bold + 2 * italic]
    return sum(table.get(letter, 0.6) for letter in span.text or "")
