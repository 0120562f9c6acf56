"""What a component is: its name, its typed props, and how it lowers to core nodes.

To add one: a module here with its ``Component`` and a line in the table of ``components/__init__.py``.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from pydantic import BaseModel, ConfigDict, Field
from pydantic.alias_generators import to_camel

from exporter.components.call import Call
from exporter.components.props import read_props
from exporter.lowering.context import Items, Lowering
from exporter.markdown import tree


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


P = TypeVar("P", bound=Props)


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

    def lower_element(self, lowering: Lowering, element: tree.Element) -> Items:
        """What the element becomes."""
        values, props = read_props(lowering, element, self.name, self.props)
        return self.lower(props, Call(lowering, element, self.name, values))
