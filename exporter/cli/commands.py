"""The commands, in the order of the help."""

import typer

from exporter.cli import ast, build, listing


def register(app: typer.Typer) -> None:
    """Add each command to the application."""
    if app.registered_commands:
        return
    app.command("build")(build.build)
    app.command("list")(listing.list_exports)
    app.command("ast", hidden=True)(ast.ast)
