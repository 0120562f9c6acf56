"""Block components (https://content.nuxt.com/docs/files/markdown#block-components), as remark-mdc reads them.

A component keeps its lines as they are until its own colons close it. Then they are parsed as a document of their own.
"""

import re
from dataclasses import dataclass, field
from typing import Any

from exporter.markdown import codes
from exporter.markdown.blocks.leaf_blocks import LeafBlock
from exporter.markdown.etree import PlacedElement
from exporter.markdown.mdc_attributes import Attributes, bind, read_attributes
from exporter.markdown.parser_state import ParserState
from exporter.markdown.source_lines import Line, SourceText
from exporter.markdown.syntax import NAME, kebab
from exporter.markdown.yaml_props import component_props

_OPEN = re.compile(rf"(:{{2,}})({NAME})")
_INLINE = re.compile(rf":({NAME})(?!:)")
_YAML_EDGE = re.compile(r"-[- \t]{2,}")
_KEY = re.compile(r"[ \t]*[\w.-]+:(?:[ \t]|$)")
_LABEL_PART = re.compile(r"\\[\[\]\\]|[\[\]]")
_FENCE = re.compile(r"[`~]{3}")
_SLOT = re.compile(r"#[A-Za-z]")


def label_end(text: str, start: int, end: int) -> int | None:
    """Return the index of the ``]`` that closes the label whose ``[`` is at ``start``; brackets nest four deep."""
    depth = 0
    for match in _LABEL_PART.finditer(text, start, end):
        if match[0] == "[":
            depth += 1
            if depth > 4:
                return None
        elif match[0] == "]":
            depth -= 1
            if depth == 0:
                return match.start()
    return None


@dataclass(slots=True)
class Opening:
    """The first line of a component up to ``end``; ``label`` is the range of its text, without brackets."""

    colons: int
    name: str
    end: int
    label: tuple[int, int] | None = None
    attributes: Attributes | None = None


def read_opening(text: str) -> Opening | None:
    """Read ``::name[label]{props}`` alone on its line, or return None."""
    match = _OPEN.match(text)
    if not match:
        return None
    opening = Opening(len(match[1]), kebab(match[2]), match.end())
    _read_label(opening, text, len(text))
    _read_props(opening, text, len(text))
    return None if text[opening.end :].strip(" \t") else opening


def read_lone_inline(text: str) -> Opening | None:
    """Read ``:name[text]{props}`` alone on its line: an inline component outside of any paragraph."""
    opening = read_inline(text, 0, len(text))
    return None if opening is None or text[opening.end :].strip(" \t") else opening


def read_inline(text: str, start: int, end: int) -> Opening | None:
    """Read ``:name[text]{props}`` at ``start``, or return None; of props before and behind the text the last count."""
    match = _INLINE.match(text, start, end)
    if not match:
        return None
    opening = Opening(1, kebab(match[1]), match.end())
    _read_props(opening, text, end)
    _read_label(opening, text, end)
    if opening.label:
        _read_props(opening, text, end)
    return opening


def _read_label(opening: Opening, text: str, end: int) -> None:
    at = opening.end
    if text.startswith("[", at, end) and (close := label_end(text, at, end)) is not None:
        opening.label, opening.end = (at + 1, close), close + 1


def _read_props(opening: Opening, text: str, end: int) -> None:
    if text.startswith("{", opening.end, end) and (found := read_attributes(text, opening.end, end)):
        opening.attributes, opening.end = found, found.end


def set_props(node: PlacedElement, attributes: Attributes | None, source: SourceText) -> None:
    """Set the attributes as the component's props, with their places."""
    if attributes:
        node.attrib.update(bind(attributes.props()))
        node.places = attributes.places(source)


@dataclass(slots=True)
class SlotContent:
    """The lines of a component's content: its default slot or a named one."""

    node: PlacedElement
    lines: list[Line] = field(default_factory=list)


