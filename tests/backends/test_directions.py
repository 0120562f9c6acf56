"""Pages from right to left: code, addresses and English words keep their direction, everything else is mirrored."""

import re
import zipfile
from io import BytesIO

import pytest

from exporter import backends
from exporter.backends.directions import begins_right_to_left, with_directions
from exporter.model.document import Document
from exporter.model.nodes import (
    Block,
    Code,
    CodeBlock,
    Container,
    Emphasis,
    Inline,
    Link,
    List,
    ListItem,
    Paragraph,
    QuestionAnswer,
    Span,
    Strong,
    Text,
)
from exporter.model.walk import plain_text
from exporter.theme.files import Theme
from exporter.theme.labels import labels
from tests.backends.docx.opened import Opened, rendered
from tests.backends.pdf.tagtree import TagTree


def text(words: str) -> Text:
    """Words as an inline."""
    return Text(text=words)


def paragraph(*inlines: Inline | str) -> Paragraph:
    """A paragraph of inlines and words."""
    return Paragraph(children=tuple(text(inline) if isinstance(inline, str) else inline for inline in inlines))


BODY: tuple[Block, ...] = (
    paragraph(
        "نقرأ دليل ", "Smart Metering", " على ", "https://docs.example/guide/", " ثم نطبع ", Code(text="make all"), "."
    ),
    List(items=(ListItem(children=(paragraph("العنصر الأول"),)), ListItem(children=(paragraph("يعمل مع Linux"),)))),
    Container(role="alert-info", label=True, children=(paragraph("يبدأ العمل غدًا."),)),
    QuestionAnswer(number=1, anchor="q", question=(text("ما هو Smart Grid؟"),), answer=(paragraph("شبكة ذكية."),)),
    CodeBlock(text="run --now /srv/site\n# تعليق"),
)


def document(language: str = "ar", body: tuple[Block, ...] = BODY) -> Document:
    """A page in a language with its generated words."""
    return Document(title="أسئلة حول Smart Metering", language=language, labels=labels(Theme(), language), body=body)


def made(name: str, shown: Document) -> bytes:
    """The document in a format."""
    backend = backends.load(name)
    data = backend.render(shown, backend.options(), Theme()).data
    assert data is not None
    return bytes(data)


def shown(inlines: tuple[Inline, ...]) -> str:
    """Inlines as text, each span that has a language in ``<language:...>``."""
    parts = []
    for inline in inlines:
        inside = shown(getattr(inline, "children", ())) or plain_text((inline,))
        parts.append(f"<{inline.lang}:{inside}>" if isinstance(inline, Span) else inside)
    return "".join(parts)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("نظام Smart Grid (SG) جديد", "نظام <en:Smart Grid (SG)> جديد"),
        ("الشبكة (Grid). ثم", "الشبكة (<en:Grid>). ثم"),
        ("لغة C++ و5G و.NET", "لغة <en:C++> و<en:5G> و.<en:NET>"),
        ("نسخة Debian 12، ثم Fedora؛", "نسخة <en:Debian 12>، ثم <en:Fedora>؛"),
        ("اكتب إلى help@docs.example.", "اكتب إلى <und:help@docs.example>."),
        ("على www.docs.example/a/ أو +44 20 7946 0000.", "على <und:www.docs.example/a/> أو <und:+44 20 7946 0000>."),
        ("مقهى Zoë Straße هنا", "مقهى <und:Zoë Straße> هنا"),
        ("All of it is English.", "<en:All of it is English.>"),
        ("الإصدار 1.2.1 بنسبة 25٪", "الإصدار 1.2.1 بنسبة 25٪"),
        ("שאלות על Smart Grid היום", "שאלות על <en:Smart Grid> היום"),
        ("دربارهٔ Smart Grid و ۱۲ پرسش", "دربارهٔ <en:Smart Grid> و ۱۲ پرسش"),
    ],
)
def test_words_from_left_to_right_are_found(words: str, expected: str) -> None:
    """Runs of Latin words with their numbers and brackets are English; addresses and other letters have no language."""
    found = with_directions((text(words),), "ar")
    assert shown(found) == expected
    assert plain_text(found) == words


