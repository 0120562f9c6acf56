"""The library's tree, which is JSON, as parts of a formula."""

import re
from collections.abc import Callable, Mapping
from typing import Any, Final, cast

from exporter.model.math import (
    Accent,
    Arrow,
    Bracket,
    Coloured,
    ColumnAlign,
    Enclosed,
    Fence,
    FormulaPart,
    Fraction,
    Grid,
    Group,
    Phantom,
    Root,
    Scripts,
    Sized,
    Space,
    Stack,
    Symbol,
    Variant,
)

Json = Mapping[str, Any]

_VARIANTS: Final[dict[str, Variant]] = {"calligraphic": "script", "bold-calligraphic": "bold-script"}
# the library drops the blank
_FUNCTIONS: Final = {"argmax": "arg max", "argmin": "arg min", "esssup": "ess sup", "essinf": "ess inf"}
_CLASSES: Final = {"bin": "bin", "rel": "rel", "open": "open", "close": "close", "punct": "punct", "inner": "inner"}
_INTEGRALS: Final = re.compile("[∫-∳⨋-⨜]")
_STRIKES: Final = {"slash": "up", "bar": "up", "backslash": "down", "x": "cross"}
_BRACES: Final = {(True, False): "⏞", (False, False): "⏟", (True, True): "⎴", (False, True): "⎵"}
_FENCES: Final = {
    "p-matrix": ("(", ")"),
    "b-matrix": ("[", "]"),
    "brace-matrix": ("{", "}"),
    "v-matrix": ("|", "|"),
    "v-v-matrix": ("‖", "‖"),
    "cases": ("{", ""),
    "r-cases": ("", "}"),
}
_COLUMNS: Final[dict[str, ColumnAlign]] = {"l": "left", "c": "center", "r": "right"}
_SIZES: Final = {0: "display", 1: "text", 2: "script", 3: "script"}
# the colours of LaTeX's package color, and further ones of xcolor
_COLOURS: Final = {
    "black": "#000000", "blue": "#0000ff", "brown": "#bf8040", "cyan": "#00ffff", "darkgray": "#404040",
    "gray": "#808080", "green": "#00ff00", "lightgray": "#bfbfbf", "lime": "#bfff00", "magenta": "#ff00ff",
    "olive": "#808000", "orange": "#ff8000", "pink": "#ffbfbf", "purple": "#bf0040", "red": "#ff0000",
    "teal": "#008080", "violet": "#800080", "white": "#ffffff", "yellow": "#ffff00",
}  # fmt: skip


def formula_part(node: Json) -> FormulaPart:
    """Return a node of the library's tree; one of an unknown type gives the parts inside it."""
    make = _MAKERS.get(str(node.get("type")))
    return make(node) if make else _group([v for v in node.values() if isinstance(v, Mapping)])


def _part(node: Json, name: str) -> FormulaPart:
    return formula_part(node[name]) if node.get(name) is not None else Group()


def _optional(node: Json, name: str) -> FormulaPart | None:
    return formula_part(node[name]) if node.get(name) is not None else None


def _group(nodes: "list[Json]") -> FormulaPart:
    parts = _joined([formula_part(node) for node in nodes])
    return parts[0] if len(parts) == 1 else Group(parts=parts)


def _joined(parts: list[FormulaPart]) -> tuple[FormulaPart, ...]:
    r"""Return parts with the letters of a word as one symbol: ``\mathrm{SHA256}``."""
    joined: list[FormulaPart] = []
    for part in parts:
        match joined, part:
            case [*_, Symbol(variant=before) as last], Symbol(kind="identifier" | "number") if (
                before and before == part.variant and last.kind in ("identifier", "number")
            ):
                joined[-1] = Symbol(text=last.text + part.text, kind="identifier", variant=before)
            case _:
                joined.append(part)
    return tuple(joined)


def _identifier(node: Json) -> FormulaPart:
    variant = str(node.get("variant") or "")
    return Symbol(text=node["name"], kind="identifier", variant=_VARIANTS.get(variant, cast(Variant, variant)))


def _operator(node: Json) -> FormulaPart:
    return Symbol(text=node["symbol"], kind="operator", role=_role(node))


def _role(node: Json) -> Any:
    return _CLASSES.get(str(node.get("class")), "")


def _fraction(node: Json) -> FormulaPart:
    size = {"display": "display", "row": "text"}.get(str(node.get("style")), "")
    return Fraction(
        above=_part(node, "num"), below=_part(node, "den"), rule=node.get("rule") is not False, size=cast(Any, size)
    )


def _scripts(node: Json) -> FormulaPart:
    base: Json = node.get("base") or {}
    limits = base.get("limits")
    if limits is None:
        limits = base.get("type") == "large-operator" and not _INTEGRALS.match(str(base.get("symbol")))
    limits = limits or base.get("type") == "brace" or (base.get("type"), base.get("class")) == ("forced-class", "op")
    return Scripts(
        base=_part(node, "base"), sub=_optional(node, "sub"), sup=_optional(node, "sup"), limits=bool(limits)
    )


def _brace(node: Json) -> FormulaPart:
    above = bool(node.get("above"))
    sign = _BRACES[above, bool(node.get("bracket"))]
    braced = Accent(base=_part(node, "base"), sign=sign, above=above, stretchy=True)
    label = _optional(node, "label")
    if label is None:
        return braced
    return Stack(base=braced, above=label) if above else Stack(base=braced, below=label)


