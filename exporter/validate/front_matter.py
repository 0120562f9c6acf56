"""Front matter that the site shows as words, since it begins late or has no end, and commands in it."""

import re
from collections.abc import Mapping
from dataclasses import replace

from exporter.config.load import COMMAND, COMMANDS
from exporter.diagnostics import Code, Severity
from exporter.model.document import Page
from exporter.model.nodes import CodeBlock, Heading, Paragraph, Rule
from exporter.model.walk import plain_text, walk
from exporter.validate.context import RuleContext

OPEN_FRONT_MATTER = Code(
    "open-front-matter",
    Severity.WARNING,
    "front matter that is not read, because it has no end or does not begin in the first line",
    why="The website and the document show its keys as words, and the page has none of its values.",
    mend="Let '---' be the page's first line, and put a line '---' behind the last key.",
)
CODES = (OPEN_FRONT_MATTER,)
KEY = re.compile(r"[A-Za-z_][\w.-]*:(?:\s|\Z)", re.ASCII)


def check(context: RuleContext) -> None:
    """Check whether a page begins with a rule and a key, and whether it names a program for its diagrams."""
    for page in context.pages:
        _check_commands(context, page)
        match page.body[:2]:
            case (Rule() as rule, (Paragraph() | Heading()) as first) if not page.data:
                if KEY.match(plain_text(first.children)) and rule.pos is not None:
                    late = rule.pos.start.line > 1
                    message = f"the front matter {'begins behind the first line' if late else 'has no end'}"
                    hint = "move '---' to the first line" if late else "put a line '---' behind the last key"
                    context.report(OPEN_FRONT_MATTER, f"{message}: the website shows it as words", rule.pos, hint)
            case _:
                pass


def _check_commands(context: RuleContext, page: Page) -> None:
    """Report a command for the language of a code block: no program that a project names runs."""
    for key in COMMANDS:
        given = page.data.get(key)
        commands: Mapping[object, object] = given if isinstance(given, Mapping) else {}
        blocks = walk(page.body) if commands else ()
        if any(isinstance(block, CodeBlock) and block.language in commands for block in blocks):
            message = f"'{key}' names a program to run, and no page may do that: the diagram stays source"
            hint = "remove it; name the program with --diagram, or in your own configuration outside of the project"
            finding = COMMAND.finding(message, page.places.get((key,)), hint)
            context.diagnostics.extend([replace(finding, spared=True)])
