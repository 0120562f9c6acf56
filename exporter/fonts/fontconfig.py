"""A Fontconfig configuration with the families of one document and no other font.

Pango reads it from ``FONTCONFIG_FILE``. A family's folder appears whole and never changes after: Fontconfig's own
cache, which goes by the folder's time, is then always right.
"""

import hashlib
import os
import shutil
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path
from xml.sax.saxutils import escape

from exporter.fonts.families import Family, fingerprint
from exporter.fonts.instances import instance
from exporter.fonts.store import folder, write

_CONFIGURATION = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig>
{folders}
<cachedir>{cache}</cachedir>
<alias binding="same"><family>emoji</family><prefer><family>Noto Emoji</family></prefer></alias>
<match target="pattern"><edit name="family" mode="append_last" binding="strong">
{names}
</edit></match>
</fontconfig>
"""


def configuration(families: Sequence[Family]) -> Path:
    """The configuration file for ``families``: text asks the first for a glyph, then the second, and so on."""
    text = _CONFIGURATION.format(
        folders="\n".join(f"<dir>{escape(str(family_folder(family)))}</dir>" for family in families),
        cache=escape(str(folder() / "fontconfig")),
        names="\n".join(f"<string>{escape(family.name)}</string>" for family in families),
    ).encode()
    file = folder() / "configurations" / f"{hashlib.sha256(text).hexdigest()[:16]}.conf"
    if not file.is_file():
        write(file, text)
    return file


def family_folder(family: Family) -> Path:
    """The folder with every static font of ``family``, cut where it is not there yet."""
    marks = "".join(fingerprint(family, style) for style in family.styles) + repr(family.weights)
    target = folder() / "families" / hashlib.sha256(marks.encode()).hexdigest()[:16]
    if not target.is_dir():
        _fill(target, (instance(family, weight, style) for style in family.styles for weight in family.weights))
    return target


def _fill(target: Path, fonts: Iterable[Path]) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    new = Path(tempfile.mkdtemp(dir=target.parent, prefix=".new-"))
    for font in fonts:
        shutil.copyfile(font, new / font.name)
    try:
        os.replace(new, target)  # noqa: PTH105  a folder that another process has put there meanwhile is as good
    except OSError:
        shutil.rmtree(new)
