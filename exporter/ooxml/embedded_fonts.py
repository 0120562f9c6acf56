"""Fonts inside a package: their parts, and their obfuscation (ECMA-376 part 4, 2.8.1)."""

import hashlib
from uuid import UUID

_BYTES = 32  # of a font that the key changes


def font_key(data: bytes) -> str:
    """Return the key of a font as the font table writes it; the same font has the same key everywhere."""
    return f"{{{UUID(bytes=hashlib.sha256(data).digest()[:16], version=4)}}}".upper()


def obfuscated(data: bytes, key: str) -> bytes:
    """Return the font with its first 32 bytes changed by the key; the same call brings them back."""
    mask = UUID(key).bytes[::-1] * 2
    return bytes(one ^ other for one, other in zip(data[:_BYTES], mask, strict=False)) + data[_BYTES:]
