"""The change report: which downloads change, as Markdown for a comment or as a page with pictures."""

import base64
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from exporter.build.download_changes import DownloadChange
from exporter.diagnostics import counted, visible
from exporter.report.markdown import code, escaped
from exporter.report.page_images import PagePair
from exporter.textdiff.passage_changes import PassageChange, WordRun
from exporter.theme.files import Theme
from exporter.theme.templates import templates

# characters of a comment: GitHub takes 65,536, people read less
LONGEST = 30_000
# the most words of a new or removed passage, and the most passages
SHOWN_WORDS = 40
SHOWN_CHANGES = 40

_KINDS = {
    "new": "new",
    "gone": "gone",
    "renamed": "renamed",
    "broken": "cannot be made",
    "mended": "could not be made before",
    "changed": "changed",
}
_COUNTED = {"new": "new", "gone": "gone", "reworded": "reworded", "moved": "moved"}


def as_markdown(downloads: Sequence[DownloadChange], since: str) -> str:
    """Return a heading, a table of the downloads, and each change of words once, with the downloads that have it."""
    lines = [f"### {escaped(headline(downloads, since))}", ""]
    if downloads:
        lines += ["| Download | What changes |", "|---|---|"]
        lines += [f"| {code(_name(d))} | {escaped(description(d))} |" for d in downloads]
        lines.append("")
    changes = list(_by_change(downloads).items())
    lines += [_line(change, outputs, len(downloads)) for change, outputs in changes[:SHOWN_CHANGES]]
    if len(changes) > SHOWN_CHANGES:
        lines.append(f"- and {len(changes) - SHOWN_CHANGES} more")
    text = "\n".join(lines).rstrip() + "\n"
    return text if len(text) <= LONGEST else text[:LONGEST].rsplit("\n", 1)[0] + "\n- and more\n"


def as_html(downloads: Sequence[DownloadChange], since: str, pages: Mapping[str, Sequence[PagePair]]) -> str:
    """Return one HTML page; ``pages`` are pictures of the pages that differ, by output."""
    rows = [_download(d, pages.get(d.export.output, ())) for d in downloads]
    values = {"title": "Changed downloads", "summary": headline(downloads, since), "downloads": rows}
    return templates(Theme()).render("report/changes.html.j2", **values)


def headline(downloads: Sequence[DownloadChange], since: str) -> str:
    """Return a line with the number of downloads that change."""
    count = len(downloads)
    words = f"{counted(count, 'download')} change{'s' * (count == 1)}" if count else "No download changes"
    return visible(f"{words} since {since}")


def description(download: DownloadChange) -> str:
    """Return the changes of one download in a few words."""
    parts = [] if download.kind == "changed" else [_KINDS[download.kind]]
    if download.kind == "renamed" and download.old is not None:
        parts = [f"renamed from {download.old.output}"]
    for (kind, asks), count in Counter((c.kind, c.asks) for c in download.changes).items():
        noun = "question" if asks else "section"
        parts.append(f"{counted(count, noun)} {_COUNTED[kind]}")
    return "; ".join([*parts, *download.facts])


def _name(download: DownloadChange) -> str:
    return f"{download.export.output} ({', '.join(download.export.formats)})"


def _by_change(downloads: Sequence[DownloadChange]) -> dict[PassageChange, list[str]]:
    """Return each change once, with its outputs: a question is in the file of its section and in that of its page."""
    outputs: dict[PassageChange, list[str]] = {}
    for download in downloads:
        for change in download.changes:
            outputs.setdefault(change, []).append(download.export.output)
    return outputs


def _line(change: PassageChange, outputs: Sequence[str], of: int) -> str:
    place = f" ({escaped(change.pos.file)}:{change.pos.start.line})" if change.pos else ""
    where = f" in {', '.join(map(code, outputs))}" if of > 1 else ""
    words = " ".join(_marked(run) for run in _shortened(change.words))
    return f"- **{escaped(label(change))}**{place}{where}{': ' + words if words else ''}"


def label(change: PassageChange) -> str:
    """Return the name of a passage and its change."""
    noun = "question" if change.asks else "section" if change.title else "opening text"
    return f"{noun} “{change.title}” {_COUNTED[change.kind]}" if change.title else f"{noun} {_COUNTED[change.kind]}"


def _shortened(words: Sequence[WordRun]) -> Iterator[WordRun]:
    for run in words:
        pieces = run.text.split()
        short = " ".join([*pieces[:SHOWN_WORDS], "…"]) if len(pieces) > SHOWN_WORDS else run.text
        yield WordRun(run.how, short)


def _marked(run: WordRun) -> str:
    marks = {"gone": "~~{}~~", "new": "**{}**", "same": "{}", "more": "…"}
    return marks[run.how].format(escaped(run.text))


def _download(download: DownloadChange, pages: Sequence[PagePair]) -> dict[str, Any]:
    return {
        "name": _name(download),
        "what": description(download),
        "changes": [
            {"label": label(c), "words": [{"how": w.how, "text": w.text} for w in c.words]} for c in download.changes
        ],
        "pages": [{"number": p.number, "before": _inline(p.before), "after": _inline(p.after)} for p in pages],
    }


def _inline(picture: bytes | None) -> str:
    return base64.b64encode(picture).decode() if picture is not None else ""
