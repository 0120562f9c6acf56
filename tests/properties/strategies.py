"""Random pages: lines of everything a line may hold, in every block that holds lines or blocks."""

import json
import re
from collections.abc import Callable

from hypothesis import strategies as st

from tests.properties import pieces
from tests.properties.marks import Piece, Words, page

NOTE = re.compile(r"\[\^(qz[a-z]{3})\]")
Line = Callable[[Words], str]  # what a line holds: no line end, no bar that would end a cell
Block = Callable[[Words], str]


def _word(words: Words) -> str:
    return words.new("of the text")


def _around(before: str, after: str) -> Callable[[Line], Line]:
    return lambda inside: lambda words: f"{before}{inside(words)}{after}"


OTHERWISE = "<span>: its '"  # where a component's braces are those of an element


SINGLE: dict[str, Line] = {
    "word": _word,
    "code": lambda w: f"`{_word(w)}`",
    "picture": lambda w: f"![{_word(w)}](/dot.svg)",
    "titled picture": lambda w: f'![{_word(w)}](/dot.svg "{w.new("<img>", "of the text")}")',
    "abbreviation": lambda w: f'<abbr title="{w.new("<abbr>")}">{_word(w)}</abbr>',
    "footnote": lambda w: f"{_word(w)}[^{_note(w)}]",
    "badge": lambda w: f":badge[{_word(w)}]",
    "labelled badge": lambda w: f':badge{{label="{w.new("badge", OTHERWISE)}"}}',
    "icon": lambda w: f':icon{{name="i-x" alt="{w.new("icon", OTHERWISE)}"}}',
    "button": lambda w: f':u-button[{_word(w)}]{{to="https://example.com/b"}}',
    "ruby": lambda w: f"<ruby>{_word(w)}<rt>{_word(w)}</rt></ruby>",
    "unknown": lambda w: f':landing-item[{_word(w)}]{{title="{w.new("landing-item", OTHERWISE)}"}}',
    "video": lambda w: f'<iframe src="https://example.com/v" title="{w.new("<iframe>")}"></iframe>',
    "field": lambda w: f'<input placeholder="{w.new("<input>")}">',
    "drawing": lambda w: f"<svg><title>{w.new('<svg>')}</title></svg>",
    "hidden": lambda w: f"{_word(w)}<b hidden>unseen</b>",
    "break": lambda w: f"{_word(w)}<br>{_word(w)}",
}
AROUND: dict[str, Callable[[Line], Line]] = {
    "em": _around("*", "*"),
    "strong": _around("**", "**"),
    "struck": _around("~~", "~~"),
    "link": _around("[", "](https://example.com/there)"),
    "q": _around("<q>", "</q>"),
    "sub": _around("<sub>", "</sub>"),
    "kbd": _around("<kbd>", "</kbd>"),
    "html code": _around("<code>", "</code>"),
    "html link": _around('<a href="https://example.com/h">', "</a>"),
    "language": _around("[", ']{lang="de"}'),
    "titled link": lambda inside: (
        lambda w: f'[{inside(w)}](https://example.com/there "{w.new("a link", "is left out", "link to")}")'
    ),
    "titled span": lambda inside: lambda w: f'[{inside(w)}]{{title="{w.new("<span>")}"}}',
}


def _note(words: Words) -> str:
    """The name of a footnote; its text comes at the end of the page."""
    return words.new("of the text").lower()


def lines() -> st.SearchStrategy[Line]:
    """A few inlines in one line, some in others."""
    single = st.sampled_from(sorted(SINGLE)).map(SINGLE.__getitem__)
    nested = st.recursive(
        single,
        lambda inner: st.builds(lambda name, inside: AROUND[name](inside), st.sampled_from(sorted(AROUND)), inner),
        max_leaves=4,
    )
    return st.lists(nested, min_size=1, max_size=3).map(
        lambda parts: lambda w: " ".join(["On", *(p(w) for p in parts)])
    )


def _prefixed(text: str, first: str, rest: str) -> str:
    head, *others = text.split("\n")
    return "\n".join([first + head, *((rest + line) if line else rest.rstrip() for line in others)])


