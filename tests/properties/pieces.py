"""Pieces of a page for each component, prop, slot, element and attribute, made from the tables: none is forgotten."""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any, get_args

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from exporter.components import COMPONENTS
from exporter.components.base import ALL_SLOTS, Component
from exporter.components.props import fields_by_prop
from exporter.lowering.elements import ELEMENTS
from tests.properties.marks import Piece, Words

# Props without words for a reader, by what their own descriptions say.
SILENT = re.compile(
    r"not used in documents|decoration|never shown|address|\bpath\b|\bleads?\b|anchor|the kind of alert|"
    r"function of the website|field of the data|a mark, for|first mark|second mark|title of its tab"
)
UNSEEN = re.compile(r"if the slot has none")  # such a prop is seen where the component has no slot
PICTURES = re.compile(r"picture's path")
ADDRESSES = re.compile(r"\bleads?\b|address")
SLOTS = ("default", "header", "title", "description", "aside", "footer")  # of a component that shows any
INLINE = ("ShBadge", "badge", "kbd", "icon", "ShButton", "u-button")  # components that stand in a line too


def component(words: Words, made: Component, *, slots: bool = True, inline: bool = False) -> Piece:
    """A component with every prop that it has, and with every slot or none."""
    given = props(words, made.name, made.props, seen_beside_slots=not slots)
    if inline:
        braces = " ".join(f'{name}="{value}"' for name, value in given.items() if isinstance(value, str))
        slot = f"[{words.new(made.name)}]" if slots else ""
        return words.piece(f"Before :{made.name}{slot}{{{braces}}} after.")
    lines = [f"::{made.name}", "---", *(f"{name}: {json.dumps(value)}" for name, value in given.items()), "---"]
    named = made.slots if made.slots != ALL_SLOTS else SLOTS
    for slot in named if slots else ():
        lines += [*([f"#{slot}"] if slot != "default" else []), f"Words {words.new(made.name)} of a slot.", ""]
    return words.piece("\n".join([*lines, "::"]))


def unknown(words: Words, *, inline: bool) -> Piece:
    """A component that is not known, with words in props of every kind and, unless in a line, in slots."""

    def new(prop: str) -> str:
        return words.new(f"'{prop}'")

    text = {prop: new(prop) for prop in ("title", "description", "headline", "caption", "answer", "whatever")}
    if inline:
        braces = " ".join(f'{prop}="{value}"' for prop, value in text.items())
        return words.piece(f"Before :strange-thing[{words.new()}]{{{braces}}} after.")
    links = [{"label": new("links"), "to": "/there"}, {"text": new("links"), "href": "/here"}]
    plans = [{"name": new("plans"), "notes": [new("plans"), new("plans")], "more": {"question": new("plans")}}]
    given = {**text, "links": links, "plans": plans, "steps": [new("steps")], "name": f"Dear {new('name')}"}
    lines = ["::strange-thing", "---", *(f"{prop}: {json.dumps(value)}" for prop, value in given.items()), "---"]
    for slot in SLOTS:
        lines += [*([f"#{slot}"] if slot != "default" else []), f"Words {words.new()} of a slot.", ""]
    return words.piece("\n".join([*lines, "::"]))


def props(words: Words, name: str, model: type[BaseModel], *, seen_beside_slots: bool = True) -> dict[str, Any]:
    """A value for each prop that shows words, pictures or links."""
    given = {}
    for prop, field in fields_by_prop(model).items():  # type: ignore[arg-type]
        about = field.description or ""
        if UNSEEN.search(about) and not seen_beside_slots:
            continue
        value = _value(words, name, prop, field, about)
        if value is not None:
            given[prop] = value
    return given


def _value(words: Words, name: str, prop: str, field: FieldInfo, about: str) -> Any:
    inner = next((a for a in get_args(field.annotation) if isinstance(a, type) and issubclass(a, BaseModel)), None)
    if inner is not None:
        return [props(words, name, inner), props(words, name, inner)]
    if PICTURES.search(about):
        return "/dot.svg"
    if about.startswith("an icon"):
        return "i-lucide-star"
    if ADDRESSES.search(about) and field.annotation is str:
        return "https://example.com/there"
    if field.annotation in (str, Any) and not SILENT.search(about):
        return words.new(f"{name}: '{prop}'", prop, name)
    return None


def components() -> Iterator[tuple[str, Component, bool, bool]]:
    """Each component by its name, with whether it has slots and whether it stands in a line."""
    for made in COMPONENTS:
        for inline in (False, True) if made.name in INLINE else (False,):
            for slots in (True, False):
                yield (
                    f"{made.name}{'' if slots else ' without slots'}{' inline' if inline else ''}",
                    made,
                    slots,
                    inline,
                )


