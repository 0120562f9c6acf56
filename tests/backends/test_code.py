"""Code in every format: colours change no character, and a marked line has a sign besides its colour."""

import io
import re
from typing import Any

import pytest
from pypdf import PdfReader

from exporter import backends
from exporter.backends.docx.code import LINE_STYLES, TOKEN_STYLES
from exporter.model.code_parts import LineMark
from exporter.model.document import Document
from exporter.model.nodes import Block, Cell, Code, CodeBlock, Heading, Link, Paragraph, Row, Table, Text
from exporter.theme.files import Theme
from exporter.theme.styles import CODE_COLORS, tokens
from exporter.transforms.code_tokens import with_code_tokens
from tests.backends.docx.opened import Opened
from tests.backends.test_every_word import READERS

FORMATS = (*READERS, "json")
CODE = "// a ﬁne comment\n\n  const b: string = `c${d}` + 'äöü'  \n\tf(--g, `h --option`)\n"
LONG = "const anIdentifierThatIsLongerThanItsColumn: ATypeWithALongName<With, Arguments> = 'é';" * 2
CHANGED = CodeBlock(
    text="  a()\n- b()\n+ c()\n\n! d()\n× e()",
    language="ts",
    marks=tuple(
        LineMark(line=line, kind=kind)  # type: ignore[arg-type]  # a kind each
        for line, kind in ((2, "deleted"), (3, "inserted"), (5, "warning"), (6, "error"))
    ),
)


def document(*body: Block) -> Document:
    """A document with code."""
    return Document(title="Code", body=body)


def samples() -> Document:
    """Code wherever it may stand: in blocks, lines, links, headings, heads and cells of tables."""
    inline = Code(text="a<b>('c')", language="ts")
    long = Code(text=LONG, language="ts")
    head = Row(cells=(Cell(children=(Paragraph(children=(inline,)),), scope="col"),) * 2)
    row = Row(cells=(Cell(children=(Paragraph(children=(long,)),)), Cell(children=(Paragraph(children=(inline,)),))))
    return document(
        Heading(level=2, anchor="h", children=(inline,)),
        Paragraph(children=(Text(text="Words "), inline, Link(target="https://a.org", children=(inline,)))),
        CodeBlock(text=CODE, language="ts", filename="a.ts"),
        CodeBlock(text=CODE, language="vue", highlights=(3,)),
        CodeBlock(text=LONG, language="tsx"),
        CHANGED,
        Table(head=(head,), body=(row,)),
    )


def rendered(name: str, shown: Document, **options: Any) -> bytes:
    """A document in a format."""
    backend = backends.load(name)
    data = backend.render(shown, backend.options.model_validate(options), Theme()).data
    assert data is not None
    return bytes(data)


def text_of(name: str, data: bytes) -> str:
    """The text that another program finds in a file; blanks of a PDF depend on the library's guesses."""
    text = READERS[name](data) if name in READERS else data.decode()
    return "".join(text.split()) if name == "pdf" else text


@pytest.mark.parametrize("name", FORMATS)
def test_colours_change_no_character(name: str) -> None:
    """The text of a file is the same with and without colours, blanks and line ends included."""
    plain, coloured = samples(), with_code_tokens(samples())
    assert coloured.body[2] == plain.body[2] and getattr(coloured.body[2], "tokens", ())
    assert text_of(name, rendered(name, coloured)) == text_of(name, rendered(name, plain))


@pytest.mark.parametrize("name", FORMATS)
def test_marked_lines_have_signs(name: str) -> None:
    """What was inserted, deleted, doubtful or wrong is told without colours in every format."""
    found = text_of(name, rendered(name, with_code_tokens(document(CHANGED))))
    if name == "pdf":
        assert "a()-b()+c()!d()×e()" in found
    elif name == "json":
        assert r'"  a()\n- b()\n+ c()\n\n! d()\n× e()"' in found
    else:
        lines = [line.strip() for line in found.splitlines()]
        assert [line for line in lines if line.endswith("()")] == ["a()", "- b()", "+ c()", "! d()", "× e()"]


def test_web_page_copies_no_signs() -> None:
    """Signs on a web page are elements that are left out when code is copied."""
    page = rendered("html", with_code_tokens(document(CHANGED))).decode()
    assert '<span class="line deleted"><span class="code-sign">- </span><span class="code-function">b</span>()' in page
    assert re.search(r"\.code-sign\s*\{\s*user-select:\s*none", page)


def test_github_colours_signs() -> None:
    """GitHub has colours for changed lines in the language ``diff`` only; all other code keeps its fence."""
    text = rendered("gfm", document(CHANGED, CodeBlock(text="a()", language="ts"))).decode()
    assert re.findall(r"```\w+", text) == ["```diff", "```ts"]


