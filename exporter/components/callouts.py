"""Alerts: ShAlert, and Nuxt's callouts, which have the same shape.

The kind of an alert is a word in the document, not colour alone (WCAG 2.2, 1.4.1).
"""

from collections.abc import Callable
from dataclasses import replace
from typing import Literal

from pydantic import Field

from exporter.components.base import Component
from exporter.components.call import Call
from exporter.components.models import NuxtProps, Props
from exporter.lowering.context import Items
from exporter.model.nodes import Block, Link, Paragraph
from exporter.model.walk import walk

# The colours and types of Nuxt's callout, and the kind of alert that each stands for.
KINDS = {
    "info": "info",
    "success": "success",
    "warning": "warning",
    "error": "danger",
    "danger": "danger",
    "note": "note",
    "tip": "tip",
    "caution": "caution",
    "important": "important",
}


class AlertProps(Props):
    """Props of ShAlert."""

    type_alert: Literal["info", "success", "warning", "danger"] = Field("info", description="the kind of alert")


class CalloutProps(NuxtProps):
    """Props of Nuxt's callouts."""

    title: str = Field("", description="the alert's title")
    description: str = Field("", description="the alert's words")
    to: str = Field("", description="the address that the alert links to")
    type: str = Field("", description="the kind of alert")


def lower_alert(props: AlertProps, call: Call) -> Items:
    """Lower to an alert of the kind that the page chose."""
    return [call.container(f"alert-{props.type_alert}", call.blocks(), label=True)]


def _callout(kind: str) -> Callable[[CalloutProps, Call], Items]:
    def lower(props: CalloutProps, call: Call) -> Items:
        """Lower to an alert of its own kind; ``callout`` takes its kind from type or colour."""
        chosen = kind or KINDS.get(props.type) or KINDS.get(props.color) or "note"
        body = (*call.paragraph(call.text("description")), *call.blocks())
        return [call.container(f"alert-{chosen}", _linked(call, body), call.text("title"), label=True)]

    return lower


def _linked(call: Call, body: tuple[Block, ...]) -> tuple[Block, ...]:
    """Return the alert's only line as a link to its target; else the link on a line of its own."""
    target = call.target("to")
    if target is None:
        return body
    if len(body) == 1 and isinstance(body[0], Paragraph) and not any(isinstance(n, Link) for n in walk(body)):
        return (replace(body[0], children=call.link("to", body[0].children)),)
    return (*body, *call.paragraph(call.link("to", call.text("to"))))


ALERT = Component("ShAlert", AlertProps, lower_alert, "an alert with a label for its kind")
CALLOUTS = tuple(
    Component(name, CalloutProps, _callout(kind), f"an alert: {kind or 'its kind by type or color'}")
    for name, kind in (
        ("note", "note"),
        ("tip", "tip"),
        ("warning", "warning"),
        ("caution", "caution"),
        ("important", "important"),
        ("callout", ""),
    )
)
