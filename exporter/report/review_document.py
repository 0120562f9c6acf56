"""The record of a review round as a document, which formats make into a page to read or a Word file."""

from collections.abc import Iterator
from typing import Final

from exporter.backends.front_back import table_of
from exporter.diagnostics import counted
from exporter.model.document import Control, Document
from exporter.model.nodes import Block, Heading, Inline, Paragraph, Span, Text
from exporter.report.review_record import ClauseRecord, Outcome, RecordEntry, ReviewerRecord, RoundRecord
from exporter.review.listing.rows import COMMENT_KIND
from exporter.review.listing.text_formats import one_line
from exporter.review.match.changes import ChangeKind

UNKNOWN: Final = "unknown (made with tracking off)"
OUTSIDE: Final = "Outside of the page's text"
WIDTHS: Final = ("48%", "17%", "11%", "24%")
_LOOKS: Final = (ChangeKind.FORMAT, ChangeKind.STYLE, ChangeKind.LINK, ChangeKind.ALT_TEXT)


def as_document(record: RoundRecord) -> Document:
    """Return the record: numbers of all, a table of the reviewers, and a table for each clause."""
    body: list[Block] = [
        Paragraph(children=(Text(text=_summary(record)),)),
        Heading(level=2, children=(Text(text="Reviewers"),), anchor="reviewers"),
        table_of(_NUMBERS, (_numbers(reviewer) for reviewer in record.reviewers)),
    ]
    for number, clause in enumerate(record.clauses, 1):
        body += _clause(clause, number)
    return Document(title=f"Review round: {record.title}", body=tuple(body), control=Control(source=record.page))


def _summary(record: RoundRecord) -> str:
    entries = [entry for clause in record.clauses for entry in clause.entries]
    comments = sum(entry.kind == COMMENT_KIND for entry in entries)
    outcomes = ", ".join(
        f"{count} {outcome}" for outcome in Outcome if (count := sum(entry.outcome is outcome for entry in entries))
    )
    whole = f"{counted(len(entries) - comments, 'change')} and {counted(comments, 'comment')}"
    files = f"{counted(len(record.files), 'file')} ({', '.join(record.files)})"
    return f"{whole} in {files}: {outcomes or 'nothing to decide'}."


_NUMBERS: Final = ("Reviewer", "Changes", "Comments", *(outcome.value.capitalize() for outcome in Outcome), "Files")


def _numbers(reviewer: ReviewerRecord) -> tuple[tuple[Inline, ...], ...]:
    counts = (getattr(reviewer, outcome.value) for outcome in Outcome)
    values = (reviewer.author or UNKNOWN, reviewer.changes, reviewer.comments, *counts, ", ".join(reviewer.files))
    return tuple((Text(text=str(value)),) for value in values)


def _clause(clause: ClauseRecord, number: int) -> Iterator[Block]:
    title = " › ".join(filter(None, (clause.section, clause.question))) or OUTSIDE
    yield Heading(level=2, children=(Text(text=title),), anchor=f"clause-{number}")
    head = ("Change or comment", "Reviewer", "Outcome", "Reason")
    yield table_of(head, (_entry(entry) for entry in clause.entries), WIDTHS)


def _entry(entry: RecordEntry) -> tuple[tuple[Inline, ...], ...]:
    who = " ".join(filter(None, (entry.author or UNKNOWN, entry.date[:10])))
    rest = (who, entry.outcome.value, entry.reason)
    return (tuple(_words(entry)), *((Text(text=value),) for value in rest))


def _words(entry: RecordEntry) -> Iterator[Inline]:
    """Yield a comment behind the words that it is about, or a change in the words around it."""
    lead, before, after, tail = map(one_line, (entry.lead, entry.before, entry.after, entry.tail))
    if entry.kind == COMMENT_KIND:
        yield Text(text=f"“{before}”: {after}" if before else after)
        return
    yield Text(text=f"{entry.kind}: ")
    if entry.kind in _LOOKS:
        yield Text(text=f"{before} → {after}")
        return
    yield from [Text(text=lead)] if lead else []
    yield from [Span(role="strike", children=(Text(text=before),))] if before else []
    yield from [Span(role="underline", children=(Text(text=after),))] if after else []
    yield from [Text(text=tail)] if tail else []
