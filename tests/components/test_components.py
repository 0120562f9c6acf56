"""The table of components, its schema, and components that sites and packages add."""

import json

import jsonschema
import pytest

from exporter.components import COMPONENTS, Component, Components, known_components
from exporter.components.configured import site_components
from exporter.components.props import fields_by_prop
from exporter.components.schema import json_schema
from exporter.config.sections import ComponentEntry
from exporter.diagnostics import UsageError
from exporter.markdown.syntax import kebab
from exporter.source.site import Site
from tests.lowering.outline import outline
from tests.lowering.pages import files, lowered_text


def with_site(**entries: ComponentEntry) -> Components:
    """All components, and these of a site."""
    return known_components(entries)


@pytest.mark.parametrize("name", [c.name for c in COMPONENTS])
def test_components_are_found_by_their_tags(name: str) -> None:
    """Each component answers to its tag, and to Nuxt's prefixes."""
    registry = Components(COMPONENTS)
    for prefix in ("",) if name.startswith("u-") else ("", "prose-", "u-"):
        found = registry.find(prefix + kebab(name))
        assert found is not None and found.name == name


@pytest.mark.parametrize(
    ("name", "tag"),
    [
        ("ShFaq", "sh-faq"),
        ("ShImgContainer", "sh-img-container"),
        ("UIBox", "ui-box"),
        ("note", "note"),
        ("H2Card", "h2-card"),
        ("Abc2Def", "abc2-def"),
        ("SH2B", "sh2b"),
        ("fooBAR1Baz", "foo-bar1-baz"),
        ("a_b.c/d", "a-b-c-d"),
    ],
)
def test_tags_are_names_in_kebab_case(name: str, tag: str) -> None:
    """The site's rule for names of components, for its tags as for those that its parser gives."""
    assert kebab(name) == tag


def test_every_prop_says_what_it_is() -> None:
    """Editors and the documentation show a line for each prop."""
    missing = [f"{c.name}.{n}" for c in COMPONENTS for n, f in fields_by_prop(c.props).items() if not f.description]
    assert missing == []


def test_the_schema_is_one() -> None:
    """The schema of all components is valid, and takes and refuses what the components take and refuse."""
    schema = json_schema(COMPONENTS)
    jsonschema.Draft202012Validator.check_schema(schema)
    check = jsonschema.Draft202012Validator(schema)
    assert check.is_valid({"ShFaq": {"qas": [{"q": "a", "a": "b"}]}, "ShTextImg": {"positionText": "left"}})
    assert not check.is_valid({"ShTextImg": {"positionText": "rigth"}})
    assert not check.is_valid({"ShFaq": {"qas": [{"question": "a"}]}})
    assert not check.is_valid({"ShFaqq": {}})
    assert json.loads(json.dumps(schema)) == schema


def test_a_site_adds_components_without_python() -> None:
    """A name is mapped to a role, a title prop, body props and slots."""
    registry = with_site(
        HeroBanner=ComponentEntry(role="card", title="headline", body=("lead", "text"), slots=("default", "actions")),
        NewLabel=ComponentEntry(role="badge"),
        Lead=ComponentEntry(role="lead"),
        Careful=ComponentEntry(role="alert-caution"),
    )
    source = (
        "::HeroBanner\n---\nheadline: A *title*\ntext: Some words.\nother: 1\n---\nMore.\n\n#actions\n[Go](/x)\n::\n\n"
        "Now :NewLabel[new]{.x}.\n\n::Lead\nFirst.\n::\n\n::Careful\nHot.\n::\n"
    )
    page, found = lowered_text(source, registry=registry)
    assert outline(page.body).splitlines() == [
        "<card>: A *title*",
        "  p Some words.",
        "  p More.",
        "  p [Go](/x)",
        "p Now [new]{.badge}.",
        "p{.lead} First.",
        "<alert-caution> labelled",
        "  p Hot.",
    ]
    assert not list(found)


@pytest.mark.parametrize("prop", ["copy", "json", "schema", "class", "id", "alt-text", "altText", "model_config", "_x"])
def test_a_site_names_its_props_as_it_likes(prop: str) -> None:
    """No name stands in the way of ours, in kebab case it is the one that the page has, and YAML has any."""
    registry = with_site(Box=ComponentEntry(role="card", title=prop))
    page, found = lowered_text(f"::Box\n---\n{prop}: Words\n---\n::\n", registry=registry)
    assert outline(page.body) == "<card>: Words" and not list(found)


