"""Letters of formulas in their variants: the characters of Unicode's block Mathematical Alphanumeric Symbols.

See https://www.w3.org/TR/mathml-core/#new-text-transform-values; 24 letters were in Unicode before the block.
"""

from typing import Final

from exporter.model.math import Variant

_LATIN: Final[dict[str, int]] = {
    "bold": 0x1D400, "bold-italic": 0x1D468, "script": 0x1D49C, "bold-script": 0x1D4D0, "fraktur": 0x1D504,
    "double-struck": 0x1D538, "bold-fraktur": 0x1D56C, "sans-serif": 0x1D5A0, "bold-sans": 0x1D5D4,
    "sans-italic": 0x1D608, "sans-bold-italic": 0x1D63C, "monospace": 0x1D670,
}  # fmt: skip
_GREEK: Final[dict[str, int]] = {
    "bold": 0x1D6A8, "bold-italic": 0x1D71C, "bold-sans": 0x1D756, "sans-bold-italic": 0x1D790,
}  # fmt: skip
_DIGITS: Final[dict[str, int]] = {
    "bold": 0x1D7CE, "double-struck": 0x1D7D8, "sans-serif": 0x1D7E2, "bold-sans": 0x1D7EC, "monospace": 0x1D7F6,
    "bold-italic": 0x1D7CE,
}  # fmt: skip
_GREEK_SIGNS: Final = "ϵϑϰϕϱϖ"  # behind the small letters and the sign of a partial derivative
_EARLIER: Final = {
    "script": dict(zip("BEFHILMRego", "ℬℰℱℋℐℒℳℛℯℊℴ", strict=True)),
    "fraktur": dict(zip("CHIRZ", "ℭℌℑℜℨ", strict=True)),
    "double-struck": dict(zip("CHNPQRZ", "ℂℍℕℙℚℝℤ", strict=True)),
}


def styled(text: str, variant: Variant) -> str:
    """Return letters in a variant; characters that do not have it stay as they are."""
    return "".join(_letter(char, variant) for char in text) if variant not in ("", "upright") else text


def _letter(char: str, variant: Variant) -> str:
    if char in (early := _EARLIER.get(variant, {})):
        return early[char]
    for first, last, table, size in (("A", "Z", _LATIN, 0), ("a", "z", _LATIN, 26), ("0", "9", _DIGITS, 0)):
        if first <= char <= last and variant in table:
            return chr(table[variant] + size + ord(char) - ord(first))
    if variant in _GREEK:
        if "Α" <= char <= "Ω":
            return chr(_GREEK[variant] + ord(char) - ord("Α"))
        if "α" <= char <= "ω":
            return chr(_GREEK[variant] + 26 + ord(char) - ord("α"))
        if char in _GREEK_SIGNS:
            return chr(_GREEK[variant] + 52 + _GREEK_SIGNS.index(char))
    return char
