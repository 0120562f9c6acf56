"""The reader of YAML, within limits and with the place of every key, value and character.

PyYAML reads the text into events, which a loop turns into values: no recursion, no constructors, no tags, no aliases. A
plain scalar has the meaning that the core schema of YAML 1.2 gives it (https://yaml.org/spec/1.2.2/#103-core-schema),
as far as JSON can express it: dates, ``yes`` and numbers beyond JSON's are strings. Broken YAML is a finding at its
line, never an exception.
"""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

import yaml

from exporter.diagnostics import Code, Diagnostics, Severity, counted
from exporter.model.limit import raised
from exporter.model.position import KeyPath, Places
from exporter.yamltext.core_schema import resolve
from exporter.yamltext.scalar_characters import character_indices
from exporter.yamltext.values import PropPlace, SourceSpan, YamlLimits, YamlProps

YAML_SYNTAX = Code(
    "yaml-syntax",
    Severity.ERROR,
    "invalid YAML; its values are left out",
    why="All values of the block are left out, on the website too.",
    mend="Correct the YAML at the named place: often a colon in a text that needs quotation marks.",
    lowered=True,
)
YAML_REFUSED = Code(
    "yaml-refused",
    Severity.ERROR,
    "YAML with anchors, tags or several documents, or beyond the limits",
    why="Tags, anchors and very large values can make a reader run code or out of memory.",
    mend="Write plain keys, values and lists.",
    lowered=True,
)
YAML_DUPLICATE = Code(
    "yaml-duplicate-key",
    Severity.ERROR,
    "two equal keys in one mapping; the last one counts",
    why="Only one of the two values counts, and it is easy to change the other one. In front matter it is a warning.",
    mend="Remove one of the two keys.",
    lowered=True,
)
YAML_SHAPE = Code(
    "yaml-shape",
    Severity.ERROR,
    "YAML without the needed mapping of keys to values",
    why="The exporter needs keys with values at this place.",
    mend="Write one 'key: value' on each line.",
    lowered=True,
)
CODES = (YAML_SYNTAX, YAML_REFUSED, YAML_DUPLICATE, YAML_SHAPE)

_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _Stop(Exception):
    """The end of reading: the fault, its place, and a hint."""

    def __init__(self, code: Code, message: str, start: int, hint: str) -> None:
        super().__init__(message)
        self.code, self.start, self.hint = code, start, hint


def load(
    text: str,
    places: Places,
    diagnostics: Diagnostics,
    locate: Callable[[int], int] | None = None,
    limits: YamlLimits | None = None,
    *,
    repeated_keys: Severity = Severity.ERROR,
) -> YamlProps | None:
    """Return the mapping in ``text``, empty for an empty text; None, with findings, for any other value or broken YAML.

    ``places`` is of the file in which ``text`` stands; ``locate`` turns an offset in ``text`` into the one in the file
    (None: the text is the file). ``repeated_keys`` is the severity of a key that a mapping has twice: the last one
    counts, as in npm's package yaml.
    """
    locate = locate or _same
    text, restored = _with_lines_of_1_2(text)
    builder = _Builder(text, places, diagnostics, locate, restored, replace(YAML_DUPLICATE, severity=repeated_keys))
    try:
        value = _build(text, builder, limits or YamlLimits())
    except _Stop as stop:
        where = locate(stop.start)
        diagnostics.add(stop.code, str(stop), places.pos(where, where), stop.hint)
        return None
    if value is None:
        value = {}
    span = SourceSpan(locate(0), locate(len(text)))
    if not isinstance(value, dict):
        hint = "write `key: value` lines"
        diagnostics.add(YAML_SHAPE, f"expected keys and values, found {_kind(value)}", places.pos(*span), hint)
        return None
    return YamlProps(value, builder.places, builder.offsets, span)


def _same(offset: int) -> int:
    return offset


def _with_lines_of_1_2(text: str) -> tuple[str, dict[int, str]]:
    """Replace the characters that end a line in YAML 1.1 only, and return the original of each replacement.

    PyYAML reads YAML 1.1; in 1.2 they are no line ends (section 5.4), and people paste them from word processors.
    """
    ends = [c for c in "\x85\u2028\u2029" if c in text]
    if not ends:
        return text, {}
    unused = (chr(code) for code in range(0xE000, 0xF900) if chr(code) not in text)  # for private use
    pairs = list(zip(ends, unused, strict=False))
    return text.translate({ord(end): new for end, new in pairs}), {ord(new): end for end, new in pairs}