def test_word_has_the_styles_that_other_programs_know() -> None:
    """Pandoc and mammoth find code in Word by these names; each part of code has a style of its own."""
    opened = Opened(rendered("docx", with_code_tokens(samples())))
    styles = {str(name) for name in opened.find("//w:style/w:name/@w:val", "word/styles.xml")}
    assert {"Source Code", "Verbatim Char", *TOKEN_STYLES.values(), *LINE_STYLES.values()} <= styles
    used = {str(style) for style in opened.find("//w:p[w:pPr/w:pStyle/@w:val='SourceCode']//w:rStyle/@w:val")}
    assert {"KeywordTok", "CommentTok", "StringTok", "HighlightedLine", "DeletedLine"} <= used
    based = opened.find("//w:style[@w:styleId='KeywordTok']/w:basedOn/@w:val", "word/styles.xml")
    assert [str(style) for style in based] == ["VerbatimChar"]


@pytest.mark.parametrize("name", ["pdf", "docx", "html", "epub"])
def test_colours_can_be_left_out(name: str) -> None:
    """The option ``code_colours`` decides whether a format asks for the parts of code; others never do."""
    options = backends.load(name).options
    assert options.model_validate({}).shows_code_colours
    assert not options.model_validate({"code_colours": False}).shows_code_colours
    assert not backends.load("text").options.model_validate({}).shows_code_colours


@pytest.mark.parametrize("theme", ["default", "plain", "specworks"])
def test_every_part_has_a_colour(theme: str) -> None:
    """Every theme has a colour for each part of code, in the light and in the dark; the plain one saves ink."""
    for scheme in ("light", "dark"):
        found = tokens(Theme(theme) if theme != "default" else Theme(), scheme)
        assert {f"color-{token}" for token in CODE_COLORS.values()} <= found.keys()
    if theme == "plain":
        light = tokens(Theme(theme))
        assert {light[f"color-code-{role}"] for role in CODE_COLORS if role not in ("inserted", "deleted")} == {
            "#000000",
            "#444444",
        }


def test_pdf_of_code_is_the_same_each_time() -> None:
    """Two renderings of coloured code give the same bytes."""
    shown = with_code_tokens(document(CodeBlock(text=CODE, language="ts")))
    assert rendered("pdf", shown) == rendered("pdf", shown)
    assert io.BytesIO(rendered("docx", shown)).read() == rendered("docx", shown)


def test_pdf_has_the_colours_of_each_part() -> None:
    """Parts of code on paper have their colours, also behind an option that has an element of its own."""
    shown = document(CodeBlock(text="npm install --save-dev nuxt && cd a-folder # a comment", language="sh"))
    page = PdfReader(io.BytesIO(rendered("pdf", with_code_tokens(shown)))).pages[0]
    found = page.get_contents().get_data().decode("latin-1")  # type: ignore[union-attr]  # a page has contents
    for role in ("function", "attribute", "comment"):
        color = tokens(Theme())[f"color-code-{role}"]
        parts = [int(color[at : at + 2], 16) / 255 for at in (1, 3, 5)]
        numbers = [
            tuple(round(float(n), 3) for n in m) for m in re.findall(r"([\d.]+) ([\d.]+) ([\d.]+) (?:rg|scn)", found)
        ]
        assert tuple(round(part, 3) for part in parts) in numbers, role


@pytest.mark.parametrize(("text", "keyword", "number"), [("const a = 12", 6, 2), ("const a = 12 + 'ü'", 6, 3)])
def test_pdf_colours_each_letter(text: str, keyword: int, number: int) -> None:
    """So many glyphs have the colour of a part; a line of ASCII is one marked content, a blank belongs to its word."""
    shown = with_code_tokens(document(CodeBlock(text=text, language="ts")))
    page = PdfReader(io.BytesIO(rendered("pdf", shown))).pages[0]
    content = page.get_contents().get_data().decode("latin-1")  # type: ignore[union-attr]  # a page has contents
    count: dict[tuple[float, ...], int] = {}
    color: tuple[float, ...] = ()
    for *channels, glyphs in re.findall(r"([\d.]+) ([\d.]+) ([\d.]+) (?:rg|scn)|\[(.*?)\] TJ", content):
        if glyphs:
            count[color] = count.get(color, 0) + sum(len(codes) // 4 for codes in re.findall("<(.*?)>", glyphs))
        else:
            color = tuple(round(float(channel), 3) for channel in channels)
    colors = {role: tokens(Theme())[f"color-code-{role}"] for role in ("keyword", "number")}
    parts = {role: tuple(round(int(c[at : at + 2], 16) / 255, 3) for at in (1, 3, 5)) for role, c in colors.items()}
    assert [count.get(parts[role]) for role in ("keyword", "number")] == [keyword, number]
