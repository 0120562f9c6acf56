"""Colours of code: its parts by their meaning, read by Pygments.

A document gets them where it is rendered, within the limits of a worker: a regular expression of a lexer may take the
square of the code's length. Formats show each ``TokenRole`` in their own way and know no lexer.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cache, lru_cache
from itertools import groupby, pairwise
from operator import itemgetter
from typing import Final

from pygments.lexer import Lexer
from pygments.lexers import find_lexer_class_by_name
from pygments.token import (
    Comment,
    Generic,
    Keyword,
    Literal,
    Name,
    Operator,
    Text,
    _TokenType,
    is_token_subtype,
)

from exporter.model.code_lines import GUTTER
from exporter.model.code_parts import CodeToken, TokenRole
from exporter.model.document import Document
from exporter.model.nodes import Block, Code, CodeBlock, Inline
from exporter.model.walk import every_node, rebuild
from exporter.transforms.code_languages import SHELLS, lexer_name

_ROLES: Final[dict[_TokenType, TokenRole]] = {
    Comment: "comment",
    Comment.Preproc: "keyword",
    Keyword: "keyword",
    Keyword.Type: "type",
    Keyword.Constant: "constant",
    Name.Tag: "tag",
    Name.Attribute: "attribute",
    Name.Class: "type",
    Name.Function: "function",
    Name.Decorator: "function",
    Name.Builtin: "function",
    Name.Constant: "constant",
    Name.Entity: "constant",
    Name.Variable: "variable",
    Literal.String: "string",
    Literal.String.Escape: "constant",
    Literal.String.Doc: "comment",
    Literal.Scalar: "string",
    Literal.Number: "number",
    Literal.Date: "number",
    Operator.Word: "keyword",
    Generic.Heading: "keyword",
    Generic.Subheading: "keyword",
    Generic.Inserted: "inserted",
    Generic.Deleted: "deleted",
}


def with_code_tokens(document: Document) -> Document:
    """Return the document with the parts of its code; code of unknown languages, and long code, stays as it is."""
    codes = (node for node in every_node(document) if isinstance(node, Code | CodeBlock))
    if not any(lexer_name(node.language, node.text) for node in codes):
        return document
    notes = (replace(n, children=rebuild(n.children, _in_block, _in_line)) for n in document.footnotes)
    return replace(document, body=rebuild(document.body, _in_block, _in_line), footnotes=tuple(notes))


def _in_line(node: Inline) -> tuple[Inline]:
    return (replace(node, tokens=_tokens(node.language, node.text)) if isinstance(node, Code) else node,)


def _in_block(node: Block) -> tuple[Block]:
    if not isinstance(node, CodeBlock):
        return (node,)
    return (replace(node, tokens=_marked(node) if node.marks else _tokens(node.language, node.text)),)


def _marked(node: CodeBlock) -> tuple[CodeToken, ...]:
    """Return the parts of code with signs in front of its lines, which are no part of the code."""
    lines = node.text.split("\n")
    signs = iter([line[:GUTTER] for line in lines])
    code = "\n".join(line[GUTTER:] for line in lines)
    found = [CodeToken(next(signs), "sign")]
    for token in _tokens(node.language, code) or (CodeToken(code),):
        first, *further = token.text.split("\n")
        found.append(CodeToken(first, token.role))
        for text in further:
            found += [CodeToken("\n"), CodeToken(next(signs), "sign"), CodeToken(text, token.role)]
    return tuple(token for token in found if token.text)


@cache
def _lexer(name: str) -> Lexer:
    """Return a lexer that keeps blank lines, and reads no fences in Markdown: they may name any lexer."""
    options = {"stripnl": False, "ensurenl": False, "handlecodeblocks": False}
    if name == "mdc":
        from exporter.transforms.mdc_lexer import MdcLexer  # noqa: PLC0415 (it loads seven modules of lexers)

        kind: type[Lexer] = MdcLexer
    else:
        kind = find_lexer_class_by_name(name)
    return kind(**options)


@lru_cache(maxsize=1024)  # a worker renders the same page in several formats
def _tokens(language: str, code: str) -> tuple[CodeToken, ...]:
    """Return the parts of code; none if its lexer changes it."""
    name = lexer_name(language, code)
    if not name:
        return ()
    ended = code if code.endswith("\n") else f"{code}\n"  # some lexers lose a last line without its end
    parts = _joined(_named(_lexer(name).get_tokens(ended), language.lower() in SHELLS))
    if "".join(part.text for part in parts) != ended:
        return ()
    if ended != code:
        parts[-1] = CodeToken(parts[-1].text.removesuffix("\n"), parts[-1].role)
    return tuple(part for part in parts if part.text)


def _joined(named: Iterable[tuple[str, TokenRole]]) -> list[CodeToken]:
    """Return texts of one role as one part, with the blanks between them on a line: each part costs layout time."""
    found = [*named, ("", "")]
    shown: list[tuple[str, TokenRole]] = []
    for (text, role), (_, following) in pairwise(found):
        blank = not text.strip()
        within = shown[-1][1] if blank and shown and shown[-1][1] == following and "\n" not in text else ""
        shown.append((text, within if blank else role))
    return [CodeToken("".join(text for text, _ in same), role) for role, same in groupby(shown, itemgetter(1))]


def _named(tokens: Iterable[tuple[_TokenType, str]], shell: bool) -> Iterator[tuple[str, TokenRole]]:
    """Yield each text with its role; names before a bracket, and the first word of a command, are functions."""
    pending = [*tokens, (Text, "")]
    starts = True  # whether a command may start here
    for (kind, text), (_, following) in pairwise(pending):
        role = _role(kind)
        blank = not text.strip()
        if shell and kind is Text and not blank:
            role = "function" if starts else "attribute" if text.startswith("-") else ""
        elif is_token_subtype(kind, Name) and not role and following.startswith("("):
            role = "function"
        starts = (starts and blank) or "\n" in text or text in _CHAINS
        yield text, "" if blank else role


_CHAINS: Final = frozenset(("&&", "||", "|", ";"))


def _role(kind: _TokenType) -> TokenRole:
    return next((_ROLES[one] for one in reversed(kind.split()) if one in _ROLES), "")
