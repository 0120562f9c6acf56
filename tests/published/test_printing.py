"""However a page is printed, it still says the same."""

import random
import textwrap

from hypothesis import given, settings
from hypothesis import strategies as st

from exporter.model.document import Document
from exporter.model.nodes import Paragraph, QuestionAnswer, Text
from exporter.published import compare

WORDS = (
    *("a", "the", "LwM2M", "re-branding", "interoperability", "device", "it’s", "“smart”", "(IoT)", "e.g.", "1.2.1"),
    *(
        "OMA",
        "specification-track",
        "https://example.org/a/b",
        "staff@example.org",
        "naïve",
        "3 – 4",
        "ﬁnal",
        "hardware/software",
        "devices—all",
    ),
)
SENTENCE = st.lists(st.sampled_from(WORDS), min_size=3, max_size=40).map(lambda words: " ".join(words) + ".")


def printed(document: Document, seed: int) -> list[str]:
    """Lines of some width, words broken with some hyphen, quotes straight or not, a mark or none, bullets between."""
    chance = random.Random(seed)
    width, mark = chance.randint(24, 90), chance.choice(("Q. ", "Q.  ", ""))
    lines: list[str] = []
    for node in document.body:
        assert isinstance(node, QuestionAnswer)
        for at, text in enumerate((mark + node.question[0].text, *(p.children[0].text for p in node.answer))):  # type: ignore[union-attr] # plain texts
            if chance.random() < 0.5:
                text = text.translate(str.maketrans("’“”–", '\'""-'))
            folded = textwrap.wrap(text, width, break_on_hyphens=True) if at else [text]
            lines += [piece for line in folded for piece in broken(line, chance)]
            lines += ["•"] * chance.randint(0, 1)
    return lines


def broken(line: str, chance: random.Random) -> list[str]:
    """A line, perhaps in two with a broken word at its end."""
    for mark in "/—":
        if mark in line.rpartition(" ")[2] and "http" not in line and chance.random() < 0.5:
            head, _, rest = line.rpartition(mark)
            return [head + mark, rest]
    head, _, last = line.rpartition(" ")
    if not head or len(last) < 9 or not last.isalpha() or chance.random() < 0.5:
        return [line]
    return [f"{head} {last[:5]}{chance.choice('-‐')}", last[5:]]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(SENTENCE, st.lists(SENTENCE, min_size=1, max_size=3)), min_size=1, max_size=5), st.integers())
def test_no_printing_is_a_difference(asked: list[tuple[str, list[str]]], seed: int) -> None:
    """Whatever the lines, hyphens, quotes and marks, nothing differs."""
    body = tuple(
        QuestionAnswer(
            number=number,
            anchor=f"q{number}",
            question=(Text(text=f"Question {number}: {question[:-1]}?"),),
            answer=tuple(Paragraph(children=(Text(text=text),)) for text in answer),
        )
        for number, (question, answer) in enumerate(asked, 1)
    )
    document = Document(title="FAQ", body=body)
    assert compare(document, printed(document, seed)) == []
