"""Reading a component's props: names and values are checked, each finding at its place, wrong ones left out.

Props come from braces (``{size=S}``), bound JSON (``:cols="4"``) and YAML; all are read here as one mapping.
"""

import json
from collections.abc import Mapping
from copy import deepcopy
from typing import Any

from pydantic import ValidationError
from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails

from exporter.components import codes
from exporter.components.models import Props
from exporter.diagnostics import did_you_mean, shortened
from exporter.lowering.attribute_text import TEXT_ATTRIBUTES, place, props_with_words, written
from exporter.lowering.bindings import resolve
from exporter.lowering.context import Lowering
from exporter.markdown.tree import MdcElement, SourceSpan
from exporter.model.position import KeyPath

# Attributes that Vue passes through to the element itself, whatever the component.
PASSED_THROUGH = ("data-", "aria-", "v-", "@", "on-", "data", "aria")
RENAMED = {"className": "class"}
DEEPEST = 64  # levels of JSON in a prop: components need far fewer, Python's recursion allows far more
ATTEMPTS = 3  # a value left out may uncover another finding; more rounds than this have not been seen


class WrittenProps(dict[str, Any]):
    """The props as written, with their places."""

    def __init__(self, element: MdcElement) -> None:
        super().__init__()
        self.element = element
        self.keys_written: dict[str, str] = {}

    def place(self, path: KeyPath, part: str = "value") -> SourceSpan:
        """Return the place of the key or the value at ``path``; the element's if that is unknown."""
        element = self.element
        own = (self.keys_written.get(str(path[0]), str(path[0])), *path[1:]) if path else ()
        while own:
            found = element.yaml.places.get(own) if element.yaml else None
            if found is None and len(own) == 1:
                found = element.places.get(str(own[0])) or element.places.get(f":{own[0]}")
            if found is not None:
                span: SourceSpan = getattr(found, part)
                return span
            own = own[:-1]
        return element.span

    def offsets(self, path: KeyPath, text: str) -> tuple[int, ...]:
        """Return the file offset of each character of the string at ``path``, and of its end."""
        own = (self.keys_written.get(str(path[0]), str(path[0])), *path[1:])
        if self.element.yaml is not None and own in self.element.yaml.offsets:
            offsets = self.element.yaml.offsets[own]
            if len(offsets) == len(text) + 1:
                return offsets
        start, end = self.place(path)
        if end - start == len(text):
            return tuple(range(start, end + 1))
        return (start,) * len(text) + (end,)


def camel(name: str) -> str:
    """Return a prop's name as Vue knows it: ``url-button`` is ``urlButton``."""
    first, *rest = name.split("-")
    return first + "".join(part[:1].upper() + part[1:] for part in rest)


def written_props(element: MdcElement, data: Mapping[str, Any] | None = None) -> WrittenProps:
    """Return the props of an element by their names in camel case; null counts as not given.

    ``data`` is the front matter, which bound props may name: ``:title="$doc.title"``.
    """
    values = WrittenProps(element)
    for key, value in element.props.items():
        name = key.lstrip(":")
        if key.startswith(("v-slot", "v-", "@", "#")):
            continue
        plain = RENAMED.get(name) or camel(name)
        if element.yaml is not None and name in element.yaml.value:
            value = element.yaml.value[name]
        elif key.startswith(":"):
            value = _bound(value, data or {})
        values.keys_written[plain] = name
        if value is not None:
            values[plain] = value
    return values


def _bound(text: Any, data: Mapping[str, Any]) -> Any:
    """Return a bound prop's value: JSON, else a value of the front matter, else its own text (as in MDC's renderer)."""
    if not isinstance(text, str):
        return text
    try:
        loaded = json.loads(text)
        return loaded if _shallow(loaded) else text
    except RecursionError:
        return text
    except ValueError:
        value = resolve(data, text.strip())
        return text if value is None else value


def _shallow(value: Any) -> bool:
    """Whether lists and mappings nest no deeper than the limit; checked level by level."""
    level = [value] if isinstance(value, dict | list) else []
    for _ in range(DEEPEST):
        inside = [v for one in level for v in (one.values() if isinstance(one, dict) else one)]
        level = [v for v in inside if isinstance(v, dict | list)]
    return not level


def read_props(
    lowering: Lowering, element: MdcElement, name: str, model: type[Props]
) -> tuple[WrittenProps, Props | None]:
    """Return the props as written and as checked; a wrong one is reported and takes its default.

    No props are checked if one that has no default is missing.
    """
    values = written_props(element, lowering.data)
    _check_names(lowering, values, name, model)
    raw = deepcopy(dict(values))
    reported: set[tuple[str, KeyPath]] = set()
    for _ in range(ATTEMPTS):
        try:
            return values, model.model_validate(raw)
        except ValidationError as error:
            for found in error.errors(include_url=False):
                path = _path_inside(raw, found["loc"])
                if (found["type"], path) not in reported:
                    reported.add((found["type"], path))
                    _report(lowering, values, name, found, path, model)
                _remove(raw, path)
    try:
        return values, model.model_validate({})
    except ValidationError:
        return values, None


