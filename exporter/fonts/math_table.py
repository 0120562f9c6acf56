"""Fonts of formulas, made ready for browsers: the table MATH, and primes (https://www.w3.org/TR/mathml-core/)."""

from typing import Any, Final

FEATURES: Final = ("ssty", "dtls", "flac")  # OpenType: scripts, letters without a dot, flat accents
_COMBINING_TILDE: Final = 0x303
_PRIMES: Final = (0x2032, 0x2033, 0x2034, 0x2035, 0x2036, 0x2037, 0x2057)


def ready_for_browsers(font: Any) -> None:
    """Correct a font's arrows that grow, and give it the primes of superscripts."""
    _join_arrows(font["MATH"].table.MathVariants)
    _use_primes_of_scripts(font)
    for table in font["cmap"].tables:  # browsers stretch the plain tilde, and the font the combining one
        if _COMBINING_TILDE in table.cmap:
            table.cmap[ord("~")] = table.cmap[_COMBINING_TILDE]


def _join_arrows(variants: Any) -> None:
    """Turn connectors that lie on the outer side of an end piece: STIX Two Math 2.11 has those of arrows so."""
    constructions = (*variants.VertGlyphConstruction, *variants.HorizGlyphConstruction)
    for parts in (one.GlyphAssembly.PartRecords for one in constructions if one.GlyphAssembly):
        for part, inner in ((parts[0], "EndConnectorLength"), (parts[-1], "StartConnectorLength")):
            if getattr(part, inner) < variants.MinConnectorOverlap and len(parts) > 1:
                part.StartConnectorLength, part.EndConnectorLength = part.EndConnectorLength, part.StartConnectorLength


def _use_primes_of_scripts(font: Any) -> None:
    """Map primes to their form in superscripts, where formulas have them: Chromium does not apply ``ssty``."""
    records = font["GSUB"].table.FeatureList.FeatureRecord
    indices = {at for record in records if record.FeatureTag == "ssty" for at in record.Feature.LookupListIndex}
    forms: dict[str, str] = {}
    for at in sorted(indices):
        for subtable in font["GSUB"].table.LookupList.Lookup[at].SubTable:
            alternates = getattr(getattr(subtable, "ExtSubTable", subtable), "alternates", {})
            forms |= {glyph: several[0] for glyph, several in alternates.items()}
    for table in font["cmap"].tables:
        table.cmap |= {code: forms.get(table.cmap[code], table.cmap[code]) for code in _PRIMES if code in table.cmap}
