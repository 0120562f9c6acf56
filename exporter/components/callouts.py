"""Alerts: ShAlert, and Nuxt's callouts, which share their shape.

The kind of an alert is a word in the document, not colour alone (WCAG 2.2, 1.4.1).
"""

from typing import Literal

from pydantic import Field

from exporter.components.base import Component, Props
from exporter.components.call import Call
from exporter.lowering.context import Items


class AlertProps(Props):
    """Props of ShAlert."""

    type_alert: Literal["info", "success", "warning", "danger"] = Field("info", description="the kind of alert")


def lower_alert(props: AlertProps, call: Call) -> Items:
    """An alert of the kind that the page chose."""
    return [call.container(f"alert-{props.type_alert}", call.blocks(), label=True)]


ALERT = Component("ShAlert", AlertProps, lower_alert, "an alert with a word for its kind")
