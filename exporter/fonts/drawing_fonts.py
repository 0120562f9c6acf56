"""The fonts that words in drawings are shown with where a drawing is turned into pixels: the theme's, and no others."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from exporter.fonts.families import BY_NAME, Family, chain

_QUOTED = re.compile(r"[\"']([^\"']+)[\"']")


@dataclass(frozen=True, slots=True)
class DrawingFonts:
    """A family for words and one for code, by their names; small, since they go to a worker with each drawing."""

    text: str = "Merriweather Sans"
    code: str = "JetBrains Mono"

    @classmethod
    def of(cls, tokens: Mapping[str, str]) -> "DrawingFonts":
        """Those that a theme's tokens name; the usual ones where they name none that there is."""
        usual = cls()
        return cls(_named(tokens, "font-text", usual.text), _named(tokens, "font-code", usual.code))

    def files(self, words: str) -> tuple[Path, ...]:
        """The static fonts of both families, and of those that the characters of ``words`` need beside them.

        A character that is in none asked for is looked for in all of them, in this order.
        """
        from exporter.fonts.coverage import needed, split  # with it comes fontTools, which few runs need here

        given, _ = split(needed([words]), chain([self.text]))
        text, code = BY_NAME[self.text], BY_NAME[self.code]
        others = [family for family in given if family not in (text, code)]
        return tuple(f for family in (text, *others, code) for f in _files(family, given.get(family, set())))


def _named(tokens: Mapping[str, str], name: str, usual: str) -> str:
    return next((family for family in _QUOTED.findall(tokens.get(name, "")) if family in BY_NAME), usual)


def _files(family: Family, characters: set[str]) -> list[Path]:
    from exporter.fonts.instances import instance
    from exporter.fonts.truetype import truetype_subset

    if family.language:  # a font of very many characters has only those needed
        return [truetype_subset(family, frozenset(characters))]
    return [instance(family, weight, style) for style in family.styles for weight in family.weights]
