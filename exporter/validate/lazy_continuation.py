"""Lazy continuation lines (CommonMark, section 5.2) that start a sentence: paragraphs that became part of a list item.

Such a line starts where the list starts, outside of the item. The website shows it in the item, so the document does
too; a writer who starts a sentence there meant a paragraph.
"""

from collections.abc import Iterator

from exporter.diagnostics import Code, Severity
from exporter.model.nodes import LineBreak, List, Paragraph, Text
from exporter.model.walk import every_node, walk
from exporter.validate.context import RuleContext

SWALLOWED = Code(
    "swallowed-paragraph",
    Severity.WARNING,
    "a paragraph that became part of the list item before it",
    why="Readers see the paragraph as a part of the last item.",
    mend="Put an empty line before it, or indent it to the item's words.",
)
CODES = (SWALLOWED,)
SENTENCE_ENDS = (".", "!", "?", ":", ";", "…", ")", "”", '"')


def check(context: RuleContext) -> None:
    """Check the last item of each list."""
    for page in context.pages:
        for node in every_node(page):
            if isinstance(node, List) and node.pos is not None:
                _check(context, node)


def _check(context: RuleContext, node: List) -> None:
    item = node.items[-1]
    if not item.children or not isinstance(item.children[-1], Paragraph) or item.pos is None:
        return
    column = item.pos.start.column
    for text, start, sentence in _line_starts(context, item.children[-1]):
        pos = context.part(text, start, len(text.text))
        if pos is None or pos.start.column > column or not sentence:
            continue
        words = " ".join(text.text[start:].split()[:3])
        hint = "put an empty line before it, or indent it to the item's words"
        context.report(SWALLOWED, f"'{words}' became part of the list item before it", pos, hint)
        return


def _line_starts(context: RuleContext, paragraph: Paragraph) -> Iterator[tuple[Text, int, bool]]:
    """Yield each text and index where a line of the source starts, and whether a sentence seems to start there."""
    line, before = 0, ""
    for node in walk([paragraph]):
        if isinstance(node, LineBreak):
            before = "."
        if not isinstance(node, Text) or node.pos is None:
            continue
        for index, char in enumerate(node.text):
            if char == " ":
                continue
            if index and node.text[index - 1] != " ":
                before = char
                continue
            pos = context.part(node, index, index + 1)
            if pos is not None and line and pos.start.line > line:
                yield node, index, (char.isupper() or char.isdigit()) and before.endswith(SENTENCE_ENDS)
            line = pos.start.line if pos else line
            before = char
