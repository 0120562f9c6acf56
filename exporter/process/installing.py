"""The command that installs a program or library on this system.

Names of packages: the systems' own, those of Pango as WeasyPrint's documentation lists them
(https://doc.courtbouillon.org/weasyprint/stable/first_steps.html).
"""

import platform
import sys
from collections.abc import Mapping
from contextlib import suppress

COMMANDS = {
    "debian": "apt-get install",
    "fedora": "dnf install",
    "alpine": "apk add",
    "arch": "pacman -S",
    "macos": "brew install",
    "windows": "in MSYS2: pacman -S",
}
PACKAGES: Mapping[str, Mapping[str, str]] = {
    "pango": {
        "debian": "libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0",
        "fedora": "pango harfbuzz",
        "alpine": "so:libgobject-2.0.so.0 so:libpango-1.0.so.0 so:libharfbuzz.so.0 so:libharfbuzz-subset.so.0 "
        "so:libfontconfig.so.1 so:libpangoft2-1.0.so.0",
        "arch": "pango",
        "macos": "pango",
        "windows": "mingw-w64-x86_64-pango",
    },
    "git": dict.fromkeys(COMMANDS, "git"),
    "chromium": dict.fromkeys(COMMANDS, "chromium") | {"macos": "--cask chromium"},
    "libreoffice": {
        "debian": "libreoffice-writer-nogui",
        "fedora": "libreoffice-writer",
        "alpine": "libreoffice-writer",
        "arch": "libreoffice-still",
        "macos": "--cask libreoffice",
    },
}


def command(name: str) -> str:
    """Return the command that installs ``name`` here; its name alone where no command is known."""
    system = _system()
    packages = PACKAGES[name].get(system)
    return f"{COMMANDS[system]} {packages}" if packages else name


def _system() -> str:
    """Return the key of this system in the tables; Debian's for an unknown Linux."""
    if sys.platform == "darwin":
        return "macos"
    if sys.platform == "win32":
        return "windows"
    known: Mapping[str, str] = {}
    with suppress(OSError):
        known = platform.freedesktop_os_release()
    names = (known.get("ID", ""), *known.get("ID_LIKE", "").split())
    return next((name for name in names if name in COMMANDS), "debian")
