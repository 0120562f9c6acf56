"""The definition of a component: its name, its typed props, and its lowering to core nodes.

To add one: a module here with its ``Component`` and a line in the table of ``components/shipped.py``.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any, Literal, get_origin

from exporter.components import codes
from exporter.components.call import Call
from exporter.components.models import UNSHOWN, Props
from exporter.components.props import fields_by_prop, read_props
from exporter.components.third_party import checked, module_of
from exporter.diagnostics import did_you_mean
from exporter.lowering.attribute_text import is_address, props_with_words
from exporter.lowering.context import Items, Lowering
from exporter.markdown.tree import MdcElement

ALL_SLOTS = ("*",)


@dataclass(frozen=True, slots=True)
class Component:
    """A component: its name as writers know it, its props, its lowering, and one line for the documentation.

    ``lower`` takes the checked props and a ``Call``, which reads slots and the text of props with their places.
    ``slots`` are the names of the slots that it shows; ``ALL_SLOTS`` if it shows any.
    """

    name: str
    props: type[Props]
    lower: Callable[[Any, Call], Items]
    about: str
    slots: tuple[str, ...] = ("default",)

    @property
    def module(self) -> str:
        """The module of another package that the component is from; empty for the exporter's own."""
        return module_of(self.lower, self.props)

    def lower_element(self, lowering: Lowering, element: MdcElement) -> Items:
        """Lower an element of this component."""
        module = self.module
        if not module:
            return self._lowered(lowering, element)
        return checked(lowering, element, self.name, module, lambda: self._lowered(lowering, element))

    def _lowered(self, lowering: Lowering, element: MdcElement) -> Items:
        values, props = read_props(lowering, element, self.name, self.props)
        call = Call(lowering, element, self.name, values)
        for slot in call.slot_names():
            if slot not in self.slots and slot != "default" and self.slots != ALL_SLOTS:
                hint = did_you_mean(slot, self.slots) or "it has " + ", ".join(f"#{s}" for s in self.slots)
                call.report(codes.UNKNOWN_SLOT, f"{self.name} has no slot '{slot}'", hint=hint)
        if props is None:
            return call.items()
        items = self.lower(props, call)
        call.report_unread(partial(_holds_words, self.props))
        return items


def _holds_words(model: type[Props], prop: str, value: Any) -> bool:
    """Whether a prop's value is words for readers, unless its field says otherwise or has names of its own."""
    about = fields_by_prop(model).get(prop)
    if about is not None and isinstance(about.json_schema_extra, dict) and UNSHOWN in about.json_schema_extra:
        return False
    if about is None or about.annotation is not str:
        return get_origin(about and about.annotation) is not Literal and bool(props_with_words({prop: value}))
    return any(map(str.isalnum, str(value))) and not is_address(str(value))
