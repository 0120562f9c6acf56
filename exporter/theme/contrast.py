"""The contrast of words with their ground in a theme's colours (WCAG 2.2, 1.4.3)."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from exporter.diagnostics import Code, Diagnostic, Severity
from exporter.model.position import Places, Pos
from exporter.theme.files import Theme
from exporter.theme.styles import CODE_COLORS, TOKEN_FILES, roles, tokens

LEAST = 4.5  # of words and their ground
WATERMARK = "#e4e4e4"  # behind the words of a draft
SCHEMES = ("light", "dark")

LOW = Code(
    "theme-contrast",
    Severity.WARNING,
    "Two colours of the theme are too close for text.",
    why="Many people cannot read the text, and the files do not meet WCAG 2.2, 1.4.3.",
    mend="Set one of the two tokens in the theme to a darker or lighter colour: text needs a contrast of 4.5:1.",
)
CODES = (LOW,)

# Words and their ground, by the style sheets; the pairs of roles come from their looks.
_WORDS = ("text", "muted", "accent-text", "link", "visited")
_CODE_GROUNDS = ("surface", "ground", "accent-fill", "success-fill", "danger-fill", "warning-fill")
_PAIRS = (
    *((word, ground) for ground in ("ground", "surface") for word in _WORDS),
    *(("inserted", "ground"), ("deleted", "ground")),
    *(("text", "accent-fill"), ("accent-text", "accent-fill"), ("match-text", "match")),
    *(("band-text", "band"), ("band-accent", "band"), ("head-text", "head")),
    *((word, "watermark") for word in _WORDS),
    *((word, ground) for ground in _CODE_GROUNDS for word in CODE_COLORS.values()),
)
_TOKEN = re.compile(r"var\(\s*--color-([\w-]+)\s*\)")
_COLOR = re.compile(r"#(?:[0-9a-f]{3}|[0-9a-f]{6})", re.IGNORECASE)
_DEEPEST = 4  # levels of tokens that name tokens


@dataclass(frozen=True, slots=True)
class Pair:
    """Words on a ground, with their colours (``#rrggbb``)."""

    words: str
    ground: str
    words_color: str
    ground_color: str

    @property
    def contrast(self) -> float:
        """The contrast, from 1 to 21."""
        return contrast(self.words_color, self.ground_color)


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours, ``#rrggbb``."""
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def _luminance(color: str) -> float:
    parts = (int(color[at : at + 2], 16) / 255 for at in (1, 3, 5))
    linear = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def pairs(theme: Theme, scheme: str) -> list[Pair]:
    """Return the words and grounds of a theme; colours in another notation than ``#rrggbb`` are left out."""
    found = tokens(theme, scheme)
    colors = {name.removeprefix("color-"): value for name, value in found.items() if name.startswith("color-")}
    if scheme == "light":  # paper: the dark screen has no watermark
        colors["watermark"] = WATERMARK
    known = {name: color for name in colors if (color := _color(colors, name))}
    wanted = dict.fromkeys((*_PAIRS, *_pairs_of_roles(theme)))
    return [Pair(w, g, known[w], known[g]) for w, g in wanted if w in known and g in known]


def _pairs_of_roles(theme: Theme) -> Iterator[tuple[str, str]]:
    for role in roles(theme).values():
        ground = role.look.get("fill", "ground")
        yield from ((str(role.look[part]), ground) for part in ("color", "title") if part in role.look)
        if "container" in role.kinds and "color" not in role.look:
            yield from ((word, ground) for word in ("text", "link", "visited", *CODE_COLORS.values()))


def _color(colors: Mapping[str, str], name: str) -> str:
    """Return the colour of a token as ``#rrggbb``, empty if it is written in another way."""
    value = colors[name]
    for _ in range(_DEEPEST):
        value = _TOKEN.sub(lambda match: colors.get(match[1], ""), value)
    if not _COLOR.fullmatch(value):
        return ""
    return value if len(value) == 7 else "#" + "".join(digit * 2 for digit in value[1:])


_known: dict[tuple[str, str], tuple[Diagnostic, ...]] = {}


def low_contrast(theme: Theme, folder: str) -> tuple[Diagnostic, ...]:
    """Return a finding for each pair of a user's theme that is hard to read; ``folder`` is where its files are.

    A theme is measured once: every file of a run asks for it.
    """
    key = theme.fingerprint, folder
    if key not in _known:
        _known[key] = tuple(_low(theme, folder))
    return _known[key]


def _low(theme: Theme, folder: str) -> Iterator[Diagnostic]:
    seen: set[Pair] = set()
    for scheme in SCHEMES:
        for pair in pairs(theme, scheme):
            if pair.contrast < LEAST and pair not in seen:
                seen.add(pair)
                yield _finding(pair, scheme, theme, folder)


def _finding(pair: Pair, scheme: str, theme: Theme, folder: str) -> Diagnostic:
    ground = "on the watermark of a draft" if pair.ground == "watermark" else f"on '--color-{pair.ground}'"
    where = " on the dark screen" if scheme == "dark" else ""
    message = (
        f"the text colour '--color-{pair.words}' ({pair.words_color}) {ground} ({pair.ground_color}) has a contrast of "
        f"{int(pair.contrast * 10) / 10}:1{where}"
    )
    place = _place(pair, theme, folder)
    file = place.file.removeprefix(f"{folder}/") if place else "styles/theme.css"
    selector = ' in :root[data-scheme="dark"]' if scheme == "dark" else ""
    hint = f"text needs 4.5:1: set '--color-{pair.words}'{selector} of the theme's {file} to another colour"
    return LOW.finding(message, place, hint)


def _place(pair: Pair, theme: Theme, folder: str) -> Pos | None:
    """Return the place of the words' token in the theme's own files, else of the ground's."""
    for name in (pair.words, pair.ground):
        for path in reversed(TOKEN_FILES):
            text = theme.text(path) if path in theme.files else ""
            if match := re.search(rf"--color-{re.escape(name)}\s*:[^;}}]*", text):
                return Places.of(f"{folder}/{path}", text).pos(*match.span())
    return None
