"""Front matter that names a program for the page's diagrams: no program that a project names runs."""

from collections.abc import Mapping
from dataclasses import replace

from exporter.config.load import COMMAND, COMMANDS
from exporter.model.nodes import CodeBlock
from exporter.model.walk import walk
from exporter.validate.context import RuleContext


def check(context: RuleContext) -> None:
    """Check the keys of commands, if a code block of the page has such a language."""
    for page in context.pages:
        for key in COMMANDS:
            given = page.data.get(key)
            commands: Mapping[object, object] = given if isinstance(given, Mapping) else {}
            blocks = walk(page.body) if commands else ()
            if any(isinstance(block, CodeBlock) and block.language in commands for block in blocks):
                message = f"'{key}' names a program to run, and no page may do that: the diagram stays source"
                hint = "remove it; name the program with --diagram, or in your own configuration outside of the project"
                finding = COMMAND.finding(message, page.places.get((key,)), hint)
                context.diagnostics.extend([replace(finding, spared=True)])
