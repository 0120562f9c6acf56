"""Random structures: elements in each other in every way that HTML has no rule against, many of them empty."""

from hypothesis import strategies as st

from tests.properties.marks import Piece, page

Text = st.SearchStrategy[str]

LANGUAGES = ("de", "fr", "zh-Hans", "DE", "")
_words = st.sampled_from(["word", "two words", "a long word " * 30, "", " ", "&nbsp;", "ﬁn — 7 €"])
_picture = st.sampled_from(['<img src="/dot.svg" alt="A dot">', '<img src="/dot.svg" alt="">'])


def _element(tag: str, inside: Text) -> Text:
    language = st.one_of(st.just(""), st.sampled_from(LANGUAGES).map(lambda code: f' lang="{code}"'))
    return st.builds(lambda more, text: f"<{tag}{more}>{text}</{tag}>", language, inside)


def _joined(part: Text, most: int = 3) -> Text:
    return st.lists(part, max_size=most).map("".join)


def _inlines() -> Text:
    tags = ("em", "strong", "code", "sub", "sup", "span", "mark", "kbd", "q", "small", "del", "abbr", "cite")
    targets = ("https://example.com/there", "#place", "#nowhere", "mailto:a@example.com")

    def around(inner: Text) -> Text:
        link = st.builds(lambda to, text: f'<a href="{to}">{text}</a>', st.sampled_from(targets), inner)
        return st.one_of(link, *(_element(tag, inner) for tag in tags))

    return _joined(st.recursive(_words | _picture | st.just("<br>"), around, max_leaves=4))


def _row(block: Text) -> Text:
    spans = st.sampled_from(["", "", "", ' colspan="2"', ' rowspan="2"', ' rowspan="0"', ' scope="row"'])
    cell = st.builds(
        lambda tag, span, text: f"<{tag}{span}>{text}</{tag}>", st.sampled_from(["td", "th"]), spans, block
    )
    return _joined(cell).map("<tr>{}</tr>".format)


def _table(block: Text, inline: Text) -> Text:
    row = _row(block)
    caption = _element("caption", inline)
    parts = st.one_of(*(_joined(row).map(f"<{tag}>{{}}</{tag}>".format) for tag in ("thead", "tbody", "tfoot")), row)
    return _joined(caption, 1).flatmap(
        lambda words: _joined(parts, 4).map(lambda rows: f"<table>{words}{rows}</table>")
    )


def _around(inner: Text) -> Text:
    inline = _inlines()
    block = _joined(inner, 2)
    item = _element("li", st.one_of(inline, block))
    terms = _joined(st.one_of(_element("dt", inline), _element("dd", block)))
    figure = st.builds(lambda a, b: a + b, block | _picture, st.just("") | _element("figcaption", inline | block))
    holders = ("blockquote", "div", "section", "aside", "article", "header", "nav", "fieldset")
    return st.one_of(
        _table(block | inline, inline),
        *(_element(tag, _joined(item)) for tag in ("ul", "ol")),
        _element("dl", terms),
        _element("figure", figure),
        _element("details", st.builds(lambda a, b: f"<summary>{a}</summary>{b}", inline, block)),
        *(_element(tag, block) for tag in holders),
    )


def _blocks() -> Text:
    inline = _inlines()
    headings = (_element(f"h{level}", inline) for level in (2, 3, 4, 6))
    plain = st.one_of(_element("p", inline), *headings, st.just("<hr>"), inline.map("<pre>{}</pre>".format))
    return st.recursive(plain, _around, max_leaves=6)


NAMES = ("ShAlert", "ShCard", "ShTwoColumns", "steps", "card", "callout", "some-thing", "tabs", "accordion")


def _component(name: str, inside: str) -> str:
    return f"::{name}\n{inside}\n::"


def _note(at: int, inside: str) -> str:
    return f"Words of a note[^n{at}].\n\n[^n{at}]: Note.\n\n    {inside}"


def structures() -> st.SearchStrategy[Piece]:
    """A page of structures, some of them in components and in notes."""
    block = _blocks()
    part = st.one_of(
        block.map(lambda text: lambda _: text),
        st.builds(lambda name, text: lambda _: _component(name, text), st.sampled_from(NAMES), block),
        block.map(lambda text: lambda at: _note(at, text)),
    )
    place = '<h2 id="place">A place</h2>'
    return st.lists(part, min_size=1, max_size=4).map(
        lambda parts: page(Piece(text) for text in [*(make(at) for at, make in enumerate(parts)), place])
    )
