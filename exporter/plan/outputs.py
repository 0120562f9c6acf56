"""Paths of outputs: what is allowed, what is the same, what the exporter makes up."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from exporter.model.export import Format
from exporter.source.routes import has_latin_name, is_of_word

MAX_NAME = 200  # bytes of UTF-8: 255 are the limit of most file systems, suffix and temporary names take some
MAX_PATH = 1_000
_RESERVED = {"con", "prn", "aux", "nul", *(f"{p}{n}" for p in ("com", "lpt") for n in "123456789¹²³")}
_DATED = re.compile(r"(?P<name>.*\S)[-_](?P<date>\d{8}|\d{4}-\d\d-\d\d)(?:[-_](?P<status>[A-Z]))?")
STATUSES = {"A": "approved", "C": "candidate", "D": "draft", "H": "historic"}


@dataclass(frozen=True, slots=True)
class DatedName:
    """What a name such as ``OMA-QA-Utilities-20231120-D`` tells: identifier, date (ISO 8601) and status."""

    identifier: str = ""
    date: str = ""
    status: str = ""


def dated(output: str) -> DatedName:
    """What the file's name tells of the document; nothing where it has no date."""
    name = output.rpartition("/")[2]
    found = _DATED.fullmatch(name)
    if not found:
        return DatedName()
    try:
        day = date.fromisoformat(found["date"])
    except ValueError:
        return DatedName()
    return DatedName(name, day.isoformat(), STATUSES.get(found["status"] or "", ""))


def redated(output: str, day: date) -> str | None:
    """The output with another day in its name, written as the old one; None where its name has no date."""
    folder, slash, name = output.rpartition("/")
    if not dated(output).date or not (found := _DATED.fullmatch(name)):
        return None
    start, end = found.span("date")
    return f"{folder}{slash}{name[:start]}{day:{'%Y-%m-%d' if '-' in found['date'] else '%Y%m%d'}}{name[end:]}"


def fault(output: str) -> str | None:
    """What is wrong with an output's path; None where nothing is.

    Names must be good on every system that files are sent to: https://learn.microsoft.com/windows/win32/fileio/naming-a-file
    """
    if len(output.encode("utf-8", "surrogatepass")) > MAX_PATH:
        return f"it is longer than {MAX_PATH} bytes"
    return next(filter(None, map(_name_fault, output.split("/"))), None)


def _name_fault(name: str) -> str | None:
    bad = next((c for c in name if c in '<>:"|?*\\' or unicodedata.category(c) in ("Cc", "Cf", "Cs", "Zl", "Zp")), None)
    rules = (
        (name in ("", ".", ".."), "it leads out of its folder or has an empty part"),
        (bad is not None, f"it has the character U+{ord(bad or ' '):04X}"),
        (name.startswith("."), f"'{name}' begins with a dot"),
        (name != name.strip() or name.endswith("."), f"'{name}' begins or ends with a blank, or ends with a dot"),
        (name.split(".")[0].strip().lower() in _RESERVED, f"'{name}' is a reserved name"),
        (len(name.encode("utf-8", "surrogatepass")) > MAX_NAME, f"a part of it is longer than {MAX_NAME} bytes"),
    )
    return next((message for broken, message in rules if broken), None)


def same(output: str) -> str:
    """A key that is equal for outputs that are one file on some system: case and composition do not count."""
    if output.isascii():
        return output.lower()
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", output).casefold())


def same_case(one: str, other: str) -> bool:
    """Whether two outputs that are the same for ``same`` are so on every system: they do not differ in case."""
    return unicodedata.normalize("NFC", one) == unicodedata.normalize("NFC", other)


def bare(output: str, formats: Iterable[Format]) -> tuple[str, str | None]:
    """An output without slashes in front and a format's suffix, and that format's name."""
    output = output.lstrip("/")
    for one in formats:
        if output.lower().endswith(one.suffix):
            return output[: -len(one.suffix)], one.name
    return output, None


def made_up(route: str, file: str, anchor: str) -> str:
    """The output of an export that has none given.

    A page of the site has a folder of its own, so that no file stands where the page is.
    """
    parts = [slug(part) for part in route.split("/") if part]
    if not route:
        name = slug(file.rpartition("/")[2].removesuffix(".md"))
        return _cut(f"{name}-{slug(anchor)}") if anchor else name
    parts = parts or ["home"]
    parts = [*parts, slug(anchor) if anchor else parts[-1]]
    while len("/".join(parts).encode()) > MAX_PATH:
        parts = parts[1:]
    return "/".join(parts)


def slug(text: str) -> str:
    """A name of letters, digits, ``.``, ``_`` and hyphens, at most 80 long.

    Where Latin letters stand for all of its letters these are taken, else its own.
    """
    latin = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    if has_latin_name(text):
        name = re.sub(r"[^A-Za-z0-9._]+", "-", latin)
    else:
        seen = (c for c in unicodedata.normalize("NFC", text) if unicodedata.category(c) != "Cf")
        name = re.sub("-+", "-", "".join(c if c in "._" or is_of_word(c) else "-" for c in seen))
    name = _cut(name[:80])
    return f"doc-{name}" if name.split(".")[0].lower() in _RESERVED else name or "document"


def _cut(name: str) -> str:
    """A name's beginning that leaves room for what is put in front of it and behind it."""
    return name.encode()[: MAX_NAME - 20].decode("utf-8", "ignore").strip("-._")


def route_of(output: str) -> str:
    """The route that an HTML file of this output would answer."""
    return "/" + re.sub(r"(^|/)index$", "", output).strip("/")