def fields_by_prop(model: type[Props]) -> dict[str, FieldInfo]:
    """Return the props of a model by the names that writers use."""
    return {field.alias or key: field for key, field in model.model_fields.items()}


def _check_names(lowering: Lowering, values: WrittenProps, name: str, model: type[Props]) -> None:
    """Report the props that the component does not have; one that differs in case alone is taken all the same.

    The site's parser writes names in braces in kebab case, so that ``cardID`` comes as ``card-id``: no fault.
    """
    names = fields_by_prop(model)
    by_lower = {k.lower(): k for k in names}
    for key in [k for k in values if k not in names]:
        right = by_lower.get(key.lower())
        if right is None and model.model_config.get("extra") == "allow":
            continue
        if not key.startswith(PASSED_THROUGH):
            own = _as_written(lowering, values, key)
            if right is None or own != right:
                hint = did_you_mean(key, _suggested(names)) or f"{name} has " + ", ".join(_suggested(names))
                lowering.report(codes.UNKNOWN_PROP, f"{name} has no prop '{own}'", values.place((key,), "key"), hint)
        value = values.pop(key)
        if right is None and key.startswith("aria") and key in TEXT_ATTRIBUTES and props_with_words({key: value}):
            message = f"{name}: the words of '{written(key)}' are not shown"
            lowering.report(codes.LOSS_PROP, message, place(values.element, key), subject=name)
        if right is not None and right not in values:
            values[right] = value
            values.keys_written[right] = values.keys_written.get(key, key)


def _as_written(lowering: Lowering, values: WrittenProps, key: str) -> str:
    """Return a prop's name as it stands in the page."""
    name = values.keys_written.get(key, key)
    written = lowering.source[slice(*values.place((key,), "key"))].lstrip(":").strip("\"'")
    return written if written.replace("-", "").lower() == name.replace("-", "").lower() else name


def _suggested(names: dict[str, FieldInfo]) -> list[str]:
    return [n for n in names if n not in ("style", "id")]


def _report(
    lowering: Lowering, values: WrittenProps, name: str, found: ErrorDetails, path: KeyPath, model: type[Props]
) -> None:
    """Report one finding of pydantic at its place."""
    prop = ".".join(str(step) for step in path)
    if found["type"] == "extra_forbidden":
        hint = did_you_mean(str(path[-1]), _siblings(model, path)) or "known are " + ", ".join(_siblings(model, path))
        lowering.report(codes.UNKNOWN_PROP, f"{name} has no prop '{prop}'", values.place(path, "key"), hint)
    elif found["type"] == "missing" and len(path) == 1:
        if prop in values:  # given, and already reported as wrong
            return
        lowering.report(codes.PROP_MISSING, f"{name} without '{prop}'", values.place(()), f"add {prop}", name)
    else:
        message, hint_or_none = _message(found, prop, name)
        lowering.report(codes.PROP_VALUE, message, values.place(path), hint_or_none)


def _message(found: ErrorDetails, prop: str, name: str) -> tuple[str, str | None]:
    if not prop or found["type"] == "missing":
        place = f"{prop}: " if prop else ""
        return f"{name}: {place}{found['msg'][:1].lower()}{found['msg'][1:]}", None
    value = found["input"]
    shown = shortened(json.dumps(value, ensure_ascii=False, default=str))
    context = found.get("ctx", {})
    if found["type"] == "literal_error":
        allowed = str(context.get("expected", "")).replace(" or ", ", ")
        words = [w.strip("' ") for w in allowed.split(",")]
        near = did_you_mean(str(value), words)
        return f"{name}: '{value}' is no {prop}", f"{near + ' ' if near else ''}values are {', '.join(words)}"
    return f"{name}: {prop} is {shown}", f"{found['msg'][:1].lower()}{found['msg'][1:]}"


def _path_inside(raw: Any, loc: KeyPath) -> KeyPath:
    """Return the part of an error's location that leads through the values (pydantic adds names of union members)."""
    path: list[str | int] = []
    for step in loc:
        inside = step in raw if isinstance(raw, dict) else isinstance(raw, list) and step in range(len(raw))
        if inside:
            raw = raw[step]
        elif path:
            break
        path.append(step)
    return tuple(path)


def _siblings(model: type[Props], path: KeyPath) -> list[str]:
    """Return the names that are known where the unknown one stands."""
    at: Any = model
    for step in path[:-1]:
        if isinstance(step, int):
            continue
        at = _model_in(fields_by_prop(at)[step].annotation) if step in fields_by_prop(at) else None
        if at is None:
            return []
    return _suggested(fields_by_prop(at))


def _model_in(annotation: Any) -> Any:
    """Return the model inside ``tuple[Model, ...]`` and the like."""
    if hasattr(annotation, "model_fields"):
        return annotation
    return next((found for arg in getattr(annotation, "__args__", ()) if (found := _model_in(arg)) is not None), None)


def _remove(raw: Any, path: KeyPath) -> None:
    if not path:
        return
    for step in path[:-1]:
        raw = raw[step]
    if isinstance(raw, dict):
        raw.pop(path[-1], None)
    elif isinstance(raw, list) and isinstance(path[-1], int):
        raw[path[-1]] = {} if isinstance(raw[path[-1]], dict | list | str) else None
