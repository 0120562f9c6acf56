"""Components that a site or a package adds: ``components:`` in ``exporter.yaml``, and Python entry points."""

from collections.abc import Iterable, Mapping
from functools import partial
from typing import Any

from pydantic import Field, create_model

from exporter.components.base import Component
from exporter.components.call import Call
from exporter.components.include import lower_include
from exporter.components.models import OpenProps, Props
from exporter.components.props import camel
from exporter.config import Config
from exporter.config.sections import ComponentEntry
from exporter.config.values import is_component_name
from exporter.diagnostics import UsageError, did_you_mean
from exporter.lowering.context import Items
from exporter.model.nodes import Block, Inline, Span
from exporter.plugins import COMPONENTS, kind_of, loaded, points
from exporter.theme.files import Theme
from exporter.theme.styles import roles

RESERVED_ROLES = frozenset({"unknown"})  # the role of unknown components


def check_roles(config: Config) -> None:
    """Raise ``UsageError`` for the first component of ``components:`` whose role no format knows, at its place."""
    for name, entry in config.components.items():
        try:
            site_components({name: entry})
        except UsageError as error:
            wrong = error.diagnostic
            pos = config.where("components", name, "role")
            raise UsageError(wrong.message, code=wrong.code, pos=pos, hint=wrong.hint) from error


def site_components(entries: Mapping[str, ComponentEntry]) -> list[Component]:
    """Return the components of ``components:`` by name.

    Raises ``UsageError`` for a role that no format knows.
    """
    return [_component(name, entry) for name, entry in entries.items()]


def _component(name: str, entry: ComponentEntry) -> Component:
    if entry.include:
        prop = camel(entry.include)
        include_props = create_model(f"{name}Props", __base__=OpenProps, prop_0=(Any, Field(None, alias=prop)))
        return Component(name, include_props, lambda _, call: lower_include(prop, call), "a page shown in another one")
    known = _kinds()
    if entry.role not in known:
        hint = did_you_mean(entry.role, known) or f"roles are {', '.join(known)}"
        raise UsageError(f"components.{name}: no role '{entry.role}'", code="configuration", hint=hint)
    entry = entry.model_copy(update={"title": camel(entry.title or ""), "body": tuple(map(camel, entry.body))})
    names = dict.fromkeys(filter(None, (entry.title, *entry.body)))
    # by alias: a prop may have the name of a method of the model
    fields: dict[str, Any] = {f"prop_{i}": (Any, Field(None, alias=prop)) for i, prop in enumerate(names)}
    props = create_model(f"{name}Props", __base__=OpenProps, **fields)
    about = f"a component of the site: {entry.role}"
    lower = partial(_lower, entry, known[entry.role])
    return Component(name, props, lambda _, call: lower(call), about, slots=tuple(entry.slots))


def _kinds() -> dict[str, str]:
    """Return the roles that a component may have, with the kind of node of each."""
    kinds = {name: role.kinds[0] for name, role in roles(Theme()).items() if role.kinds and name not in RESERVED_ROLES}
    return {name: kind for name, kind in kinds.items() if kind in ("container", "span", "paragraph")}


def _lower(entry: ComponentEntry, kind: str, call: Call) -> Items:
    title = call.line(entry.title) if entry.title else ()
    if kind == "span":
        words = (*title, *(i for prop in entry.body for i in call.line(prop)), *_slot_lines(entry, call))
        return [Span(children=words, role=entry.role, pos=call.pos)] if words else []
    if kind == "paragraph":
        lines = [title, *(call.line(prop) for prop in entry.body), _slot_lines(entry, call)]
        return [block for line in lines for block in call.paragraph(line, entry.role)]
    blocks: list[Block] = [block for prop in entry.body for block in call.markdown(prop)]
    blocks.extend(block for slot in entry.slots for block in call.blocks(slot))
    return [call.container(entry.role, blocks, title, label=entry.role.startswith("alert-"))]


def _slot_lines(entry: ComponentEntry, call: Call) -> tuple[Inline, ...]:
    return tuple(i for slot in entry.slots for i in call.lowering.inlines(call.nodes(slot)))


def installed() -> list[Component]:
    """Return the components of other packages; an entry point names a ``Component`` or several.

    Raises ``UsageError`` if one cannot be loaded or is no ``Component``.
    """
    return [component for point in points(COMPONENTS) for component in _several(loaded(point, _any_fault))]


def _several(value: Any) -> list[Any]:
    return list(value) if isinstance(value, Iterable) else [value]


def _any_fault(value: Any) -> str | None:
    several = _several(value)
    return next(filter(None, map(_fault, several)), None) if several else "it is an empty list"


def _fault(value: Any) -> str | None:
    """Return the reason why a value cannot be used as a component."""
    if not isinstance(value, Component):
        return f"it is not a Component but {kind_of(value)}"
    if not isinstance(value.name, str) or not is_component_name(value.name):
        return "its name is not a name of a component, such as 'ShCard'"
    if not (isinstance(value.props, type) and issubclass(value.props, Props)):
        return "its props are not a subclass of exporter.components.Props"
    if not callable(value.lower):
        return "its lower is not a function"
    if not isinstance(value.about, str):
        return "its about is not text"
    listed = isinstance(value.slots, tuple | list) and all(isinstance(slot, str) for slot in value.slots)
    return None if listed else "its slots are not a tuple of names"
