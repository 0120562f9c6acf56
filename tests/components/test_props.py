"""Props: how they are written, checked and told."""

import pytest

from exporter.components import COMPONENTS
from exporter.components.props import camel, fields_by_prop, written_props
from exporter.diagnostics import Diagnostics
from exporter.markdown import parse
from exporter.markdown.tree import MdcElement
from tests.lowering.outline import outline
from tests.lowering.pages import lowered_text


def element(source: str) -> MdcElement:
    """The first component of a page."""
    node = parse(source, "page.md", Diagnostics()).children[0]
    assert isinstance(node, MdcElement)
    return node


@pytest.mark.parametrize(
    ("source", "values"),
    [
        ('::x{url-button="/a" :cols="4" rounded .c #i}\n::', {"urlButton": "/a", "cols": 4, "rounded": True}),
        ("::x\n---\ncols: 4\nurlButton: /a\nnone: null\n---\n::", {"cols": 4, "urlButton": "/a"}),
        ('::x{:qas=\'[{"q": "a"}]\'}\n::', {"qas": [{"q": "a"}]}),
        ("::x{:open='broken'}\n::", {"open": "broken"}),
    ],
)
def test_all_ways_of_writing_props_are_one(source: str, values: dict[str, object]) -> None:
    """Braces, bound JSON and YAML give the same names and values; null is no value."""
    found = {k: v for k, v in written_props(element(source)).items() if k not in ("class", "id")}
    assert found == values


@pytest.mark.parametrize(("written", "name"), [("url-button", "urlButton"), ("qas", "qas"), ("cardID", "cardID")])
def test_names_in_kebab_case_are_those_in_camel_case(written: str, name: str) -> None:
    """Vue takes both."""
    assert camel(written) == name


def test_places_of_props_in_braces_and_yaml() -> None:
    """The place of a value is the value's, without its quotes."""
    source = '::x{title="Some words"}\n---\ntext: "More"\n---\n::\n'
    values = written_props(element(source))
    assert [source[slice(*values.place((name,)))] for name in ("title", "text")] == ["Some words", "More"]
    assert source[slice(*values.place(("text",), "key"))] == "text"


@pytest.mark.parametrize(
    ("source", "message"),
    [
        (
            "::ShAlert\n---\ntypeAlrt: info\n---\nx\n::",
            "3:1 ShAlert has no prop 'typeAlrt' (did you mean 'typeAlert'?)",
        ),
        ("::ShButton{urlButon='/x'}\nx\n::", "1:12 ShButton has no prop 'urlButon' (did you mean 'urlButton'?)"),
        (
            "::ShAlert{typeAlert=sky}\nx\n::",
            "1:21 ShAlert: 'sky' is not a value of 'typeAlert' (values are info, success",
        ),
        ("::ShFaq\n---\nqas: words\n---\n::", '3:6 ShFaq: qas is "words" (input should be a valid tuple)'),
        ("::ShFaq\n---\nqas:\n  - words\n---\n::", '4:5 ShFaq: qas.0 is "words"'),
        (
            "::ShFaq\n---\nqas:\n  - q: [1]\n    a: x\n---\n::",
            "4:8 ShFaq: qas.0.q is [1] (input should be a valid string)",
        ),
    ],
)
def test_findings_are_at_their_place(source: str, message: str) -> None:
    """Unknown names are told at the key, wrong values at the value, with what would be right."""
    _, found = lowered_text(source)
    first = next(iter(found))
    assert first.pos is not None
    place = f"{first.pos.start.line}:{first.pos.start.column}"
    assert f"{place} {first.message} ({first.hint})".startswith(message)
    assert first.severity == "error"


@pytest.mark.parametrize(
    ("source", "message"),
    [
        (
            "::ShTwoColumns{size=XXL}\nx\n::",
            "1:21 ShTwoColumns: 'XXL' is not a value of 'size' (did you mean 'XL'? values are",
        ),
        (
            "::ShMultiColumn{:cols='99'}\nx\n::",
            "1:24 ShMultiColumn: cols is 99 (input should be less than or equal to 12)",
        ),
        ("::ShCarousel{timer=soon}\nx\n::", '1:20 ShCarousel: timer is "soon"'),
        ("::ShMicroCard{layout=round title=T}\n::", "1:22 ShMicroCard: 'round' is not a value of 'layout' (values are"),
        ("::ShAlert{shadow=deep}\nx\n::", "1:11 ShAlert has no prop 'shadow' (ShAlert has typeAlert)"),
        ("::ShTwoColumns{sise=L}\nx\n::", "1:16 ShTwoColumns has no prop 'sise' (did you mean 'size'?)"),
    ],
)
def test_findings_that_change_no_words_are_warnings(source: str, message: str) -> None:
    """An unknown name, or a wrong value, that steers the layout alone is a warning, and the default is used."""
    _, found = lowered_text(source)
    (only,) = found
    assert only.pos is not None
    assert f"{only.pos.start.line}:{only.pos.start.column} {only.message} ({only.hint})".startswith(message)
    assert only.severity == "warning"


