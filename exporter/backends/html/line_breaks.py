"""Line breaks on paper: words that must not be divided, and words that must."""

from dataclasses import replace

from exporter.model.nodes import Emphasis, Inline, LineBreak, Span, Strong, Text
from exporter.model.walk import plain_text

LONGEST_WORD = 28  # letters; a longer word is an address or a name of code
COLUMN_WORD = 20  # letters that a narrow column has room for
DIVIDED = 10  # letters of the shortest word that is divided, as print.css has it
MARKS = 2  # letters of punctuation behind a last word: a full stop, a bracket


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
            return (*before, *first, Span(role="whole", children=(replace(last, text=word),)))
        case _:
            return inlines


def has_long_word(inlines: tuple[Inline, ...], longest: int = LONGEST_WORD) -> bool:
    """Whether a word of ``inlines`` is too long for a narrow line."""
    return any(len(word) > longest for word in plain_text(inlines).split())
