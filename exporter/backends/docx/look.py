"""The look that ``styles/tokens.css`` and ``styles/roles.toml`` give, in Word's units."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from exporter.resources import Theme

TOKENS = "styles/tokens.css"
OVERRIDES = "styles/theme.css"
ROLES = "styles/roles.toml"
# what one line of the text font takes without extra leading, in parts of its size (ascent and descent of its hhea)
NATURAL_LEADING = 1.257

_ROOT = re.compile(r"^:root \{(.*?)^\}", re.MULTILINE | re.DOTALL)
_TOKEN = re.compile(r"--([\w-]+):\s*([^;]+);")
_FAMILY = re.compile(r'"([^"]+)"')


@dataclass(frozen=True, slots=True)
class Tokens:
    """The tokens of paper: the light ones, a theme's over the shipped ones."""

    values: Mapping[str, str]

    @classmethod
    def of(cls, theme: Theme) -> "Tokens":
        """The tokens as ``theme`` has them."""
        values: dict[str, str] = {}
        for path in (TOKENS, OVERRIDES):
            try:
                css = theme.text(path)
            except KeyError:
                continue
            for block in _ROOT.findall(css):
                values.update((name, value.strip()) for name, value in _TOKEN.findall(block))
        return cls(values)

    def color(self, name: str) -> str:
        """``color-<name>`` as Word writes it: ``F06449``."""
        return self.values[f"color-{name}"].lstrip("#").upper()

    def font(self, name: str) -> str:
        """The first family of ``font-<name>``."""
        family = _FAMILY.search(self.values[f"font-{name}"])
        return family[1] if family else self.values[f"font-{name}"].partition(",")[0]

    def points(self, name: str) -> float:
        """A size of paper in points: ``rem`` is the text's own size there."""
        value = self.values[name]
        if value.endswith("rem"):
            return float(value[:-3]) * float(self.values["base-print"].removesuffix("pt"))
        return float(value.removesuffix("pt"))

    def rem(self, number: float) -> float:
        """``number`` rem in points."""
        return number * float(self.values["base-print"].removesuffix("pt"))

    def leading(self, name: str) -> int:
        """A line height as Word counts it: 240 parts are the font's own leading."""
        return round(float(self.values[name]) / NATURAL_LEADING * 240)

    def readable(self, *names: str) -> str:
        """The first of these colours that has a contrast of 4.5 : 1 on the ground (WCAG 2.2, 1.4.3)."""
        ground = self.color("ground")
        return next((c for c in map(self.color, names) if contrast(c, ground) >= 4.5), self.color("text"))


def contrast(one: str, other: str) -> float:
    """The contrast of two colours, 1 to 21 (WCAG 2.2, definition of contrast ratio)."""
    high, low = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def _luminance(color: str) -> float:
    parts = (int(color[at : at + 2], 16) / 255 for at in (0, 2, 4))
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@dataclass(frozen=True, slots=True)
class Role:
    """A role: the nodes that may have it, its label's key, its Word style's name and its look."""

    name: str
    kinds: tuple[str, ...]
    label: str
    word: str
    look: Mapping[str, Any]


def roles(theme: Theme) -> dict[str, Role]:
    """All roles by name, with the looks that they are like filled in."""
    table: dict[str, dict[str, Any]] = tomllib.loads(theme.text(ROLES))
    return {
        name: Role(
            name, tuple(own.get("kinds", ())), _told(table, name, "label"), own.get("word", ""), _look(table, name)
        )
        for name, own in table.items()
        if not name.startswith("_")
    }


def _look(table: Mapping[str, dict[str, Any]], name: str) -> dict[str, Any]:
    own = table[name]
    start = _look(table, own["like"]) if "like" in own else {}
    return {**start, **own.get("look", {})}


def _told(table: Mapping[str, dict[str, Any]], name: str, key: str) -> str:
    own = table[name]
    return str(own.get(key) or (_told(table, own["like"], key) if "like" in own else ""))
