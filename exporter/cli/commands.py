"""The commands, in the order of the help."""

from collections.abc import Callable, Sequence

import typer

from exporter.cli import (
    ast,
    build,
    check,
    clean,
    diff,
    doctor,
    explain,
    init,
    listing,
    preview,
    publish,
    redline,
    rename,
    review,
    schema,
    template,
    validate,
)
from exporter.cli.verbose import verbose

# A line each in the list of commands, short enough for a terminal of 80 columns; help has the whole.
COMMANDS: Sequence[tuple[str, Callable[..., int], str]] = (
    ("build", build.build, "Make the files behind the pages' download links."),
    ("init", init.init, "Set up a folder: configuration, schema, sample page."),
    ("list", listing.list_exports, "Tell what would be built, from where, and why."),
    ("validate", validate.validate, "Check pages without rendering them."),
    ("explain", explain.explain, "Tell what the code of a finding means, and what to do."),
    ("check", check.check, "Tell which files no longer say what their pages say."),
    ("diff", diff.diff, "Tell which downloads differ between two states."),
    ("preview", preview.preview, "Show the exports while you write."),
    ("publish", publish.publish, "Copy built files to the site's folders."),
    ("rename", rename.rename, "Give a download another name, also in the pages."),
    ("redline", redline.redline, "Show what changed between two pages or revisions."),
    ("template", template.template, "Write the Word reference document."),
    ("schema", schema.schema, "Print a JSON Schema for editors and programs."),
    ("clean", clean.clean, "Empty the cache, remove files whose export is gone."),
    ("doctor", doctor.doctor, "Tell whether this machine has what is needed."),
)


def register(app: typer.Typer) -> None:
    """Add each command to the application."""
    if app.registered_commands:
        return
    for name, command, line in COMMANDS:
        app.command(name, short_help=line)(verbose(command))
    app.add_typer(review.app, name="review", short_help="Bring a reviewer's Word edits back to the page.")
    app.command("ast", hidden=True)(verbose(ast.ast))
