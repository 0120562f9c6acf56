"""Passages: all blocks once and in order, each under its heading or question."""

from hypothesis import given
from hypothesis import strategies as st

from exporter.model.nodes import (
    Block,
    Columns,
    Container,
    FootnoteReference,
    Heading,
    Image,
    Paragraph,
    QuestionAnswer,
    Text,
)
from exporter.model.passages import flow, heads, passages, questions, sections, title
from exporter.model.text_lines import lines, printed_lines


def line(words: str) -> tuple[Text]:
    """A line of words."""
    return (Text(text=words),)


def paragraph(words: str) -> Paragraph:
    """A paragraph of words."""
    return Paragraph(children=line(words))


def question(words: str) -> QuestionAnswer:
    """A question with a short answer."""
    return QuestionAnswer(number=1, anchor=words, question=line(f"{words}?"), answer=(paragraph(f"{words}."),))


WORDS = st.text("abc", min_size=1, max_size=3)
LEAVES = st.one_of(
    st.builds(paragraph, WORDS),
    st.builds(question, WORDS),
    st.builds(lambda words, level: Heading(level=level, anchor=words, children=line(words)), WORDS, st.integers(1, 4)),
)
BODIES = st.recursive(
    st.lists(LEAVES, max_size=6).map(tuple),
    lambda inner: st.tuples(inner, inner, inner, st.booleans()).map(
        lambda b: (
            *b[0],
            Container(role="x", title=line("t"), children=b[1]) if b[3] else Columns(widths=(1, 1), columns=b[1:3]),
            *b[2],
        )
    ),
    max_leaves=4,
)


@given(BODIES)
def test_passages_cover_all_blocks_in_order(body: tuple[Block, ...]) -> None:
    """Put together, heads and blocks are what was cut; no head is among the blocks of another."""
    for kind in (Heading, QuestionAnswer):
        found = list(passages(body, kind))
        assert found[0].head is None
        assert tuple(b for p in found for b in ((p.head, *p.blocks) if p.head else p.blocks)) == body
        assert not any(isinstance(block, kind) for p in found for block in p.blocks)


@given(BODIES)
def test_flow_loses_no_line_and_hides_no_head(body: tuple[Block, ...]) -> None:
    """The lines are those of the whole; a heading or question stands on its own, not inside of a box."""
    opened = list(flow(body))
    assert [words for words in lines(opened) if words] == [words for words in lines(body) if words]
    assert [block for block in opened if isinstance(block, Heading | QuestionAnswer)] == list(heads(body))
    assert list(questions(body)) == [head for head in heads(body) if isinstance(head, QuestionAnswer)]


@given(BODIES)
def test_a_section_ends_in_front_of_the_next_of_its_level(body: tuple[Block, ...]) -> None:
    """Each heading has a section, in order; all headings in it are lower, and the block behind it is not."""
    found = list(sections(body))
    assert [section.heading for section in found] == [head for head in heads(body) if isinstance(head, Heading)]
    for section in found:
        inside = [b for b in section.blocks if isinstance(b, Heading)]
        assert all(heading.level > section.heading.level for heading in inside)
    tops = [i for i, block in enumerate(body) if isinstance(block, Heading)]
    for at in tops:
        own = next(s for s in found if s.heading is body[at])
        behind = body[at + 1 + len(own.blocks) :]
        assert not behind or (isinstance(behind[0], Heading) and behind[0].level <= own.heading.level)


def test_a_title_is_the_line_of_a_heading_or_question() -> None:
    """The answer is no part of it."""
    assert title(question("Why")) == line("Why?")
    assert title(Heading(level=2, anchor="a", children=line("About"))) == line("About")


def test_printed_lines_have_numbers_of_footnotes_and_labels_but_no_pictures() -> None:
    """The printed lines of a page differ from its own words in footnotes, labels and pictures."""
    words = (*line("See"), FootnoteReference(label="n", number=3), Image(asset="", alt="a dog"))
    body = (Container(role="alert-info", label=True, title=line("Mind"), children=(Paragraph(children=words),)),)
    assert list(printed_lines(body, lambda box: f"Box {box.role}")) == ["Box alert-info", "Mind", "See3"]
    assert list(lines(body)) == ["Mind", "Seea dog"]
