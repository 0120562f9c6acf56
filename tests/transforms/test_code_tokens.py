"""Code in colour: the parts of code by their meaning, in the languages that fences name."""

import pytest

from exporter.diagnostics import Diagnostics
from exporter.model.code_parts import CodeToken, LineMark
from exporter.model.document import Document
from exporter.model.nodes import Code, CodeBlock, Paragraph
from exporter.transforms.code_languages import LEXER_OF, LONGEST, NAMES, SLOWER, report_long
from exporter.transforms.code_tokens import with_code_tokens

CODE = "# /* a */\n\n\n  <b c='d'>e</b> { f(1): 'g', \"h\" } é ` $i\n@@ -1 +1 @@\n- j\n+ k\n---\nl: m\n---\n\n::n\n"


def block(text: str, language: str, **fields: object) -> CodeBlock:
    """The only block of a document, after the transform."""
    (made,) = with_code_tokens(Document(title="T", body=(CodeBlock(text=text, language=language, **fields),))).body
    assert isinstance(made, CodeBlock)
    return made


def meant(text: str, language: str) -> list[tuple[str, str]]:
    """The parts of code that have a meaning."""
    return [(part.text, part.role) for part in block(text, language).tokens if part.role]


@pytest.mark.parametrize("name", LEXER_OF)
def test_parts_are_the_whole_code(name: str) -> None:
    """Every language keeps each character of code, whether or not its last line ends."""
    for text in (CODE, CODE.rstrip("\n"), "\n\nx"):
        assert "".join(part.text for part in block(text, name.upper()).tokens) == text


@pytest.mark.parametrize(
    ("language", "text", "found"),
    [
        ("ts", "const a = b('c') // d", ["const keyword", "b function", "'c' string", "// d comment"]),
        ("ts-type", "string | null", ["string type", "null constant"]),
        ("vue", '<a :b="c">1</a>', ["a tag", "b attribute", '" string', '" string', "a tag"]),
        ("bash", "npm i --save b && cd c # d", ["npm function", "--save attribute", "cd function", "# d comment"]),
        ("json", '{"a": 1}', ['"a" tag', "1 number"]),
        ("jsonc", '{"a": 1} // b', ['"a" tag', "1 number", "// b comment"]),
        ("yml", "a: b # c", ["a tag", "b string", "# c comment"]),
        ("diff", "- a\n+ b\n  c", ["- a deleted", "+ b inserted"]),
        ("mdc", "---\na: b\n---\n\n::c\nd\n::", ["a tag", "b string", "::c tag", ":: tag"]),
        ("ini", "[a]\nb=c", ["[a] keyword", "b attribute", "c string"]),
        ("http", "GET /a HTTP/1.1", ["GET function", "HTTP keyword", "1.1 number"]),
        ("xml", "<a b='c'/>", ["<a tag", "b= attribute", "'c' string", "/> tag"]),
        ("css", ".a { color: red }", ["a type", "color keyword", "red constant"]),
    ],
)
def test_parts_have_a_meaning(language: str, text: str, found: list[str]) -> None:
    """The languages that sites use give names, words and comments their meaning."""
    assert [f"{part} {role}" for part, role in meant(text, language)] == found


@pytest.mark.parametrize("language", ["", "text", "txt", "csv", "mermaid", "brainfuck"])
def test_other_languages_are_plain(language: str) -> None:
    """Code without a language, or in one that the site does not know, has no parts and no finding."""
    diagnostics = Diagnostics()
    report_long(Document(title="T", body=(CodeBlock(text="x" * 30_000, language=language),)), diagnostics)
    assert block("if a: b('c')", language).tokens == ()
    assert len(diagnostics) == 0


def test_code_in_a_line_has_parts_too() -> None:
    """Inline code with a language, also in a footnote's text, is read as a block is."""
    line = Paragraph(children=(Code(text="a()", language="ts"), Code(text="a()")))
    (made,) = with_code_tokens(Document(title="T", body=(line,))).body
    assert isinstance(made, Paragraph)
    assert [getattr(node, "tokens", None) for node in made.children] == [
        (CodeToken("a", "function"), CodeToken("()")),
        (),
    ]


def test_signs_are_no_code() -> None:
    """Signs in front of marked lines are parts of their own; the code without them is read as it was written."""
    made = block("+ '''a\n  b'''\n\n- c", "python", marks=(LineMark(line=1, kind="inserted"),))
    assert made.tokens == (
        *(CodeToken("+ ", "sign"), CodeToken("'''a", "comment"), CodeToken("\n")),
        *(CodeToken("  ", "sign"), CodeToken("b'''", "comment"), CodeToken("\n"), CodeToken("\n")),
        *(CodeToken("- ", "sign"), CodeToken("c")),
    )


@pytest.mark.parametrize("language", NAMES)
def test_long_code_is_plain(language: str) -> None:
    """Code at the limit has colours, longer code has none and a note: a lexer may take the square of its length."""
    longest = SLOWER.get(language, LONGEST)
    text = ("(1)\n" * longest)[: longest + 1]
    diagnostics = Diagnostics()
    report_long(Document(title="T", body=(CodeBlock(text=text, language=language),)), diagnostics)
    (finding,) = diagnostics
    assert finding.severity == "note"
    assert finding.message == f"code in '{language}' of more than {longest:,} characters has no colours"
    assert block(text, language).tokens == ()
    assert block("(1)\n" * 5, language).tokens != ()
