"""Components of other packages: whatever they do, a page's reader learns which of them did it, and at which line."""

from collections.abc import Callable
from itertools import count
from pathlib import Path

import pytest

from exporter.cli import run
from exporter.components import COMPONENTS, known_components
from exporter.components.configured import site_components
from exporter.config.sections import ComponentEntry
from tests.cli.conftest import Write, site

__all__ = ["site"]

HEAD = '''
from typing import Callable
from pydantic import Field, field_validator, model_validator
from exporter.components.base import Component
from exporter.components.models import Props
from exporter.components.call import Call
from exporter.model.nodes import *


class PriceProps(Props):
    """Props of ShPrice."""

    title: str = Field("", description="what is sold, Markdown")
    amount: str = Field(description="what it costs, with the currency")
{props}

def lower_price(props, call):
    """A card with the price in front, and the slot below it."""
{body}


PRICE = Component("ShPrice", PriceProps, lower_price, "A price, in a card.")
'''
CARD = """\
price = call.paragraph(call.text("amount"), "lead")
return [call.container("card", (*price, *call.blocks()), call.line("title"))]
"""
PAGE = "---\ntitle: Good\n---\n\nBefore.\n\n::sh-price{amount='3 EUR'}\nSlot words.\n::\n\nAfter.\n"

NUMBERS = count()

Install = Callable[..., None]


@pytest.fixture
def install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Install:
    """A function that installs a package of one component, written as a function's body or as a whole module."""
    name = f"prices_{next(NUMBERS)}"  # Python keeps modules by their names
    packages = tmp_path / "packages"
    (packages / "prices-1.0.dist-info").mkdir(parents=True)
    (packages / "prices-1.0.dist-info" / "METADATA").write_text("Metadata-Version: 2.1\nName: prices\nVersion: 1.0\n")
    monkeypatch.syspath_prepend(packages)
    monkeypatch.setattr("exporter.build.reading._known", None)

    def write(body: str = CARD, props: str = "", module: str | None = None, value: str = "PRICE") -> None:
        text = module if module is not None else HEAD.format(body=_indented(body), props=_indented(props))
        (packages / f"{name}.py").write_text(text)
        entry = f"[mdc_exporter.components]\nprice = {name}:{value}\n"
        (packages / "prices-1.0.dist-info" / "entry_points.txt").write_text(entry)

    return write


def _indented(text: str) -> str:
    return "".join(f"    {line}\n" for line in text.splitlines())


def test_the_documented_example_works(site: Write, install: Install) -> None:
    """The component that the documentation shows is a card with its price and its slot."""
    install()
    site("content/good.md", PAGE)
    assert run(["build", "--in-process"]) == 0
    shown = Path("out/public/files/good.html").read_text()
    assert "3\u202fEUR" in shown and "Slot words." in shown


def test_a_missing_required_prop_is_reported_and_the_slot_is_shown(
    site: Write, install: Install, capsys: pytest.CaptureFixture[str]
) -> None:
    """A use without a prop that has no default is a finding at its line, and none of its words is lost."""
    install()
    site("content/good.md", PAGE.replace("{amount='3 EUR'}", ""))
    assert run(["build", "--in-process"]) == 0
    expected = "content/good.md:7:1: warning[prop-missing]: ShPrice without 'amount'\n  hint: add amount"
    assert expected in _reported(capsys)
    assert "Slot words." in Path("out/public/files/good.html").read_text()


def _reported(capsys: pytest.CaptureFixture[str]) -> str:
    said = capsys.readouterr().err
    assert "internal" not in said
    assert "Traceback" not in said
    return said


RAISES = {
    "raise KeyError('x')": "KeyError: 'x' (prices_",
    "raise SystemExit(3)": "SystemExit: 3",
    "return lower_price(props, call)": "RecursionError",
    "call.text(5)": "TypeError",
    "class Odd(Exception):\n    def __str__(self): raise ValueError\nraise Odd": "Odd",
    "yield from (1 / 0 for _ in '1')": "ZeroDivisionError",
    "raise BaseExceptionGroup('several', [KeyboardInterrupt()])": "BaseExceptionGroup",
}
GIVES = {
    "return None": "it returned nothing instead of a list of nodes",
    "return 'words'": "it returned a str instead of a list of nodes",
    "return 3": "it returned an int instead",
    "return ['words']": "it returned a str instead of a node",
    "return [Text]": "it returned a type instead of a node",
    "return [Paragraph(children=('words',))]": "a Paragraph with an invalid children: a tuple",
    "return [Paragraph(children=[Text(text='words')])]": "a Paragraph with an invalid children: a list",
    "return [Paragraph(children=(Text(text=3),))]": "a Text with an invalid text: an int",
    "return [Paragraph(children=(Text(text=None),))]": "a Text with an invalid text: nothing",
    "return [Text(text='\\ud800')]": "a Text with an invalid text: a str",
    "return [Text(text='words', pos=3)]": "a Text with an invalid pos: an int",
    "return [Text(text='words', offsets=(1, 2))]": "a Text with an impossible offsets",
    "return [Heading(level=9, anchor='a', children=(Text(text='x'),))]": "a Heading with an impossible level",
    "return [Columns(widths=(1, 2), columns=((),))]": "a Columns with an impossible widths",
    "return [Table(head=(), body=(Row(cells=(Cell(children=(), colspan=0),)),))]": "a Cell with an impossible span",
    "return [Image(asset='/a.png', alt='a', width=float('nan'))]": "an Image with an invalid width: a float",
    "return [Container(role=3, children=())]": "a Container with an invalid role: an int",
    "return [ListItem(children=())]": "a ListItem instead of a node",
}


