"""Plain HTML by the allow-list, and what normalisation makes of odd nesting."""

import pytest

from exporter.lowering import LoweringLimits
from exporter.lowering.elements import ELEMENTS
from exporter.markdown.tree import MdcComment, MdcElement, SourceSpan
from exporter.model.nodes import Container, Heading
from exporter.model.walk import plain_text, walk
from tests.lowering.outline import outline
from tests.lowering.pages import lowered_text
from tests.lowering.trees import HERE, codes, el, lowered, text

SILENT = {
    *("script", "style", "link", "meta", "base", "title", "head", "img", "image", "br", "hr", "wbr", "source", "track"),
    *("template", "noscript", "param", "col", "colgroup", "area", "svg", "canvas", "binding"),
}


@pytest.mark.parametrize("tag", sorted(ELEMENTS))
def test_no_element_raises_and_words_stay(tag: str) -> None:
    """Each element of the table lowers anywhere; those that show words keep them."""
    page, found = lowered(el("p", "before "), el(tag, "words"), el("p", "after"))
    words = plain_text(page.body)
    silent = tag in SILENT
    assert ("words" in words) is not silent
    assert all(d.pos is not None for d in found)


def test_lines_beside_blocks_become_paragraphs() -> None:
    """Words directly in a division stand in a paragraph of their own."""
    page, _ = lowered(el("div", " one ", el("p", "two"), "\n", el("em", "three"), " four "))
    assert outline(page.body) == "p one\np two\np *three* four"


def test_blocks_inside_a_line_split_it() -> None:
    """A browser takes a division inside b; the model has three paragraphs, each strong."""
    page, _ = lowered(el("p", "a ", el("b", "b", el("div", "c"), "d"), " e"))
    assert outline(page.body) == "p a **b**\np **c**\np **d** e"


def test_blocks_inside_a_heading_give_their_words() -> None:
    """A heading holds one line, whatever stands in it."""
    page, _ = lowered(el("h2", "a", el("div", "b"), el("ul", el("li", "c"), el("li", "d")), id="x"))
    assert outline(page.body) == "h2 #x a b c d"


def test_headings_without_an_id_get_the_site_s_kind_of_anchor() -> None:
    """Anchors are unique, and none takes an id that the page gives elsewhere."""
    page, _ = lowered(el("h2", "What’s new, in 2.0?"), el("h2", "What’s new, in 2.0?"), el("h3", "1. Start"))
    assert [b.anchor for b in page.body] == ["whats-new-in-20", "whats-new-in-20-1", "_1-start"]  # type: ignore[union-attr]
    page, _ = lowered(el("h2", "Later"), el("h2", "Other", id="later"))
    assert [b.anchor for b in page.body] == ["later-1", "later"]  # type: ignore[union-attr]


def test_an_id_that_stands_twice_is_reported() -> None:
    """The second of two equal ids is reported, and its heading gets a free anchor."""
    page, found = lowered(el("h2", "One", id="x"), el("h2", "Two", id="x"))
    assert outline(page.body) == "h2 #x One\nh2 #x-1 Two"
    assert codes(found) == ["duplicate-anchor"]


def test_what_stands_in_a_list_outside_of_its_items_is_lowered_once() -> None:
    """A heading there keeps its own anchor, and what is wrong with it is told once."""
    page, found = lowered(el("ul", el("h2", "A\x01", id="x"), el("li", "b")))
    assert [(n.anchor, plain_text([n])) for n in walk(page.body) if isinstance(n, Heading)] == [("x", "A")]
    assert codes(found) == ["control-character"]


def test_anchors_of_other_elements_are_known() -> None:
    """Ids of elements that become no heading are anchors of the page."""
    page, _ = lowered(el("div", el("a", "x", name="old"), id="box"))
    assert page.anchors == {"old", "box"}


def test_scripts_and_styles_are_left_out_with_findings() -> None:
    """Nothing of a script or a style sheet is shown, and both are told."""
    page, found = lowered(el("script", "alert(1)"), el("style", "p{}"))
    assert page.body == ()
    assert codes(found) == ["dropped-script", "dropped-style"]


def test_an_iframe_is_a_link_and_a_loss() -> None:
    """An embedded page leaves its link, under its title."""
    page, found = lowered(el("iframe", src="https://example.org/v", title="A video"))
    assert outline(page.body) == "<loss> labelled\n  p [A video](https://example.org/v)"
    assert codes(found) == ["loss-media"]


def test_an_iframe_of_code_is_not_linked() -> None:
    """The allow-list of schemes holds for embedded pages too."""
    page, found = lowered(el("iframe", src="javascript:alert(1)"))
    assert page.body == ()
    assert codes(found) == ["loss-media", "link-refused"]


