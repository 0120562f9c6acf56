"""Blanks and signs as a language prints them, with the place of each character kept."""

import pytest

from exporter.diagnostics import Diagnostics
from exporter.model.document import Document, Page
from exporter.model.nodes import Code, Container, Heading, Inline, Link, Paragraph, Span, Strong, Text
from exporter.model.offsets import offsets_of
from exporter.model.position import Point, Pos
from exporter.model.walk import plain_text
from exporter.transforms import apply
from exporter.transforms.typography import typeset_page

HARD, THIN = "\u00a0", "\u202f"


def printed(*inlines: Inline, language: str, smart: bool = False) -> str:
    """The words of one paragraph, with no-break spaces as ``_`` and thin ones as ``~``."""
    document = Document(title="T", language=language, body=(Paragraph(children=inlines),))
    made = apply(document, Diagnostics(), smart=smart)
    return plain_text(made.body).replace(HARD, "_").replace(THIN, "~")


@pytest.mark.parametrize(
    ("language", "words", "wanted"),
    [
        ("fr", "Pourquoi ? Voici : « oui » ; non !", "Pourquoi_? Voici_: «_oui_»_; non_!"),
        ("fr-CA", "Note : oui", "Note_: oui"),
        ("en", "Note : yes ; no", "Note : yes ; no"),
        ("de", "z. B. hier, i. d. R. dort, Abb. 3, § 5", "z.~B. hier, i.~d.~R. dort, Abb.~3, §~5"),
        ("fr", "25 000 € et 1 250 000 km", "25~000~€ et 1~250~000~km"),
        ("en", "see Fig. 3, No. 12, 40 % of 10 GB", "see Fig.~3, No.~12, 40~% of 10~GB"),
        (
            "en",
            "in 2023 100 people came; the answer is no. 5 stay",
            "in 2023 100 people came; the answer is no. 5 stay",
        ),
        ("en", "Plan A. It works", "Plan A. It works"),
        ("ru", "рис. 4", "рис.~4"),
    ],
)
def test_blanks_do_not_break_where_the_language_keeps_words_together(language: str, words: str, wanted: str) -> None:
    """Written blanks become no-break ones, and no blank is added."""
    assert printed(Text(text=words), language=language) == wanted


def test_no_line_of_a_title_begins_with_a_dash() -> None:
    """A blank before a dash does not break in titles of documents, headings and boxes; in a paragraph it may."""
    words = (Text(text="One - two – 3"),)
    body = (Heading(level=2, children=words, anchor="a"), Container(role="card", title=words, children=()))
    document = Document(title="A - B", language="en", body=(*body, Paragraph(children=words)))
    made = apply(document, Diagnostics())
    assert made.title == f"A{HARD}- B"
    assert [plain_text((block,)).strip() for block in made.body] == [f"One{HARD}- two{HARD}– 3"] * 2 + ["One - two – 3"]


@pytest.mark.parametrize(
    ("language", "words", "wanted"),
    [
        ("en", "\"It's 'so'\" -- 1990--2000...", "“It’s ‘so’” – 1990–2000…"),
        ("en", "a 5\" disk, the '90s, 'tis so", 'a 5" disk, the ’90s, ’tis so'),
        ("en", "run x --to y -q, a - b, 5 - 3", "run x --to y -q, a – b, 5 - 3"),
        ("de", "\"Ja, 'gut'\", sagt er", "„Ja, ‚gut‘“, sagt er"),
        ("de-CH", '"Ja"', "«Ja»"),
        ("fr", 'l\'ami dit "oui"', "l’ami dit «_oui_»"),
        ("fr", 'd\'"argent"', "d’«_argent_»"),
        ("it", 'dell\'"uomo"', "dell’«uomo»"),
        ("sv", '"ja"', "”ja”"),
        ("ru", '"да" - так', "«да» — так"),
        ("he", 'צה"ל', 'צה"ל'),
    ],
)
def test_quotes_and_dashes_are_those_of_the_language(language: str, words: str, wanted: str) -> None:
    """With ``smart``; without it the signs stay as they are."""
    assert printed(Text(text=words), language=language, smart=True) == wanted
    assert printed(Text(text=words), language=language) == words


def test_a_line_is_one_text_whatever_elements_it_has() -> None:
    """A quote pairs across elements; code, addresses and words of another language follow their own rules."""
    line = (
        Text(text='"'),
        Strong(children=(Text(text="Fig."),)),
        Text(text=' 3" '),
        Code(text='"25 000"'),
        Link(target="https://x.org/a--b", children=(Text(text="https://x.org/a--b"),)),
        Span(lang="fr", children=(Text(text=" ici : oui"),)),
    )
    assert printed(*line, language="en", smart=True) == '“Fig.~3” "25 000"https://x.org/a--b ici_: oui'
    box = Container(role="", lang="fr", children=(Paragraph(children=(Text(text="ici : oui"),)),))
    made = apply(Document(title="Fig. 1", body=(box,)), Diagnostics())
    assert (plain_text(made.body), made.title) == (f"ici{HARD}: oui", f"Fig.{THIN}1")


def test_each_character_keeps_its_place() -> None:
    """A review leads the signs of the file back to those of the page, also where one stands for three."""
    words = 'a "b" ... c'
    pos = Pos("p.md", Point(1, 1, 10), Point(1, 1 + len(words), 10 + len(words)))
    page = Page(file="p.md", route="/p", sha256="", body=(Paragraph(children=(Text(text=words, pos=pos),)),))
    made = typeset_page(page, "en", smart=True).body[0]
    assert isinstance(made, Paragraph) and isinstance(text := made.children[0], Text)
    assert text.text == "a “b” … c"
    assert tuple(offsets_of(text) or ()) == (10, 11, 12, 13, 14, 15, 16, 19, 20, 21)