@pytest.mark.parametrize(("body", "message"), [*RAISES.items(), *GIVES.items()])
def test_a_component_that_does_not_work_is_a_finding_of_its_own(
    site: Write, install: Install, capsys: pytest.CaptureFixture[str], body: str, message: str
) -> None:
    """Whatever it raises or gives is an error at the page's line that names the component and its module."""
    install(body)
    site("content/good.md", PAGE)
    site("content/other.md", "# Other\n\nWords.\n")
    assert run(["build", "--in-process", "content/good.md", "content/other.md"]) == 1
    said = _reported(capsys)
    assert "content/good.md:7:1: error[component]: the component ShPrice of 'prices_" in said
    assert message in said
    assert list(Path("out/public").rglob("other.html"))


PROPS = {
    "@field_validator('amount')\n@classmethod\ndef _a(cls, v): raise ValueError('no price')": "prop-value",
    "@field_validator('amount')\n@classmethod\ndef _a(cls, v): raise TypeError('no price')": "component",
    "@field_validator('amount')\n@classmethod\ndef _a(cls, v): assert v == 'x'": "prop-value",
    "@model_validator(mode='after')\ndef _a(self): raise ValueError('no price')": "prop-value",
    "@model_validator(mode='before')\n@classmethod\ndef _a(cls, data): raise RuntimeError('no price')": "component",
    "other: list[int] = Field(default_factory=lambda: 1 / 0)": "component",
}


@pytest.mark.parametrize(("props", "code"), PROPS.items())
def test_props_that_cannot_be_checked_are_findings(
    site: Write, install: Install, capsys: pytest.CaptureFixture[str], props: str, code: str
) -> None:
    """A validator that refuses is a wrong value, one that breaks is the component's fault."""
    install(props=props)
    site("content/good.md", PAGE)
    assert run(["build", "--in-process"]) == 1
    assert f"error[{code}]: " in (said := _reported(capsys))
    assert "content/good.md:7:" in said
    assert "ShPrice" in said


MODULES = {
    "PRICES = 3": "has no attribute 'PRICE'",
    "PRICE = 3": "it is not a Component but an int",
    "PRICE = []": "it is an empty list",
    "PRICE = (1 / 0 for _ in '1')": "ZeroDivisionError",
    "import no_such_module": "No module named 'no_such_module'",
    "raise SystemExit": "SystemExit",
    "def f(:": "SyntaxError",
    "from exporter.components import Component\nPRICE = Component('a b', None, None, '')": "its name is not a name",
    "from exporter.components import Component\nPRICE = Component('X', int, None, '')": "its props are not a subclass",
    "from exporter.components import *\nPRICE = Component('X', Props, 3, '')": "its lower is not a function",
    "from exporter.components import *\nPRICE = Component('X', Props, print, '', 3)": "its slots are not a tuple",
}


@pytest.mark.parametrize(("module", "message"), MODULES.items())
def test_a_package_that_cannot_be_used_is_named(
    site: Write, install: Install, capsys: pytest.CaptureFixture[str], module: str, message: str
) -> None:
    """A wrong package is reported with the entry point and the module."""
    install(module=module)
    site("content/good.md", PAGE)
    assert run(["build", "--in-process"]) in (1, 2)
    said = _reported(capsys)
    assert "error[plugin]: component 'price' (prices_" in said
    assert message in said


def test_props_without_a_schema_are_reported(site: Write, install: Install, capsys: pytest.CaptureFixture[str]) -> None:
    """A component whose props have no JSON Schema is named."""
    install(props="odd: Callable[[], None] = Field(print)")
    assert run(["schema", "components"]) == 2
    assert "error[plugin]: the component ShPrice of 'prices_" in _reported(capsys)


def test_a_bug_of_the_exporter_inside_a_component_stays_a_bug(
    site: Write, install: Install, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """An element in the slot that the exporter cannot lower is no fault of the package around it."""
    install()

    def broken(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setitem(__import__("exporter.lowering.elements", fromlist=["x"]).ELEMENTS, "p", broken)
    site("content/good.md", PAGE.replace("Slot words.", "Slot words.\n\nMore."))
    assert run(["build", "--in-process"]) == 1
    assert "internal" in capsys.readouterr().err


def test_own_components_are_within_no_boundary() -> None:
    """The exporter's own components, and those of the configuration, fail as bugs of the exporter."""
    own = site_components({"X": ComponentEntry(role="card")})
    assert [c.name for c in (*COMPONENTS, *own) if c.module] == []
    assert known_components().find("sh-faq") is not None
