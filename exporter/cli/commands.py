"""The commands, in the order of the help."""

import typer

from exporter.cli import (
    ast,
    build,
    check,
    clean,
    diff,
    doctor,
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


def register(app: typer.Typer) -> None:
    """Add each command to the application."""
    if app.registered_commands:
        return
    app.command("build")(build.build)
    app.command("init")(init.init)
    app.command("list")(listing.list_exports)
    app.command("validate")(validate.validate)
    app.command("check")(check.check)
    app.command("diff")(diff.diff)
    app.command("preview")(preview.preview)
    app.command("publish")(publish.publish)
    app.command("rename")(rename.rename)
    app.add_typer(review.app, name="review")
    app.command("redline")(redline.redline)
    app.command("template")(template.template)
    app.command("schema")(schema.schema)
    app.command("clean")(clean.clean)
    app.command("doctor")(doctor.doctor)
    app.command("ast", hidden=True)(ast.ast)
