"""CommonMark with MDC off, and the extension of Python-Markdown."""

import json
from pathlib import Path
from typing import Any

import markdown
import pytest

from exporter.markdown import Mdc

_SPEC = json.loads((Path(__file__).parents[1] / "fixtures/mdc/commonmark.json").read_text("utf-8"))


@pytest.mark.parametrize("example", _SPEC["examples"], ids=lambda e: f"{e['number']}-{e['section'].replace(' ', '-')}")
def test_example_of_the_specification(example: dict[str, Any]) -> None:
    """An example of the CommonMark specification gives its HTML."""
    html = markdown.markdown(example["markdown"], extensions=[Mdc(mdc=False)])
    assert html.strip() == example["html"].strip()


def test_extension_by_name_gives_html() -> None:
    """Python-Markdown loads the extension by its module's name; components become elements."""
    text = '::ShAlert{typeAlert="info"}\n**Read** [this](/a){target="_blank"}\n::\n\n- [x] done\n'
    html = markdown.markdown(text, extensions=["exporter.markdown"])
    assert html.splitlines() == [
        '<sh-alert type-alert="info">',
        '<p><strong>Read</strong> <a href="/a" target="_blank">this</a></p>',
        "</sh-alert>",
        "<ul>",
        '<li><input type="checkbox" disabled="" checked="" /> done</li>',
        "</ul>",
    ]


def test_one_instance_reads_many_texts() -> None:
    """References and notes of one text are not those of the next."""
    md = markdown.Markdown(extensions=["exporter.markdown"])
    assert md.convert("[a][]\n\n[a]: /b") == '<p><a href="/b">a</a></p>'
    assert md.convert("[b][a]") == "<p>[b]<span>a</span></p>"


EXTENSIONS = (
    "abbr", "admonition", "attr_list", "codehilite", "def_list", "extra", "fenced_code", "footnotes", "legacy_attrs",
    "legacy_em", "md_in_html", "meta", "nl2br", "sane_lists", "smarty", "tables", "toc", "wikilinks",
)  # fmt: skip


@pytest.mark.parametrize("first", [True, False], ids=["before", "after"])
@pytest.mark.parametrize("other", EXTENSIONS)
def test_extensions_of_python_markdown_may_stand_beside(other: str, first: bool) -> None:
    """No extension that Python-Markdown ships fails beside this one, in either order, or leaves its marks behind."""
    text = '# A *b* & c\n\n## B[^1]\n\n```python\nx = 1\n```\n\n"q" -- x\n\nTerm\n:   def\n\n[TOC]\n\n[^1]: note\n'
    html = markdown.markdown(text, extensions=[other, "exporter.markdown"] if first else ["exporter.markdown", other])
    assert "A <em>b</em> &amp; c" in html
    assert "x = 1" in html or "codehilite" in html
    assert not set(html) & {"\x02", "\x03"}


@pytest.mark.parametrize("order", [1, -1], ids=["before", "after"])
def test_the_order_of_extensions_changes_nothing(order: int) -> None:
    """Front matter is front matter, and headings have ids and classes, wherever the extension stands."""
    text = "---\ntitle: A *page*\ndraft: true\n---\n\n# Head {.big}\n\nWords\n"
    md = markdown.Markdown(extensions=["exporter.markdown", "meta", "toc", "fenced_code", "attr_list"][::order])
    assert md.convert(text) == '<h1 class="big" id="head">Head</h1>\n<p>Words</p>'
    assert md.Meta == {"title": "A *page*", "draft": True}  # type: ignore[attr-defined]
    md.convert("No front matter.")
    assert md.Meta == {}  # type: ignore[attr-defined]


def test_the_toc_extension_lists_headings() -> None:
    """Contents and permalinks of Python-Markdown's own extension have the headings' words, escaped once."""
    md = markdown.Markdown(extensions=["exporter.markdown", "toc"], extension_configs={"toc": {"permalink": True}})
    html = md.convert("# A *b* & c\n\n## D `e`\n")
    assert '<h1 id="a-b-c">A <em>b</em> &amp; c<a' in html
    assert ">&para;</a>" in html
    assert '<a href="#a-b-c">A b &amp; c</a>' in md.toc  # type: ignore[attr-defined]
    assert '<a href="#d-e">D e</a>' in md.toc  # type: ignore[attr-defined]