def _kind(value: object) -> str:
    return "a list" if isinstance(value, list) else "a text" if isinstance(value, str) else "a single value"


def _build(text: str, builder: "_Builder", limits: YamlLimits) -> Any:
    if len(text) > limits.characters:
        more = raised("yaml", "characters", limits.characters, len(text))
        hint = f"move the data to a file of its own, or allow more: {more}"
        raise _Stop(YAML_REFUSED, f"YAML of more than {counted(limits.characters, 'character')}", 0, hint)
    nodes = documents = 0
    try:
        for event in yaml.parse(text, Loader=_Loader):
            _refuse(event)
            nodes += isinstance(event, yaml.NodeEvent)
            documents += isinstance(event, yaml.DocumentStartEvent)
            start = _range(event)[0]
            if documents > 1:
                raise _Stop(YAML_REFUSED, "more than one YAML document", start, "remove the `---` line")
            if nodes > limits.nodes:
                hint = f"move the data to a file of its own, or allow more: {raised('yaml', 'nodes', limits.nodes)}"
                raise _Stop(YAML_REFUSED, f"more than {limits.nodes} YAML values", start, hint)
            if len(builder.stack) > limits.depth:
                hint = "use fewer levels"
                raise _Stop(YAML_REFUSED, f"YAML nested deeper than {counted(limits.depth, 'level')}", start, hint)
            builder.take(event)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        index = min(mark.index, len(text)) if mark else 0
        raise _Stop(YAML_SYNTAX, f"broken YAML: {error.problem or error.context}", index, _hint(error)) from error
    except (yaml.YAMLError, UnicodeError) as error:
        index = getattr(error, "position", 0) or 0
        hint = "remove control characters from this text"
        raise _Stop(YAML_SYNTAX, "a character that YAML does not allow", index, hint) from error
    builder.drop_overwritten()
    return builder.value


def _range(event: yaml.Event) -> tuple[int, int]:
    """Return the start and end of an event; libyaml gives every event both."""
    assert event.start_mark is not None and event.end_mark is not None
    return event.start_mark.index, event.end_mark.index


def _refuse(event: yaml.Event) -> None:
    start = _range(event)[0]
    if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
        raise _Stop(YAML_REFUSED, "YAML anchors and aliases are not read", start, "write the value out, or quote it")
    tag = getattr(event, "tag", None)
    if tag not in (None, "!"):
        raise _Stop(YAML_REFUSED, f"YAML tag {tag} is not read", start, "remove the tag, or quote the value")


_HINTS = (
    ("mapping values are not allowed", "quote a value that holds `: `, and check the indentation"),
    ("could not find expected ':'", "check the indentation, and that each key ends with `:`"),
    ("cannot start any token", "quote a value that begins with `@`, a backtick, `%` or a tab"),
    ("did not find expected", "check the indentation and the quotes of this value"),
    ("found unexpected end of stream", "close the quote"),
)


def _hint(error: yaml.MarkedYAMLError) -> str:
    problem = error.problem or ""
    return next((hint for start, hint in _HINTS if start in problem), "check quotes and indentation")


@dataclass(slots=True)
class _Open:
    """A mapping or list under construction; ``own_key`` is the place of its own key, ``key`` waits for its value."""

    value: dict[str, Any] | list[Any]
    path: KeyPath
    start: int
    own_key: SourceSpan | None
    key: str | None = None
    key_span: SourceSpan | None = None


