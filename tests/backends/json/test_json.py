import json

import jsonschema
import pytest

from exporter.backends.json import BACKEND, schema
from exporter.model.document import Document
from exporter.theme.files import Theme
from tests.backends.documents import ROOT, faq_document, sample_document


@pytest.mark.parametrize("document", [faq_document(), sample_document()], ids=["faq", "sample"])
def test_every_document_is_valid_by_the_schema(document: Document) -> None:
    """The file meets the schema, which is made from the same types."""
    data = BACKEND.render(document, BACKEND.options(), Theme()).data
    assert data is not None
    jsonschema.Draft202012Validator.check_schema(schema())
    jsonschema.validate(json.loads(data), schema())


def test_every_class_of_node_is_described() -> None:
    """The schema names the nodes by the names of their classes."""
    assert {"QuestionAnswer", "Paragraph", "Text", "Table", "Revision"} <= set(schema()["$defs"])


def test_the_schema_in_the_documentation_is_this_one() -> None:
    """Programs that read the format take it from ``docs/schemas/document.schema.json``."""
    written = json.dumps(schema(), ensure_ascii=False, indent=2) + "\n"
    assert (ROOT / "docs/schemas/document.schema.json").read_text("utf-8") == written
