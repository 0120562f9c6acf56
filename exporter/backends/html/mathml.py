"""Formulas as MathML Core (https://www.w3.org/TR/mathml-core/), with their source as an annotation."""

from collections.abc import Iterable
from typing import Final, assert_never
from xml.etree.ElementTree import Element, tostring

from exporter.model.math import (
    Accent,
    Arrow,
    Bracket,
    Coloured,
    Enclosed,
    Fence,
    FormulaPart,
    Fraction,
    Grid,
    Group,
    Math,
    Phantom,
    Root,
    Scripts,
    Sized,
    Space,
    Stack,
    Symbol,
)
from exporter.model.math_letters import styled

NAMESPACE: Final = "http://www.w3.org/1998/Math/MathML"
_SIZES: Final = {"display": ("true", "0"), "text": ("false", "0"), "script": ("false", "1")}
_BRACKETS: Final = {1: "1.2em", 2: "1.8em", 3: "2.4em", 4: "3em"}
_APPLICATION: Final = "\u2061"  # between a function and its argument: gives the blank, and says "of"
# signs of an accent that stand by themselves; the tree has the combining ones
_ACCENTS: Final = {
    "\u0302": "ˆ", "\u0303": "˜", "\u0304": "¯", "\u0307": "˙", "\u0308": "¨", "\u20d7": "→", "\u030c": "ˇ",
    "\u0306": "˘", "\u0301": "´", "\u0300": "`", "\u030a": "˚", "\u20db": "⃛",
}  # fmt: skip
# signs that fonts for mathematics stretch
_WIDE: Final = {"_": "\u0332", "\u0303": "~"}
_TEX: Final = "application/x-tex"
_NAMES: Final = frozenset("∞∅△□◊♣♢♡♠⊤⊥∠%#$&")  # signs that stand for something, beside letters such as ℓ
_BARS: Final = frozenset("|‖∣∥")
_TALL: Final = _BARS | frozenset("/\\↑↓↕")  # signs that grow in a browser
_SIGNED: Final = frozenset("+−±∓")
_BEFORE_SIGNED: Final = frozenset({"bin", "rel", "open", "punct"})


def mathml(formula: Math) -> str:
    """Return the markup of a formula that was read."""
    return tostring(math_element(formula), encoding="unicode")


def math_element(formula: Math) -> Element:
    """Return the ``math`` element of a formula that was read."""
    assert formula.read is not None
    root = Element("math", {"xmlns": NAMESPACE, "display": "block" if formula.display else "inline"})
    root.set("alttext", formula.words)
    if formula.alt:
        root.set("aria-label", formula.alt)
    content = _row(formula.read.tree)
    if formula.language == "tex":
        annotation = Element("annotation", {"encoding": _TEX})
        annotation.text = formula.source
        content = _element("semantics", content, annotation)
    elif not formula.alt:
        root.set("alttext", formula.words)  # readers without MathML have no annotation to fall back on
    root.append(content)
    return root


def _element(tag: str, *children: Element, **attributes: str) -> Element:
    made = Element(tag, {name.strip("_"): value for name, value in attributes.items()})
    made.extend(children)
    return made


def _leaf(tag: str, text: str, **attributes: str) -> Element:
    made = _element(tag, **attributes)
    made.text = text
    return made


def _row(part: FormulaPart) -> Element:
    """Return a part as one element with the parts of a group in an ``mrow``."""
    return _element("mrow", *_parts(part.parts)) if isinstance(part, Group) else _one(part)