def test_a_run_goes_through_marks_and_links() -> None:
    """Words of one run that have marks of their own stay in one span, so that they keep their order."""
    line = (
        text("من Open "),
        Emphasis(children=(text("Smart"),)),
        text(" Grid إلى "),
        Strong(children=(text("نظام Linux جديد"),)),
        text(" مع "),
        Link(target="https://docs.example", children=(text("Guide"),)),
        text(" أو "),
        Code(text="make"),
    )
    found = with_directions(line, "fa")
    assert shown(found) == "من <en:Open Smart Grid> إلى نظام <en:Linux> جديد مع <en:Guide> أو make"
    assert with_directions(line, "en") == line


def test_html_and_epub_have_direction_and_language() -> None:
    """Each run has ``lang`` and ``dir``; passages from right to left in an English page have ``dir`` too."""
    book = zipfile.ZipFile(BytesIO(made("epub", document()))).read("EPUB/content.xhtml").decode()
    for page in (made("html", document()).decode(), book):
        assert page.count('<span lang="en" dir="ltr">Smart Metering</span>') == 2
        assert re.search(r'lang="und" dir="ltr">(<span[^>]*>)?https://docs.example/guide/</span>', page)
    arabic = Span(lang="ar", children=(text("سلام"),))
    english = made("html", document("en", (paragraph("It means ", arabic, "."), paragraph("فقرة عربية."))))
    assert '<span lang="ar" dir="rtl">سلام</span>' in english.decode()
    assert '<p dir="rtl">فقرة عربية.</p>' in english.decode()


def test_no_style_has_a_side_where_reading_starts() -> None:
    """Borders, indents and margins of the body are logical, so that they follow the direction of the page."""
    for name in ("print.css", "screen.css", "epub.css"):
        css = re.sub(r"@page[^{]*\{(?:[^{}]|\{[^{}]*\})*\}", "", Theme().text(f"styles/{name}"))
        own_side = re.sub(r"(pre [^{}]*|\.line\.highlighted|\.task-box::after|\.at-\w+) \{[^}]*\}", "", css)
        sides = re.findall(
            r"(?:border|margin|padding)-(?:left|right)|float: (?:left|right)|^\s*(?:left|right):", own_side, re.M
        )
        assert sides == [], name


def test_pdf_tags_english_words_and_mirrors_the_foot() -> None:
    """Runs have their language in the tags, and the number of the page stands at the left."""
    data = made("pdf", document())
    tags = [tag for tag in TagTree.of(data).root.walk() if tag.lang]
    english = [sorted(re.findall("[A-Z][a-z]+", tag.words)) for tag in tags if tag.lang == "en"]  # PDFium turns words
    assert english == [["Metering", "Smart"], ["Metering", "Smart"], ["Linux"], ["Grid", "Smart"]]
    assert {tag.lang for tag in tags} == {"en", "und"}
    assert _foot(data) < 0.2
    assert _foot(made("pdf", document("en"))) > 0.8


def _foot(data: bytes) -> float:
    """The place of the page's number, from 0 at the left to 1 at the right."""
    import pypdfium2

    page = pypdfium2.PdfDocument(data)[0]
    found = page.get_textpage()
    digits = [box for at in range(found.count_chars()) if (box := found.get_charbox(at))[1] < 60]
    return sum(box[0] for box in digits) / len(digits) / page.get_width()


def test_word_mirrors_borders_and_keeps_english_and_code() -> None:
    """English runs have their language and no ``w:rtl``; code is from left to right; bars stand at the right."""
    opened = Opened(rendered(document()))
    english = opened.find("//w:r[w:rPr/w:lang/@w:val='en-US'][not(w:rPr/w:rtl)]/w:t[. = 'Smart Metering']")
    assert len(english) == 2
    assert opened.find("//w:r[w:rPr/w:rtl]/w:t[contains(., 'يبدأ')]")
    assert not opened.find("//w:r[w:rPr/w:rtl]/w:t[. = 'make all' or contains(., 'docs.example')]")
    assert opened.find("//w:p[w:pPr/w:bidi[@w:val='0']]//w:t[starts-with(., 'run --now')]")
    assert opened.find("//w:sectPr/w:bidi")
    bar = "//w:style[w:name/@w:val='Alert Info']//w:pBdr/w:{}[@w:sz='24']"
    assert opened.find(bar.format("right"), "word/styles.xml")
    assert Opened(rendered(document("en"))).find(bar.format("left"), "word/styles.xml")


def test_the_first_letter_decides() -> None:
    """Signs and digits have no direction."""
    assert begins_right_to_left("(1) نعم yes")
    assert not begins_right_to_left("(1) yes نعم")
