"""Marks of emphasis beside punctuation that the site shows as asterisks.

A mark behind punctuation closes only before a blank or other punctuation, and opens before punctuation only behind one
(CommonMark, section 6.2). Chinese, Japanese and Korean have no blanks there, so that ``**「文」**字`` stays as written.
"""

import re
import unicodedata
from collections.abc import Iterator

from exporter.diagnostics import Code, Severity
from exporter.model.nodes import Text
from exporter.validate.context import RuleContext
from exporter.validate.lines import texts

UNCLOSED_EMPHASIS = Code(
    "unclosed-emphasis",
    Severity.WARNING,
    "asterisks beside punctuation that the site shows as they are",
    why="The website and the document show the asterisks, and the words between them are not stressed.",
    mend="Put a blank outside of the asterisks, take the punctuation out of them, or write <strong> or <em>.",
)
CODES = (UNCLOSED_EMPHASIS,)
MARKS = re.compile(r"(?<!\*)\*{1,3}(?!\*)")
HINT = "put a blank outside of them, or take the punctuation out"


def check(context: RuleContext) -> None:
    """Check the asterisks that are left in texts; the closing ones tell more than the opening ones."""
    for page in context.pages:
        for text, around in texts(page):
            found = min(_faults(context, text), default=None)
            if found is not None:
                _, start, end = found
                words = text.text[max(0, start - 8) : end + 3].strip()
                message = f"the website shows the '{text.text[start:end]}' in '{words}' as it is"
                context.report(UNCLOSED_EMPHASIS, message, context.part(text, start, end) or around, HINT)


def _faults(context: RuleContext, text: Text) -> Iterator[tuple[bool, int, int]]:
    """Yield the marks between punctuation and a letter, one of them wide: whether they would open, and their range."""
    for mark in MARKS.finditer(text.text):
        before, after = text.text[: mark.start()][-1:], text.text[mark.end() :][:1]
        if not (before and after and (_is_wide(before) or _is_wide(after))) or _is_escaped(context, text, mark.start()):
            continue
        opens = before.isalnum() and _is_punctuation(after)
        if opens or (_is_punctuation(before) and after.isalnum()):
            yield opens, mark.start(), mark.end()


def _is_punctuation(character: str) -> bool:
    return unicodedata.category(character)[0] in "PS"


def _is_wide(character: str) -> bool:
    """Whether a character is as wide as those of scripts without blanks (UAX 11)."""
    return unicodedata.east_asian_width(character) in ("W", "F")


def _is_escaped(context: RuleContext, text: Text, at: int) -> bool:
    """Whether a backslash stands before a character in the source, which is then more than one character long."""
    place = context.part(text, at, at + 1)
    before = context.part(text, at - 1, at) if at else None
    return place is not None and before is not None and place.start.offset > before.end.offset
