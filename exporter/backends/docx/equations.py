"""Formulas as Word's equations (ECMA-376 part 1, 22.1): editable, and one piece for a reviewer."""

from collections.abc import Iterable, Sequence
from typing import Final, assert_never

from exporter.backends.docx.equation_brackets import paired
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
from exporter.ooxml.elements import Element, element
from exporter.ooxml.equations import NOTHING

_FONT: Final = "Cambria Math"
_SPACES: Final = (
    (1.0, "\u2003"),
    (0.5, "\u2002"),
    (0.333, "\u2004"),
    (0.222, "\u205f"),
    (0.166, "\u2009"),
    (0.1, "\u200a"),
)
_ARROWS: Final = {"→": "⟶", "←": "⟵", "↔": "⟷", "⇒": "⟹", "⇐": "⟸", "⇔": "⟺", "↦": "⟼"}
_GROUPING: Final = frozenset("⏞⏟⎴⎵⏜⏝←↔")
# LibreOffice reads equations as text of its own language: functions that it knows, and signs that mean something else
_FUNCTIONS: Final = frozenset({
    "arccos", "arccot", "arcsin", "arctan", "cos", "cosh", "cot", "coth", "exp", "lim", "ln", "log", "sin", "sinh",
    "tan", "tanh",
})  # fmt: skip
_RESERVED: Final = frozenset('|∣#%$&^_~"\\@')


def equation(formula: Math) -> Element:
    """Return an equation, in its own paragraph for a display formula; the source of one that cannot be read.

    A formula that is wider than paper has an equation a line: Word breaks formulas by itself, LibreOffice does not.
    """
    read = formula.read
    if read and formula.display and read.lines:
        lines = [element("m:oMath", *_Writer().row(line)) for line in read.lines]
        for line in lines[:-1]:
            line.append(element("m:r", element("w:br")))
        return element("m:oMathPara", element("m:oMathParaPr", element("m:jc", val="centerGroup")), *lines)
    parts = _Writer().row(read.tree) if read else [_text_run(" ".join(formula.source.split()))]
    made = element("m:oMath", *parts)
    if not formula.display:
        return made
    return element("m:oMathPara", element("m:oMathParaPr", element("m:jc", val="center")), made)


def _text_run(text: str, colour: str = "") -> Element:
    return _run(text, element("m:rPr", element("m:nor")), colour)


def _run(text: str, style: Element | None, colour: str) -> Element:
    font = element("w:rFonts", ascii=_FONT, hAnsi=_FONT)
    look = element("w:rPr", font, element("w:color", val=colour[1:]) if colour else None)
    words = element("m:t", xml_space="preserve")
    words.text = text
    return element("m:r", style, look, words)


def _value(tag: str, value: object) -> Element:
    return element(tag, val=value)


