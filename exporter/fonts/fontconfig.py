"""A Fontconfig configuration with the families of one document and no other font.

Pango reads it from ``FONTCONFIG_FILE``. A family's folder appears whole and never changes later: Fontconfig's own
cache, which goes by the folder's time, then stays valid.
"""

import hashlib
import os
import shutil
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path
from xml.sax.saxutils import escape

from exporter.fonts.families import FAMILIES, Family, fingerprint
from exporter.fonts.instances import instance
from exporter.fonts.orders import order
from exporter.fonts.store import kept, own_folder, put
from exporter.fonts.truetype import truetype_subset

_CONFIGURATION = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig>
{folders}
<cachedir>{cache}</cachedir>
<alias binding="same"><family>emoji</family><prefer><family>Noto Emoji</family></prefer></alias>
{languages}
<match target="pattern">{fallback}</match>
</fontconfig>
"""
_LANGUAGE = (
    '<match target="pattern"><test name="lang" compare="contains"><string>{language}</string></test>{edit}</match>'
)
_FAMILIES = '<edit name="family" mode="append_last" binding="strong">{names}</edit>'


def configuration(families: Mapping[Family, frozenset[str]]) -> Path:
    """Return the configuration file for ``families``, each with the characters that it is needed for.

    Pango looks for a glyph in the first family of the table, then in the second, and so on. The rules are the same in
    every file, only the folders differ: Pango applies the rules of the first file that a process reads to all others.
    """
    text = _CONFIGURATION.format(
        folders="\n".join(f"<dir>{escape(str(family_folder(f, needed)))}</dir>" for f, needed in families.items()),
        cache=escape(str(own_folder() / "fontconfig")),
        languages="\n".join(_LANGUAGE.format(language=f.language, edit=_edit(f)) for f in FAMILIES if f.language),
        fallback=_edit(*FAMILIES),
    ).encode()
    file = own_folder() / "configurations" / f"{hashlib.sha256(text).hexdigest()[:16]}.conf"
    if not file.is_file():
        put(file, text)
    return file


def _edit(*families: Family) -> str:
    return _FAMILIES.format(names="".join(f"<string>{escape(family.name)}</string>" for family in families))


def family_folder(family: Family, needed: frozenset[str]) -> Path:
    """Return the folder with every static font of ``family``, made if it is new.

    A font of very many characters has only those ``needed``.
    """
    ordered = order("folder", family, text="".join(sorted(needed)) if family.language else "")
    if family.language:
        file = truetype_subset(family, needed)
        return kept(f"families/{file.stem}", lambda target: _fill(target, [file]), ordered)
    files = dict.fromkeys(fingerprint(family, style, w) for style in family.styles for w in family.weights)
    marks = "".join(files) + repr(family.weights)
    name = hashlib.sha256(marks.encode()).hexdigest()[:16]
    faces = ((weight, style) for style in family.styles for weight in family.weights)
    return kept(f"families/{name}", lambda target: _fill(target, (instance(family, *face) for face in faces)), ordered)


def _fill(target: Path, fonts: Iterable[Path]) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    new = Path(tempfile.mkdtemp(dir=target.parent, prefix=".new-"))
    for font in fonts:
        shutil.copyfile(font, new / font.name)
    try:
        os.replace(new, target)  # noqa: PTH105  a folder that another process put there meanwhile is as good
    except OSError:
        shutil.rmtree(new)