OF_LINES: dict[str, Callable[[Line], Block]] = {
    "paragraph": lambda line: line,
    "heading": lambda line: lambda w: f"## {line(w)}",
    "table": lambda line: lambda w: f"| {_word(w)} | b |\n|---|---|\n| {line(w)} | c |",
    "head": lambda line: lambda w: f"| {line(w)} | b |\n|---|---|\n| {_word(w)} | c |",
    "excess": lambda line: lambda w: f"| a |\n|---|\n| {line(w)} | {w.new('row with more cells')} |",
    "html table": lambda line: (
        lambda w: (
            f"<table><caption>{_word(w)}</caption><tr><th>{_raw(line(w))}</th><td>x</td></tr>"
            f"<tr><td>{_word(w)}</td></tr></table>"
        )
    ),
    "list": lambda line: lambda w: f"- {line(w)}\n- {_word(w)}",
    "task": lambda line: lambda w: f"- [ ] {line(w)}\n- [x] {_word(w)}",
    "caption": lambda line: (
        lambda w: f'<figure><img src="/dot.svg" alt="{_word(w)}"><figcaption>{_raw(line(w))}</figcaption></figure>'
    ),
    "summary": lambda line: lambda w: f"<details><summary>{_raw(line(w))}</summary>{_word(w)}</details>",
    "definition": lambda line: lambda w: f"<dl><dt>{_raw(line(w))}</dt><dd>{_raw(line(w))}</dd></dl>",
    "answer": lambda line: lambda w: _faq(w, line),
    "card": lambda line: lambda w: f"::ShCard\n---\ntitle: {_in_prop(line(w))}\n---\n{_word(w)}\n::",
    "code": lambda line: lambda w: f"{line(w)}\n\n```js [{_word(w)}]\n{_word(w)}\n```",
}


def _raw(text: str) -> str:
    """A line in a block of HTML, where Markdown's footnotes are none."""
    return NOTE.sub("", text)


def _in_prop(text: str) -> str:
    """A line as YAML; without footnotes, which the Markdown of a prop knows nothing of."""
    return json.dumps(_raw(text), ensure_ascii=False)


def _faq(words: Words, line: Line) -> str:
    question, answer = words.new("ShFaq"), _in_prop(line(words))
    return f"::ShFaq\n---\ntitle: {_in_prop(line(words))}\nqas:\n  - q: {question}\n    a: {answer}\n---\n::"


OF_BLOCKS: dict[str, Callable[[Block], Block]] = {
    "quote": lambda inside: lambda w: _prefixed(inside(w), "> ", "> "),
    "item": lambda inside: lambda w: _prefixed(inside(w), "- ", "  "),
    "alert": lambda inside: lambda w: f"::ShAlert\n{inside(w)}\n::",
    "columns": lambda inside: lambda w: f"::ShTwoColumns\n{_word(w)}\n\n{inside(w)}\n::",
    "details": lambda inside: lambda w: f"<details>\n<summary>{_word(w)}</summary>\n\n{inside(w)}\n\n</details>",
    "unknown": lambda inside: lambda w: f'::some-thing{{heading="{w.new("something")}"}}\n{inside(w)}\n::',
}


def blocks() -> st.SearchStrategy[Block]:
    """Blocks of lines, some in others; and components with all that they have."""
    of_lines = st.builds(lambda name, line: OF_LINES[name](line), st.sampled_from(sorted(OF_LINES)), lines())
    nested = st.recursive(
        of_lines,
        lambda inner: st.builds(
            lambda name, inside: OF_BLOCKS[name](inside), st.sampled_from(sorted(OF_BLOCKS)), inner
        ),
        max_leaves=2,
    )
    made = st.sampled_from([(made, slots, inline) for _, made, slots, inline in pieces.components()])
    component = made.map(lambda m: lambda w: pieces.component(w, m[0], slots=m[1], inline=m[2]).text)
    return nested | component


def pages() -> st.SearchStrategy[Piece]:
    """A page: a first heading that is its title or not, and blocks."""
    return st.builds(_page, st.booleans(), lines(), st.lists(blocks(), min_size=1, max_size=6))


def drawn_pages() -> st.SearchStrategy[Piece]:
    """A page of formulas in other inlines, in every block of lines, and a diagram behind each."""
    formula: st.SearchStrategy[Line] = st.just(lambda w: f"$\\text{{{_word(w)}}} + x^2$")
    line = st.recursive(
        formula,
        lambda inner: st.builds(lambda name, inside: AROUND[name](inside), st.sampled_from(sorted(AROUND)), inner),
        max_leaves=2,
    )
    made = st.builds(lambda name, inside: OF_LINES[name](inside), st.sampled_from(sorted(OF_LINES)), line)
    return st.builds(_page, st.just(False), line, st.lists(made.map(_before_drawings), min_size=1, max_size=3))


def _before_drawings(block: Block) -> Block:
    formula = "$$\n\\frac{{\\text{{{}}}}}{{2}}\n$$".format
    diagram = "```mermaid\nflowchart TD\n  A[{}] --> B\n```".format
    return lambda w: f"{block(w)}\n\n{formula(_word(w))}\n\n{diagram(_word(w))}"


def _page(titled: bool, title: Line, body: list[Block]) -> Piece:
    words = Words()
    texts = [*([f"# {title(words)}"] if titled else []), *(block(words) for block in body)]
    whole = page([words.piece(text) for text in texts], "" if titled else "title: Words")
    return _with_notes(words, whole)


def _with_notes(words: Words, whole: Piece) -> Piece:
    labels = dict.fromkeys(NOTE.findall(whole.text))
    notes = words.piece("\n".join(f"[^{label}]: {_word(words)}" for label in labels))
    return Piece(f"{whole.text}\n{notes.text}\n", {**whole.names, **notes.names})
