"""Emphasis that the fonts of a script cannot show is a loss at its place."""

import pytest

from exporter.backends.pdf import BACKEND, PdfOptions
from exporter.fonts.families import BY_NAME, installed
from exporter.model.document import Document
from exporter.model.nodes import Emphasis, Paragraph, Strong, Text
from exporter.model.position import Point, Pos
from exporter.theme.files import Theme

HERE = Pos("page.md", Point(7, 3, 90), Point(7, 30, 117))

CJK = pytest.mark.skipif(not installed(BY_NAME["Noto Sans JP"]), reason="the optional fonts are not installed")


@pytest.mark.parametrize(
    ("node", "words", "subjects"),
    [
        pytest.param(Strong, "重要", ["strong"], marks=CJK),
        pytest.param(Emphasis, "強調", ["em"], marks=CJK),
        (Strong, "مهم", []),
        (Emphasis, "مهم", ["em"]),
        (Strong, "σημαντικό", []),
        (Emphasis, "σημαντικό", []),
        (Emphasis, "важно", []),
        (Strong, "✅ done", []),
    ],
)
def test_emphasis_without_a_face_is_a_loss(
    node: type[Strong] | type[Emphasis], words: str, subjects: list[str]
) -> None:
    """Bold and italic of each script are shown, or a loss names the element at its line."""
    emphasis = node(children=(Text(text=words),), pos=HERE)
    document = Document(title="T", body=(Paragraph(children=(Text(text="a "), emphasis)),))
    found = BACKEND.check(document, PdfOptions(), Theme())
    assert [(f.code, f.severity, f.subject, f.pos) for f in found] == [
        ("pdf-emphasis", "loss", subject, HERE) for subject in subjects
    ]