def _parts(parts: Iterable[FormulaPart]) -> list[Element]:
    """Return parts beside each other; a function is applied to the part behind it, a blank apart from letters."""
    made: list[Element] = []
    before: FormulaPart | None = None
    for part in parts:
        if before is not None and _is_function(before) and not isinstance(part, Space) and not _is_sign(part):
            made.append(_leaf("mo", _APPLICATION))
            made += [] if _opens(part) else [_blank()]
        elif (
            _is_function(part) and isinstance(before, Symbol | Scripts) and not _is_sign(before) and not _opens(before)
        ):
            made.append(_blank())
        element = _row(part)
        if isinstance(part, Symbol) and part.text in _SIGNED and part.role and _is_signed(before):
            element.set("form", "prefix")
        made.append(element)
        before = before if isinstance(part, Space) and isinstance(before, Symbol) and _is_sign(before) else part
    return made


def _is_signed(before: FormulaPart | None) -> bool:
    """Whether a plus or minus behind this part is the sign of a number."""
    role = before.role if isinstance(before, Symbol | Bracket) else ""
    return before is None or role in _BEFORE_SIGNED


def _blank() -> Element:
    return _element("mspace", width="0.167em")


def _is_sign(part: FormulaPart) -> bool:
    return isinstance(part, Symbol) and part.kind == "operator" and part.role not in ("open", "close")


def _opens(part: FormulaPart) -> bool:
    """Whether a part begins with a bracket."""
    return isinstance(part, Fence) or (isinstance(part, Symbol | Bracket) and part.role == "open")


def _is_function(part: FormulaPart) -> bool:
    match part:
        case Symbol(kind="function"):
            return True
        case Scripts(base=base):
            return _is_function(base)
        case _:
            return False


def _one(part: FormulaPart) -> Element:
    match part:
        case Symbol():
            return _symbol(part)
        case Group():
            return _row(part)
        case Fraction():
            return _fraction(part)
        case Root():
            inside = _row(part.inside)
            return _element("mroot", inside, _row(part.index)) if part.index else _element("msqrt", inside)
        case Scripts():
            return _scripts(part)
        case Stack():
            return _limits(_row(part.base), part.below, part.above)
        case Accent():
            return _accent(part)
        case Arrow():
            arrow = _leaf("mo", part.sign, stretchy="true")
            padded = [_padded(one) for one in (part.below, part.above) if one is not None]
            return _element("munderover" if len(padded) == 2 else "mover", arrow, *padded)
        case Fence():
            return _fence(part)
        case Bracket():
            size = _BRACKETS.get(part.size, _BRACKETS[4])
            form = {"open": "prefix", "close": "postfix"}.get(part.role, "infix")
            return _leaf("mo", part.sign, form=form, stretchy="true", symmetric="true", minsize=size, maxsize=size)
        case Grid():
            return _grid(part)
        case Space():
            return _element("mspace", width=f"{part.width:g}em")
        case Phantom():
            return _element("mphantom", _row(part.base))
        case Enclosed():
            return _element("mrow", _row(part.base), class_=f"math-{part.kind}")
        case Coloured():
            return _element("mrow", _row(part.base), mathcolor=part.colour)
        case Sized():
            style, level = _SIZES[part.size]
            return _element("mstyle", _row(part.base), displaystyle=style, scriptlevel=level)
        case _:
            assert_never(part)


def _symbol(symbol: Symbol) -> Element:
    text = styled(symbol.text, symbol.variant)
    match symbol.kind:
        case "identifier":
            upright = symbol.variant == "upright" and len(text) == 1
            return _leaf("mi", text, mathvariant="normal") if upright else _leaf("mi", text)
        case "number":
            return _leaf("mn", text)
        case "text":
            return _leaf("mtext", text.replace(" ", "\u00a0"))
        case "function":
            return _leaf("mi", text.replace(" ", "\u2009"))
        case "large":
            return _leaf("mo", text)
        case "operator":
            return _operator(symbol)


