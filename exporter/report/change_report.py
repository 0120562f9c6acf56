"""The change report as data: the same value for Markdown, HTML and JSON.

The report of a pull request comes from a run that the pull request controls. So the schema bounds every list and text,
and every word that is not one of a fixed set is shown as content.
"""

from collections.abc import Iterable, Sequence
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from exporter.build.download_changes import DownloadChange
from exporter.diagnostics import UsageError, visible
from exporter.textdiff.passage_changes import PassageChange, WordRun

# the most words of a new or removed passage, and the most of everything
SHOWN_WORDS = 40
MOST_DOWNLOADS = 500
MOST_CHANGES = 200
MOST_RUNS = 100
MOST_FACTS = 20
LONGEST_TEXT = 1000  # characters

_Text = Annotated[str, Field(max_length=LONGEST_TEXT)]
_Count = Annotated[int, Field(ge=0, le=1_000_000_000)]


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class WordsEntry(_Part):
    """Words of both states or of one of them; ``more`` stands for words that are left out."""

    how: Literal["same", "gone", "new", "more"]
    text: _Text = ""


class PassageEntry(_Part):
    """A passage that changes, and the downloads that have it."""

    kind: Literal["new", "gone", "reworded", "moved"]
    noun: Literal["question", "section", "opening text"]
    title: _Text = ""
    file: _Text = ""
    line: _Count = 0
    words: tuple[WordsEntry, ...] = Field(default=(), max_length=MOST_RUNS)
    outputs: tuple[_Text, ...] = Field(default=(), max_length=MOST_DOWNLOADS)


class PassageCount(_Part):
    """The number of passages of a download with one kind of change."""

    kind: Literal["new", "gone", "reworded", "moved"]
    noun: Literal["question", "section"]
    count: _Count


class DownloadEntry(_Part):
    """A download that changes; ``old`` is the name that a renamed one had."""

    kind: Literal["new", "gone", "renamed", "changed", "broken", "mended"]
    output: _Text
    formats: tuple[_Text, ...] = Field(default=(), max_length=MOST_FACTS)
    old: _Text = ""
    counts: tuple[PassageCount, ...] = Field(default=(), max_length=MOST_FACTS)
    facts: tuple[_Text, ...] = Field(default=(), max_length=MOST_FACTS)


class ChangeReport(_Part):
    """The downloads that differ between a revision and the files as they are.

    ``ignored`` are changes of the configuration without effect; ``count`` and ``passage_count`` also count entries that
    the lists leave out.
    """

    version: Literal[1] = 1
    since: _Text
    ignored: tuple[_Text, ...] = Field(default=(), max_length=MOST_CHANGES)
    count: _Count
    downloads: tuple[DownloadEntry, ...] = Field(default=(), max_length=MOST_DOWNLOADS)
    passage_count: _Count
    passages: tuple[PassageEntry, ...] = Field(default=(), max_length=MOST_CHANGES)


def change_report(downloads: Sequence[DownloadChange[Any]], since: str, ignored: Iterable[str] = ()) -> ChangeReport:
    """Return the report of these changes: each passage once, with the downloads that have it."""
    outputs: dict[PassageChange, list[str]] = {}
    for download in downloads:
        for change in download.changes:
            outputs.setdefault(change, []).append(_short(download.export.output))
    return ChangeReport(
        since=_short(since),
        ignored=tuple(map(_short, ignored))[:MOST_CHANGES],
        count=len(downloads),
        downloads=tuple(map(_download, downloads[:MOST_DOWNLOADS])),
        passage_count=len(outputs),
        passages=tuple(_passage(change, names) for change, names in list(outputs.items())[:MOST_CHANGES]),
    )


def read_report(data: bytes) -> ChangeReport:
    """Return the report that JSON of another run has. Raises ``UsageError``."""
    try:
        return ChangeReport.model_validate_json(data, strict=True)
    except ValidationError as error:
        fault = error.errors(include_url=False, include_input=False, include_context=False)[0]
        place = ".".join(map(str, fault["loc"]))[:LONGEST_TEXT]
        message = f"it is no change report: {place + ': ' if place else ''}{fault['msg']}"
        hint = "make it with 'exporter diff --format json' of the same version"
        raise UsageError(visible(message), code="change-report", hint=hint) from error


def report_schema() -> dict[str, Any]:
    """Return the JSON Schema of a change report."""
    return ChangeReport.model_json_schema()


def noun_of(change: PassageChange) -> Literal["question", "section", "opening text"]:
    """Return the word for the passage of a change."""
    if not change.title:
        return "opening text"
    return "question" if change.asks else "section"


def shortened_words(run: WordRun) -> str:
    """Return the words of a run, with a mark for those over the most that reports show."""
    pieces = run.text.split()
    return " ".join([*pieces[:SHOWN_WORDS], "…"]) if len(pieces) > SHOWN_WORDS else run.text


def _download(change: DownloadChange[Any]) -> DownloadEntry:
    counts: dict[tuple[Any, Any], int] = {}
    for passage in change.changes:
        key = (passage.kind.value, "question" if passage.asks else "section")
        counts[key] = counts.get(key, 0) + 1
    return DownloadEntry(
        kind=change.kind,
        output=_short(change.export.output),
        formats=tuple(change.export.formats),
        old=_short(change.old.output) if change.kind == "renamed" and change.old else "",
        counts=tuple(PassageCount(kind=kind, noun=noun, count=count) for (kind, noun), count in counts.items()),
        facts=tuple(map(_short, change.facts))[:MOST_FACTS],
    )


def _passage(change: PassageChange, outputs: Sequence[str]) -> PassageEntry:
    words = [WordsEntry(how=run.how.value, text=_short(shortened_words(run))) for run in change.words[:MOST_RUNS]]
    return PassageEntry(
        kind=change.kind.value,
        noun=noun_of(change),
        title=_short(change.title),
        file=_short(change.pos.file) if change.pos else "",
        line=change.pos.start.line if change.pos else 0,
        words=tuple(words),
        outputs=tuple(outputs[:MOST_DOWNLOADS]),
    )


def _short(text: str) -> str:
    """Return a text on one line that JSON can hold, shortened to the most characters."""
    line = visible(" ".join(text.split()))
    return line if len(line) <= LONGEST_TEXT else f"{line[: LONGEST_TEXT - 1]}…"
