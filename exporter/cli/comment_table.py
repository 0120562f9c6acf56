"""The table of comments as the configuration wants it: its columns, its form, the names of its members."""

from collections.abc import Sequence
from functools import cache
from typing import Final

from exporter import review
from exporter.build.project import Project
from exporter.cli.named_files import unreadable
from exporter.model.export import Export
from exporter.ooxml.review_map import ReviewMap
from exporter.published.line_numbers import NumberedParagraph, numbered_lines, numbered_paragraphs
from exporter.review import Column, LineOf, Listed, ListedRow
from exporter.source.files import Refused, read_below, safe_parts

_UNNUMBERED: Final = ("cell", "footnote")  # their lines have no number


def made_table(
    about: Listed, listed: Sequence[ListedRow], project: Project, export: Export | None, *, csv: bool
) -> str | bytes:
    """Return the table as CSV, or as a Word file; its line numbers are those of the export's built PDF."""
    chosen = project.config.review.comment_table
    shown = shown_columns(project)
    table = review.comment_table(about, listed, chosen.members, _line_numbers(project, export))
    if csv:
        return review.comments_csv(table, shown)
    if not chosen.form:
        return review.comments_docx(about.title, about.export, table, shown)
    form = _form(project, chosen.form)
    return review.filled_form(form, chosen.form, about.export, table, shown, project.limits["review"])


def shown_columns(project: Project) -> list[Column]:
    """Return the configured columns of the table."""
    chosen = project.config.review.comment_table.columns
    return review.columns([(column.field, column.heading) for column in chosen])


def _line_numbers(project: Project, export: Export | None) -> LineOf:
    """Return the numbers that the built PDF of an export prints beside its lines."""
    given = {**project.config.options("pdf"), **(export.options.get("pdf", {}) if export is not None else {})}
    built = project.folders["pdf"] / f"{export.output}.pdf" if export is not None else None
    if built is None or not given.get("line_numbers") or not built.is_file():
        return review.no_lines
    lines = numbered_lines(built)

    @cache
    def paragraphs(review_map: ReviewMap) -> list[NumberedParagraph | None]:
        texts = ["" if entry.kind in _UNNUMBERED else entry.text for entry in review_map.entries]
        return numbered_paragraphs(lines, texts)

    def line_of(review_map: ReviewMap, entry: int, at: int) -> str:
        found = paragraphs(review_map)[entry]
        return "" if found is None else found.number(at)

    return line_of


def _form(project: Project, name: str) -> bytes:
    """Return the bytes of a form below the project's folder. Raises ``UsageError``."""
    try:
        return read_below(project.config.folder, safe_parts(name), project.limits["review"].total)
    except (Refused, OSError) as error:
        where = project.config.where("review", "comment_table", "form")
        raise unreadable(name, error, "the form", pos=where, hint="name a DOCX below the project's folder") from error
