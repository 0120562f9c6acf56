"""Quotes, dashes and points of omission as a language prints them, from those of a keyboard (``smart: true``)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from exporter.model.languages import primary
from exporter.transforms.no_break_spaces import NO_BREAK, Edit

APOSTROPHE = "’"


@dataclass(frozen=True, slots=True)
class Marks:
    """The quotation marks of a language, those inside of them, and the dash between blanks."""

    double: tuple[str, str]
    single: tuple[str, str] = ("‘", "’")
    dash: str = "–"


_HIGH = Marks(("“", "”"))
_LOW = Marks(("„", "“"), ("‚", "‘"))
_LOW_CLOSING_RIGHT = Marks(("„", "”"), ("‚", "’"))
_GUILLEMETS = Marks(("«", "»"), ("“", "”"), "—")
_RUSSIAN = Marks(("«", "»"), ("„", "“"), "—")
_NORDIC = Marks(("”", "”"), ("’", "’"))

# The publications of the EU's offices in each language (Interinstitutional Style Guide, 10.1), and CLDR 46 for others.
_MARKS = {
    **dict.fromkeys(("bg", "cs", "de", "et", "lt", "sk", "sl"), _LOW),
    **dict.fromkeys(("hr", "hu", "pl", "ro"), _LOW_CLOSING_RIGHT),
    **dict.fromkeys(("ar", "el", "es", "fa", "it"), _GUILLEMETS),
    **dict.fromkeys(("ru", "uk"), _RUSSIAN),
    **dict.fromkeys(("fi", "sv"), _NORDIC),
    "de-ch": Marks(("«", "»"), ("‹", "›")),
    "fr": Marks(("«" + NO_BREAK, NO_BREAK + "»"), ("“", "”")),
    "ja": Marks(("「", "」"), ("『", "』"), "—"),
    "nb": Marks(("«", "»")),
    "nn": Marks(("«", "»")),
    "pt": Marks(("“", "”"), dash="—"),
}
_DASHES = re.compile(r"(?<!-)---?(?!-)")
_SPACED = re.compile(r"(?<=\S )-(?= \S)")
_POINTS = re.compile(r"(?<!\.)\.\.\.(?!\.)")
_QUOTE = re.compile("[\"']")
_OPENING = "([{“‘«„‚‹—–-/" + NO_BREAK  # signs that an opening quote may follow


def smart_punctuation(text: str, language: str) -> Iterator[Edit]:
    """Yield the signs of a line that change in a language (BCP 47); signs that may mean something else stay."""
    marks = _MARKS.get(language.lower()) or _MARKS.get(primary(language)) or _HIGH
    yield from _quotes(text, marks)
    for found in _DASHES.finditer(text):
        before, after = text[: found.start()][-1:], text[found.end() :][:1]
        if (before.isalnum() and after.isalnum()) or (before.isspace() and after.isspace()):  # no option: --to
            spaced = marks.dash if before.isspace() else "–"
            yield found.start(), found.end(), "—" if len(found[0]) == 3 else spaced
    for found in _SPACED.finditer(text):
        if not (text[found.start() - 2].isdigit() and text[found.end() + 1].isdigit()):  # 5 - 3
            yield found.start(), found.end(), marks.dash
    for found in _POINTS.finditer(text):
        yield found.start(), found.end(), "…"


def _quotes(text: str, marks: Marks) -> Iterator[Edit]:
    """Yield the quotation marks in pairs, and the apostrophes; a mark without its pair stays, such as of an inch."""
    open_: list[tuple[int, str]] = []
    for found in _QUOTE.finditer(text):
        at, sign = found.start(), found[0]
        before, after = text[at - 1 : at], text[at + 1 : at + 2]
        if before.isalnum() and after.isalnum():
            yield from [(at, at + 1, APOSTROPHE)] if sign == "'" else ()
            continue
        inside = not before or before.isspace() or before in _OPENING or (bool(open_) and open_[-1][0] == at - 1)
        elided = before in "'’" and text[at - 2 : at - 1].isalpha()  # d'"argent"
        inside = inside or (sign == '"' and after.isalnum() and elided)
        if inside and after and not after.isspace():
            open_.append((at, sign))
            continue
        match = next((n for n in range(len(open_) - 1, -1, -1) if open_[n][1] == sign), None)
        if match is None:
            yield from [(at, at + 1, APOSTROPHE)] if sign == "'" and before.isalpha() else ()
            continue
        left = [start for start, other in open_[match + 1 :] if other == "'"]
        yield from ((start, start + 1, APOSTROPHE) for start in left)  # 'tis
        start = open_[match][0]
        del open_[match:]
        pair = marks.double if sign == '"' else marks.single
        yield start, start + 1, pair[0]
        yield at, at + 1, pair[1]
    yield from ((start, start + 1, APOSTROPHE) for start, sign in open_ if sign == "'")
