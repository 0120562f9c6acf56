"""The Word files of the project's own exports: each form of each is one that Word opens without a word."""

from dataclasses import replace
from pathlib import Path

import pytest

from exporter.model.document import Document, Review
from exporter.model.nodes import QuestionAnswer, Text
from exporter.model.walk import rebuild
from exporter.ooxml import review_map
from exporter.ooxml.names import qname
from exporter.transforms.redline import redline
from tests.backends.docx.opened import Opened, audit, rendered, words
from tests.end_to_end.exports import OUTPUTS, exports

FORMS: dict[str, dict[str, object]] = {
    "review": {},
    "plain": {"review": False},
    "everything": {"toc": "always", "toc_pages": True, "line_numbers": True, "watermark": "For comment"},
}


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("output", OUTPUTS)
def test_no_validator_finds_a_fault(output: str, form: str, tmp_path: Path) -> None:
    """openxml-audit, ooxml-integrity and our own rules find nothing, with a notice to reviewers too."""
    review = Review(instructions="Please check the numbers.", until="2026-12-24")
    assert audit(rendered(replace(exports()[output], review=review), **FORMS[form]), tmp_path) == []


def reworded(document: Document) -> Document:
    """Other words in each text, and one question less."""
    body = rebuild(
        document.body,
        inline=lambda n: (replace(n, text=n.text.replace("a", "aa", 1)),) if isinstance(n, Text) else (n,),
    )
    last = next(b for b in reversed(body) if isinstance(b, QuestionAnswer))
    return replace(document, body=tuple(b for b in body if b is not last))


@pytest.mark.parametrize("output", OUTPUTS)
def test_redlines_are_valid_too(output: str, tmp_path: Path) -> None:
    """So is the file with the changes between an export and another state of it."""
    old = exports()[output]
    assert audit(rendered(redline(old, reworded(old), author="Ada", date="2026-01-02T03:04:05Z")), tmp_path) == []


@pytest.mark.parametrize("output", OUTPUTS)
def test_every_paragraph_leads_back(output: str) -> None:
    """Each paragraph that shows words of the page has its bookmark and its place in the review map."""
    opened = Opened(rendered(exports()[output]))
    found = review_map.from_xml(opened.files["customXml/item1.xml"])
    marks = [e.get(qname("w:name")) for e in opened.find("//w:bookmarkStart[starts-with(@w:name, 'x_')]")]
    assert marks == [entry.name for entry in found.entries]
    assert all(len(str(mark)) <= review_map.MAX_BOOKMARK for mark in marks)
    assert all(entry.pos for entry in found.entries if entry.kind != "title" and entry.text[entry.generated :])
    assert (found.page, found.section) == ("about/faq.md", exports()[output].control.section)
    unmarked = opened.find("//w:body/w:p[.//w:t and not(w:bookmarkStart) and not(w:pPr/w:pStyle)]")
    assert [words(paragraph) for paragraph in unmarked] == []
