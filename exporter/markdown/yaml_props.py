"""Front matter and the YAML of components, by the rules of the site's parser."""

from typing import Any

from exporter.diagnostics import Severity
from exporter.markdown.parser_state import ParserState
from exporter.markdown.source_lines import SourceText
from exporter.model.position import KeyPath
from exporter.yamltext import YamlProps, load


def front_matter(text: str, state: ParserState) -> tuple[YamlProps | None, int]:
    """Read the front matter between the first line's ``---`` and the next; return it and the offset of the body."""
    end = text.find("\n---") if text.startswith("---") else -1
    head = text[4:end] if end > 0 else ""
    if not head.strip("\r"):
        return None, 0
    found = load(
        head,
        state.places,
        state.diagnostics,
        lambda i: state.locate(i + 4),
        state.limits.yaml,
        repeated_keys=Severity.WARNING,
    )
    return found and unflatten(found), end + 4


def component_props(source: SourceText, state: ParserState) -> YamlProps | None:
    """Read a component's props, up to a line of dashes inside them."""
    text = source.text
    end = f"\n{text}".find("\n---")
    if end >= 0:
        text = text[: max(end - 1, 0)]
    found = load(text, state.places, state.diagnostics, lambda i: state.locate(source.offset(i)), state.limits.yaml)
    return found and unflatten(found)


def unflatten(props: YamlProps) -> YamlProps:
    """Turn ``a.b: 1`` into ``a: {b: 1}``, at any depth (npm package flat, ``unflatten``, as remark-mdc calls it)."""
    if not any("." in part for path in props.places for part in path if isinstance(part, str)):
        return props
    props.places = {_split(path): place for path, place in props.places.items()}
    props.offsets = {_split(path): offsets for path, offsets in props.offsets.items()}
    props.value = _mapping(props.value)
    return props


def _split(path: KeyPath) -> KeyPath:
    return tuple(part for step in path for part in (step.split(".") if isinstance(step, str) else (step,)))


def _mapping(value: dict[str, Any]) -> dict[str, Any]:
    out: dict[str, Any] = {}
    for key, inner in value.items():
        *path, last = key.split(".")
        place = out
        for part in path:
            place = place.setdefault(part, {})
            if not isinstance(place, dict):
                break
        else:
            new, known = _unflattened(inner), place.get(last)
            if isinstance(new, dict) and isinstance(known, dict):
                known.update(new)
            else:
                place[last] = new
    return out


def _unflattened(value: Any) -> Any:
    if isinstance(value, dict):
        return _mapping(value)
    return [_unflattened(item) for item in value] if isinstance(value, list) else value
