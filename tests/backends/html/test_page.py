"""The page as a file: one file, its policy, its data for search engines, its size, its options."""

import base64
import hashlib
import json
import os
import re
import subprocess
import sys
from typing import Any

import pytest
from lxml import html

from exporter.backends import FORMATS, load
from exporter.backends.html import BACKEND, HtmlOptions
from exporter.backends.html.font_faces import Face, used_faces
from exporter.backends.html.metadata import DESCRIPTION_LENGTH, description, linked_data
from exporter.model.document import Document
from exporter.model.nodes import Heading
from exporter.theme.files import Theme
from exporter.theme.styles import roles
from tests.backends.documents import ROOT, faq_document, paragraph, sample_document, text
from tests.backends.html.conftest import DOCUMENTS, written

BUDGET = 250_000  # bytes of the whole FAQ page with its fonts


def linked(page: str) -> Any:
    """The JSON-LD of a page."""
    return json.loads(html.document_fromstring(page).xpath("string(//script[@type='application/ld+json'])"))


def test_it_is_a_backend() -> None:
    """The table of formats leads to it, and it says what it is."""
    assert FORMATS["html"]
    assert load("html").name == "html"
    assert (BACKEND.suffix, BACKEND.public) == (".html", True)


def test_size() -> None:
    """The whole FAQ page with its fonts is within its budget."""
    assert len(written(faq_document()).encode()) <= BUDGET


@pytest.mark.parametrize("name", DOCUMENTS)
def test_nothing_outside_is_loaded(name: str) -> None:
    """Pictures and fonts are data, styles and scripts are inside, and no style attribute is there."""
    tree = html.document_fromstring(written(DOCUMENTS[name]()))
    assert all(address.startswith("data:") for address in tree.xpath("//*[not(self::a)]/@src"))
    assert tree.xpath("//link[not(@rel='canonical') and not(starts-with(@href, 'data:'))]") == []
    assert tree.xpath("//script/@src | //@style | //iframe | //object | //embed | //form") == []
    addresses = re.findall(r"url\(([^)]{0,20})", tree.xpath("string(//style)"))
    assert addresses
    assert all(address.startswith("data:font/woff2") for address in addresses)


def test_policy_names_what_is_there() -> None:
    """The policy allows nothing but the style and the scripts of the page, by their hashes."""
    tree = html.document_fromstring(written(sample_document()))
    policy = tree.xpath("string(//meta[@http-equiv='Content-Security-Policy']/@content)")
    assert policy.startswith("default-src 'none'")
    assert "unsafe" not in policy
    inside = tree.xpath("//style | //script")
    assert len(inside) == 4
    for element in inside:
        digest = base64.b64encode(hashlib.sha256(element.text.encode()).digest()).decode()
        assert f"'sha256-{digest}'" in policy


def test_faq_page_data() -> None:
    """The linked data has what schema.org's FAQPage asks for: every question with its name and accepted answer."""
    document = faq_document()
    found = linked(written(document))
    assert (found["@context"], found["@type"]) == ("https://schema.org", "FAQPage")
    assert len(found["mainEntity"]) == 23
    for entity in found["mainEntity"]:
        assert entity["@type"] == "Question"
        assert entity["name"]
        assert entity["acceptedAnswer"]["@type"] == "Answer"
        assert entity["acceptedAnswer"]["text"].startswith("<p>")
        assert entity["url"].startswith("https://www.example.org/about/faq#")
    texts = " ".join(entity["acceptedAnswer"]["text"] for entity in found["mainEntity"])
    assert "<ul><li><p>Brings together companies" in texts
    assert '<a href="https://omaspecworks.org/' in texts


def test_page_without_questions_is_a_web_page() -> None:
    """A document that asks nothing claims to be no FAQPage."""
    assert linked_data(Document(title="T", body=(paragraph("Words."),)))["@type"] == "WebPage"


def test_linked_data_can_not_end_its_element() -> None:
    """Content with an end tag stays inside the JSON."""
    page = written(Document(title="</script><script>alert(1)</script>", body=(paragraph("x"),)))
    assert linked(page)["name"] == "</script><script>alert(1)</script>"
    assert len(html.document_fromstring(page).xpath("//script")) == 3


