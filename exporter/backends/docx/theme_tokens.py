"""A theme's tokens in Word's units."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from exporter.theme.files import Theme
from exporter.theme.styles import tokens

# height of a line of the text font without extra leading, in parts of its size (ascent and descent of its hhea)
NATURAL_LEADING = 1.257

_FAMILY = re.compile(r'"([^"]+)"')


@dataclass(frozen=True, slots=True)
class Tokens:
    """The tokens of paper: the light colours, a theme's tokens over the shipped ones."""

    values: Mapping[str, str]

    @classmethod
    def of(cls, theme: Theme) -> "Tokens":
        """Return the tokens of ``theme``."""
        return cls(tokens(theme))

    def color(self, name: str) -> str:
        """Return ``color-<name>`` as Word writes it: ``F06449``."""
        return self.values[f"color-{name}"].lstrip("#").upper()

    def font(self, name: str) -> str:
        """Return the first family of ``font-<name>``."""
        family = _FAMILY.search(self.values[f"font-{name}"])
        return family[1] if family else self.values[f"font-{name}"].partition(",")[0]

    def points(self, name: str) -> float:
        """Return a size in points; on paper ``rem`` is the size of the text."""
        value = self.values[name]
        if value.endswith("rem"):
            return float(value[:-3]) * float(self.values["base-print"].removesuffix("pt"))
        return float(value.removesuffix("pt"))

    def rem(self, number: float) -> float:
        """Convert rem to points."""
        return number * float(self.values["base-print"].removesuffix("pt"))

    def leading(self, name: str) -> int:
        """Return a line height as Word counts it: 240 parts are the font's own leading."""
        return round(float(self.values[name]) / NATURAL_LEADING * 240)

    def readable(self, *names: str) -> str:
        """Return the first of these colours that has a contrast of 4.5 : 1 on the ground (WCAG 2.2, 1.4.3)."""
        ground = self.color("ground")
        return next((c for c in map(self.color, names) if contrast(c, ground) >= 4.5), self.color("text"))


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours, 1 to 21 (WCAG 2.2, definition of contrast ratio)."""
    high, low = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def _luminance(color: str) -> float:
    parts = (int(color[at : at + 2], 16) / 255 for at in (0, 2, 4))
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
