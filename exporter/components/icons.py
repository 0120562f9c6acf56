"""Small inline components: ShBadge, and Nuxt's badge, kbd and icon."""

from pydantic import Field

from exporter.components.base import Component
from exporter.components.call import Call
from exporter.components.models import NuxtProps, Props, unshown
from exporter.lowering.context import Items
from exporter.model.nodes import Inline, Span


class BadgeProps(Props):
    """Props of ShBadge."""


class NuxtBadgeProps(NuxtProps):
    """Props of Nuxt's badge."""

    label: str = Field("", description="the badge's words, if the slot has none")


class KbdProps(NuxtProps):
    """Props of Nuxt's kbd."""

    value: str = Field("", description="the key, such as meta or K, if the slot has none")


class IconProps(NuxtProps):
    """Props of Nuxt's icon."""

    name: str = unshown("", "the icon's name; icons are decoration")
    alt: str = Field("", description="the icon's meaning, in words")
    mode: str = unshown("")


def icon_words(call: Call, alt: str) -> tuple[Inline, ...]:
    """Return an icon's alternative text, if any."""
    words = call.text(alt)
    return (Span(children=words, role="icon", pos=call.pos),) if words else ()


def lower_badge(_: Props, call: Call) -> Items:
    """Lower to a badge in the line."""
    label = call.text("label")
    words = call.inlines() or label
    return [Span(children=words, role="badge", pos=call.pos)] if words else []


def lower_kbd(props: KbdProps, call: Call) -> Items:
    """Lower to a key; without words in the slot a named key is spelled as on keyboards."""
    call.value("value")
    name = props.value
    if len(name) > 1:
        name = name[:1].upper() + name[1:]
    words = call.inlines() or ((call.lowering.generated(name, call.place("value")),) if name else ())
    return [Span(children=words, role="kbd", pos=call.pos)] if words else []


def lower_icon(_: IconProps, call: Call) -> Items:
    """Lower to the icon's alternative text; nothing without one."""
    return icon_words(call, "alt")


SH_BADGE = Component("ShBadge", BadgeProps, lower_badge, "a badge")
BADGE = Component("badge", NuxtBadgeProps, lower_badge, "a badge")
KBD = Component("kbd", KbdProps, lower_kbd, "a key of the keyboard")
ICON = Component("icon", IconProps, lower_icon, "an icon; decoration")
