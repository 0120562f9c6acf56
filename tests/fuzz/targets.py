"""What is searched: each reader of content, with all that must be true of it whatever it is given."""

from collections.abc import Callable, Mapping

from exporter import yamltext
from exporter.diagnostics import Diagnostics
from exporter.model.document import Page
from exporter.model.position import Places
from exporter.model.walk import plain_text
from tests.lowering.pages import read


def front_matter(text: str) -> None:
    """YAML of front matter: a mapping with places inside of the text, or findings."""
    diagnostics = Diagnostics()
    read = yamltext.load(text, Places.of("page.md", text), diagnostics)
    assert read is not None or diagnostics.failed
    _inside(text, diagnostics)
    for place in read.places.values() if read else ():
        assert 0 <= place.key.start <= place.key.end <= len(text)
        assert 0 <= place.value.start <= place.value.end <= len(text)


def mdc(text: str) -> None:
    """A page: read and lowered without an exception."""
    page(text)


def attributes(text: str) -> None:
    """The braces of inline and block components."""
    page(f"[words]{{{text}}} :x[words]{{{text}}}\n\n::box{{{text}}}\nWords\n::\n\n<b {text}>words</b>\n")


def props(text: str) -> None:
    """The YAML of a component that reads it."""
    page(f"::ShFaq\n---\n{text}\n---\n::\n")


def page(text: str) -> Page:
    """A page in core nodes; every finding stands inside of it, every word can be read out."""
    diagnostics = Diagnostics()
    lowered, _ = read(text, diagnostics)
    plain_text(lowered.body)
    _inside(text, diagnostics)
    return lowered


def _inside(text: str, diagnostics: Diagnostics) -> None:
    for one in diagnostics:
        assert one.pos is None or 0 <= one.pos.start.offset <= one.pos.end.offset <= len(text), one


TARGETS: Mapping[str, Callable[[str], None]] = {
    target.__name__: target for target in (front_matter, mdc, attributes, props)
}