class ComponentBlock(LeafBlock):
    """An open block component.

    ``inner`` is the indentation of the components inside it, which may be indented as a whole. ``nested`` are the
    numbers of colons of the components that are open inside it.
    """

    lazy = True

    def __init__(self, node: PlacedElement, opening: Opening, indent: int) -> None:
        super().__init__(node)
        self.opening, self.indent = opening, indent
        self.open_end = node.end
        self.first, self.in_yaml = True, False
        self.yaml: SourceText | None = None
        self.yaml_lines: list[Line] = []
        self.slots = [SlotContent(node)]
        self.nested: list[int] = []
        self.inner, self.fenced, self.fence_stripped, self.after_blank = 0, False, False, False

    def takes(self, line: Line) -> bool:
        """Take every line up to the closing colons."""
        self.node.end = max(self.node.end, line.end if not line.blank else 0)
        if self._takes_yaml(line):
            return True
        empty, column = not line.text, line.column
        line.strip(self.indent)
        self._dedent(line)
        self.after_blank = empty
        if _FENCE.match(line.text):
            self.fenced = not self.fenced
        elif not self.fenced:
            if not self.nested and line.column - column == self.indent and _SLOT.match(line.text):
                self._open_slot(line)
                return True
            if line.text[:1] == ":" and self._closes(line.text):
                self.done = True
                return True
        self.slots[-1].lines.append(line)
        return True

    def _takes_yaml(self, line: Line) -> bool:
        """Take a line of the YAML block below the first line, between lines of dashes with that line's indentation."""
        first, self.first = self.first, False
        edge = (first or self.in_yaml) and line.indent == self.indent and _YAML_EDGE.fullmatch(line.text[line.indent :])
        if edge:
            if self.in_yaml:
                self.yaml = SourceText.of(self.yaml_lines)
            self.in_yaml, self.after_blank = not self.in_yaml, True
            return True
        if self.in_yaml:
            self.yaml_lines.append(line)
        return self.in_yaml

    def _dedent(self, line: Line) -> None:
        """Strip the indentation that components share after an empty line; code keeps its blanks if its fence did."""
        if self.fenced and not (self.fence_stripped and self.inner):
            return
        if self.after_blank and not self.inner and not line.lead and line.text[line.indent : line.indent + 1] == ":":
            self.inner = line.indent
        before = line.column
        line.strip(self.inner)
        if not self.fenced:
            self.fence_stripped = line.column - before >= self.inner

    def _closes(self, text: str) -> bool:
        size = len(text) - len(text.lstrip(":"))
        if self.nested:
            if size == self.nested[-1]:
                self.nested.pop()
        elif size == self.opening.colons:
            if not text[size:].strip(" \t"):
                return True
            self.nested.append(size)
        return False

    def _open_slot(self, line: Line) -> None:
        """Begin the slot ``#name{props}``; ``#default`` without props continues the component's own content."""
        title, attributes = line.text[1:], None
        brace = title.find("{")
        while brace >= 0 and not (attributes := read_attributes(title, brace)):
            brace = title.find("{", brace + 1)
        name = (title[:brace] if attributes else title).strip()
        node = self.node
        if name != "default" or attributes:
            node = PlacedElement("template")
            node.kind, node.start, node.end = "component", line.start, line.end
            set_props(node, attributes, SourceText.at(title, line.offset(1)))
            node.set(f"v-slot:{name}", "")
        self.slots.append(SlotContent(node))

    def _lost_edge(self) -> Line | None:
        """Return the line of dashes right below the first line if a key follows it: the writer meant props."""
        match self.slots[0].lines[:2]:
            case [edge, key] if _YAML_EDGE.fullmatch(edge.text[edge.indent :]) and _KEY.match(key.text):
                return edge
            case _:
                return None

    def props(self, state: ParserState) -> dict[str, Any]:
        """Read the YAML block with its places."""
        if self.yaml is None:
            return {}
        self.node.yaml = component_props(self.yaml, state)
        return self.node.yaml.value if self.node.yaml else {}

    def close(self, state: ParserState) -> bool:
        """Report an unclosed component or YAML block, and set the props; the parser reads the slots."""
        start = self.node.start
        name = ":" * self.opening.colons + self.opening.name
        if self.in_yaml:
            hint = "end the YAML with a line of `---`, indented like the component"
            state.report(codes.UNCLOSED_YAML, f"the YAML of '{name}' is not closed", start, self.open_end, hint)
        elif not self.done:
            hint = f"add a line of {self.opening.colons} colons at its end"
            state.report(codes.UNCLOSED, f"'{name}' is not closed", start, self.open_end, hint)
        if self.yaml is None and (edge := self._lost_edge()):
            hint = "indent the lines of `---` and the props like the component's first line"
            message = f"'{name}' takes props only from lines with its own indentation"
            state.report(codes.LOST_YAML, message, edge.offset(edge.indent), edge.end, hint)
        self.node.attrib.update(bind(self.props(state)))
        return True
