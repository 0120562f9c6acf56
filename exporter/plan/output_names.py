"""Names of outputs: their dates and suffixes, and the default names."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from exporter.model.export import LATEST, Export, Format
from exporter.model.paths import MAX_NAME, MAX_PATH, RESERVED
from exporter.source.routes import has_latin_name, is_of_word

_DATED = re.compile(r"(?P<name>.*\S)[-_](?P<date>\d{8}|\d{4}-\d\d-\d\d)(?:[-_](?P<status>[A-Z]))?")
STATUSES = {"A": "approved", "C": "candidate", "D": "draft", "H": "historic"}


@dataclass(frozen=True, slots=True)
class DatedName:
    """The parts of a name such as ``OMA-QA-Utilities-20231120-D``: identifier, date (ISO 8601) and status."""

    identifier: str = ""
    date: str = ""
    status: str = ""


def dated_name(output: str) -> DatedName:
    """Parse the name of an output; the parts are empty if it has no date."""
    name = output.rpartition("/")[2]
    match = _DATED.fullmatch(name)
    if not match:
        return DatedName()
    try:
        day = date.fromisoformat(match["date"])
    except ValueError:
        return DatedName()
    return DatedName(name, day.isoformat(), STATUSES.get(match["status"] or "", ""))


def with_date(output: str, day: date) -> str | None:
    """Return the output with another date in its name, in the same notation; None if its name has no date."""
    folder, slash, name = output.rpartition("/")
    if not dated_name(output).date or not (match := _DATED.fullmatch(name)):
        return None
    start, end = match.span("date")
    return f"{folder}{slash}{name[:start]}{day:{'%Y-%m-%d' if '-' in match['date'] else '%Y%m%d'}}{name[end:]}"


def latest_name(export: Export) -> str:
    """Return the name of an export's newest version: its output with ``latest`` in place of the version or the date.

    A name without either is its own.
    """
    return export.known_as if export.template else with_latest(export.output)


def with_latest(output: str) -> str:
    """Return an output with ``latest`` in place of the date and status in its name; a name without is its own."""
    folder, slash, name = output.rpartition("/")
    match = _DATED.fullmatch(name) if dated_name(name).date else None
    return f"{folder}{slash}{match['name']}-{LATEST}" if match else output


def split_suffix(output: str, formats: Iterable[Format]) -> tuple[str, str | None]:
    """Return an output without leading slashes and without a format's suffix, and the name of that format."""
    output = output.lstrip("/")
    for one in formats:
        if output.lower().endswith(one.suffix):
            return output[: -len(one.suffix)], one.name
    return output, None


def default_output(route: str, file: str, anchor: str) -> str:
    """Return the output of an export without an ``output:`` of its own.

    A page of the site gets a folder of its own, so that no file stands in place of the page.
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
    """Return a name of at most 80 letters, digits, ``.``, ``_`` and hyphens.

    The letters become Latin ones if all of them have a Latin form; otherwise they stay.
    """
    latin = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    if has_latin_name(text):
        name = re.sub(r"[^A-Za-z0-9._]+", "-", latin)
    else:
        seen = (c for c in unicodedata.normalize("NFC", text) if unicodedata.category(c) != "Cf")
        name = re.sub("-+", "-", "".join(c if c in "._" or is_of_word(c) else "-" for c in seen))
    name = _cut(name[:80])
    return f"doc-{name}" if name.split(".")[0].lower() in RESERVED else name or "document"


def _cut(name: str) -> str:
    """Return the beginning of a name, short enough for a prefix and a suffix."""
    return name.encode()[: MAX_NAME - 20].decode("utf-8", "ignore").strip("-._")


def route_of(output: str) -> str:
    """Return the route at which the site would serve an HTML file of this output."""
    return "/" + re.sub(r"(^|/)index$", "", output).strip("/")