def _delimited(node: Json) -> FormulaPart:
    parts = tuple(formula_part(part) for part in node["parts"])
    return Fence(
        open=_sign(node.get("open")),
        close=_sign(node.get("close")),
        parts=parts,
        between=tuple(map(_sign, node.get("middles") or ())),
    )


def _bracket(node: Json) -> FormulaPart:
    sign = _sign(node.get("symbol"))
    return Bracket(sign=sign, size=int(node["size"]), role=_role(node)) if sign else Group()


def _sign(sign: str | None) -> str:
    return "" if sign in (None, ".") else str(sign)


def _table(node: Json) -> FormulaPart:
    shape = str(node.get("shape"))
    rows = tuple(tuple(formula_part(cell) for cell in row) for row in node["rows"])
    given = tuple(_COLUMNS.get(str(one), "center") for one in node.get("columns") or ())
    aligned = shape == "aligned"
    columns = max(map(len, rows), default=0)
    usual: tuple[ColumnAlign, ...] = ("center",)
    if aligned:
        usual = tuple("left" if at % 2 else "right" for at in range(columns))
    elif shape in ("cases", "r-cases"):
        usual = ("left",)
    grid = Grid(
        rows=rows,
        align=given or usual,
        gaps=not aligned,
        small=shape in ("substack", "small-matrix"),
        verticals=tuple(node.get("verticals") or ()),
        horizontals=tuple(dict.fromkeys(int(line["row"]) for line in node.get("horizontals") or ())),
    )
    fence = _FENCES.get(shape)
    return Fence(open=fence[0], close=fence[1], parts=(grid,)) if fence else grid


def _text(node: Json) -> FormulaPart:
    if "parts" not in node:
        return Symbol(text=str(node.get("value", "")), kind="text")
    return _group(node["parts"])


def _math(node: Json) -> FormulaPart:
    value = node.get("value")
    return formula_part(value) if isinstance(value, Mapping) else Symbol(text=str(value), kind="text")


def _phantom(node: Json) -> FormulaPart:
    return Phantom(base=_part(node, "base")) if node.get("width") is not False else Group()


def _coloured(node: Json) -> FormulaPart:
    colour = _colour(str(node.get("color")))
    return Coloured(base=_part(node, "base"), colour=colour) if colour else _part(node, "base")


def _colour(name: str) -> str:
    if re.fullmatch(r"#[0-9a-fA-F]{6}", name):
        return name.lower()
    if found := re.fullmatch(r"rgb\(([\d.]+),([\d.]+),([\d.]+)\)", name):
        return "#" + "".join(f"{round(255 * min(float(part), 1)):02x}" for part in found.groups())
    return _COLOURS.get(name, "")


def _framed(node: Json) -> FormulaPart:
    return Enclosed(base=_part(node, "base"), kind="box")


def _canceled(node: Json) -> FormulaPart:
    return Enclosed(base=_part(node, "base"), kind=cast(Any, _STRIKES.get(str(node.get("shape")), "up")))


def _function(node: Json) -> FormulaPart:
    name = str(node["name"])
    return Symbol(text=_FUNCTIONS.get(name, name), kind="function")


def _forced(node: Json) -> FormulaPart:
    """Return a part with the spacing of another class; upright words as an operator are a function."""
    part = _part(node, "base")
    parts = part.parts if isinstance(part, Group) else (part,)
    is_word = all(isinstance(one, Space) or (isinstance(one, Symbol) and one.variant == "upright") for one in parts)
    if node.get("class") != "op" or not parts or not is_word:
        return part
    return Symbol(text="".join(one.text if isinstance(one, Symbol) else " " for one in parts), kind="function")


def _accent(node: Json) -> FormulaPart:
    return Accent(
        base=_part(node, "base"),
        sign=node["accent"],
        above=node.get("above") is not False,
        stretchy=bool(node["stretchy"]),
    )


def _bar(node: Json) -> FormulaPart:
    above = bool(node.get("above"))
    return Accent(base=_part(node, "base"), sign="‾" if above else "_", above=above, stretchy=True)


_MAKERS: Final[dict[str, Callable[[Json], FormulaPart]]] = {
    "row": lambda node: _group(node["children"]),
    "identifier": _identifier,
    "number": lambda node: Symbol(text=node["value"], kind="number", variant=node.get("variant") or ""),
    "operator": _operator,
    "large-operator": lambda node: Symbol(text=node["symbol"], kind="large"),
    "function": _function,
    "fraction": _fraction,
    "root": lambda node: Root(inside=_part(node, "radicand"), index=_optional(node, "index")),
    "scripts": _scripts,
    "stacked": lambda n: Stack(base=_part(n, "base"), below=_optional(n, "below"), above=_optional(n, "above")),
    "accent": _accent,
    "bar": _bar,
    "brace": _brace,
    "arrow": lambda node: Arrow(sign=node["symbol"], above=_part(node, "above"), below=_optional(node, "below")),
    "delimited": _delimited,
    "fixed-delimiter": _bracket,
    "table": _table,
    "text": _text,
    "math": _math,
    "space": lambda node: Space(width=round(float(node["em"]), 3)),
    "phantom": _phantom,
    "framed": _framed,
    "canceled": _canceled,
    "colored": _coloured,
    "quantity": lambda node: _part(node, "unit"),
    "unit": lambda node: _part(node, "base"),
    "forced-class": _forced,
    "style": lambda node: Sized(base=_part(node, "base"), size=cast(Any, _SIZES.get(int(node["level"]), "text"))),
}
