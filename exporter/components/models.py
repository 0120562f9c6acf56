"""The models of props: the fields that many components share, and how their values are read."""

from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field
from pydantic.alias_generators import to_camel

UNSHOWN = "unshown"
LAYOUT = "layout"
# Vue takes a bare attribute (an empty string) for true.
Flag = Annotated[bool, BeforeValidator(lambda value: True if value == "" else value)]


def unshown(default: Any, about: str = "not used in documents", alias: str | None = None) -> Any:
    """Return a field whose value is no word for readers, so that leaving it out is no loss."""
    return Field(default, alias=alias, description=about, json_schema_extra={UNSHOWN: True})


def layout(default: Any, about: str, **constraints: Any) -> Any:
    """Return a field that steers where things stand: a wrong value changes no words and no role."""
    return Field(default, description=about, json_schema_extra={LAYOUT: True}, **constraints)


class Props(BaseModel):
    """A component's props. Names are written in camel case (or kebab case, as Vue takes both).

    The look of a document comes from its theme: ``ui``, ``class`` and ``style`` are accepted and not used; lowering
    makes ``id`` an anchor. ``description`` is a note for writers and is never shown.
    """

    model_config = ConfigDict(
        extra="forbid",
        frozen=True,
        populate_by_name=True,
        coerce_numbers_to_str=True,
        alias_generator=to_camel,
        defer_build=True,  # most pages use few components
    )

    ui: Any = unshown(None, "Tailwind classes; not used in documents")
    class_: Any = unshown(None, "Tailwind classes; not used in documents", alias="class")
    style: Any = unshown(None, "CSS; not used in documents")
    id: str = unshown("", "an anchor: links lead to it")
    description: Any = unshown(None, "a note for writers; never shown")


class NuxtProps(Props):
    """Props that Nuxt's own components share; they steer the look, but for ``description``, which is shown."""

    label: str = unshown("", "the title of its tab")
    icon: str = unshown("", "an icon; decoration")
    color: str = unshown("", "a callout's kind; otherwise not used in documents")
    variant: str = unshown("")
    size: str = unshown("")
    target: str = unshown("")
    external: Any = unshown(None)
    orientation: str = unshown("")
    trailing_icon: str = unshown("", "an icon; decoration")
    leading_icon: str = unshown("", "an icon; decoration")


class DescribedProps(Props):
    """Props of a component that shows the words of all its props, also of those that it does not declare."""


class OpenProps(Props):
    """Props of a component whose other props only steer the website; words in them are reported as a loss."""

    model_config = ConfigDict(extra="allow")
