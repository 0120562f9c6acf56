"""How deep contents are: the option ``toc``, and the depth that paper has room for."""

from typing import Any

import pytest
from pydantic import ValidationError

from exporter.backends.contents import Toc, default_depth, for_paper
from exporter.backends.docx.options import DocxOptions
from exporter.backends.html.options import HtmlOptions
from exporter.backends.html.standalone import page
from exporter.backends.paging import PAGE
from exporter.backends.pdf.options import PdfOptions
from exporter.diagnostics import Diagnostics
from exporter.model.document import Document
from exporter.model.nodes import Heading
from exporter.theme.files import Theme
from exporter.transforms.toc import with_toc
from tests.backends.documents import paragraph, text
from tests.backends.docx.opened import Opened, rendered

OPTIONS = (PdfOptions, DocxOptions, HtmlOptions)


def book(chapters: int, sections: int, lines: int = 1) -> Document:
    """A book of chapters with sections of so many lines."""
    body = []
    for chapter in range(chapters):
        body.append(Heading(level=2, children=text(f"Chapter {chapter}"), anchor=f"c{chapter}", role="chapter"))
        for section in range(sections):
            anchor = f"c{chapter}-{section}"
            body += [Heading(level=3, children=text(f"Section {section}"), anchor=anchor)]
            body += [paragraph("word " * 18)] * lines
    return with_toc(Document(title="Book", body=tuple(body)), Diagnostics())


@pytest.mark.parametrize("options", OPTIONS)
def test_the_option_is_a_word_a_truth_value_or_a_mapping(options: Any) -> None:
    """All say the same in each format that has contents of its own."""
    given = {"never": "never", "auto": "auto", True: "always", False: "never"}
    for value, show in given.items():
        assert options.model_validate({"toc": value}).toc == Toc(show=show)
    assert options.model_validate({"toc": {"depth": 2}}).toc == Toc(show="auto", depth=2)
    for wrong in ("sometimes", {"depth": 0}, {"depth": 7}, {"deep": 2}, 3):
        with pytest.raises(ValidationError):
            options.model_validate({"toc": wrong})


def test_contents_of_a_page_have_all_levels() -> None:
    """A short document loses no line of its contents."""
    small = book(4, 9)
    assert len(small.toc) <= PAGE
    assert for_paper(small, None) == small.toc


def test_contents_on_paper_take_a_page_in_thirty() -> None:
    """Sections go where they would fill more; chapters never do."""
    long = book(50, 10)
    assert default_depth(long) == 1
    assert for_paper(long, None) == tuple(entry for entry in long.toc if entry.role)
    roomy = book(50, 4, lines=60)
    assert for_paper(roomy, None) == roomy.toc


def test_a_depth_of_the_users_counts_levels() -> None:
    """It holds for chapters too, and in Word for what an update of the field lists."""
    long = book(30, 2)
    assert len(for_paper(long, 1)) == 30
    assert len(for_paper(long, 2)) == len(long.toc)
    opened = Opened(rendered(long, toc=Toc(show="always", depth=1)))
    assert len(opened.find("//w:sdt//w:hyperlink[@w:anchor]")) == 30
    assert opened.find("//w:instrText")[0].text.split()[:3] == ["TOC", "\\o", '"1-1"']


def test_a_screen_has_all_levels_unless_the_user_says_otherwise() -> None:
    """The sidebar of the web page scrolls."""
    long, link = book(50, 10), '<a href="#c9-9">'
    assert link in page(long, HtmlOptions(), Theme())
    assert link not in page(long, HtmlOptions(toc=Toc(depth=1)), Theme())
