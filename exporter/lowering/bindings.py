"""Bindings: ``{{ $doc.title || 'default' }}`` is replaced by a value of the front matter.

The rules are those of the website's renderer (nuxt-content/mdc, MDCRenderer.vue, ``renderBinding``): ``$doc`` and
``$document`` are the front matter, ``.`` or ``[n]`` part steps, null counts as missing.
"""

import re
from collections.abc import Mapping
from typing import Any

from exporter.diagnostics import did_you_mean
from exporter.lowering import codes
from exporter.lowering.context import Items, Lowering
from exporter.lowering.text import whole_number
from exporter.markdown.tree import MdcElement

STEP = re.compile(r"\?*\.|\[(\d+)\]")


def lower_binding(lowering: Lowering, element: MdcElement) -> Items:
    """Lower a ``binding`` element to its value as text."""
    name = str(element.props.get("value", "")).strip()
    value = resolve(lowering.data, name)
    if value is None:
        value = element.props.get("defaultValue")
    if value is None:
        hint = (
            did_you_mean(name, [f"$doc.{key}" for key in lowering.data])
            or "add it to the front matter, or a default: {{ name || 'text' }}"
        )
        lowering.report(codes.UNRESOLVED_BINDING, f"the front matter has no '{name}'", element.span, hint)
        return []
    return [lowering.generated(_shown(value), element.span)]


def resolve(data: Mapping[str, Any], name: str) -> Any:
    """Return the value at the path ``name``; None if there is no such value."""
    steps = [step for step in STEP.split(name) if step]
    if not steps or steps[0] not in ("$doc", "$document"):
        return None
    value: Any = data
    for step in steps[1:]:
        if isinstance(value, Mapping):
            value = value.get(step)
        elif isinstance(value, list) and (index := whole_number(step)) is not None and index < len(value):
            value = value[index]
        else:
            return None
    return value


def _shown(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
