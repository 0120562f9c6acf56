"""Pairs of brackets in formulas: TeX has two signs, Word one element around the parts between them."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from exporter.model.math import Bracket, Fence, FormulaPart, Group, Scripts, Symbol

_BARS: Final = frozenset("|‖")
_CLOSING: Final = frozenset("⟩)]}")


def paired(parts: Iterable[FormulaPart]) -> list[FormulaPart]:
    """Return parts with each pair of brackets, and the parts between them, as one; others stay signs."""
    made: list[FormulaPart] = []
    opened: list[int] = []
    for part in parts:
        sign = _sign(part)
        role = sign.role if sign else ""
        is_bar = sign is not None and role == "" and _text(sign) in _BARS
        if sign is not None and (role == "close" or is_bar) and (at := _opener(made, opened, sign)) is not None:
            del opened[opened.index(at) :]
            fence = _fence(made, at, sign)
            made.append(replace(part, base=fence) if isinstance(part, Scripts) else fence)
            continue
        if sign is part and (role == "open" or is_bar):
            opened.append(len(made))
        made.append(part)
    return made


def _sign(part: FormulaPart) -> Symbol | Bracket | None:
    """Return the sign of a part, or of the part that its scripts belong to."""
    match part:
        case Symbol(kind="operator") | Bracket():
            return part
        case Scripts(base=Symbol(kind="operator") | Bracket() as base):
            return base
        case _:
            return None


def _text(sign: FormulaPart) -> str:
    return sign.text if isinstance(sign, Symbol) else sign.sign if isinstance(sign, Bracket) else ""


def _opener(made: list[FormulaPart], opened: list[int], sign: Symbol | Bracket) -> int | None:
    """Return the index of the bracket that ``sign`` closes: for a bar the last one, if words are between them."""
    if sign.role == "close":
        return next((at for at in reversed(opened) if _text(made[at]) not in _BARS), None)
    at = opened[-1] if opened else None
    if at is None or _text(made[at]) != _text(sign) or at == len(made) - 1:
        return None
    return None if any(_text(part) in _CLOSING for part in made[at + 1 :]) else at  # the bar and ⟩ of a ket


def _fence(made: list[FormulaPart], at: int, close: Symbol | Bracket) -> Fence:
    """Take the parts from the opening bracket on off the list."""
    inside = tuple(made[at + 1 :])
    grows = isinstance(close, Bracket)
    fence = Fence(open=_text(made[at]), close=_text(close), parts=(Group(parts=inside),), grows=grows)
    del made[at:]
    return fence