def _operator(symbol: Symbol) -> Element:
    """Return a sign that does not grow; a bar is by its role a bracket or a relation."""
    text, role = symbol.text, symbol.role
    if role in ("open", "close"):
        return _leaf("mo", text, form="prefix" if role == "open" else "postfix", stretchy="false")
    if not role and (text in _NAMES or text.isalpha()):
        return _leaf("mi", text)
    fixed = {"stretchy": "false"} if text in _TALL else {}
    if not role:  # as a letter: the comma of a number in braces
        return _leaf("mo", text, **fixed, lspace="0", rspace="0")
    return _leaf("mo", text, **fixed, lspace="0.278em", rspace="0.278em") if text in _BARS else _leaf("mo", text)


def _fraction(part: Fraction) -> Element:
    attributes = {} if part.rule else {"linethickness": "0"}
    made = _element("mfrac", _row(part.above), _row(part.below), **attributes)
    if not part.size:
        return made
    style, level = _SIZES[part.size]
    return _element("mstyle", made, displaystyle=style, scriptlevel=level)


def _scripts(part: Scripts) -> Element:
    base = _row(part.base)
    if part.limits:
        if base.tag == "mo":
            base.set("movablelimits", "true")
        elif base.tag == "mi":
            base = _leaf("mo", base.text or "", movablelimits="true", lspace="0", rspace="0")
        return _limits(base, part.sub, part.sup)
    if part.sub is not None and part.sup is not None:
        return _element("msubsup", base, _row(part.sub), _row(part.sup))
    if part.sub is not None:
        return _element("msub", base, _row(part.sub))
    return _element("msup", base, _row(part.sup)) if part.sup is not None else base


def _limits(base: Element, below: FormulaPart | None, above: FormulaPart | None) -> Element:
    if below is not None and above is not None:
        return _element("munderover", base, _row(below), _row(above))
    if below is not None:
        return _element("munder", base, _row(below))
    return _element("mover", base, _row(above)) if above is not None else base


def _accent(part: Accent) -> Element:
    shown = _WIDE.get(part.sign, part.sign) if part.stretchy else _ACCENTS.get(part.sign, part.sign)
    sign = _leaf("mo", shown, stretchy="true" if part.stretchy else "false")
    if part.sign == "‾":  # the line of the style sheet is as wide as its base in every font
        sign.set("class", "math-unseen")
        return _element("mover", _element("mrow", _row(part.base), class_="math-line-above"), sign, accent="true")
    if part.above:
        return _element("mover", _row(part.base), sign, accent="true")
    return _element("munder", _row(part.base), sign, accentunder="true")


def _padded(part: FormulaPart) -> Element:
    return _element("mrow", _element("mspace", width="0.6em"), _row(part), _element("mspace", width="0.6em"))


def _fence(part: Fence) -> Element:
    made = [_leaf("mo", part.open, form="prefix", stretchy="true", symmetric="true")] if part.open else []
    for at, inside in enumerate(part.parts):
        if at:
            made.append(_leaf("mo", part.between[at - 1], form="infix", stretchy="true", symmetric="true"))
        made.append(_row(inside))
    if part.close:
        made.append(_leaf("mo", part.close, form="postfix", stretchy="true", symmetric="true"))
    return _element("mrow", *made)


def _grid(part: Grid) -> Element:
    rows = []
    for at, row in enumerate(part.rows):
        cells = []
        for column, cell in enumerate(row):
            lined = [
                name
                for name, holds in (("line-before", column in part.verticals), ("line-above", at in part.horizontals))
                if holds
            ]
            align = part.align[min(column, len(part.align) - 1)]
            names = [f"math-{align}", *(f"math-{name}" for name in lined)]
            cells.append(_element("mtd", _row(cell), class_=" ".join(names)))
        rows.append(_element("mtr", *cells))
    kinds = [name for name, holds in (("math-close", not part.gaps), ("math-small", part.small)) if holds]
    made = _element("mtable", *rows, **({"class_": " ".join(kinds)} if kinds else {}))
    style = "false" if part.small or part.gaps else "true"
    made.set("displaystyle", style)
    if part.small:
        return _element("mstyle", made, scriptlevel="1")
    return made
