"""Elements: attributes, order of the schema, and what XML cannot hold."""

import pytest

from exporter.ooxml import runs
from exporter.ooxml.elements import element, properties, serialize, set_child
from exporter.ooxml.names import qname


def test_attributes_take_their_namespaces() -> None:
    """Attributes of Word's elements are in Word's namespace, those of drawings in none, others as named."""
    assert element("w:tab", val="left").get(qname("w:val")) == "left"
    assert element("wp:extent", cx=3).get("cx") == "3"
    assert element("w:hyperlink", r_id="x").get(qname("r:id")) == "x"
    assert element("w:t", xml_space=None).attrib == {}


def test_properties_come_in_the_order_of_the_schema() -> None:
    """Whatever order they are made in."""
    made = properties("w:pPr", [element("w:jc"), None, element("w:keepNext"), element("w:pStyle")])
    assert made is not None
    assert [child.tag for child in made] == [qname("w:pStyle"), qname("w:keepNext"), qname("w:jc")]
    assert properties("w:rPr", [None]) is None


def test_place_keeps_the_order_and_replaces() -> None:
    """A setting goes where the schema has it, in place of an older one; strangers stay."""
    settings = element("w:settings", element("w:zoom", percent=50), element("w15:x"), element("w:compat"))
    set_child(settings, "w:settings", element("w:trackRevisions"))
    set_child(settings, "w:settings", element("w:zoom", percent=100))
    assert [c.tag.rpartition("}")[2] for c in settings] == ["zoom", "x", "trackRevisions", "compat"]
    assert settings[0].get(qname("w:percent")) == "100"


@pytest.mark.parametrize("sign", ["\0", "\x0b", "\ufffe", "\ud800"])
def test_what_xml_cannot_hold_is_replaced(sign: str) -> None:
    """Such a character becomes U+FFFD instead of an exception."""
    assert "a\ufffdb" in serialize(runs.text(f"a{sign}b")).decode()
    assert element("w:x", val=f"a{sign}b").get(qname("w:val")) == "a\ufffdb"


def test_blanks_tabs_and_line_feeds_are_kept() -> None:
    """Blanks at the ends are marked to be kept; tabs and line feeds are elements."""
    run = runs.text(" a\tb\n")
    assert [c.tag.rpartition("}")[2] for c in run] == ["t", "tab", "t", "br"]
    assert run[0].get(qname("xml:space")) == "preserve"
    assert run[2].get(qname("xml:space")) is None