# --- elements ------------------------------------------------------------------------------------------------------

VOID = frozenset(
    {
        *("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track"),
        *("wbr", "frame", "image"),
    }
)
# parts of a page rather than of its text, and what no reader sees
OTHERS = frozenset(
    {"html", "body", "head", "frameset", "frame", "title", "meta", "link", "base", "binding", "script", "style"}
)
ATTRIBUTES = ("title", "aria-label", "aria-description", "aria-roledescription", "aria-valuetext", "aria-placeholder")
OWN: Mapping[str, tuple[str, ...]] = {
    "img": ("alt",),
    "image": ("alt",),
    "area": ("alt",),
    "input": ("placeholder", "value", "alt"),
    "textarea": ("placeholder",),
    "option": ("label",),
    "optgroup": ("label",),
    "track": ("label",),
    "th": ("abbr",),
    "table": ("summary",),
    "object": ("standby",),
    "iframe": ("srcdoc",),
}
NEEDED = {
    "a": 'href="https://example.com/there"',
    "img": 'src="/dot.svg"',
    "image": 'src="/dot.svg"',
    "area": 'href="https://example.com/there"',
}
WITHIN = {  # parts of others, in what they stand in
    "li": "<ul>{}</ul>",
    "dt": "<dl>{}<dd>x</dd></dl>",
    "dd": "<dl><dt>x</dt>{}</dl>",
    "figcaption": '<figure><img src="/dot.svg" alt="dot">{}</figure>',
    "caption": "<table>{}<tr><td>x</td></tr></table>",
    "summary": "<details>{}x</details>",
    "thead": "<table>{}<tr><td>x</td></tr></table>",
    "tbody": "<table>{}</table>",
    "tfoot": "<table><tr><td>x</td></tr>{}</table>",
    "tr": "<table>{}</table>",
    "td": "<table><tr>{}</tr></table>",
    "th": "<table><tr>{}<td>x</td></tr></table>",
    "col": "<table>{}<tr><td>x</td></tr></table>",
    "colgroup": "<table>{}<tr><td>x</td></tr></table>",
    "option": "<select>{}</select>",
    "optgroup": "<select>{}</select>",
    "track": "<video>{}</video>",
    "source": "<video>{}</video>",
    "param": "<object>{}</object>",
    "area": "<map>{}</map>",
    "rt": "<ruby>x{}</ruby>",
    "rp": "<ruby>x{}</ruby>",
    "rb": "<ruby>{}</ruby>",
    "rtc": "<ruby>{}</ruby>",
    "legend": "<fieldset>{}</fieldset>",
}
SAID_OF = {  # the elements by which findings call others
    "image": ("<img>",),
    "source": ("<video>",),
    "track": ("<video>",),
    "param": ("<object>",),
    "a": ("a link",),
}
INNER = {
    "tr": "<td>{}</td>",
    "thead": "<tr><th>{}</th><th>x</th></tr>",
    "tbody": "<tr><td>{}</td></tr>",
    "tfoot": "<tr><td>{}</td></tr>",
    "table": "<tr><td>{}</td></tr>",
    "ul": "<li>{}</li>",
    "ol": "<li>{}</li>",
    "menu": "<li>{}</li>",
    "dir": "<li>{}</li>",
    "dl": "<dt>x</dt><dd>{}</dd>",
    "math": "<mi>{}</mi>",
    "svg": "<text>{}</text>",
    "colgroup": "<col>",
}


def elements() -> list[str]:
    """The elements that the allow-list has, but for those that are a page's frame."""
    return [tag for tag in ELEMENTS if tag not in OTHERS]


def element(words: Words, tag: str, attribute: str = "") -> Piece:
    """An element with words in it and, where one is named, in an attribute."""
    attributes = [NEEDED.get(tag, "")]
    names = (f"<{tag}>", *SAID_OF.get(tag, ()))
    if attribute:
        attributes.append(f'{attribute}="{words.new(*names)}"')
    start = " ".join(["<" + tag, *filter(None, attributes)]) + ">"
    inside = start if tag in VOID else f"{start}{INNER.get(tag, '{}').format(words.new(*names))}</{tag}>"
    return words.piece(WITHIN.get(tag, "{}").format(inside))


def attributed() -> Iterator[tuple[str, str]]:
    """Every element with each attribute that shows or speaks words."""
    for tag in elements():
        for attribute in ("", *ATTRIBUTES, *OWN.get(tag, ())):
            if (tag, attribute) != ("math", "aria-label"):  # spoken where formulas are; elsewhere their source is shown
                yield tag, attribute
