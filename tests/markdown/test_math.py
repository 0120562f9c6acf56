"""TeX between dollars: Pandoc's rule, the site's, and none; each difference from the site is a finding."""

import pytest

from exporter.diagnostics import Diagnostics
from exporter.markdown import SingleDollar, parse, to_json
from exporter.markdown.tree import MdcElement, MdcNode, MdcText


def formulas(text: str, rule: SingleDollar | None) -> tuple[list[str], list[str]]:
    """The formulas of a text, ``=`` before those on lines of their own, and its findings."""
    found = Diagnostics()
    shown: list[str] = []

    def visit(nodes: list[MdcNode]) -> None:
        for node in nodes:
            if isinstance(node, MdcElement):
                if "math" in str(node.props.get("class")):
                    mark = "=" if "display" in str(node.props["class"]) else ""
                    shown.append(mark + "".join(c.value for c in node.children if isinstance(c, MdcText)))
                visit(node.children)

    visit(parse(text, "page.md", found, math=rule).children)
    return shown, [f"{f.pos and f.pos.start.line}:{f.pos and f.pos.start.column} {f.code}" for f in found]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("It costs $5 and $10.", []),
        ("From $HOME to $PATH.", []),
        ("| A | B |\n|---|---|\n| $5 | $6 |", []),
        ("US$5 and $ x $ and **$5** or *$6*", []),
        (r"A price of \$5, or \$10.", []),
        ("With $x_1 + *y*$ and $a < b$.", ["x_1 + *y*", "a < b"]),
        (r"A dollar in $a\$b$ here.", [r"a\$b"]),
        ("Over\ntwo $a +\nb$ lines.", ["a + b"]),
        ("Not $a\n\nb$ over paragraphs.", []),
        ("Two $$ x^2 $$ in a line.", ["x^2"]),
        ("$$\n\\frac{a}{b} \\\\\n  c\n$$", ["=\\frac{a}{b} \\\\\n  c"]),
        ("- item\n  $$\n  x\n  $$\n\n> $$\n> y\n> $$", ["=x", "=y"]),
        ("::note\n$$\nx\n$$\n::", ["=x"]),
        ("$$$\na $$ b\n$$$", ["=a $$ b"]),
        ("`$x$` and {{ $doc.title }}", []),
        ("```\n$$\nx\n$$\n```", []),
    ],
)
def test_pandocs_rule(text: str, shown: list[str]) -> None:
    """Formulas are those that Pandoc reads; prices, variables and code are text."""
    assert formulas(text, "pandoc")[0] == shown


@pytest.mark.parametrize(("rule", "shown"), [("site", ["5 and ", "x"]), ("pandoc", ["x"]), ("off", []), (None, [])])
def test_rules_for_single_dollars(rule: SingleDollar | None, shown: list[str]) -> None:
    """The site's parser takes two prices for a formula; without a rule dollars are characters."""
    assert formulas("It costs $5 and $10 for $x$.", rule)[0][: len(shown) or None] == shown


def test_differences_from_the_site_are_findings() -> None:
    """Each stretch that only the site reads as a formula is reported once, at its first dollar."""
    assert formulas("It costs $5 and $10, or $ x $.", "pandoc")[1] == ["1:10 single-dollar", "1:25 single-dollar"]
    assert formulas("It costs $5 and $10, or $ x $.", "off")[1] == []


def test_lone_dollars_are_text() -> None:
    """Two dollars without an end take no part of the page, which goes on behind them."""
    text = "Before.\n\n$$\nlone *words*\n\n- a\n- b\n\n::note\nInside.\n::\n"
    assert formulas(text, "pandoc") == ([], ["3:1 unclosed-formula"])
    tags = [node.tag for node in parse(text, math="pandoc").children if isinstance(node, MdcElement)]
    assert tags == ["p", "p", "ul", "note"]


def test_pages_without_formulas_read_as_before() -> None:
    """Without ``math`` the tree is that of a text in which dollars have no meaning."""
    text = "$a *b* $c\n\n$$\nx *y*\n$$\n"
    plain = to_json(parse(text.replace("$", "§")))
    assert str(to_json(parse(text))).replace("$", "§") == str(plain)