@pytest.mark.parametrize(
    "source",
    [
        ':u-button[Go]{to="https://example.org" block square loading active-color="x" trailing}',
        '::card{title="C" spotlight spotlight-color="primary" highlight tabindex="0"}\nWords.\n::',
        '::note{key="a" ref="b" draggable="true" v-if="x"}\nWords.\n::',
        '::accordion\n:::accordion-item{label="L" value="1" open}\nWords.\n:::\n::',
    ],
)
def test_props_of_nuxt_ui_and_attributes_of_the_element_are_accepted(source: str) -> None:
    """Props that Nuxt UI declares, and attributes that fall through to the element, need no finding."""
    _, found = lowered_text(source)
    assert not list(found)


def test_a_wrong_value_takes_its_default_and_the_rest_stays() -> None:
    """One wrong prop does not take the others with it."""
    page, _ = lowered_text(
        "::ShTextImg\n---\npositionText: up\nspanText: l\ntext: Words\nurlImage: /x\naltImage: X\n---\n::"
    )
    assert outline(page.body).splitlines()[1] == "  columns 1:2"


@pytest.mark.parametrize("prop", ["class", "style", "id", "data-x", "aria-hidden", "v-if", "description", "ui"])
def test_props_of_every_element_are_accepted(prop: str) -> None:
    """Attributes that Vue passes to the element, and notes for writers, are neither shown nor reported."""
    page, found = lowered_text(f'::ShAlert{{{prop}="x"}}\nWords.\n::')
    assert outline(page.body) == "<alert-info> labelled\n  p Words."
    assert not list(found)


def test_words_for_screen_readers_are_reported() -> None:
    """A label that a component passes on to its element is shown in no document."""
    _, found = lowered_text('::ShAlert{aria-label="Words"}\nWords.\n::')
    assert [str(d) for d in found] == [
        "page.md:1:23: loss[loss-prop]: ShAlert: the words of 'aria-label' are not shown"
    ]


def test_bound_props_name_values_of_the_front_matter() -> None:
    """A bound prop that is no JSON is a path into the front matter; one that leads nowhere is its text."""
    source = '---\ntitle: About us\n---\n\n::ShColumn{:title="$doc.title" :subtitle="$doc.none"}\nWords.\n::\n'
    page, _ = lowered_text(source)
    assert outline(page.body) == "<box>: About us\n  p{.subtitle} $doc.none\n  p Words."


def test_no_prop_of_any_type_raises() -> None:
    """Each component takes values of each type for each prop without an exception."""
    odd = ["null", "[]", "{}", '"x"', "-1", "1.5", "true", "[[]]", '[{"q": {}}]', '{"a": []}', '"\\u0000"', "[null]"]
    for component in COMPONENTS:
        for name in fields_by_prop(component.props):
            lowered_text("".join(f"::{component.name}{{:{name}='{value}'}}\nWords.\n::\n\n" for value in odd))


@pytest.mark.parametrize("depth", [100, 900, 100_000])
@pytest.mark.parametrize("prop", ["ui", "qas", "title"])
def test_deep_json_in_props_does_no_harm(prop: str, depth: int) -> None:
    """Brackets without end are taken as words, and the page goes on."""
    for value in ("[" * depth + "]" * depth, '["' + "]" * depth + '",' + "[" * depth + "]" * depth + "]"):
        page, _ = lowered_text(f"::ShFaq{{:{prop}='{value}'}}\n::\n\nAfter.\n")
        assert outline(page.body).endswith("p After.")


@pytest.mark.parametrize(
    "source",
    [
        "::x-y{title='' to='' :links='\"Some words\"'}\n::",
        '::u-card{title="a" to="javascript:x"}\n::',
        "::u-user{:avatar='{\"src\":1,\"alt\":2}' :name='5'}\n::",
        '::u-tabs{:items=\'[1,null,true,{"label":null,"content":["a b"]}]\'}\n::',
        '::u-table{:data=\'[{"a":{"b":1}}]\' :columns=\'[1,{"key":2},{"id":"a","header":5}]\'}\n::',
        "::u-page-hero{:title='[1]' :links='{\"label\":\"x\"}' :to='3'}\n::",
        "::x-y\n---\nslot: header\n1: Some words\n---\n#header\n## Head\n::",
        "::x-y{:items='" + "[" * 60 + '"Deep words"' + "]" * 60 + "'}\n::",
    ],
)
def test_values_of_any_shape_end_no_page(source: str) -> None:
    """Values that no component expects are shown or left out, and the words behind them stay."""
    page, _ = lowered_text(f"{source}\n\nThe end.\n")
    assert outline(page.body).endswith("p The end.")
