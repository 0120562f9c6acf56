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

# Vue takes a bare attribute (an empty string) for true.
Flag = Annotated[bool, BeforeValidator(lambda value: True if value == "" else value)]


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

    ui: Any = Field(None, description="Tailwind classes; not used in documents")
    class_: Any = Field(None, alias="class", description="Tailwind classes; not used in documents")
    style: Any = Field(None, description="CSS; not used in documents")
    id: str = Field("", description="the element's anchor on the website")
    description: Any = Field(None, description="a note for writers; never shown")


class NuxtProps(Props):
    """Props that Nuxt's own components share; they steer the look, but for ``description``, which is shown."""

    label: str = Field("", description="the title of the tab that the component is")
    icon: str = Field("", description="an icon; decoration")
    color: str = Field("", description="not used in documents, but for the kind of a callout")
    variant: str = Field("", description="not used in documents")
    size: str = Field("", description="not used in documents")
    target: str = Field("", description="not used in documents")
    external: Any = Field(None, description="not used in documents")
    orientation: str = Field("", description="not used in documents")
    trailing_icon: str = Field("", description="an icon; decoration")
    leading_icon: str = Field("", description="an icon; decoration")


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
    """Whether a prop's value is words for readers: unless its type or its description says otherwise."""
    about = known(model).get(prop)
    if about is None or about.annotation is not str:
        silent = about is not None and _is_silent(about.description or "")
        return not silent and get_origin(about and about.annotation) is not Literal and bool(worded({prop: value}))
    return not _is_silent(about.description or "") and any(map(str.isalnum, str(value))) and not is_address(str(value))


def _is_silent(about: str) -> bool:
    return any(word in about for word in ("not used in documents", "decoration")) or about in _NEVER_SHOWN


_NEVER_SHOWN = frozenset(f.description for model in (Props, NuxtProps) for f in model.model_fields.values())
