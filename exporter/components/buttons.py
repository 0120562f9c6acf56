"""Links that stand out: ShButton, and Nuxt's u-button and read-more."""

from typing import Literal

from pydantic import Field

from exporter.components.base import Component
from exporter.components.call import Call
from exporter.components.models import Flag, NuxtProps, Props, unshown
from exporter.lowering.context import Items

Step = Literal["2xs", "xs", "sm", "md", "base", "lg", "xl", "2xl", "3xl", "4xl", "5xl"]


class ButtonProps(Props):
    """Props of ShButton."""

    url_button: str = Field("", description="the button's address")
    label_button: str = Field("", description="the button's words, if the slot has none")
    target: str = unshown("")
    color_button: str = unshown("")
    style_button: Literal["solid", "outline", "link"] = unshown("solid")
    size: Step = unshown("base")
    padding: Step = unshown("base")
    rounded: str = unshown("")
    inline: str = unshown("")
    disabled: Flag = Field(False, description="a button without its link")
    full_width: Flag = unshown(False)


class NuxtButtonProps(NuxtProps):
    """Props of Nuxt's u-button."""

    label: str = Field("", description="the button's words, if the slot has none")
    to: str = Field("", description="the button's address")
    href: str = Field("", description="the button's address")
    disabled: Flag = Field(False, description="a button without its link")


class ReadMoreProps(NuxtProps):
    """Props of Nuxt's read-more."""

    to: str = Field("", description="the link's address")
    title: str = Field("", description="the link's words, if the slot has none")


def lower_button(props: ButtonProps, call: Call) -> Items:
    """Lower to a link with the role of a button; without a target to its words."""
    label = call.text("labelButton")
    words = call.inlines() or label
    return words if props.disabled else call.link("urlButton", words, "button")


def lower_nuxt_button(props: NuxtButtonProps, call: Call) -> Items:
    """Lower to a link with the role of a button; without a target to its words."""
    label = call.text("label")
    words = call.inlines() or label
    return words if props.disabled else call.link("to" if props.to else "href", words, "button")


def lower_read_more(_: ReadMoreProps, call: Call) -> Items:
    """Lower to a link on a line of its own; without words its address."""
    target = call.target("to")
    words = call.inlines() or call.text("title") or (call.text("to") if target else ())
    return call.paragraph(call.link("to", words))


BUTTON = Component("ShButton", ButtonProps, lower_button, "a link that looks like a button")
NUXT_BUTTON = Component(
    "u-button",
    NuxtButtonProps,
    lower_nuxt_button,
    "a link that looks like a button",
    slots=("default", "leading", "trailing"),
)
READ_MORE = Component("read-more", ReadMoreProps, lower_read_more, "a link to another page")
