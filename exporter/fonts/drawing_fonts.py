"""The fonts of words in drawings that become pixels: the theme's, and no others."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from exporter.fonts.families import BY_NAME, Family, chain

_QUOTED = re.compile(r"[\"']([^\"']+)[\"']")


@dataclass(frozen=True, slots=True)
class DrawingFonts:
    """The names of a family for text and of a family for code; small, since they go to a worker with each drawing."""

    text: str = "Merriweather Sans"
    code: str = "JetBrains Mono"

    @classmethod
    def of(cls, tokens: Mapping[str, str]) -> "DrawingFonts":
        """Return the fonts that a theme's tokens name; the default for a family that is not known."""
        usual = cls()
        return cls(_named(tokens, "font-text", usual.text), _named(tokens, "font-code", usual.code))

    def files(self, words: str) -> tuple[Path, ...]:
        """Return the static fonts of both families, and of other families that the characters of ``words`` need.

        resvg looks a character that its own family does not have up in all of them, in this order.
        """
        from exporter.fonts.coverage import needed, split  # noqa: PLC0415 (it loads fontTools, which few runs need here)

        given, _ = split(needed([words]), chain([self.text]))
        text, code = BY_NAME[self.text], BY_NAME[self.code]
        others = [family for family in given if family not in (text, code)]
        return tuple(f for family in (text, *others, code) for f in _files(family, given.get(family, set())))


def _named(tokens: Mapping[str, str], name: str, usual: str) -> str:
    return next((family for family in _QUOTED.findall(tokens.get(name, "")) if family in BY_NAME), usual)


def _files(family: Family, characters: set[str]) -> list[Path]:
    from exporter.fonts.instances import instance  # noqa: PLC0415 (it loads fontTools)
    from exporter.fonts.truetype import truetype_subset  # noqa: PLC0415 (it loads fontTools)

    if family.language:  # a font of very many characters has only those needed
        return [truetype_subset(family, frozenset(characters))]
    return [instance(family, weight, style) for style in family.styles for weight in family.weights]
