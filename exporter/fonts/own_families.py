"""The families of a theme's own fonts: ``fonts/*.ttf``, ``*.otf`` and ``*.woff2`` in its folder.

The files are foreign: they are read where documents are rendered, by workers within limits of time and memory, and what
documents get is written anew by fontTools. A font whose licence bits forbid it is not embedded.
"""

import hashlib
import re
from collections.abc import Mapping
from functools import lru_cache
from io import BytesIO
from typing import Any

from fontTools.ttLib import TTFont

from exporter.diagnostics import UsageError
from exporter.fonts.families import BY_NAME, Family, FontFile
from exporter.theme.files import FONTS, Theme

_NAME = re.compile(r"[\w .&+-]{1,60}")
# OS/2, fsType (OpenType 1.9): the usage permissions, of which the least restrictive counts, and two bits beside them
RESTRICTED, PREVIEW, EDITABLE = 0x0002, 0x0004, 0x0008
NO_SUBSETS, BITMAPS_ONLY = 0x0100, 0x0200
ITALIC = 1 << 0  # of fsSelection
_VARIABLE = (400, 700)


def known_families(theme: Theme) -> Mapping[str, Family]:
    """Return the families that a theme may name, by name: the shipped ones and its own.

    Raises ``UsageError`` for a font that cannot be read, or that must not be embedded.
    """
    own = tuple(sorted((path, data) for path, data in theme.files.items() if path.startswith(f"{FONTS}/")))
    return {**BY_NAME, **dict(_families(own))} if own else BY_NAME


@lru_cache(maxsize=4)
def _families(files: tuple[tuple[str, bytes], ...]) -> tuple[tuple[str, Family], ...]:
    found: dict[str, list[tuple[FontFile, int]]] = {}
    for path, data in files:
        try:
            name, file, permission = _read(data)
        except UsageError as error:
            raise UsageError(f"the theme's file '{path}' {error}", code="theme", hint=error.diagnostic.hint) from error
        except Exception as error:  # fontTools raises any exception for damaged files
            message = f"the theme's file '{path}' cannot be read as a font ({type(error).__name__})"
            raise UsageError(message, code="theme", hint="export it anew from its source, or remove it") from error
        found.setdefault(name, []).append((file, permission))
    return tuple((name, _family(name, faces)) for name, faces in found.items())


def _family(name: str, faces: list[tuple[FontFile, int]]) -> Family:
    files = tuple(file for file, _ in faces)
    return Family(
        name=name,
        package="",
        upright="",
        italic="own" if any(file.style == "italic" for file in files) else "",
        weights=tuple(sorted({weight for file in files for weight in file.weights})),
        files=files,
        print_only=any(permission & PREVIEW and not permission & EDITABLE for _, permission in faces),
    )


def _read(data: bytes) -> tuple[str, FontFile, int]:
    """Return the family, the file and the licence bits of a font. Raises ``UsageError`` if it cannot be used."""
    font: Any = TTFont(BytesIO(data), lazy=True)
    names, os2 = font["name"], font["OS/2"]
    name = str(names.getDebugName(16) or names.getDebugName(1) or "").strip()
    if not _NAME.fullmatch(name):
        raise UsageError("has a family name that style sheets cannot use", code="theme", hint="rename the family")
    if not font.getBestCmap():
        raise UsageError("has no characters", code="theme", hint="remove it")
    permission = int(os2.fsType)
    forbidden = permission & 0x000F == RESTRICTED or permission & (NO_SUBSETS | BITMAPS_ONLY)
    if forbidden:
        hint = "ask its maker for a licence to embed it, or use another font"
        raise UsageError(
            f"must not be embedded by its licence bits (fsType {permission:#06x})", code="theme", hint=hint
        )
    axis = next((axis for axis in font["fvar"].axes if axis.axisTag == "wght"), None) if "fvar" in font else None
    weight = min(900, max(100, int(os2.usWeightClass)))
    weights = tuple(w for w in _VARIABLE if axis.minValue <= w <= axis.maxValue) if axis else ()
    italic = bool(os2.fsSelection & ITALIC)
    file = FontFile(
        weights=weights or (weight,),
        style="italic" if italic else "normal",
        sha256=hashlib.sha256(data).hexdigest(),
        data=data,
    )
    return name, file, permission
