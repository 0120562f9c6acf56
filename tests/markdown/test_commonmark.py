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
