"""Code: the styles of its parts and lines, by the names that Pandoc gives them, and a block of it as inlines.

Programs that read Word files know these names: a paragraph in "Source Code" is a block of code, words in "Verbatim
Char" or in a style based on it are code in a line (https://pandoc.org/MANUAL.html#option--reference-doc).
"""

from collections.abc import Iterator, Mapping
from typing import Final

from exporter.model.code_lines import lines_of
from exporter.model.code_parts import TokenRole
from exporter.model.nodes import Code, CodeBlock, Inline, LineBreak, Span

SOURCE_CODE: Final = "Source Code"
VERBATIM: Final = "Verbatim Char"
TOKEN_STYLES: Final[Mapping[TokenRole, str]] = {
    "comment": "CommentTok",
    "keyword": "KeywordTok",
    "type": "DataTypeTok",
    "function": "FunctionTok",
    "string": "StringTok",
    "number": "DecValTok",
    "constant": "ConstantTok",
    "attribute": "AttributeTok",
    "tag": "TagTok",
    "variable": "VariableTok",
    "inserted": "InsertedTok",
    "deleted": "DeletedTok",
}
"""The character style of each part of code; Pandoc has no tags and no changes."""

LINE_STYLES: Final[Mapping[str, str]] = {
    mark: f"{mark.capitalize()} Line" for mark in ("highlighted", "inserted", "deleted", "warning", "error")
}
"""The character style of a marked line."""


def code_inlines(block: CodeBlock) -> tuple[Inline, ...]:
    """Return the lines of a block of code; a marked line is in a span with its mark as role."""
    return tuple(_inlines(block))


def _inlines(block: CodeBlock) -> Iterator[Inline]:
    for number, line in enumerate(lines_of(block)):
        if number:
            yield LineBreak()
        code = Code(text="".join(token.text for token in line.tokens), tokens=line.tokens)
        yield Span(role=line.mark, children=(code,)) if line.mark else code
