"""The boundary around components of other packages: their exceptions and invalid content become findings.

A bug of the exporter itself, in an element inside such a component, passes through as a bug.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import fields, is_dataclass
from functools import cache, partial
from traceback import walk_tb
from types import NoneType, TracebackType, UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from exporter.components import codes
from exporter.lowering.context import Items, Lowering
from exporter.lowering.lists import words_alone
from exporter.markdown.tree import MdcElement
from exporter.model.characters import CONTROL
from exporter.model.node import Node
from exporter.model.nodes import Block, Inline, Row
from exporter.plugins import HINT, PASSED_ON, described, kind_of, named

OWN = __name__.partition(".")[0]
NODES = frozenset((*get_args(Block), *get_args(Inline)))
MOST_CELLS, LARGEST = 1000, 1_000_000_000


def module_of(*parts: object) -> str:
    """Return the module of the first of ``parts`` that belongs to another package; empty if none does."""
    for part in parts:
        while isinstance(part, partial):
            part = part.func
        module = str(getattr(part, "__module__", "") or type(part).__module__)
        if module.partition(".")[0] != OWN:
            return module
    return ""


def checked(lowering: Lowering, element: MdcElement, name: str, module: str, lower: Callable[[], Items]) -> Items:
    """Return the content that ``lower`` gives; its words alone, with a finding, if it fails or gives something else."""
    try:
        items = lower()
        listed = list(items) if isinstance(items, Iterable) and not isinstance(items, str | bytes) else None
        fault = _fault(listed) if listed is not None else f"it returned {kind_of(items)} instead of a list of nodes"
        if listed is not None and fault is None:
            return listed
    except PASSED_ON:
        raise
    except BaseException as error:  # a package may call sys.exit() too
        if _own_bug(error):
            raise
        fault = described(error, module)
    message = f"the component {name} of '{module}' does not work: {fault}"
    lowering.report(codes.COMPONENT, message, element.span, HINT, name)
    return words_alone(lowering, element)


def _own_bug(error: BaseException) -> bool:
    """Whether an element inside the component failed: other packages' faults are caught, so it is a bug of our own."""
    return not isinstance(error, RecursionError) and any(_lowers_inside(error.__traceback__))


def _lowers_inside(traceback: TracebackType | None) -> Iterator[bool]:
    for frame, _ in walk_tb(traceback):
        if frame.f_code.co_name == "lower_element" and frame.f_globals.get("__name__") == "exporter.lowering.elements":
            yield isinstance(frame.f_locals.get("element"), MdcElement)


# --- the shape of content --------------------------------------------------------------------------------------------


def _fault(items: Iterable[object]) -> str | None:
    """Return the fault of the first invalid thing in ``items``; None if all is well."""
    for item in items:
        if not isinstance(item, Node) or type(item) not in NODES:
            return f"it returned {kind_of(item)} instead of a node"
        if fault := _node_fault(item):
            return fault
    return None


def _node_fault(node: object) -> str | None:
    cls: Any = type(node)
    kind = cls.__name__
    for name, hint in _hints(cls):
        value = getattr(node, name)
        if not _fits(value, hint):
            return f"it returned {named(kind)} with an invalid {name}: {kind_of(value)}"
        for inside in _dataclasses(value):
            if fault := _node_fault(inside):
                return fault
    wrong = next((name for name, holds in _RULES.get(kind, ()) if not holds(node)), None)
    return f"it returned {named(kind)} with an impossible {wrong}" if wrong else None


# Rules beyond the types: other values cannot be shown by any format.
_PLACED = (("offsets", lambda node: node.offsets is None or len(node.offsets) == len(node.text) + 1),)
_RULES: Mapping[str, Sequence[tuple[str, Callable[[Any], bool]]]] = {
    "Text": _PLACED,
    "Code": _PLACED,
    "CodeBlock": _PLACED,
    "Heading": (("level", lambda node: 1 <= node.level <= 6), ("anchor", lambda node: node.anchor)),
    "QuestionAnswer": (("level", lambda node: 1 <= node.level <= 6), ("anchor", lambda node: node.anchor)),
    "Image": (
        ("width", lambda node: node.width is None or node.width > 0),
        ("percent", lambda node: node.percent is None or 0 < node.percent <= 100),
        ("height", lambda node: node.height is None or node.height > 0),
    ),
    "Cell": (("span", lambda node: 0 < node.colspan <= MOST_CELLS and 0 < node.rowspan <= MOST_CELLS),),
    "Table": (("width", lambda node: len({_width(row) for row in (*node.head, *node.body, *node.foot)}) == 1),),
    "Columns": (("widths", lambda node: 0 < len(node.widths) == len(node.columns) and min(node.widths) > 0),),
}


def _width(row: Row) -> int:
    return sum(cell.colspan for cell in row.cells)


def _dataclasses(value: Any) -> Iterator[Any]:
    """Yield the dataclasses in a field's value."""
    if type(value) is tuple:
        for one in value:
            yield from _dataclasses(one)
    elif is_dataclass(value):
        yield value


def _fits(value: Any, hint: Any) -> bool:
    """Whether a field's value is exactly of its type: a backend may not know a subclass."""
    origin = get_origin(hint)
    if origin in (Union, UnionType):
        return any(_fits(value, one) for one in get_args(hint))
    if origin is Literal:
        return type(value) is str and value in get_args(hint)
    if origin is tuple:
        return type(value) is tuple and all(_fits(one, get_args(hint)[0]) for one in value)
    if hint is str:
        return type(value) is str and not CONTROL.search(value)
    if hint in (int, float):
        return type(value) in (int, hint) and 0 <= value < LARGEST
    return value is None if hint in (None, NoneType) else type(value) is hint


@cache
def _hints(kind: Any) -> tuple[tuple[str, Any], ...]:
    hints = get_type_hints(kind)
    return tuple((one.name, hints[one.name]) for one in fields(kind))
