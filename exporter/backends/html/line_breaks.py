"""Line breaks on paper: words that must not be divided, and words that must."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from markupsafe import Markup, escape

from exporter.backends.html.paper_tables import with_breaks
from exporter.backends.identifiers import with_identifiers
from exporter.backends.paging import is_short, longest_line
from exporter.backends.word_breaks import BREAK
from exporter.model.code_lines import lines_of, tokens_of
from exporter.model.code_parts import CodeToken
from exporter.model.nodes import Code, CodeBlock, Emphasis, Inline, LineBreak, Revision, Span, Strong, Text
from exporter.model.walk import plain_text

LONGEST_WORD = 28  # letters; a longer word is an address or a name of code
COLUMN_WORD = 20  # letters that a narrow column has room for
DIVIDED = 10  # letters of the shortest word that is divided, as print.css has it
WHOLE = "whole"  # the role of words without a hyphen
COLUMN_LINE = 30  # letters of code that a narrow column has room for
MARKS = 2  # letters of punctuation behind a last word: a full stop, a bracket

_OPTION = re.compile(r"(?<!\S)(--?[A-Za-z][\w-]*)")  # of a command: ``--name``
_OPTION_MARKUP = Markup('<span class="option">{}</span>')
_PART = Markup('<span class="code-{}">{}</span>')


def with_whole_words(inlines: tuple[Inline, ...]) -> tuple[Inline, ...]:
    """Return ``inlines`` with a span of role ``whole`` around the words that get no hyphen at the end of a line."""
    return with_whole_identifiers(with_whole_last_words(inlines))


def with_whole_last_words(inlines: tuple[Inline, ...]) -> tuple[Inline, ...]:
    """Return ``inlines`` with a span of role ``whole`` around the last word before each hard break and the end.

    A last line is then never the tail of a divided word.
    """
    made: list[Inline] = []
    line: list[Inline] = []
    for node in inlines:
        if isinstance(node, LineBreak):
            made += [*_with_whole_last_word(tuple(line)), node]
            line = []
        else:
            line.append(node)
    return (*made, *_with_whole_last_word(tuple(line)))


def _with_whole_last_word(inlines: tuple[Inline, ...]) -> tuple[Inline, ...]:
    match inlines:
        case (*before, (Emphasis() | Strong()) as last):
            return (*before, replace(last, children=_with_whole_last_word(last.children)))
        case (*before, (Emphasis() | Strong()) as last, Text(text=mark) as end) if len(mark) <= MARKS:
            return (*before, replace(last, children=_with_whole_last_word(last.children)), end)
        case (*before, Text(text=text) as last):
            start = max(text.rstrip().rfind(blank) for blank in " \n\t") + 1
            word = text[start:]
            if not DIVIDED <= len(word) <= COLUMN_WORD:
                return inlines
            first = [replace(last, text=text[:start])] if start else []
            return (*before, *first, Span(role=WHOLE, children=(replace(last, text=word),)))
        case _:
            return inlines


def with_whole_identifiers(inlines: tuple[Inline, ...]) -> tuple[Inline, ...]:
    """Return ``inlines`` with a span of role ``whole`` around each identifier; links and code never get a hyphen."""
    return tuple(made for node in inlines for made in _with_whole_identifiers(node))


def _with_whole_identifiers(node: Inline) -> Iterator[Inline]:
    match node:
        case Text():
            for part, whole in with_identifiers(node.text, DIVIDED):
                text = Text(text=part)
                yield Span(role=WHOLE, children=(text,)) if whole else text
        case Span(role=role) if role == WHOLE:
            yield node
        case Emphasis() | Strong() | Span() | Revision():
            yield replace(node, children=with_whole_identifiers(node.children))
        case _:
            yield node


def may_break(node: CodeBlock) -> bool:
    """Whether a line of code may be longer than one of a narrow column."""
    return longest_line(node) > COLUMN_LINE


def code_line(line: str) -> Markup:
    """Return a line of code with its options as elements, within which it does not break."""
    parts = _OPTION.split(line)  # words and options in turn
    return Markup().join(_OPTION_MARKUP.format(part) if at % 2 else escape(part) for at, part in enumerate(parts))


def has_long_word(inlines: tuple[Inline, ...], longest: int = LONGEST_WORD) -> bool:
    """Whether a word of ``inlines`` is too long for a narrow line."""
    return any(len(word) > longest for word in plain_text(inlines).replace(BREAK, " ").split())


def code_markup(node: Code | CodeBlock) -> Markup:
    """Return code without elements for its lines."""
    if isinstance(node, CodeBlock):
        return _parts(tokens_of(node), escape)
    return _parts(tokens_of(node), with_breaks if BREAK in node.text else code_line)


def code_lines(node: CodeBlock, *, screen: bool) -> list[tuple[Markup, str]]:
    """Return the lines of code and the mark of each; empty if they need no elements of their own.

    On paper they do if a line may break, and if a page may break the code: it then begins with no empty line.
    """
    if not (node.highlights or node.marks or (not screen and (may_break(node) or not is_short(node)))):
        return []
    return [(_parts(line.tokens, code_line), line.mark) for line in lines_of(node)]


def _parts(tokens: Iterable[CodeToken], shown: Callable[[str], Markup]) -> Markup:
    """Return the markup of parts of code, an element for each that has a meaning; ``shown`` gives that of words."""
    return Markup().join(
        _PART.format(part.role, shown(part.text)) if part.role else shown(part.text) for part in tokens
    )
