"""The limits that guard a run, in the groups and names of ``limits:`` in ``exporter.yaml``.

Each group is the dataclass of the stage that keeps the limits; its fields are the names, each with its reason.
"""

from collections.abc import Mapping
from dataclasses import fields, replace
from typing import Any, TypeVar, cast

from exporter.config.configuration import Config
from exporter.config.errors import UNKNOWN, WRONG
from exporter.diagnostics import Diagnostics, did_you_mean

T = TypeVar("T")
LARGEST = 2.0**53  # whole numbers beyond are not exact, and no limit is


def own(config: Config, group: str, defaults: T) -> T:
    """Return a stage's own limits without the wrong values of the configuration, which ``limited`` reports."""
    return cast(T, _changed(config, group, defaults, Diagnostics()))


def limited(config: Config, groups: Mapping[str, Any], diagnostics: Diagnostics) -> dict[str, Any]:
    """Return ``groups`` (a dataclass of defaults each) with the configuration's values; wrong ones are findings."""
    for group in (g for g in config.limits if g not in groups):
        hint = did_you_mean(group, groups) or f"groups are {', '.join(groups)}"
        diagnostics.add(UNKNOWN, f"unknown key 'limits.{group}'", config.where("limits", group, key=True), hint)
    return {group: _changed(config, group, defaults, diagnostics) for group, defaults in groups.items()}


def numbers(limits: Any) -> dict[str, int | float]:
    """Return the limits of a group that can be set."""
    values = ((f.name, getattr(limits, f.name)) for f in fields(limits))
    return {name: value for name, value in values if isinstance(value, int | float)}


def _changed(config: Config, group: str, defaults: Any, diagnostics: Diagnostics) -> Any:
    kinds = {name: type(value) for name, value in numbers(defaults).items()}
    good: dict[str, float] = {}
    for name, value in config.limits.get(group, {}).items():
        path = f"limits.{group}.{name}"
        if name not in kinds:
            hint = did_you_mean(name, kinds) or f"keys are {', '.join(kinds)}"
            diagnostics.add(UNKNOWN, f"unknown key '{path}'", config.where("limits", group, name, key=True), hint)
        elif not 0 < value < LARGEST or value != kinds[name](value):
            kind = "whole number above 0" if kinds[name] is int else "number above 0"
            diagnostics.add(WRONG, f"'{path}' must be a {kind}", config.where("limits", group, name))
        else:
            good[name] = kinds[name](value)
    return replace(defaults, **good)