class _Writer:
    """A writer of parts in one colour; empty for that of the words around."""

    def __init__(self, colour: str = "") -> None:
        self.colour = colour

    def parts(self, parts: Iterable[FormulaPart]) -> list[Element]:
        """Return parts beside each other. Sums, functions and scripts before a letter take the parts behind them."""
        waiting = paired(_flat(parts))
        made: list[Element] = []
        while waiting:
            part = waiting.pop(0)
            match part:
                case Scripts(base=Group(parts=())) if waiting and not _is_sign(waiting[0]):
                    made.append(self._before(part, waiting.pop(0)))
                case Scripts(base=Symbol(kind="large") as sign) if taken := _argument_of(waiting):
                    del waiting[: len(taken)]
                    made.append(self._sum(sign, part, taken))
                case _ if _is_function(part) and waiting and not _is_sign(waiting[0]):
                    made.append(element("m:func", self._in("m:fName", part), self._in("m:e", waiting.pop(0))))
                case _:
                    made += self.one(part)
        return made

    def one(self, part: FormulaPart) -> list[Element]:
        """Return a part by itself."""
        match part:
            case Symbol():
                return [self._symbol(part)]
            case Group():
                return self.parts(part.parts)
            case Fraction():
                bar = element("m:fPr", _value("m:type", "bar" if part.rule else "noBar"))
                return [element("m:f", bar, self._in("m:num", part.above), self._in("m:den", part.below))]
            case Root():
                return [self._root(part)]
            case Scripts():
                return [self._scripts(part)]
            case Stack():
                return [self._limits(self._in("m:e", part.base), part.below, part.above)]
            case Accent():
                return [self._accent(part)]
            case Arrow():
                arrow = Symbol(text=_ARROWS.get(part.sign, part.sign), kind="operator")
                above = None if part.above == Group() else part.above
                return [self._limits(self._in("m:e", arrow), part.below, above)]
            case Fence():
                return [self._fence(part)]
            case Bracket():
                return [self._symbol(Symbol(text=part.sign, kind="operator"))]
            case Grid():
                return [self._grid(part)]
            case Space():
                return [_text_run(blanks, self.colour)] if (blanks := _blanks(part.width)) else []
            case Phantom():
                hidden = element("m:phantPr", _value("m:show", 0))
                return [element("m:phant", hidden, self._in("m:e", part.base))]
            case Enclosed():
                return [element("m:borderBox", _box(part.kind), self._in("m:e", part.base))]
            case Coloured():
                return _Writer(part.colour).parts([part.base])
            case Sized():
                return self.parts([part.base])
            case _:
                assert_never(part)

    def _in(self, tag: str, part: FormulaPart | None) -> Element:
        """Return a part as the content of an element."""
        return element(tag, *(self.row(part) if part is not None else ()))

    def row(self, part: FormulaPart) -> list[Element]:
        """Return a part by itself. LibreOffice needs a text beside a sign at an end, Word one in an empty place."""
        flat = [one for one in _flat([part]) if one != Group()]
        if len(flat) < 2 and all(map(_joins, flat)):
            return [_text_run("".join(one.text for one in flat if isinstance(one, Symbol)) or NOTHING, self.colour)]
        before = [_text_run(NOTHING)] if _joins(flat[0]) and not _is_signed(flat[0]) else []
        behind = [_text_run(NOTHING)] if _joins(flat[-1]) else []
        return [*before, *self.parts([part]), *behind]

    def _symbol(self, symbol: Symbol) -> Element:
        if _is_text(symbol):
            return _text_run(
                symbol.text.replace(" ", "\u00a0") if symbol.kind == "function" else symbol.text, self.colour
            )
        upright = symbol.kind != "identifier" or symbol.variant
        properties = element("m:rPr", _value("m:sty", "p")) if upright else None
        return _run(styled(symbol.text, symbol.variant), properties, self.colour)

    def _root(self, part: Root) -> Element:
        hidden = element("m:radPr", _value("m:degHide", 1)) if part.index is None else None
        return element("m:rad", hidden, self._in("m:deg", part.index), self._in("m:e", part.inside))

    def _scripts(self, part: Scripts) -> Element:
        base = self._in("m:e", part.base)
        if part.limits:
            return self._limits(base, part.sub, part.sup)
        match part.sub, part.sup:
            case None, sup:
                return element("m:sSup", base, self._in("m:sup", sup))
            case sub, None:
                return element("m:sSub", base, self._in("m:sub", sub))
            case sub, sup:
                return element("m:sSubSup", base, self._in("m:sub", sub), self._in("m:sup", sup))

    def _limits(self, base: Element, below: FormulaPart | None, above: FormulaPart | None) -> Element:
        limits = [(tag, one) for tag, one in (("m:limLow", below), ("m:limUpp", above)) if one is not None]
        if not limits:
            return element("m:box", base)
        for tag, limit in limits:
            made = element(tag, base, self._in("m:lim", limit))
            base = element("m:e", made)
        return made

    def _before(self, scripts: Scripts, base: FormulaPart) -> Element:
        """Return scripts before a letter, as of an isotope."""
        sub, sup = (self._in(tag, part or Group()) for tag, part in (("m:sub", scripts.sub), ("m:sup", scripts.sup)))
        return element("m:sPre", sub, sup, self._in("m:e", base))

    def _sum(self, sign: Symbol, scripts: Scripts, argument: list[FormulaPart]) -> Element:
        hidden = (("m:subHide", scripts.sub), ("m:supHide", scripts.sup))
        look = element(
            "m:naryPr",
            _value("m:chr", sign.text),
            _value("m:limLoc", "undOvr" if scripts.limits else "subSup"),
            *(_value(tag, 1) for tag, part in hidden if part is None),
        )
        limits = (self._in("m:sub", scripts.sub), self._in("m:sup", scripts.sup))
        return element("m:nary", look, *limits, element("m:e", *self.parts(argument)))

    def _accent(self, part: Accent) -> Element:
        inside = self._in("m:e", part.base)
        if part.sign in ("‾", "_"):
            return element("m:bar", element("m:barPr", _value("m:pos", "top" if part.above else "bot")), inside)
        if part.sign in _GROUPING or not part.above:
            place = "top" if part.above else "bot"
            align = _value("m:vertJc", "bot" if part.above else "top")
            look = element("m:groupChrPr", _value("m:chr", part.sign), _value("m:pos", place), align)
            return element("m:groupChr", look, inside)
        sign = {"→": "\u20d7"}.get(part.sign, part.sign)
        return element("m:acc", element("m:accPr", _value("m:chr", sign)), inside)

    def _fence(self, part: Fence) -> Element:
        look = element(
            "m:dPr",
            _value("m:begChr", part.open),
            _value("m:sepChr", part.between[0]) if part.between else None,
            _value("m:endChr", part.close),
            None if part.grows else _value("m:grow", 0),
        )
        return element("m:d", look, *(self._in("m:e", inside) for inside in part.parts))

    def _grid(self, part: Grid) -> Element:
        columns = max(map(len, part.rows), default=1)
        align = [part.align[min(at, len(part.align) - 1)] for at in range(columns)]
        kinds = [element("m:mc", element("m:mcPr", _value("m:count", 1), _value("m:mcJc", one))) for one in align]
        close = [_value("m:cGpRule", 3), _value("m:cGp", 0)] if not part.gaps else []
        look = element("m:mPr", _value("m:plcHide", 1), *close, element("m:mcs", *kinds))
        rows = []
        for row in part.rows:
            cells = [element("m:e", *self.row(cell)) for cell in row]
            cells += [element("m:e") for _ in range(columns - len(row))]
            rows.append(element("m:mr", *cells))
        return element("m:m", look, *rows)


