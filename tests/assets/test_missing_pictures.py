"""Links and alternative texts stand for pictures that cannot be shown."""

from exporter.assets import BadPicture, with_assets
from exporter.diagnostics import Diagnostics
from exporter.model.document import Document
from exporter.model.nodes import Columns, Container, Figure, Image, Inline, LineBreak, Link, Paragraph, Text
from exporter.model.walk import plain_text

REMOTE = "https://www.example.org/pictures/a.png?w=2"


def shown(*inlines: Inline) -> tuple[Inline, ...]:
    """Return the content of a paragraph with ``inlines`` when no picture can be read."""

    def read(path: str) -> bytes:
        raise BadPicture("not read")

    diagnostics = Diagnostics()
    made = with_assets(Document(title="T", body=(Paragraph(children=inlines),)), read, diagnostics)
    assert diagnostics.failed
    (paragraph,) = made.body
    assert isinstance(paragraph, Paragraph)
    return paragraph.children


def test_a_picture_on_another_host_becomes_a_link() -> None:
    """Its words are the alternative text, or the file's name."""
    assert shown(Image(asset=REMOTE, alt="A map")) == (Link(target=REMOTE, children=(Text(text="A map"),)),)
    assert shown(Image(asset=REMOTE, alt="")) == (Link(target=REMOTE, children=(Text(text="a.png"),)),)


def test_no_link_stands_in_a_link() -> None:
    """In a link only the words stand for it."""
    link = Link(target="#a", children=(Image(asset=REMOTE, alt="A map"),))
    assert shown(link) == (Link(target="#a", children=(Text(text="A map"),)),)


def test_badges_do_not_run_together() -> None:
    """Pictures in a row get a separator, also inside links; words beside one get a blank."""
    badge = Link(target="/a", children=(Image(asset=REMOTE, alt="version"),))
    other = Image(asset=REMOTE, alt="downloads")
    row = (badge, Text(text=" "), other, other, LineBreak(), badge, Text(text="and words, "), other, Text(text="."))
    words = plain_text(shown(*row))
    assert words == "version · downloads · downloads · version and words, downloads."


def test_decoration_on_another_host_goes() -> None:
    """A picture without meaning is not replaced."""
    assert shown(Text(text="a"), Image(asset=REMOTE, alt="", decorative=True)) == (Text(text="a"),)


def test_a_missing_picture_leaves_its_words() -> None:
    """A picture of the site that is not there is no link."""
    assert shown(Image(asset="/a.png", alt="A map")) == (Text(text="A map"),)


def test_a_figure_keeps_its_caption() -> None:
    """Link and caption are paragraphs."""

    def read(path: str) -> bytes:
        raise BadPicture("not read")

    figure = Figure(image=Image(asset=REMOTE, alt="A map"), caption=(Text(text="Where we are"),))
    made = with_assets(Document(title="T", body=(figure,)), read, Diagnostics())
    assert [type(block) for block in made.body] == [Paragraph, Paragraph]


def test_a_column_that_held_only_a_missing_picture_goes() -> None:
    """Words beside it have the whole line; no empty paragraph and no empty column is left."""

    def read(path: str) -> bytes:
        raise BadPicture("not read")

    picture = Container(role="box", children=(Paragraph(children=(Image(asset="/a.png", alt=""),)),))
    words = Paragraph(children=(Text(text="Words"),))
    columns = Columns(widths=(1, 1), columns=((words,), (picture,)))
    sparse = Columns(widths=(1, 1), columns=((words,), ()))
    made = with_assets(Document(title="T", body=(columns, sparse, *picture.children)), read, Diagnostics())
    assert made.body == (words, sparse)
