"""Blanks at which no line may break, by language: a rule is a pattern, and its blanks change in place.

A blank that a writer did not type is not added, so that a word file leads each character back to the page.
"""

import re
from collections.abc import Iterator
from functools import cache

from exporter.model.languages import primary

NO_BREAK = "\u00a0"
THIN = "\u202f"  # NARROW NO-BREAK SPACE

Edit = tuple[int, int, str]
"""A range of a text, and the characters that replace it."""

# Words that a number follows, with their full stop if they have one. Capitals matter: "No. 5", but "is no. 5 people".
_NUMBERED = r"Figs?\.|Eqs?\.|Nr\.|Nos?\.|Vol\.|Art\.|Sect?\.|Tab\.|Ch\.|pp\.|§§?|№"
_NUMBERED_BY_LANGUAGE = {
    "cs": r"č\.|str\.|obr\.|tab\.|odst\.|čl\.",
    "da": r"nr\.|s\.|fig\.|stk\.",
    "de": r"Abb\.|Abs\.|Bd\.|Kap\.|S\.|Ziff\.|Anm\.|Nrn\.",
    "es": r"n\.º|núm\.|págs?\.|fig\.|art\.|cap\.",
    "fi": r"nro|s\.|kuva|taulukko",
    "fr": r"n[o°]s?|nᵒ|p\.|fig\.|art\.|chap\.|éq\.|vol\.",
    "it": r"n\.|pagg?\.|fig\.|art\.|cap\.|tab\.",
    "nl": r"nr\.|blz\.|p\.|afb\.|fig\.|art\.|hfst\.",
    "pl": r"nr|s\.|str\.|rys\.|tab\.|rozdz\.|art\.|ust\.",
    "pt": r"n\.º|págs?\.|p\.|fig\.|art\.|cap\.",
    "ro": r"nr\.|pag\.|fig\.|art\.|cap\.",
    "ru": r"рис\.|табл\.|стр\.|с\.|гл\.|ст\.|п\.",
    "sk": r"č\.|str\.|obr\.|tab\.|ods\.|čl\.",
    "sl": r"št\.|str\.|sl\.",
    "sv": r"nr|s\.|fig\.|kap\.|tab\.",
    "uk": r"рис\.|табл\.|с\.|ст\.|п\.|розд\.",
}
_UNITS = (
    r"[€$£¥₽₴₺₪₹₩%‰]|°[CF]|EUR|USD|GBP|CHF|PLN|SEK|DKK|NOK|CZK|HUF|"
    r"[kcmµμn]?m[²³]?|[kmµμ]?g|[kMGT]?(?:Hz|Wh?|V|bps)|[kMGT]i?B|[kMG]bit/s|km/h|m?s|min|h|mA|Ω|dBm?|[hk]?Pa|[mc]?l"
)
_EVERYWHERE = (
    (r"(?<![\w.,])\d{1,3}( )\d{3}(?!\d)|(?<= \d{3})( )(?=\d{3}(?!\d))", THIN),  # 25 000, and its further groups
    (rf"(?<=\d)( )(?=(?:{_UNITS})(?!\w))", THIN),
    (r"(?<![\w.])[^\W\d_]\.( )(?=[^\W\d_]\.)|(?<= [^\W\d_]\.)( )(?=[^\W\d_]\.)", THIN),  # z. B., i. d. R.
)
_BEFORE_DASH = re.compile(r"(?<=\S) (?=[-–—] )")
_BY_LANGUAGE = {"fr": ((r"(?<=\S)( )(?=[:;!?»])|(?<=«)( )", NO_BREAK),)}


def no_break_spaces(text: str, language: str) -> Iterator[Edit]:
    """Yield the blanks of ``text`` that become no-break spaces in a language (BCP 47)."""
    if " " not in text:
        return
    for pattern, space in _rules(primary(language)):
        for found in pattern.finditer(text):
            at = found.start(found.lastindex or 0)
            yield at, at + 1, space


def title_spaces(title: str) -> Iterator[Edit]:
    """Yield the blanks before dashes of a title that become no-break spaces: no line of it begins with a dash."""
    return ((found.start(), found.end(), NO_BREAK) for found in _BEFORE_DASH.finditer(title))


@cache
def _rules(language: str) -> tuple[tuple[re.Pattern[str], str], ...]:
    own = "|".join(filter(None, (_NUMBERED, _NUMBERED_BY_LANGUAGE.get(language, ""))))
    numbered = (rf"(?<!\w)(?:{own})( )(?=\d)", THIN)
    return tuple((re.compile(p), space) for p, space in (*_EVERYWHERE, numbered, *_BY_LANGUAGE.get(language, ())))