def _joins(part: FormulaPart | None) -> bool:
    """Whether a part is a sign between two others."""
    return isinstance(part, Symbol) and part.kind == "operator" and part.role in ("rel", "bin")


def _is_signed(part: FormulaPart) -> bool:
    return isinstance(part, Symbol) and part.text in ("+", "−", "±", "∓")


def _is_text(symbol: Symbol) -> bool:
    """Whether the letters are shown as they are, upright: words, units, names of functions."""
    match symbol.kind:
        case "text":
            return True
        case "function":
            return symbol.text not in _FUNCTIONS
        case "identifier" | "number":
            return symbol.variant == "upright"
        case _:
            return symbol.text in _RESERVED


def _flat(parts: Iterable[FormulaPart]) -> Iterable[FormulaPart]:
    """Yield parts, those of groups in the place of these; an empty group stays, as the base of scripts."""
    for part in parts:
        if isinstance(part, Group):
            yield from _flat(part.parts)
        else:
            yield part


def _is_sign(part: FormulaPart) -> bool:
    return isinstance(part, Symbol) and part.kind == "operator" and part.role != "open"


def _is_function(part: FormulaPart) -> bool:
    match part:
        case Symbol(kind="function"):
            return True
        case Scripts(base=base):
            return _is_function(base)
        case _:
            return False


def _argument_of(parts: Sequence[FormulaPart]) -> list[FormulaPart]:
    """Return the parts that a sum or an integral is over: those up to a relation, a comma or a closing bracket."""
    taken: list[FormulaPart] = []
    open_brackets = 0
    for part in parts:
        role = part.role if isinstance(part, Symbol | Bracket) else ""
        ends = role in ("rel", "punct", "close", "bin") and not (role == "bin" and not taken)
        if ends and open_brackets <= 0:
            break
        open_brackets += (role == "open") - (role == "close")
        taken.append(part)
    return taken


def _blanks(width: float) -> str:
    """Return blanks of Unicode of about this width in em."""
    blanks = ""
    for size, blank in _SPACES:
        count = int((width + 0.002) / size)
        blanks, width = blanks + blank * count, width - size * count
    return blanks


def _box(kind: str) -> Element:
    """Return the properties of a border: a frame, or strokes alone."""
    if kind == "box":
        return element("m:borderBoxPr")
    sides = (_value(f"m:hide{side}", 1) for side in ("Top", "Bot", "Left", "Right"))
    strokes = {"up": ("BLTR",), "down": ("TLBR",), "cross": ("BLTR", "TLBR")}[kind]
    return element("m:borderBoxPr", *sides, *(_value(f"m:strike{stroke}", 1) for stroke in strokes))
