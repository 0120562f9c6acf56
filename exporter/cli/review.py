"""``exporter review``: what reviewers did in a Word file, and their changes back in the page."""

import sys
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from exporter.cli import choices
from exporter.cli.exits import Exit
from exporter.diagnostics import Diagnostics, UsageError, counted

if TYPE_CHECKING:
    from exporter.pipeline.project import Project
    from exporter.review import ReadPage, Session, Statuses

app = typer.Typer(help="Bring a reviewed Word file's changes back to the page.", no_args_is_help=True)

Reviewed = Annotated[Path, typer.Argument(metavar="REVIEWED.docx", help="The file that came back from review.")]


class ListForm(StrEnum):
    """The forms of a review's list."""

    TEXT = "text"
    JSON = "json"
    HTML = "html"
    CSV = "csv"


@app.command("list")
def list_changes(
    reviewed: Reviewed,
    form: Annotated[
        ListForm, typer.Option("--format", help="text, json, html (a page to read) or csv.")
    ] = ListForm.TEXT,
    output: Annotated[Path | None, typer.Option("--output", "-o", metavar="FILE", help="Write to a file.")] = None,
    config: choices.ConfigFile = None,
) -> int:
    """List every change and comment with its place in the page and what can be done with it."""
    from exporter import review
    from exporter.output import write_atomic

    project, session, read = _open(reviewed, config)
    listed = review.rows(session, review.assess(session, read))
    if form is ListForm.HTML:
        text = review.as_html(session, listed, project.theme)
    else:
        forms = {ListForm.TEXT: review.as_text, ListForm.JSON: review.as_json, ListForm.CSV: review.as_csv}
        text = forms[form](session, listed)
    if output is None:
        sys.stdout.write(text)
    else:
        write_atomic(output, text.encode("utf-8"))
    return Exit.FINE


@app.command("apply")
def apply_changes(
    reviewed: Reviewed,
    only: Annotated[
        list[str] | None, typer.Option("--only", metavar="ID", help="These changes, untracked ones too.")
    ] = None,
    author: Annotated[list[str] | None, typer.Option("--author", metavar="NAME", help="Only by this author.")] = None,
    section: Annotated[
        list[str] | None,
        typer.Option("--section", metavar="NAME", help="Only below this heading, or in this question."),
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Print a diff and write nothing.")] = False,
    config: choices.ConfigFile = None,
) -> int:
    """Write the changes into the page, each proven by reading the page again; what is not certain is left alone."""
    from exporter import review

    project, session, read = _open(reviewed, config)
    chosen, unknown = review.chosen_ids(session, _split(only), author or (), section or ())
    if unknown:
        told = unknown[0].startswith((review.COMMENT, review.LAYOUT))
        hint = "comments and layout are not written" if told else "take the ids from 'exporter review list'"
        raise UsageError(f"no change '{unknown[0]}' in '{reviewed}'", hint=hint)
    texts, statuses = review.write(session, chosen, read)
    for path, text in texts.items():
        if dry_run:
            sys.stdout.writelines(diff(path, session.pages[path].text, text))
        else:
            _save(project.config.folder, session, path, text)
    return _tell(session, chosen, statuses, dry_run=dry_run)


def _split(ids: list[str] | None) -> list[str]:
    return [one for group in ids or () for one in group.replace(",", " ").split()]


def _open(reviewed: Path, config: Path | None) -> "tuple[Project, Session, ReadPage]":
    from exporter import review
    from exporter.components import known_components
    from exporter.pipeline.project import open_project
    from exporter.review.pages import link_writer, page_reader, text_reader

    project = open_project(Path.cwd(), Diagnostics(), file=config, rendering=False)
    read = page_reader(project.site, known_components(project.config.components))
    texts, limits = text_reader(project.config.folder), project.limits["review"]
    session = review.open_session(reviewed, texts, read, limits, link_writer(project.site))
    for note in session.notes:
        print(f"note: {note}", file=sys.stderr)
    return project, session, read


def _save(folder: Path, session: "Session", path: str, text: str) -> None:
    """Write a page whole, unless somebody changed it since it was read."""
    from exporter.output import write_atomic
    from exporter.review.pages import below, encoded, text_reader

    file, now = below(folder, path), text_reader(folder)(path)
    if file is None or now is None or now != session.pages[path].text:
        raise UsageError(f"'{path}' was changed meanwhile", hint="run the command again")
    write_atomic(file, encoded(file, text))


def diff(path: str, old: str, new: str) -> Iterator[str]:
    """A unified diff that ``patch`` and ``git apply`` take, line ends as they are."""
    before, after = _lines(old), _lines(new)
    yield f"--- a/{path}\n+++ b/{path}\n"
    # difflib's own function takes lines that come often for no match, and shows them as changed
    for group in SequenceMatcher(None, before, after, autojunk=False).get_grouped_opcodes(3):
        yield f"@@ -{_span(group[0][1], group[-1][2])} +{_span(group[0][3], group[-1][4])} @@\n"
        for tag, a, b, c, d in group:
            if tag == "equal":
                yield from _signed(" ", before[a:b])
            else:
                yield from (*_signed("-", before[a:b]), *_signed("+", after[c:d]))


def _signed(sign: str, lines: Sequence[str]) -> Iterator[str]:
    for line in lines:
        yield sign + (line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n")


def _span(start: int, end: int) -> str:
    """Lines of a hunk as a unified diff has them: the first, and how many; none are counted from the one before."""
    return f"{start + (end > start)},{end - start}"


def _lines(text: str) -> list[str]:
    return [f"{line}\n" for line in text.split("\n")[:-1]] + ([last] if (last := text.rpartition("\n")[2]) else [])


def _tell(session: "Session", chosen: set[str], statuses: "Statuses", *, dry_run: bool) -> int:
    """Tell what was written and what was left; findings where something that was chosen was left."""
    written = [c for c in session.changes if c.id in chosen and statuses[c.id][0] == "automatic"]
    left = [c for c in session.changes if c.id in chosen and statuses[c.id][0] in ("by hand", "conflict", "untracked")]
    for change in left:
        status, reason = statuses[change.id]
        page = session.pages.get(session.file_of(change))
        place = page.place(change.entry, change.at) if page else None
        print(f"{place or session.name}: {status}: {change.kind} {change.id}: {reason}", file=sys.stderr)
    done = "would be written" if dry_run else "written"
    print(f"{counted(len(written), 'change')} {done}, {len(left)} left to do by hand", file=sys.stderr)
    return Exit.FINDINGS if left else Exit.FINE