def test_metadata() -> None:
    """Title, description, canonical address, Open Graph and dates are in the head."""
    tree = html.document_fromstring(written(sample_document()))
    assert tree.xpath("string(//title)") == "Device Management at a Glance"
    assert tree.xpath("string(//link[@rel='canonical']/@href)") == "https://www.example.org/about/sample"
    named = {m.get("name") or m.get("property"): m.get("content") for m in tree.xpath("//meta[@name or @property]")}
    assert named["description"] == "A document that shows every kind of block and inline."
    assert named["og:title"] == "Device Management at a Glance"
    assert named["og:url"] == "https://www.example.org/about/sample"
    assert named["dcterms.created"] == "2023-11-20"


def test_description_is_made_from_the_first_paragraph() -> None:
    """Without a description the beginning of the first paragraph is one, cut between words."""
    made = description(Document(title="T", body=(paragraph("word " * 60),)))
    assert len(made) <= DESCRIPTION_LENGTH + 2
    assert made.endswith("word …")


def test_colophon() -> None:
    """The foot tells the source, date, identifier, status and the other files."""
    foot = html.document_fromstring(written(sample_document())).xpath("//footer")[0].text_content()
    for known in ("https://www.example.org/about/sample", "2023-11-20", "OMA-WP-Sample-20231120-D", "Draft", "PDF"):
        assert known in foot


def test_system_fonts() -> None:
    """With the reader's fonts no font is inside."""
    page = written(sample_document(), fonts="system")
    assert "@font-face" not in page
    assert "font/woff2" not in page


def test_linked_pictures() -> None:
    """Linked pictures are at the site, not in the page, and the policy lets them in."""
    page = written(sample_document(), images="linked")
    assert "data:image/png" not in page
    assert 'src="https://www.example.org/about/diagram.png"' in page
    assert "img-src data: https:" in page


def test_open_questions() -> None:
    """The questions of a page start folded or open, as its option says."""
    assert "<details open><summary><h3" not in written(faq_document())
    assert written(faq_document(), questions="open").count("<details open><summary><h3") == 23


def test_faces_hold_what_they_show() -> None:
    """Characters are sorted by the face that shows them: bold in questions, italic where stressed, code in code."""
    used = used_faces(sample_document(), roles(Theme()), {})
    assert set("What is an Object?") - {" "} <= used[Face("heading", 700)]
    assert set("nowadthe") <= used[Face(style="italic")]
    assert set('{"bn":/30,}') <= used[Face("code")]
    assert "“" in used[Face()]
    numbered = Document(title="T", body=(Heading(level=2, children=text("Scope"), anchor="scope", number="B.7"),))
    assert set("B.7") <= used_faces(numbered, roles(Theme()), {})[Face("heading", 700)]


def test_every_font_token_has_the_fallback() -> None:
    """Characters that the theme's fonts lack come from families that stand in every font token, headings' too."""
    page = written(Document(title="Rain ☂", body=(paragraph("☂"),)))
    for token in ("text", "heading", "code"):
        assert "Noto" in re.findall(rf"--font-{token}: ([^;}}]+)", page)[-1], token


def test_a_font_that_is_not_at_hand_is_told() -> None:
    """A theme with a family that nobody has gets a warning, and the page its fallback."""
    theme = Theme(files={"styles/theme.css": b':root { --font-text: "No Such Sans", serif; }'})
    rendered = BACKEND.render(sample_document(), HtmlOptions(), theme)
    assert [str(f.code) for f in rendered.findings] == ["html-font"]
    assert rendered.data is not None


def test_same_bytes_in_every_process() -> None:
    """Another hash seed, time zone and folder give the same file."""
    code = (
        "import sys,hashlib; sys.path.insert(0, sys.argv[1]);"
        "from tests.backends.html.conftest import written;"
        "from tests.backends.documents import sample_document;"
        "print(hashlib.sha256(written(sample_document()).encode()).hexdigest())"
    )
    found = {
        subprocess.run(
            [sys.executable, "-c", code, str(ROOT)],
            env={**os.environ, "PYTHONHASHSEED": seed, "TZ": zone},
            cwd=folder,
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed, zone, folder in (("1", "UTC", ROOT), ("12345", "Asia/Tokyo", "/"))
    }
    assert found == {hashlib.sha256(written(sample_document()).encode()).hexdigest() + "\n"}
