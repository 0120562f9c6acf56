"""The tag tree and the reading order, read from the file again, are the model's."""

from collections.abc import Iterable, Iterator

from exporter.model.document import Document
from exporter.model.nodes import (
    Cell,
    Code,
    CodeBlock,
    Container,
    Figure,
    FootnoteReference,
    Heading,
    Image,
    Link,
    ListItem,
    QuestionAnswer,
    Table,
    Text,
)
from exporter.model.walk import plain_text, walk
from exporter.theme.files import Theme
from exporter.theme.labels import labels
from exporter.theme.styles import roles
from tests.backends.pdf.tagtree import Tag, TagTree, squeezed

WORDS = labels(Theme(), "en")


def model_words(document: Document) -> Iterator[str]:
    """Every word of the body in reading order, with the words that the role or the question puts in front."""
    looks = roles(Theme())
    for node in walk(document.body):
        match node:
            case Text() | Code() | CodeBlock():
                yield node.text
            case FootnoteReference():
                yield str(node.number)
            case QuestionAnswer():
                yield WORDS["question_mark"]
            case Container(label=True, title=title) if looks[node.role].label:
                yield WORDS[looks[node.role].label] + (":" if title else "")
            case ListItem(checked=bool() as checked):
                yield WORDS["task_done" if checked else "task_open"]
            case CodeBlock(filename=name):
                yield name
            case _:
                pass


def body(tree: TagTree) -> Tag:
    """The part that holds the document's body."""
    return Tag("Document", None, list(tree.all("Part")))


def words_of(tags: Iterable[Tag]) -> list[str]:
    """The words of each of ``tags``, without white space."""
    return [squeezed(tag.words) for tag in tags]


def reading(tag: Tag) -> str:
    """The words in ``tag`` in reading order, but for the labels of list items."""
    inner = (kid if isinstance(kid, str) else reading(kid) for kid in tag.kids)
    return "" if tag.kind == "Lbl" else "".join(inner)


def test_reading_order_is_that_of_the_page(faq: Document, faq_tree: TagTree) -> None:
    """All words of the body, each once, in the order of the model."""
    assert squeezed(reading(body(faq_tree))) == squeezed("".join(model_words(faq)))


def test_reading_order_with_every_node(sample: Document, sample_tree: TagTree) -> None:
    """The same for tables, columns, lists in lists, code, figures and all roles."""
    found = squeezed(reading(body(sample_tree)))
    name = "reading.json"  # a file's name stands above its code
    assert found.replace(name, "") == squeezed("".join(model_words(sample)))
    assert name in found


def test_headings_are_those_of_the_outline(faq: Document, faq_tree: TagTree) -> None:
    """Title, headings and questions with their levels, in order, and nothing else is a heading."""
    expected = [("H1", faq.title), ("H2", WORDS["contents"])]
    for node in walk(faq.body):
        match node:
            case Heading():
                expected.append((f"H{node.level}", plain_text(node.children)))
            case QuestionAnswer():
                expected.append((f"H{node.level}", f"{WORDS['question_mark']} {plain_text(node.question)}"))
            case _:
                pass
    found = [(tag.kind, squeezed(tag.words)) for tag in faq_tree.all("H1", "H2", "H3", "H4", "H5", "H6")]
    assert found == [(kind, squeezed(words)) for kind, words in expected]


def test_links_are_described_by_their_words(faq: Document, faq_tree: TagTree) -> None:
    """Each link has one description: its words (or its title), not its address."""
    wanted = {" ".join(plain_text(node.children).split()) for node in walk(faq.body) if isinstance(node, Link)}
    assert {tag.link for tag in body(faq_tree).walk() if tag.kind == "Link"} == wanted


def test_pictures_have_their_alternative_text(sample: Document, sample_tree: TagTree) -> None:
    """A figure each for pictures that mean something, in order; decorative ones are no part of the tree."""
    wanted = [node.alt for node in walk(sample.body) if isinstance(node, Image) and not node.decorative]
    assert [tag.alt for tag in body(sample_tree).walk() if tag.kind == "Figure"] == wanted


def test_tables_have_header_cells_with_their_scope(sample: Document, sample_tree: TagTree) -> None:
    """Every header cell says what it heads; cells are as many as the model has."""
    table = next(node for node in sample.body if isinstance(node, Table))
    cells = [node for node in walk([table]) if isinstance(node, Cell)]
    tagged = next(tag for tag in sample_tree.all("Table"))
    found = [tag for tag in tagged.walk() if tag.kind in ("TH", "TD")]
    assert len(found) == len(cells)
    scopes = {"col": "Column", "colgroup": "Column", "row": "Row", "rowgroup": "Row", None: ""}
    assert [tag.scope for tag in found] == [scopes[cell.scope] for cell in cells]
    assert squeezed(next(tag for tag in tagged.walk() if tag.kind == "Caption").words) == "Objectsthatwereread"


def test_lists_say_how_they_are_numbered(sample_tree: TagTree) -> None:
    """Each list has its kind, each item a body."""
    lists = [tag for tag in body(sample_tree).walk() if tag.kind == "L"]
    assert {tag.numbering for tag in lists} >= {"Disc", "Decimal"}
    for item in (tag for tag in body(sample_tree).walk() if tag.kind == "LI"):
        assert [kid.kind for kid in item.kids if isinstance(kid, Tag)][-1] == "LBody"


def test_foreign_passages_keep_their_language(sample_tree: TagTree) -> None:
    """A passage in another language says so."""
    assert "".join(words_of(t for t in sample_tree.root.walk() if t.lang == "de")) == "EinfremderSatz"


def test_contents_code_and_footnotes_have_types_of_their_own(sample: Document, sample_tree: TagTree) -> None:
    """Contents are TOC and TOCI, code is Code, a footnote is a Note."""
    assert len(sample_tree.all("TOCI")) == len(sample.toc)
    assert len(sample_tree.all("Note")) == len(sample.footnotes)
    assert squeezed("/3/0/9") in words_of(sample_tree.all("Code"))
    assert all("LI" not in [t.kind for t in toc.walk()] for toc in sample_tree.all("TOC"))


def test_running_words_are_artifacts(faq: Document, faq_tree: TagTree) -> None:
    """Header and footer are read by nobody as part of the text, and stand on each page."""
    assert all("Page" in words for words in faq_tree.artifacts)
    assert faq.title not in faq_tree.artifacts[0]
    assert all(squeezed(faq.title) in squeezed(words) for words in faq_tree.artifacts[1:])


def test_captions_stand_with_their_pictures(sample: Document, sample_tree: TagTree) -> None:
    """The words below a picture are its caption."""
    wanted = [squeezed(plain_text(node.caption)) for node in walk(sample.body) if isinstance(node, Figure)]
    found = words_of(tag for tag in body(sample_tree).walk() if tag.kind == "Caption")
    assert [words for words in found if words in wanted] == wanted
