"""Titled parts: Nuxt's tabs, accordion, collapsible, steps, field; and groups of code.

Parts that a visitor of the website opens one by one stand open in a document, each under its title.
"""

import json
from typing import Any

from pydantic import Field

from exporter.components.base import ALL_SLOTS, Component
from exporter.components.call import Call
from exporter.components.described import Description, Shape
from exporter.components.models import Flag, NuxtProps, unshown
from exporter.components.props import written_props
from exporter.lowering.context import Items
from exporter.markdown.tree import MdcElement, MdcNode
from exporter.model.nodes import Block, Code, Container, Heading, Inline, List, ListItem, Span, Text
from exporter.model.roles import REQUIRED


class SectionProps(NuxtProps):
    """Props of Nuxt's tabs-item, accordion-item and collapsible."""

    label: str = Field("", description="the part's title")
    title: str = Field("", description="the part's title")
    name: str = Field("", description="the part's title")
    open_text: str = unshown("")
    close_text: str = unshown("")
    default_open: Flag = unshown(False)
    open: Flag = unshown(False)


class TabsProps(NuxtProps):
    """Props of Nuxt's tabs, accordion and code groups."""

    sync: str = unshown("")
    items: Any = Field(None, description="further parts: each a label and its content")
    type: str = unshown("")
    orientation: str = unshown("")
    default_value: Any = unshown(None)
    expand_all: Flag = unshown(False)
    collapsible: Flag = unshown(False)


class CodeGroupProps(TabsProps):
    """Props of Nuxt's groups of code."""

    items: Any = unshown(None)


class StepsProps(NuxtProps):
    """Props of Nuxt's steps."""

    level: int = Field(3, ge=1, le=6, description="the level of the headings that begin a step")


class FieldProps(NuxtProps):
    """Props of Nuxt's field."""

    name: str = Field("", description="the field's name")
    type: str = Field("", description="the type of its values")
    required: Flag = Field(False, description="whether it is required")
    default: Any = Field(None, description="its default value")
    description: str = Field("", description="its meaning")
    title: str = Field("", description="a title, on a group of fields")


def lower_section(_: SectionProps, call: Call) -> Items:
    """Lower to a titled part."""
    title = _title(call)
    return [call.container("section", call.blocks(), title)]


def _title(call: Call) -> tuple[Inline, ...]:
    """Return the words of the first prop that has any; unread words of the others are a loss."""
    return next((words for prop in ("label", "title", "name") if (words := call.text(prop))), ())


def lower_tabs(_: TabsProps, call: Call) -> Items:
    """Lower to a titled part for each tab: an item of a prop, or any element with a label."""
    items = Description(call, Shape()).parts("items")
    slots = [slot for slot in call.slot_names() if f"#{slot}" not in call.read]
    return [*items, *(part for slot in slots for node in call.nodes(slot) for part in _part(call, node))]


def _part(call: Call, node: MdcNode) -> list[Block]:
    blocks = list(call.lowering.blocks([node]))
    if not isinstance(node, MdcElement) or any(isinstance(b, Container) and b.role == "section" for b in blocks):
        return blocks
    values = written_props(node)
    label = values.get("label")
    if not isinstance(label, str) or not label.strip():
        return blocks
    title = call.lowering.text(label.strip(), values.place(("label",)), values.offsets(("label",), label.strip()))
    pos = call.lowering.pos(node.span)
    return [Container(role="section", title=(title,) if title else (), children=tuple(blocks), pos=pos)]


def lower_code_group(_: TabsProps, call: Call) -> Items:
    """Lower to code blocks under their file names, one after the other."""
    return [call.container("code-group", call.blocks())]


def lower_collapse(_: SectionProps, call: Call) -> Items:
    """Lower to the whole code, under its name if it has one."""
    title = _title(call)
    return [call.container("section", call.blocks(), title)] if title else call.blocks()


def lower_preview(_: TabsProps, call: Call) -> Items:
    """Lower to the code's result, and the code."""
    return call.blocks()


def lower_steps(props: StepsProps, call: Call) -> Items:
    """Lower to a numbered list: each heading of the level starts a step."""
    before: list[Block] = []
    steps: list[list[Block]] = []
    for block in call.blocks():
        if isinstance(block, Heading) and block.level <= props.level:
            steps.append([block])
        elif steps:
            steps[-1].append(block)
        else:
            before.append(block)
    if not steps:
        return [call.container("steps", before)] if before else []
    items = tuple(ListItem(children=tuple(step), pos=step[0].pos) for step in steps)
    return [*before, List(items=items, ordered=True, tight=False, role="steps", pos=call.pos)]


def lower_field(props: FieldProps, call: Call) -> Items:
    """Lower to a field under its name and type, whether it is required, and its default."""
    name, kind, default = call.text("name"), call.text("type"), call.value("default")
    title: tuple[Inline, ...] = (Code(text=_text_of(name), pos=name[0].pos),) if name else call.text("title")
    if kind:
        title = (*title, *_blank(title), Code(text=_text_of(kind), pos=kind[0].pos))
    if props.required:
        word = call.lowering.generated(REQUIRED, call.place("required"))
        title = (*title, *_blank(title), Span(children=(word,), role=REQUIRED))
    if default is not None:
        words = default if isinstance(default, str) else json.dumps(default, ensure_ascii=False)
        code = Code(
            text=call.lowering.printable(words, call.place("default")), pos=call.lowering.pos(call.place("default"))
        )
        title = (*title, *_blank(title), Text(text="= "), code)
    above = call.paragraph(call.text("title"), "subtitle") if name else []
    return [call.container("field", [*above, *call.paragraph(call.line("description")), *call.blocks()], title)]


def lower_fields(_: FieldProps, call: Call) -> Items:
    """Lower to the fields, under the group's title and description if it has them."""
    title = call.text("title") or call.text("name")
    body = [*call.paragraph(call.line("description")), *call.blocks()]
    return [call.container("section", body, title)] if title else body


def _blank(before: tuple[Inline, ...]) -> tuple[Inline, ...]:
    return (Text(text=" "),) if before else ()


def _text_of(inlines: tuple[Inline, ...]) -> str:
    return "".join(i.text for i in inlines if isinstance(i, Text))


TABS = Component("tabs", TabsProps, lower_tabs, "titled parts", ALL_SLOTS)
TABS_ITEM = Component("tabs-item", SectionProps, lower_section, "a titled part", slots=("default", "content"))
ACCORDION = Component("accordion", TabsProps, lower_tabs, "titled parts", ALL_SLOTS)
ACCORDION_ITEM = Component("accordion-item", SectionProps, lower_section, "a titled part", slots=("default", "content"))
COLLAPSIBLE = Component("collapsible", SectionProps, lower_section, "a titled part", slots=("default", "content"))
CODE_GROUP = Component("code-group", CodeGroupProps, lower_code_group, "code blocks under their file names")
CODE_TREE = Component("code-tree", CodeGroupProps, lower_code_group, "code blocks under their file names")
CODE_COLLAPSE = Component("code-collapse", SectionProps, lower_collapse, "a long code block")
CODE_PREVIEW = Component(
    "code-preview", CodeGroupProps, lower_preview, "code and its result", slots=("default", "code")
)
STEPS = Component("steps", StepsProps, lower_steps, "numbered steps")
FIELD = Component("field", FieldProps, lower_field, "a field with its type", slots=("default", "name", "description"))
FIELD_GROUP = Component("field-group", FieldProps, lower_fields, "fields")
