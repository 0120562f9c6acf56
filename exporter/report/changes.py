"""The change report: which downloads change, as Markdown for a comment or as a page with pictures.

In Markdown, names and words of content are code: a service makes no link, mention or markup of them.
"""

import base64
from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum
from typing import Any

from exporter.build.download_changes import DownloadChange
from exporter.diagnostics import counted, visible
from exporter.report.change_report import (
    ChangeReport,
    DownloadEntry,
    PassageEntry,
    change_report,
    noun_of,
)
from exporter.report.markdown import code, code_in_cell
from exporter.report.page_images import PagePair
from exporter.textdiff.passage_changes import PassageChange
from exporter.theme.files import Theme
from exporter.theme.templates import templates

# characters of a comment: GitHub takes 65,536, people read less
LONGEST = 30_000
SHOWN_CHANGES = 40
SHOWN_DOWNLOADS = 100

_KINDS = {
    "new": "new",
    "gone": "gone",
    "broken": "cannot be made",
    "mended": "could not be made before",
}
_MARKS = {"gone": "**−** {}", "new": "**+** {}", "same": "{}", "more": "…"}


class ChangeFormat(StrEnum):
    """The formats of the change report."""

    MARKDOWN = "markdown"
    HTML = "html"
    JSON = "json"


def as_markdown(report: ChangeReport) -> str:
    """Return a heading, a table of the downloads, and each change of words once, with the downloads that have it."""
    lines = [f"### {_headline(report.count)} since {code(report.since)}", ""]
    if report.ignored:
        lines += ["Changes of the configuration that have no effect before they are merged:", ""]
        lines += [*(f"- {code(change)}" for change in report.ignored), ""]
    if report.downloads:
        lines += ["| Download | What changes |", "|---|---|"]
        lines += [f"| {code_in_cell(_name(d))} | {'; '.join(_facts(d))} |" for d in report.downloads[:SHOWN_DOWNLOADS]]
        lines += [f"| and {report.count - SHOWN_DOWNLOADS} more | |"] if report.count > SHOWN_DOWNLOADS else []
        lines.append("")
    lines += [_line(passage, report.count) for passage in report.passages[:SHOWN_CHANGES]]
    if report.passage_count > SHOWN_CHANGES:
        lines.append(f"- and {report.passage_count - SHOWN_CHANGES} more")
    text = "\n".join(lines).rstrip() + "\n"
    return text if len(text) <= LONGEST else text[:LONGEST].rsplit("\n", 1)[0] + "\n- and more\n"


def as_html(downloads: Sequence[DownloadChange[Any]], since: str, pages: Mapping[str, Sequence[PagePair]]) -> str:
    """Return one HTML page; ``pages`` are pictures of the pages that differ, by output."""
    entries = (change_report([download], since).downloads[0] for download in downloads)
    rows = [_row(d, entry, pages.get(d.export.output, ())) for d, entry in zip(downloads, entries, strict=True)]
    summary = visible(f"{_headline(len(downloads))} since {since}")
    values = {"title": "Changed downloads", "summary": summary, "downloads": rows}
    return templates(Theme()).render("report/changes.html.j2", **values)


def _headline(count: int) -> str:
    return f"{counted(count, 'download')} change{'s' * (count == 1)}" if count else "No download changes"


def _facts(download: DownloadEntry, *, plain: bool = False) -> Iterator[str]:
    """Yield the changes of one download in a few words each, those of content as code in a cell unless ``plain``."""
    words = str if plain else code_in_cell
    if download.kind == "renamed":
        yield f"renamed from {words(download.old)}"
    elif download.kind in _KINDS:
        yield _KINDS[download.kind]
    yield from (f"{counted(count.count, count.noun)} {count.kind}" for count in download.counts)
    yield from map(words, download.facts)


def _name(download: DownloadEntry) -> str:
    return f"{download.output} ({', '.join(download.formats)})"


def _line(passage: PassageEntry, of: int) -> str:
    title = f" {code(passage.title)}" if passage.title else ""
    place = f" ({code(f'{passage.file}:{passage.line}')})" if passage.file else ""
    where = f" in {', '.join(map(code, passage.outputs))}" if of > 1 else ""
    words = " ".join(_MARKS[run.how].format(code(run.text)) for run in passage.words)
    return f"- **{passage.noun}{title} {passage.kind}**{place}{where}{': ' + words if words else ''}"


def _row(download: DownloadChange[Any], entry: DownloadEntry, pages: Sequence[PagePair]) -> dict[str, Any]:
    return {
        "name": _name(entry),
        "what": "; ".join(_facts(entry, plain=True)),
        "changes": [
            {"label": _label(c), "words": [{"how": w.how, "text": w.text} for w in c.words]} for c in download.changes
        ],
        "pages": [{"number": p.number, "before": _inline(p.before), "after": _inline(p.after)} for p in pages],
    }


def _label(change: PassageChange) -> str:
    """Return the name of a passage and its change."""
    title = f" “{change.title}”" if change.title else ""
    return f"{noun_of(change)}{title} {change.kind}"


def _inline(picture: bytes | None) -> str:
    return base64.b64encode(picture).decode() if picture is not None else ""
