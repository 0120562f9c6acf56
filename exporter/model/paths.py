"""Paths as text: whether they are valid on every system, name the same file on some, or lead out of a folder."""

import unicodedata
from typing import Final

MAX_NAME: Final = 200  # bytes of UTF-8: 255 are the limit of most file systems, suffix and temporary names take some
MAX_PATH: Final = 1_000
RESERVED: Final = frozenset(
    ("con", "prn", "aux", "nul", *(f"{device}{n}" for device in ("com", "lpt") for n in "123456789¹²³"))
)


def fault(path: str) -> str | None:
    """Return the fault of the path of a new file, without its suffix; None for a good one.

    Names must be good on every system that files are sent to: https://learn.microsoft.com/windows/win32/fileio/naming-a-file
    """
    if len(path.encode("utf-8", "surrogatepass")) > MAX_PATH:
        return f"it is longer than {MAX_PATH} bytes"
    return next(filter(None, map(_name_fault, path.split("/"))), None)


def _name_fault(name: str) -> str | None:
    bad = next((c for c in name if c in '<>:"|?*\\' or unicodedata.category(c) in ("Cc", "Cf", "Cs", "Zl", "Zp")), None)
    rules = (
        (name in ("", ".", ".."), "it points outside its folder or has an empty part"),
        (bad is not None, f"it has the character U+{ord(bad or ' '):04X}"),
        (name.startswith("."), f"'{name}' begins with a dot"),
        (name != name.strip() or name.endswith("."), f"'{name}' begins or ends with a blank, or ends with a dot"),
        (name.split(".")[0].strip().lower() in RESERVED, f"'{name}' is a reserved name"),
        (len(name.encode("utf-8", "surrogatepass")) > MAX_NAME, f"a part of it is longer than {MAX_NAME} bytes"),
    )
    return next((message for broken, message in rules if broken), None)


def path_key(path: str) -> str:
    """Return a key that is equal for paths of one file on some system: case and composition do not count."""
    if path.isascii():
        return path.lower()
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", path).casefold())


def same_case(one: str, other: str) -> bool:
    """Return whether two paths with one ``path_key`` are one file on every system: they do not differ in case."""
    return unicodedata.normalize("NFC", one) == unicodedata.normalize("NFC", other)


def leads_upward(path: str) -> bool:
    """Return whether a path has a step ``..``, on any system, or a NUL, at which a system ends it."""
    return "\0" in path or ".." in path.replace("\\", "/").split("/")


def is_inner(path: str) -> bool:
    """Return whether a path stays below its folder, on every system alike."""
    return not (leads_upward(path) or path.startswith("/") or "\\" in path)
