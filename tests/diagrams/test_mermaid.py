"""Diagrams: every kind that is drawn, its words, its colours; and what stays source."""

import re

import pytest

from exporter.assets import PictureLimits, read_picture
from exporter.build.diagrams import UNDRAWN, with_diagrams
from exporter.build.pictures import Pictures
from exporter.config import Config
from exporter.diagnostics import Diagnostics
from exporter.diagrams import KINDS
from exporter.model.document import Document
from exporter.model.nodes import CodeBlock, Figure
from exporter.theme.contrast import contrast
from exporter.theme.files import Theme

DRAWN = {
    "flowchart": ("flowchart TD\n  A[Start] --> B{Is it <b>ok</b>?}\n  B -->|yes| C(Done)", "Start"),
    "graph": ("graph LR\n  A --> B", "A"),
    "sequence": ("sequenceDiagram\n  Client->>Server: Register\n  Server-->>Client: Created", "Register"),
    "class": ("classDiagram\n  class Device {\n    +register() bool\n  }\n  Device <|-- Sensor", "Sensor"),
    "state": ("stateDiagram-v2\n  [*] --> Idle\n  Idle --> Active : start", "Idle"),
    "er": ("erDiagram\n  SERVER ||--o{ CLIENT : manages", "CLIENT"),
    "gantt": ("gantt\n  dateFormat YYYY-MM-DD\n  section Draft\n  Write :crit, 2026-01-01, 20d", "Write"),
    "pie": ('pie title Members\n  "Vendors" : 45\n  "Operators" : 30\n  "Others" : 25', "Vendors"),
    "mindmap": ("mindmap\n  root((LwM2M))\n    Objects\n    Transport", "Objects"),
    "timeline": ("timeline\n  title History\n  2017 : First\n  2018 : Second", "First"),
    "journey": ("journey\n  title Reader\n  section Find\n    Search: 3: Reader", "Search"),
    "git": ("gitGraph\n  commit\n  branch draft\n  commit", "draft"),
    "quadrant": ("quadrantChart\n  x-axis Low --> High\n  A: [0.3, 0.6]", "Low"),
}
LIMITS = PictureLimits()


def drawn(source: str) -> tuple[Document, Diagnostics]:
    """A document with one diagram."""
    found = Diagnostics()
    block = CodeBlock(text=source, language="mermaid")
    return with_diagrams(Document(title="A", body=(block,)), Theme(), Pictures(Config()), LIMITS, found), found


@pytest.mark.parametrize("name", DRAWN)
def test_each_kind_is_drawn(name: str) -> None:
    """A kind is a picture with its words as text and as its description, in the theme's font; the same bytes twice."""
    source, word = DRAWN[name]
    document, found = drawn(source)
    assert list(found) == []
    (figure,) = document.body
    assert isinstance(figure, Figure)
    assert figure.image.source == source
    assert word in figure.image.alt
    asset = document.assets[figure.image.asset]
    assert word.encode() in asset.data
    assert b"Merriweather Sans" in asset.data
    assert asset.vector
    assert not asset.losses
    assert drawn(source)[0] == document
    assert read_picture("a.svg", asset.data, LIMITS).data == asset.data


def test_white_words_can_be_read() -> None:
    """Grounds of white words, such as the parts of a pie, have a contrast of 4.5:1."""
    document, _ = drawn(DRAWN["pie"][0])
    (asset,) = document.assets.values()
    grounds = set(re.findall(r'<path[^>]*fill="(#[0-9a-f]{6})"', asset.data.decode()))
    assert len(grounds) == 3
    assert all(contrast(ground, "#ffffff") >= 4.5 for ground in grounds)


def test_the_author_describes_a_diagram() -> None:
    """``accTitle`` and ``accDescr`` are the description."""
    document, _ = drawn("flowchart TD\n  accTitle: Login\n  accDescr {\n    A user\n    logs in.\n  }\n  A --> B")
    (figure,) = document.body
    assert isinstance(figure, Figure)
    assert figure.image.alt == "Login. A user logs in"


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        ("zenuml\n  A.b()", "diagrams of the kind 'zenuml' are not drawn"),
        ("sankey-beta\n  a,b,1", "diagrams of the kind 'sankey-beta' are not drawn"),
        ("flowchart TD\n  A[[[ --> B", "parse error on line 2"),
        ("flowchart TD\n" + "A-->B\n" * 20_000, "it has more than 50,000 characters"),
        ("", "diagrams of the kind '' are not drawn"),
    ],
)
def test_others_stay_source(source: str, reason: str) -> None:
    """A diagram that is not drawn is a code block, and one loss says why."""
    document, found = drawn(source)
    assert [f.code for f in found] == [UNDRAWN.name]
    assert reason in next(iter(found)).message
    assert document.body == (CodeBlock(text=source, language="mermaid"),)


def test_kinds_have_names() -> None:
    """Each kind is named for people."""
    assert all(name[0].isupper() for name in KINDS.values())


def test_without_the_library_the_source_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    """The finding names the extra to install; the source is shown as code."""
    monkeypatch.setattr("exporter.diagrams.available", lambda: False)
    document, found = drawn("graph LR\n  A --> B")
    assert [(one.code, one.hint) for one in found] == [
        ("diagram-library", "install it: pip install 'mdc-exporter[diagrams]'")
    ]
    assert isinstance(document.body[0], CodeBlock)