@dataclass(slots=True)
class _Builder:
    """Builds the values and their places from events."""

    text: str
    file: Places
    diagnostics: Diagnostics
    locate: Callable[[int], int]
    restored: dict[int, str]
    duplicate: Code
    value: Any = None
    stack: list[_Open] = field(default_factory=list)
    places: dict[KeyPath, PropPlace] = field(default_factory=dict)
    offsets: dict[KeyPath, tuple[int, ...]] = field(default_factory=dict)
    doubled: bool = False

    def take(self, event: yaml.Event) -> None:
        if isinstance(event, yaml.ScalarEvent):
            self._scalar(event)
        elif isinstance(event, yaml.MappingStartEvent | yaml.SequenceStartEvent):
            self._open(event)
        elif isinstance(event, yaml.MappingEndEvent | yaml.SequenceEndEvent):
            done = self.stack.pop()
            # a block collection ends behind its last character, not where the next line begins
            start, end = _range(event)
            self._place(
                done.path, self._span(done.start, end if end > start else _trimmed(self.text, start)), done.own_key
            )

    def _open(self, event: yaml.Event) -> None:
        if self.stack and isinstance(self.stack[-1].value, dict) and self.stack[-1].key is None:
            raise _Stop(YAML_REFUSED, "a key that is not plain text", _range(event)[0], "use a word as the key")
        value: dict[str, Any] | list[Any] = {} if isinstance(event, yaml.MappingStartEvent) else []
        path, key = self._attach(value)
        self.stack.append(_Open(value, path, _range(event)[0], key))

    def _scalar(self, event: yaml.ScalarEvent) -> None:
        start, end = _range(event)
        text = event.value.translate(self.restored) if self.restored else event.value
        if self.stack and isinstance(self.stack[-1].value, dict) and self.stack[-1].key is None:
            self._key(text, self._span(start, end), self.stack[-1])
            return
        plain = not event.style and event.implicit[0]
        value = resolve(text) if plain else text
        path, key = self._attach(value)
        start, end = _inner(self.text, event)
        if isinstance(value, str):
            indices = character_indices(event.value, event.style or "", self.text, start, end)
            if event.style in ("|", ">"):
                start, end = (indices[0], indices[-1] + 1) if indices else (start, start)
            self.offsets[path] = (*map(self.locate, indices), self._span(start, end).end)
        self._place(path, self._span(start, end), key)

    def _key(self, name: str, span: SourceSpan, inside: _Open) -> None:
        if name in inside.value:
            hint = "rename one of them, or remove it"
            self.diagnostics.add(self.duplicate, f"key '{name}' is used twice", self.file.pos(*span), hint)
            self.doubled = True
        inside.key, inside.key_span = name, span

    def _attach(self, value: Any) -> tuple[KeyPath, SourceSpan | None]:
        """Attach a value to its parent, and return its path and the place of its key."""
        if not self.stack:
            self.value = value
            return (), None
        inside = self.stack[-1]
        if isinstance(inside.value, list):
            inside.value.append(value)
            return (*inside.path, len(inside.value) - 1), None
        name, span = inside.key or "", inside.key_span
        inside.value[name], inside.key, inside.key_span = value, None, None
        return (*inside.path, name), span

    def _place(self, path: KeyPath, value: SourceSpan, key: SourceSpan | None) -> None:
        if path:
            self.places[path] = PropPlace(key or value, value)

    def _span(self, start: int, end: int) -> SourceSpan:
        return SourceSpan(self.locate(start), self.locate(end - 1) + 1 if end > start else self.locate(start))

    def drop_overwritten(self) -> None:
        """Drop the places of the values that a second, equal key replaced."""
        if self.doubled:
            self.places = {path: place for path, place in self.places.items() if _at(self.value, path) is not _GONE}
            found = ((path, offsets, _at(self.value, path)) for path, offsets in self.offsets.items())
            self.offsets = {p: o for p, o, v in found if isinstance(v, str) and len(o) == len(v) + 1}


_GONE = object()


def _at(value: Any, path: KeyPath) -> Any:
    for step in path:
        try:
            value = value[step]
        except (KeyError, IndexError, TypeError):
            return _GONE
    return value


def _inner(text: str, event: yaml.ScalarEvent) -> tuple[int, int]:
    """Return the range of a scalar's content, without quotes, block header and trailing blanks."""
    start, end = _range(event)
    if event.style in ("'", '"'):
        return start + 1, end - 1
    if event.style in ("|", ">"):
        header = text.find("\n", start, end)
        start = end if header < 0 else header + 1
    return start, end


def _trimmed(text: str, end: int) -> int:
    """Return the end of ``text[:end]`` without its trailing blanks."""
    while end and text[end - 1].isspace():
        end -= 1
    return end
