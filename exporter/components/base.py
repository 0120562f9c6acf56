"""What a component is: its name, its typed props, and how it lowers to core nodes.

To add one: a module here with its ``Component`` and a line in the table of ``components/__init__.py``.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Annotated, Any, Literal, get_origin

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field
from pydantic.alias_generators import to_camel

from exporter.components import codes
from exporter.components.call import Call
from exporter.components.foreign import checked, module_of
from exporter.components.props import known, read_props
from exporter.diagnostics import did_you_mean
from exporter.lowering.attributes import is_address, worded
from exporter.lowering.context import Items, Lowering
from exporter.markdown import tree

UNSHOWN = "unshown"
# Vue takes a bare attribute (an empty string) for true.
Flag = Annotated[bool, BeforeValidator(lambda value: True if value == "" else value)]


def unshown(default: Any, about: str = "not used in documents", alias: str | None = None) -> Any:
    """A field whose value is no word for readers, so that nothing is lost where a document leaves it out."""
    return Field(default, alias=alias, description=about, json_schema_extra={UNSHOWN: True})


class Props(BaseModel):
    """A component's props. Names are written in camel case (or kebab case, as Vue takes both).

    The look of a document comes from its theme: ``ui``, ``class``, ``style`` and ``id`` are accepted and not used.
    ``description`` is a note for writers and is never shown.
    """

    model_config = ConfigDict(
        extra="forbid",
        frozen=True,
        populate_by_name=True,
        coerce_numbers_to_str=True,
        alias_generator=to_camel,
    )

    ui: Any = unshown(None, "Tailwind classes; not used in documents")
    class_: Any = unshown(None, "Tailwind classes; not used in documents", alias="class")
    style: Any = unshown(None, "CSS; not used in documents")
    id: str = unshown("", "the element's anchor on the website")
    description: Any = unshown(None, "a note for writers; never shown")


class NuxtProps(Props):
    """Props that Nuxt's own components share; they steer the look, but for ``description``, which is shown."""

    label: str = unshown("", "the title of the tab that the component is")
    icon: str = unshown("", "an icon; decoration")
    color: str = unshown("", "not used in documents, but for the kind of a callout")
    variant: str = unshown("")
    size: str = unshown("")
    target: str = unshown("")
    external: Any = unshown(None)
    orientation: str = unshown("")
    trailing_icon: str = unshown("", "an icon; decoration")
    leading_icon: str = unshown("", "an icon; decoration")


class OpenProps(Props):
    """Props of a component whose other props are the website's business; words in them are told as a loss."""

    model_config = ConfigDict(extra="allow")


@dataclass(frozen=True, slots=True)
class Component:
    """A component: its name as writers know it, its props, what it becomes, and one line for the documentation.

    ``lower`` takes the checked props and a ``Call``, which reads slots and the text of props with their places.
    ``slots`` are the names of the slots that it shows.
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

    def lower_element(self, lowering: Lowering, element: tree.Element) -> Items:
        """What the element becomes."""
        module = self.module
        if not module:
            return self._lowered(lowering, element)
        return checked(lowering, element, self.name, module, lambda: self._lowered(lowering, element))

    def _lowered(self, lowering: Lowering, element: tree.Element) -> Items:
        values, props = read_props(lowering, element, self.name, self.props)
        call = Call(lowering, element, self.name, values)
        for slot in call.slot_names():
            if slot not in self.slots and slot != "default":
                hint = did_you_mean(slot, self.slots) or "it has " + ", ".join(f"#{s}" for s in self.slots)
                call.report(codes.UNKNOWN_SLOT, f"{self.name} has no slot '{slot}'", hint=hint)
        if props is None:
            return call.items()
        items = self.lower(props, call)
        call.tell_unread(partial(_holds_words, self.props))
        return items


def _holds_words(model: type[Props], prop: str, value: Any) -> bool:
    """Whether a prop's value is words for readers: unless its field says otherwise, or has names of its own."""
    about = known(model).get(prop)
    if about is not None and isinstance(about.json_schema_extra, dict) and UNSHOWN in about.json_schema_extra:
        return False
    if about is None or about.annotation is not str:
        return get_origin(about and about.annotation) is not Literal and bool(worded({prop: value}))
    return any(map(str.isalnum, str(value))) and not is_address(str(value))