def test_unknown_elements_keep_their_words_with_one_warning() -> None:
    """An invented element is told once a page, its words stay in the line."""
    page, found = lowered(el("p", "a ", el("n", "b"), " ", el("n", "c")))
    assert (outline(page.body), codes(found)) == ("p a b c", ["unknown-element"])


def test_an_unknown_component_keeps_its_content() -> None:
    """A component that no one knows is a container of its content, with one warning and a suggestion."""
    node = MdcElement("sh-faqq", {}, [el("p", "words")], HERE, component=True)
    page, found = lowered(node, node)
    assert outline(page.body[:1]) == "<unknown>\n  p words"
    assert [str(d) for d in found] == [
        "page.md:1:1: warning[unknown-component]: no component 'sh-faqq': its words are shown\n"
        "  hint: did you mean 'ShFaq'?"
    ]


def test_languages_are_kept() -> None:
    """A lang attribute marks words, a paragraph's words, or a container."""
    page, _ = lowered(
        el("p", el("span", "oui", lang="fr")), el("p", "ja", lang="de"), el("div", el("p", "a"), lang="nl")
    )
    assert outline(page.body) == "p [oui]{lang=fr}\np [ja]{lang=de}\np [a]{lang=nl}"
    page, _ = lowered(el("div", el("p", "a"), el("p", "b"), lang="nl"))
    assert outline(page.body) == "<> lang=nl\n  p a\n  p b"


def test_review_notes_join_the_words_after_them() -> None:
    """A comment that starts with review: is a note at the words behind it; other comments are nothing."""
    note = MdcComment(" review: check this ", HERE)
    page, _ = lowered(el("p", "a", note, "b"), note, el("p", "c"), MdcComment("more", HERE))
    assert outline(page.body) == "p a(review: check this)b\np (review: check this)c"


def test_bindings_take_values_of_the_front_matter() -> None:
    """A path leads to its value; a default stands in; what is neither is told."""
    page, found = lowered(
        el("p", el("binding", value="$doc.title"), " ", el("binding", value="$doc.tags[1]")),
        el("p", el("binding", value="$doc.none", defaultValue="default")),
        el("p", "x", el("binding", value="$doc.titel")),
    )
    assert outline(page.body) == "p Page b\np default\np x"
    assert [d.hint for d in found] == ["did you mean '$doc.title'?"]


def test_task_lists_have_their_boxes() -> None:
    """The box of a task list item is its state, not a control."""
    box = el("input", type="checkbox", checked=True, disabled=True)
    page, found = lowered(el("ul", el("li", box, " done"), el("li", el("input", type="checkbox"), " open")))
    assert outline(page.body) == "ul{.tasks}\n  - [x] p done\n  - [ ] p open"
    assert not codes(found)


def test_items_beside_tasks_keep_their_marks() -> None:
    """A list is one of tasks if all of its items are."""
    box = el("input", type="checkbox", checked=True, disabled=True)
    page, _ = lowered(el("ul", el("li", box, " done"), el("li", "plain")))
    assert outline(page.body) == "ul\n  - [x] p done\n  - p plain"


def test_footnotes_leave_the_flow() -> None:
    """The site's section of footnotes becomes the page's notes, its marks references."""
    mark = el("sup", el("a", "1", href="#user-content-fn-bsi", dataFootnoteRef=""))
    back = el("a", "↩", href="#user-content-fnref-bsi", dataFootnoteBackref="")
    section = el(
        "section",
        el("h2", "Footnotes"),
        el("ol", el("li", "A note. ", back, id="user-content-fn-bsi")),
        dataFootnotes="",
    )
    page, _ = lowered(el("p", "a", mark), section)
    assert outline(page.body) == "p a[^bsi 1]"
    assert [(f.label, f.number, outline(f.children)) for f in page.footnotes] == [("bsi", 1, "p A note.")]


def test_pictures_say_whether_they_are_decoration() -> None:
    """An empty alt that was written, or a role, says so; a missing one says nothing."""
    source = '<img src="x" alt=""> ![](x)'
    raw = MdcElement("img", {"src": "x", "alt": ""}, [], SourceSpan(0, 20))
    plain = MdcElement("img", {"src": "x", "alt": ""}, [], SourceSpan(21, 27))
    page, _ = lowered(el("p", raw, plain, el("img", src="x", role="presentation")), source=source)
    assert outline(page.body) == "p ![](x) decorative![](x)![](x) decorative"


def test_a_titled_picture_alone_is_a_figure() -> None:
    """The title of a picture that stands alone is its caption; without one it is a paragraph."""
    page, _ = lowered(
        el("p", el("img", src="x", alt="X", title="Figure 1")), el("p", el("img", src="y", alt="Y", width="40px"))
    )
    assert outline(page.body) == "figure ![X](x): Figure 1\np ![Y](y) 40px"


