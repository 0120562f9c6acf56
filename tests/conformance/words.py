"""``python -m tests.conformance.words SITE``: no word of a site's pages is lost in silence.

``SITE`` is a Nuxt project or a folder with ``content``. It is copied, set up by ``exporter init`` and built in each
format with no key edited. Each word of a page's text, and of props that are prose, must be in every file of the page,
or a finding must be at its line. Prints each lost word; exit status 1 if there is one, or if less than 98 % of pages
build.
"""

import html
import json
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from exporter.diagnostics import Diagnostics
from exporter.markdown.reader import parse
from exporter.markdown.tree import MdcElement, MdcNode, MdcText
from exporter.model.position import Places
from tests.properties.reading import READERS

FORMATS = ("pdf", "docx", "html", "epub")
LEAST = 98  # per cent of pages that build in each format
WORD = re.compile(r"[^\W\d_]{4,}")
# Props of words for readers; others hold prose if they are sentences.
NAMED = re.compile(r"(title|description|label|text|headline|caption|question|answer|subtitle|q|a)$", re.IGNORECASE)
PROSE = re.compile(r"[^\W\d_]+(?:[,.;:]? [^\W\d_]+){2,}")
ADDRESS = re.compile(r"\]\([^)]*\)|\w+://\S+|<[^>]*>|\{[^}]*\}|(?<![\w])/[\w/.-]+")
SHORTCODE = re.compile(r":[\w+-]+:")
UNSEEN = frozenset({"script", "style", "template", "head", "title"})
NOT_PROSE = frozenset({"class", "style", "ui", "src", "srcset", "sizes", "d", "href", "to", "code", "icon", "avatar"})


def main() -> int:
    """Build the site, compare, and print what is lost."""
    with tempfile.TemporaryDirectory() as folder:
        site = Path(folder) / "site"
        shutil.copytree(sys.argv[1], site, symlinks=True)
        report = _built(site)
        lost = [line for page in sorted({f["page"] for f in report["files"]}) for line in _lost(site, page, report)]
        print("\n".join(lost))
        made = {form: _made(report, form) for form in FORMATS}
        asked = len({file["page"] for file in report["files"]})
        print(
            "\n".join(
                f"{f.get('file')}:{f.get('line')}: {f['code']}" for f in report["findings"] if f["severity"] == "error"
            )
        )
        unmarked = {f["file"] for f in report["findings"] if f["message"].endswith("no PDF/UA mark")}
        files = ", ".join(f"{form} {len(files)} of {asked}" for form, files in made.items())
        print(f"{files}; {report['counts']['error']} errors; {len(unmarked)} without PDF/UA; {len(lost)} words lost")
    return int(bool(lost) or any(len(files) * 100 < LEAST * asked for files in made.values()))


def _built(site: Path) -> dict[str, Any]:
    run = [sys.executable, "-P", "-m", "exporter"]
    for arguments in (["init"], ["build", "--to", ",".join(FORMATS), "--report", "report.json", "-q", "--no-cache"]):
        subprocess.run([*run, *arguments], cwd=site, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    value: dict[str, Any] = json.loads((site / "report.json").read_text("utf-8"))
    return value


def _made(report: dict[str, Any], form: str) -> dict[str, str]:
    """Return the files of a format that were made, by their pages."""
    built = (file for file in report["files"] if file["format"] == form and file["state"] == "built")
    return {file["page"]: file["path"] for file in built}


def _lost(site: Path, page: str, report: dict[str, Any]) -> Iterator[str]:
    """Yield each word of a page that a file of it does not have, and that no finding is about."""
    text = (site / page).read_text("utf-8", "replace")
    places = Places.of(page, text)
    told = [(f["line"], f["end_line"]) for f in report["findings"] if f.get("file") == page]
    own = _squeezed(html.unescape(text))  # the parser adds a heading of footnotes, with a word of its own
    found = _words(parse(text, page, Diagnostics()).children)
    words = [(word, places.point(at).line) for word, at in found if _squeezed(word) in own]
    for form in FORMATS:
        if (path := _made(report, form).get(page)) is None:
            continue
        shown = _squeezed(READERS[form]((site / path).read_bytes()))
        for word, line in words:
            if _squeezed(word) not in shown and not any(start <= line <= end for start, end in told):
                yield f"{page}:{line}: '{word}' is lost in {form}"


def _squeezed(text: str) -> str:
    return "".join(c for c in text.casefold() if c.isalpha())


def _words(nodes: list[MdcNode]) -> Iterator[tuple[str, int]]:
    """Yield the words of nodes with the offset of the text or element that has them."""
    for node in nodes:
        if isinstance(node, MdcText):
            yield from ((word, node.span.start) for word in WORD.findall(SHORTCODE.sub(" ", node.value)))
        elif isinstance(node, MdcElement) and node.tag not in UNSEEN:
            for name, value in node.props.items():
                yield from ((word, node.span.start) for word in _prose(name, value))
            yield from _words(node.children)


def _prose(name: str, value: Any) -> Iterator[str]:
    """Yield the words of a prop that is prose."""
    if name in NOT_PROSE or name.startswith(("aria", "data", "on")):
        return
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _prose(key, inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _prose(name, inner)
    elif isinstance(value, str) and (NAMED.fullmatch(name) or PROSE.search(value)):
        yield from WORD.findall(ADDRESS.sub(" ", value))


if __name__ == "__main__":
    sys.exit(main())
