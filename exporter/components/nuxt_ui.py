"""Components of Nuxt UI that are words, links and parts alone: a table of their names and forms.

Their props are the ones that Nuxt UI declares (``nuxt_ui_props.py``); ``described`` shows the words in them.
"""

from functools import partial
from typing import Any

from pydantic import Field, create_model

from exporter.components.base import ALL_SLOTS, Component
from exporter.components.call import Call
from exporter.components.callouts import KINDS
from exporter.components.data_table import lower_table
from exporter.components.described import PICTURES, TARGETS, Description, Shape
from exporter.components.models import DescribedProps, Props, unshown
from exporter.components.nuxt_ui_props import PROPS
from exporter.components.props import unshown_props
from exporter.lowering.attribute_text import WORD_PROP
from exporter.lowering.context import Items

# Props that hold parts, each with words of its own.
PARTS = frozenset(
    {
        *("items", "links", "features", "actions", "authors", "posts", "plans", "versions", "messages", "parts"),
        *("sections", "tiers", "button", "content", "name", "role", "data", "empty"),
    }
)
OTHERS = {
    "color-mode-image": ("alt", "width", "height", "format", "quality", "sizes", "preset", "provider")
}  # attributes of the picture in it
_HEADED = Shape("", heading=True)
_FLAT = Shape("")
SHAPES: dict[str, tuple[Shape, str]] = {
    "page": (_FLAT, "a page's columns, one after the other"),
    "page-hero": (_HEADED, "the first section of a page"),
    "page-header": (_HEADED, "the head of a page"),
    "page-section": (_HEADED, "a section of a page"),
    "page-cta": (_HEADED, "a call to action"),
    "page-body": (_FLAT, "the body of a page"),
    "page-aside": (_FLAT, "the column beside a page"),
    "page-list": (_FLAT, "parts below each other"),
    "page-grid": (Shape("card-group"), "cards side by side"),
    "page-columns": (Shape("card-group"), "cards in columns"),
    "page-card": (Shape("card"), "a card"),
    "page-feature": (Shape(), "a feature"),
    "page-logos": (Shape(), "logos"),
    "page-links": (Shape(), "links"),
    "page-anchors": (_FLAT, "links"),
    "card": (Shape("card"), "a card"),
    "container": (_FLAT, "its content"),
    "main": (_FLAT, "its content"),
    "marquee": (_FLAT, "its content, at rest"),
    "carousel": (_FLAT, "its slides, one after the other"),
    "banner": (Shape("box"), "an announcement"),
    "empty": (Shape("box"), "words in the place of content"),
    "timeline": (_FLAT, "events, one after the other"),
    "stepper": (_FLAT, "steps, one after the other"),
    "user": (Shape("profile"), "a person"),
    "avatar": (_FLAT, "a picture of a person"),
    "color-mode-image": (_FLAT, "a picture, as on a light page"),
    "blog-post": (Shape("card"), "a post"),
    "blog-posts": (Shape("card-group", part="card"), "posts"),
    "pricing-plan": (Shape("card"), "a plan"),
    "pricing-plans": (Shape("card-group", part="card"), "plans"),
    "pricing-table": (_FLAT, "plans compared"),
    "changelog-version": (Shape(), "a version"),
    "changelog-versions": (_FLAT, "versions"),
    "chat-message": (Shape("box", titles=("role",)), "a message"),
    "chat-messages": (Shape("", titles=("role",)), "messages"),
    "separator": (_FLAT, "a line with words"),
}


def _lower(shape: Shape, props: Props, call: Call) -> Items:
    return Description(call, shape, unshown_props(type(props))).lower()


def _lower_alert(props: Props, call: Call) -> Items:
    """Lower to an alert of the kind that its colour says."""
    shape = Shape(f"alert-{KINDS.get(str(call.value('color')), 'note')}", label=True)
    return Description(call, shape, unshown_props(type(props))).lower()


def described_props(name: str) -> type[Props]:
    """Return the model of a component's props as Nuxt UI declares them."""
    names = [prop for prop in (*PROPS[name].split(), *OTHERS.get(name, ())) if prop not in ("id", "style")]
    fields: dict[str, Any] = {f"prop_{index}": (Any, _field(prop)) for index, prop in enumerate(names)}
    return create_model(f"Nuxt{name.title().replace('-', '')}Props", __base__=DescribedProps, **fields)


def _field(prop: str) -> Any:
    if prop in TARGETS:
        return Field(None, alias=prop, description="where it leads")
    if prop in PICTURES:
        return Field(None, alias=prop, description="a picture's path or address")
    if prop in PARTS or WORD_PROP.fullmatch(prop):
        return Field(None, alias=prop, description="shown")
    return unshown(None, alias=prop)


NUXT_UI = (
    *(
        Component(name, described_props(name), partial(_lower, shape), about, ALL_SLOTS)
        for name, (shape, about) in SHAPES.items()
    ),
    Component("alert", described_props("alert"), _lower_alert, "an alert of the kind that its color says", ALL_SLOTS),
    Component("table", described_props("table"), lower_table, "a table of its data"),
)
