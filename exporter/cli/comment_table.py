"""The table of comments as the configuration wants it: its columns, its form, the names of its members."""

from collections.abc import Sequence

from exporter import review
from exporter.build.project import Project
from exporter.diagnostics import UsageError
from exporter.review import Column, Listed, ListedRow
from exporter.source.files import Refused, read_below, safe_parts


def made_table(about: Listed, listed: Sequence[ListedRow], project: Project, *, csv: bool) -> str | bytes:
    """Return the table as CSV, or as a Word file."""
    chosen = project.config.review.comment_table
    shown = shown_columns(project)
    table = review.comment_table(about, listed, chosen.members)
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


def _form(project: Project, name: str) -> bytes:
    """Return the bytes of a form below the project's folder. Raises ``UsageError``."""
    try:
        return read_below(project.config.folder, safe_parts(name), project.limits["review"].total)
    except (Refused, OSError) as error:
        where = project.config.where("review", "comment_table", "form")
        hint = "name a DOCX below the project's folder"
        raise UsageError(f"the form '{name}' cannot be read: {error}", pos=where, hint=hint) from error