def test_code_keeps_its_characters_and_places() -> None:
    """A code block is not folded; its last line end is no line."""
    node = el(
        "pre",
        el("code", text("a  b\n\n  c\n", 4)),
        code="a  b\n\n  c\n",
        language="ts",
        filename="x.ts",
        highlights=[1, 3],
    )
    page, _ = lowered(node)
    assert outline(page.body) == "code ts x.ts lines 1,3\n  | a  b\n  | \n  |   c"
    assert page.body[0].offsets == tuple(range(4, 14))  # type: ignore[union-attr]


def test_code_keeps_links_and_notes_inside_of_emphasis() -> None:
    """A footnote's mark stands between codes and a link around one, however deep they are in bold or italic words."""
    page, found = lowered_text("Press <code>**A[^q]** *[li](https://e.org/)* b</code>.\n\n[^q]: A note.\n")
    assert outline(page.body) == "p Press `A`[^q 1]` `[`li`](https://e.org/)` b`."
    assert not codes(found)


def nested(tag: str, depth: int) -> MdcElement:
    """An element nested in itself."""
    node = el(tag, "deep")
    for _ in range(depth):
        node = el(tag, node)
    return node


@pytest.mark.parametrize("tag", ["div", "blockquote", "em", "span", "ul", "table", "sh-segment", "details", "nowhere"])
def test_deep_nesting_is_cut_without_losing_words(tag: str) -> None:
    """Thousands of nested elements end in one finding and plain words, never in a RecursionError."""
    page, found = lowered(nested(tag, 5000))
    assert "deep" in plain_text(page.body)
    assert "depth" in codes(found)


def test_no_limit_of_the_configuration_ends_in_a_recursion_error() -> None:
    """LoweringLimits that someone set far too high are held to what Python can do: blocks full of inlines here."""
    inside = nested("em", 5000)
    for tag in ("sh-segment", "div", "ul", "table"):
        node: MdcElement = inside
        for _ in range(200):
            node = el(tag, el("tr", el("td", node)) if tag == "table" else el("li", node) if tag == "ul" else node)
        page, _found = lowered(node, limits=LoweringLimits(blocks=10_000, lists=10_000, inlines=10_000))
        assert "deep" in plain_text(page.body)


def test_deep_lists_are_cut() -> None:
    """Lists deeper than the limit go on as words."""
    node = el("ul", el("li", "deep"))
    for n in range(12):
        node = el("ul", el("li", str(n), node))
    page, found = lowered(node, limits=LoweringLimits(blocks=100))
    assert "deep" in plain_text(page.body)
    assert "depth" in codes(found)


def test_no_container_is_left_without_a_place() -> None:
    """Every block that comes from the page has its place."""
    page, _ = lowered(el("details", el("summary", "Title"), el("p", "words")), el("dl", el("dt", "a"), el("dd", "b")))
    assert all(n.pos is not None for n in walk(page.body) if isinstance(n, Container))
    assert outline(page.body) == "<section>: Title\n  p words\n<descriptions>\n  <description>: a\n    p b"


def test_what_the_website_hides_is_not_shown() -> None:
    """The hidden attribute, and a template that is no slot, show nothing and are told."""
    slot = el("template", el("p", "b"), **{"v-slot:x": ""})
    page, found = lowered(el("p", "a", hidden=""), el("template", el("p", "a")), slot, el("p", "c", hidden=False))
    assert outline(page.body) == "p b\np c"
    assert codes(found) == ["hidden", "hidden"]


@pytest.mark.parametrize("tag", ["not a language", "en_US", "english", "e"])
def test_a_language_that_is_none_is_reported(tag: str) -> None:
    """An invalid language tag marks nothing."""
    page, found = lowered(el("p", "words", lang=tag))
    assert (outline(page.body), codes(found)) == ("p words", ["bad-language"])


def test_no_control_character_reaches_a_node() -> None:
    """Targets, sources, titles, labels and anchors are as clean as words."""
    nodes = [
        el("h2", "x", id="a\x07 b"),
        el("p", el("a", "x", href="/x\x07y", title="t\x07"), el("img", src="/i\x07.png", alt="\x07a")),
        el("pre", el("code", "a\x07b"), language="t\x07s", filename="f\x07"),
        el("sup", el("a", "1", href="#user-content-fn-\x07n", dataFootnoteRef="")),
    ]
    page, _ = lowered(*nodes, MdcComment("review: \x07", HERE))
    assert "\x07" not in repr(page.body).encode().decode("unicode_escape")
    assert outline(page.body).splitlines()[0] == "h2 #a-b x"
