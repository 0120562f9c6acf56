"""The fonts of a document: what its characters need, whatever was made before."""

import hashlib
from collections.abc import Callable
from io import BytesIO
from typing import Any

import pikepdf
import pytest

from exporter.backends.pdf import BACKEND, PdfOptions
from exporter.fonts.families import BY_NAME, installed
from exporter.model.document import Control, Document, RevisionEntry
from exporter.model.nodes import CodeBlock
from exporter.theme.files import Theme
from tests.backends.documents import paragraph
from tests.backends.pdf.conftest import render

ARABIC = Document(title="الأسئلة الشائعة", language="ar", body=(paragraph("بروتوكول LwM2M لإدارة الأجهزة."),))
MIXED = Document(title="Signs", body=(paragraph("Привет Ελληνικά → ⇒ ✓ ★ 🚀 🇫🇷 1️⃣ ─ שלום ไทย हिन्दी"),))
JAPANESE = Document(title="よくある質問", language="ja", body=(paragraph("直接 LwM2M とは何ですか"),))


def fonts(data: bytes) -> set[str]:
    """The families in a file."""
    with pikepdf.open(BytesIO(data)) as pdf:
        names = {str(o.BaseFont) for o in pdf.objects if isinstance(o, pikepdf.Dictionary) and "/BaseFont" in o}
    return {name.partition("+")[2].removesuffix("-Bold") for name in names}


def made(document: Document) -> bytes:
    """The file of a document that has no findings."""
    rendered = render(document)
    assert rendered.findings == ()
    assert rendered.data
    return rendered.data


def test_scripts_and_symbols_come_from_families_of_their_own() -> None:
    """Text beyond the theme's family is set in a text family, not in that of code."""
    found = fonts(made(MIXED))
    assert {"Noto-Sans", "Noto-Sans-Math", "Noto-Emoji", "Noto-Sans-Hebrew", "Noto-Sans-Thai"} <= found
    assert "Noto-Sans-Arabic" not in found


@pytest.mark.parametrize("document", [ARABIC, MIXED])
def test_what_was_rendered_before_makes_no_difference(document: Document) -> None:
    """Pango keeps rules of the first configuration that a process reads: they are the same in all."""
    before = hashlib.sha256(made(document)).hexdigest()
    made(MIXED if document is ARABIC else ARABIC)
    assert hashlib.sha256(made(document)).hexdigest() == before


def test_right_to_left_text_reads_right() -> None:
    """An Arabic document is laid out from the right, and its words are its own in reading order."""
    with pikepdf.open(BytesIO(made(ARABIC))) as pdf:
        assert str(pdf.Root.Lang) == "ar"
        assert str(pdf.docinfo["/Title"]) == ARABIC.title


@pytest.mark.parametrize("words", ["ԱԲԳ", "a \uf8ff b"])
@pytest.mark.parametrize(
    "around",
    [
        lambda words: {"publisher": words},
        lambda words: {"subtitle": words},
        lambda words: {"control": Control(status=words, legal=(words,), section=words, source=words)},
        lambda words: {"control": Control(history=(RevisionEntry(version="1", date="2024-01-31", text=words),))},
        lambda words: {"body": (CodeBlock(text="x", filename=words),)},
    ],
)
def test_words_around_the_text_have_their_glyphs_too(around: Callable[[str], dict[str, Any]], words: str) -> None:
    """Whatever is drawn beside the text gets a family that has its characters, or what stands for them."""
    rendered = render(Document(title="T", **around(words)))
    assert rendered.data and [f.severity for f in rendered.findings] == (["loss"] if "\uf8ff" in words else [])


@pytest.mark.skipif(not installed(BY_NAME["Noto Sans JP"]), reason="the optional fonts of Japanese are not installed")
def test_japanese_is_set_in_its_own_family() -> None:
    """Fonts of very many characters are cut to those of the document."""
    data = made(JAPANESE)
    assert "Noto-Sans-JP" in fonts(data)
    assert len(data) < 40_000


def test_a_theme_may_name_only_families_that_are_there() -> None:
    """An unknown family is a warning that names one near to it."""
    tokens = '\n:root { --font-text: "Meriweather Sans"; }\n'
    theme = Theme("plain", {"styles/theme.css": tokens.encode()})
    rendered = BACKEND.render(Document(title="T", body=(paragraph("x"),)), PdfOptions(), theme)
    assert [f.code for f in rendered.findings] == ["pdf-font"]
    assert rendered.findings[0].hint == "did you mean 'Merriweather Sans'?"
