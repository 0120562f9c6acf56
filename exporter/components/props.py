"""Reading a component's props: names and values are checked, each finding at its place, wrong ones left out.

Props come from braces (``{size=S}``), bound JSON (``:cols="4"``) and YAML; all are read here as one mapping.
"""

import json
from collections.abc import Mapping
from copy import deepcopy
from dataclasses import replace
from typing import Any

from pydantic import ValidationError
from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails

from exporter.components import codes
from exporter.components.models import LAYOUT, UNSHOWN, DescribedProps, NuxtProps, Props
from exporter.components.nuxt_ui_props import PROPS
from exporter.diagnostics import Code, Severity, did_you_mean, nearest, shortened
from exporter.lowering.attribute_text import FALLS_THROUGH, TEXT_ATTRIBUTES, holds_words, place, written
from exporter.lowering.bindings import resolve
from exporter.lowering.context import Lowering
from exporter.markdown.tree import MdcElement, SourceSpan
from exporter.model.position import KeyPath

RENAMED = {"className": "class"}
DEEPEST = 64  # levels of JSON in a prop: components need far fewer, Python's recursion allows far more
DECLARED = frozenset(prop for props in PROPS.values() for prop in props.split())  # by any component of Nuxt UI
LIKE_ENOUGH = 0.75  # the likeness of a name to another one that makes it a slip of the pen
ATTEMPTS = 3  # a value left out may uncover another finding; more rounds than this have not been seen
# The findings about props that change no words and no role.


def _as_warning(code: Code) -> Code:
    """Return the code for a prop that carries neither words nor a role."""
    return replace(code, severity=Severity.WARNING, lowered=False)


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
    extra = _check_names(lowering, values, name, model)
    raw = deepcopy({key: value for key, value in values.items() if key not in extra})
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


def unshown_props(model: type[Props]) -> frozenset[str]:
    """Return the names of the props whose values are no words for readers."""
    return frozenset(name for name, field in fields_by_prop(model).items() if _is(field, UNSHOWN))


def _is(field: FieldInfo | None, mark: str) -> bool:
    extra = field.json_schema_extra if field is not None else None
    return isinstance(extra, dict) and mark in extra


def _shapes_content(field: FieldInfo | None) -> bool:
    """Whether a prop carries words or a role."""
    return not (_is(field, UNSHOWN) or _is(field, LAYOUT))


def _check_names(lowering: Lowering, values: WrittenProps, name: str, model: type[Props]) -> set[str]:
    """Report the props that the component does not have, and return the names of the others that it does not use.

    A prop that differs in case alone is taken all the same. The site's parser writes names in braces in kebab case, so
    that ``cardID`` comes as ``card-id``: no fault.
    """
    names = fields_by_prop(model)
    by_lower = {k.lower(): k for k in names}
    declared = DECLARED if issubclass(model, NuxtProps | DescribedProps) else frozenset[str]()
    for key in [k for k in values if k not in names]:
        right = by_lower.get(key.lower())
        if right is not None:
            _take(lowering, values, key, right, name)
        elif key not in declared and model.model_config.get("extra") != "allow":
            _check_name(lowering, values, key, name, model)
    return {key for key in values if key not in names} if model.model_config.get("extra") != "allow" else set()


def _take(lowering: Lowering, values: WrittenProps, key: str, right: str, name: str) -> None:
    """Take a prop whose name differs in case alone."""
    own = _as_written(lowering, values, key)
    if own != right:
        message = f"{name} has no prop '{own}'"
        lowering.report(codes.UNKNOWN_PROP, message, values.place((key,), "key"), f"did you mean '{right}'?")
    value = values.pop(key)
    if right not in values:
        values[right] = value
        values.keys_written[right] = values.keys_written.get(key, key)


def _check_name(lowering: Lowering, values: WrittenProps, key: str, name: str, model: type[Props]) -> None:
    """Report a prop that no one declares, unless it is an attribute that Vue passes on to the element."""
    if not FALLS_THROUGH.fullmatch(key):
        own, names = _as_written(lowering, values, key), fields_by_prop(model)
        message = f"{name} has no prop '{own}'"
        _report_name(lowering, message, key, names, values.place((key,), "key"), f"{name} has")
        if issubclass(model, DescribedProps):
            return
    elif key in TEXT_ATTRIBUTES and holds_words(key, values[key]):
        message = f"{name}: the words of '{written(key)}' are not shown"
        lowering.report(codes.LOSS_PROP, message, place(values.element, key), subject=name)
    values.pop(key)


def _report_name(
    lowering: Lowering,
    message: str,
    key: str,
    names: Mapping[str, FieldInfo],
    at: SourceSpan,
    others: str,
    lost: bool = False,
) -> None:
    """Report an unknown name: as an error if a part loses its words, or for a slip of the pen.

    A slip of the pen is a name like that of a prop that carries words or a role.
    """
    known = [n for n in names if n not in ("style", "id")]
    near = nearest(key, known)
    slip = near is not None and nearest(key, [near], LIKE_ENOUGH) is not None and _shapes_content(names[near])
    listed = [n for n in known if _shapes_content(names[n])] or known
    hint = f"did you mean '{near}'?" if near else f"{others} {', '.join(listed)}"
    lowering.report(codes.UNKNOWN_PROP if slip or lost else _as_warning(codes.UNKNOWN_PROP), message, at, hint)


def _as_written(lowering: Lowering, values: WrittenProps, key: str) -> str:
    """Return a prop's name as it stands in the page."""
    name = values.keys_written.get(key, key)
    written = lowering.source[slice(*values.place((key,), "key"))].lstrip(":").strip("\"'")
    return written if written.replace("-", "").lower() == name.replace("-", "").lower() else name


def _report(
    lowering: Lowering, values: WrittenProps, name: str, found: ErrorDetails, path: KeyPath, model: type[Props]
) -> None:
    """Report one finding of pydantic at its place."""
    prop = ".".join(str(step) for step in path)
    if found["type"] == "extra_forbidden":
        message, at = f"{name} has no prop '{prop}'", values.place(path, "key")
        known, words = _siblings(model, path), holds_words(str(path[-1]), found["input"])
        _report_name(lowering, message, str(path[-1]), known, at, "known are", lost=len(path) > 1 and words)
    elif found["type"] == "missing" and len(path) == 1:
        if prop in values:  # given, and already reported as wrong
            return
        lowering.report(codes.PROP_MISSING, f"{name} without '{prop}'", values.place(()), f"add {prop}", name)
    else:
        message, hint_or_none = _message(found, prop, name)
        shapes = _shapes_content(fields_by_prop(model).get(str(path[0]))) if path else True
        lowering.report(
            codes.PROP_VALUE if shapes else _as_warning(codes.PROP_VALUE), message, values.place(path), hint_or_none
        )


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
        return (
            f"{name}: '{value}' is not a value of '{prop}'",
            f"{near + ' ' if near else ''}values are {', '.join(words)}",
        )
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


def _siblings(model: type[Props], path: KeyPath) -> Mapping[str, FieldInfo]:
    """Return the names that are known where the unknown one stands."""
    at: Any = model
    for step in path[:-1]:
        if isinstance(step, int):
            continue
        at = _model_in(fields_by_prop(at)[step].annotation) if step in fields_by_prop(at) else None
        if at is None:
            return {}
    return fields_by_prop(at)


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
