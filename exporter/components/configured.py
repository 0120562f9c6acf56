"""Components that a site or a package adds: ``components:`` in ``exporter.yaml``, and Python entry points."""

from collections.abc import Iterable, Mapping
from importlib.metadata import entry_points
from typing import Any

from pydantic import create_model

from exporter.components.base import Component, OpenProps
from exporter.components.call import Call
from exporter.config.sections import ComponentEntry
from exporter.diagnostics import UsageError, did_you_mean
from exporter.lowering.context import Items
from exporter.model.nodes import Block, Inline, Span

GROUP = "mdc_exporter.components"

ALERTS = tuple(
    f"alert-{kind}" for kind in ("note", "info", "tip", "success", "warning", "caution", "important", "danger")
)
CONTAINERS = (
    *ALERTS,
    "box",
    "card",
    "card-group",
    "section",
    "code-group",
    "steps",
    "field",
    "profile",
    "text-image",
    "loss",
)
SPANS = ("badge", "kbd", "sub", "sup", "mark", "strike", "small", "underline", "inserted", "icon", "cite", "abbr")
PARAGRAPHS = ("lead", "subtitle", "caption", "note", "label")


def site_components(entries: Mapping[str, ComponentEntry]) -> list[Component]:
    """The components of ``components:`` by name.

    Raises ``UsageError`` for a role that no format knows.
    """
    return [_component(name, entry) for name, entry in entries.items()]


def _component(name: str, entry: ComponentEntry) -> Component:
    roles = (*CONTAINERS, *SPANS, *PARAGRAPHS)
    if entry.role not in roles:
        hint = did_you_mean(entry.role, roles) or f"roles are {', '.join(roles)}"
        raise UsageError(f"components.{name}: no role '{entry.role}'", code="configuration", hint=hint)
    fields: dict[str, Any] = dict.fromkeys((*((entry.title,) if entry.title else ()), *entry.body), (Any, None))
    props = create_model(f"{name}Props", __base__=OpenProps, **fields)
    about = f"a component of the site: {entry.role}"
    return Component(name, props, lambda _, call: _lower(entry, call), about, slots=tuple(entry.slots))


def _lower(entry: ComponentEntry, call: Call) -> Items:
    title = call.line(entry.title) if entry.title else ()
    if entry.role in SPANS:
        words = (*title, *(i for prop in entry.body for i in call.line(prop)), *_slot_lines(entry, call))
        return [Span(children=words, role=entry.role, pos=call.pos)] if words else []
    if entry.role in PARAGRAPHS:
        lines = [title, *(call.line(prop) for prop in entry.body), _slot_lines(entry, call)]
        return [block for line in lines for block in call.paragraph(line, entry.role)]
    blocks: list[Block] = [block for prop in entry.body for block in call.markdown(prop)]
    blocks.extend(block for slot in entry.slots for block in call.blocks(slot))
    return [call.container(entry.role, blocks, title, label=entry.role in ALERTS)]


def _slot_lines(entry: ComponentEntry, call: Call) -> tuple[Inline, ...]:
    return tuple(i for slot in entry.slots for i in call.lowering.inlines(call.nodes(slot)))


def installed() -> list[Component]:
    """The components of other packages: an entry point names a ``Component`` or several.

    Raises ``UsageError`` where one cannot be loaded or is none.
    """
    found: list[Component] = []
    for point in sorted(entry_points(group=GROUP), key=lambda p: p.name):
        try:
            value = point.load()
        except Exception as error:
            hint = "mend or uninstall the package"
            raise UsageError(f"component '{point.name}' ({point.value}): {error}", code="plugin", hint=hint) from error
        found.extend(_checked(point.name, value))
    return found


def _checked(name: str, value: object) -> list[Component]:
    several = list(value) if isinstance(value, Iterable) else [value]
    components = [one for one in several if isinstance(one, Component)]
    if len(components) != len(several) or not components:
        raise UsageError(f"component '{name}' is no Component", code="plugin", hint="see exporter.components.Component")
    return components