def test_a_site_s_component_takes_the_place_of_a_known_one() -> None:
    """A site may say otherwise what a component becomes."""
    page, _ = lowered_text("::ShSegment\nx\n::", registry=with_site(ShSegment=ComponentEntry(role="section")))
    assert outline(page.body) == "<section>\n  p x"


def test_a_role_that_no_format_knows_stops_the_run() -> None:
    """A misspelt role in the configuration is told with what was meant."""
    with pytest.raises(UsageError, match="no role 'crad'") as raised:
        site_components({"X": ComponentEntry(role="crad")})
    assert raised.value.diagnostic.hint == "did you mean 'card'?"


class Point:
    """An entry point of another package."""

    group, name, value = "mdc_exporter.components", "other", "other:COMPONENTS"

    def __init__(self, gives: object) -> None:
        self.gives = gives

    def load(self) -> object:
        """Return the object that the package gives."""
        if isinstance(self.gives, Exception):
            raise self.gives
        return self.gives


def test_a_package_adds_components(monkeypatch: pytest.MonkeyPatch) -> None:
    """A component of an entry point is known by its name."""
    own = Component("OtherBox", COMPONENTS[0].props, lambda _, call: [call.container("box", call.blocks())], "a box")
    monkeypatch.setattr("exporter.components.configured.points", lambda _: [Point([own])])
    assert known_components().find("other-box") is own


@pytest.mark.parametrize("gives", [ImportError("no module"), 3, [], "x"])
def test_a_broken_package_stops_the_run_without_a_traceback(monkeypatch: pytest.MonkeyPatch, gives: object) -> None:
    """A package that is no component, or cannot be loaded, is reported by its name."""
    monkeypatch.setattr("exporter.components.configured.points", lambda _: [Point(gives)])
    with pytest.raises(UsageError, match="component 'other'"):
        known_components()


DATA = b'{"rows": [{"a": "One", "b": 2, "c": "hidden"}, {"a": null, "b": [true, "x"]}, "odd"]}'
TABLE = "::ShDynamicTable\n---\ndataUrl: /data/x.json\ndataField: rows\nheader: Data\ncolumns:\n{}---\n::\n"


def test_a_table_of_a_file_of_the_site() -> None:
    """The columns that are asked for, in order; a row that is no object is told; the file is noted as asked."""
    columns = "  - name: b\n    title: B\n  - name: a\n    type: text\n  - name: c\n    hide: true\n"
    site = files({"/data/x.json": DATA})
    page, found = lowered_text(TABLE.format(columns), site=site)
    assert outline(page.body).splitlines() == [
        "table: Data",
        "  head | B (col) | a (col)",
        "  body | 2 | One",
        "  body | true, x | ",
    ]
    assert [d.message for d in found] == ["ShDynamicTable: 1 of 3 rows are not objects, and not shown"]
    assert list(site.lookups) == ["/data/x.json"]


@pytest.mark.parametrize("data", [None, b"{", b"[1]", b'{"rows": 3}', b"[" * 100_000, b"\xff", b"NaN"])
def test_a_table_of_bad_data_is_a_loss(data: bytes | None) -> None:
    """Missing and broken data leave a link and a finding, never a traceback."""
    site = files({} if data is None else {"/data/x.json": data})
    page, found = lowered_text(TABLE.format("  - name: a\n"), site=site)
    assert [d.code for d in found] == ["loss-data"]
    assert "[/data/x.json](/data/x.json)" in outline(page.body)


@pytest.mark.parametrize("depth", [100, 900, 990])
def test_deep_data_does_no_harm(depth: int) -> None:
    """A cell that holds lists in lists is shown as far as it can be."""
    data = b'{"rows": [{"a": ' + b"[" * depth + b"]" * depth + b"}]}"
    page, _ = lowered_text(TABLE.format("  - name: a\n"), site=files({"/data/x.json": data}))
    assert page.body


def test_cards_of_pages_that_the_site_has() -> None:
    """Cards are found by the cardID in other pages' front matter; the rest is a loss."""
    site = Site(cards={"5": ("/news/a", {"title": "A", "subtitle": "about A"})})
    page, found = lowered_text("::ShListCards{:cardID='[5, 7]'}\n::", site=site)
    assert outline(page.body).splitlines() == [
        "<card-group>",
        "  <card>: [A](/news/a){.card-link}",
        "    p{.subtitle} about A",
    ]
    assert [d.message for d in found] == ["ShListCards: shown without 1 of 2 cards"]
    assert set(site.lookups) == {"card:5", "card:7"}
