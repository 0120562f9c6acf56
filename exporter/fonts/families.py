"""The table of font families, and the packages that hold their files.

The fonts of the machine are never used: the same document has the same glyphs everywhere. Text and code have a family
each (a theme may name others of this table); characters that these do not have come from a chain of fallback families.
"""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

from exporter.model.languages import primary


@dataclass(frozen=True, slots=True, kw_only=True)
class FontFile:
    """A font of a theme: the weights and the style that it gives. A variable font gives several weights."""

    weights: tuple[int, ...]
    style: str
    sha256: str
    data: bytes = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Family:
    """A family and where its files are.

    ``package`` is the import package that holds the files ``upright`` and ``italic`` (empty: no italic). With
    ``module`` a file is a module with the font in ``fontbuffer``. ``weights`` are the weights of static fonts.
    ``language`` is the primary subtag of the language that the family is drawn for, if other languages share its
    characters. ``extra`` names the optional dependency of this project that installs the package. ``excluded`` are
    the scripts (ISO 15924) that the family draws wrongly or in part: other families give their characters. ``files``
    are those of a theme's own family, in place of a package; with ``print_only`` their licence bits allow no web page.
    """

    name: str
    package: str
    upright: str
    italic: str = ""
    weights: tuple[int, ...] = (400, 700)
    module: bool = False
    language: str = ""
    extra: str = ""
    excluded: frozenset[str] = frozenset()
    files: tuple[FontFile, ...] = ()
    print_only: bool = False

    @property
    def styles(self) -> tuple[str, ...]:
        """The values of CSS ``font-style`` that the family has."""
        return ("normal", "italic") if self.italic else ("normal",)


SCRIPTS = (
    "Arabic",
    "Armenian",
    "Bengali",
    "Devanagari",
    "Ethiopic",
    "Georgian",
    "Gujarati",
    "Gurmukhi",
    "Hebrew",
    "Kannada",
    "Khmer",
    "Lao",
    "Malayalam",
    "Myanmar",
    "Oriya",
    "Sinhala",
    "Tamil",
    "Telugu",
    "Thai",
)


def _noto(script: str) -> Family:
    return Family(name=f"Noto Sans {script}", package="manimgx_fonts", upright=f"NotoSans{script}[wght].ttf")


def _cjk(region: str, language: str, package: str) -> Family:
    file = f"NotoSans{region}-Regular.otf"
    name = f"Noto Sans {region}"
    return Family(name=name, package=package, upright=file, weights=(400,), language=language, extra="cjk")


# In the order of the fallback: the first family that has a character gives it.
FAMILIES: tuple[Family, ...] = (
    Family(
        name="Merriweather Sans",
        package="fontpkg_merriweather_sans",
        upright="files/MerriweatherSans[wght].ttf",
        italic="files/MerriweatherSans-Italic[wght].ttf",
        excluded=frozenset({"Grek"}),  # seven letters, and capitals in place of delta and omega
    ),
    Family(
        name="Noto Sans",
        package="manimgx_fonts",
        upright="NotoSans[wght].ttf",
        italic="NotoSans-Italic[wght].ttf",
    ),
    Family(
        name="Noto Sans Math",
        package="pymupdf_fonts",
        upright="NotoSansMath_Regular",
        weights=(400,),
        module=True,
    ),
    Family(name="Noto Sans Symbols", package="manimgx_fonts", upright="NotoSansSymbols[wght].ttf"),
    Family(
        name="Noto Sans Symbols2",
        package="pymupdf_fonts",
        upright="NotoSansSymbols2_Regular",
        weights=(400,),
        module=True,
    ),
    Family(name="Noto Emoji", package="manimgx_fonts", upright="NotoEmoji[wght].ttf", weights=(400,)),
    Family(
        name="JetBrains Mono",
        package="fontpkg_jetbrains_mono",
        upright="files/JetBrainsMono[wght].ttf",
        italic="files/JetBrainsMono-Italic[wght].ttf",
    ),
    *(_noto(script) for script in SCRIPTS),
    _cjk("JP", "ja", "pylopdf_fonts_jp"),
    _cjk("SC", "zh", "pylopdf_fonts_zh_cn"),
    _cjk("KR", "ko", "pylopdf_fonts_ko"),
    Family(  # last: a family for themes, whose letters are no fallback among those without serifs
        name="Source Serif 4",
        package="fontpkg_source_serif_4",
        upright="files/SourceSerif4[opsz,wght].ttf",
        italic="files/SourceSerif4-Italic[opsz,wght].ttf",
    ),
)

BY_NAME = {family.name: family for family in FAMILIES}

# Not in the fallback: of formulas alone. Its table MATH has the high brackets and roots.
FORMULAS = Family(
    name="STIX Two Math", package="ziamath", upright="fonts/STIXTwoMath-Regular.ttf", weights=(400,), extra="math"
)


def chain(text: Iterable[str], language: str = "en", known: Mapping[str, Family] = BY_NAME) -> tuple[Family, ...]:
    """Return the installed families that a document in ``language`` may use: the families ``text``, then the fallback.

    Chinese, Japanese and Korean share characters that each draws in its own way: the document's language comes first.
    Raises ``KeyError`` for a name that is not among the ``known`` ones.
    """
    own = [known[name] for name in text]
    names = {family.name for family in own}
    rest = sorted((f for f in FAMILIES if f.name not in names), key=lambda f: f.language not in ("", primary(language)))
    return tuple(family for family in (*own, *rest) if installed(family))


@cache
def installed(family: Family) -> bool:
    """Whether the package with the family's files is installed."""
    return bool(family.files) or find_spec(family.package) is not None


@cache
def source(family: Family, style: str, weight: int = 400) -> bytes:
    """Return the bytes of the family's file for ``style`` (``normal`` or ``italic``) that is nearest to ``weight``."""
    if family.files:
        styled = [file for file in family.files if file.style == style] or family.files
        return min(styled, key=lambda file: min(abs(weight - own) for own in file.weights)).data
    file = family.italic if style == "italic" else family.upright
    if family.module:
        data: bytes = import_module(f"{family.package}.{file}").fontbuffer
        return data
    spec = find_spec(family.package)  # no package is imported for its files
    assert spec is not None
    folder = next(iter(spec.submodule_search_locations or ()))
    return (Path(folder) / file).read_bytes()


@cache
def fingerprint(family: Family, style: str, weight: int = 400) -> str:
    """Return the sha256 of the family's file for ``style`` and ``weight``."""
    return hashlib.sha256(source(family, style, weight)).hexdigest()
