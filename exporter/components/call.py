"""One use of a component: its slots, the text of its props with places, and its findings."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from exporter.components import codes
from exporter.components.props import WrittenProps
from exporter.diagnostics import Code
from exporter.lowering.context import Items, Lowering
from exporter.lowering.links import accepted, clean
from exporter.lowering.normalise import as_inlines
from exporter.lowering.text import fold
from exporter.lowering.unsupported_elements import link_instead
from exporter.markdown.tree import MdcComment, MdcElement, MdcNode, MdcText, SourceSpan
from exporter.model.characters import CONTROL
from exporter.model.nodes import Block, Container, Heading, Image, Inline, Link, Paragraph, Reference, Text
from exporter.model.position import KeyPath, Pos
from exporter.model.slugs import anchor_of
from exporter.model.walk import plain_text, rebuild_inlines, walk

# Text that Markdown leaves unchanged, such as most titles: it needs no parser.
PLAIN = re.compile(r"(?!.*www)[^\W\d_](?:[^\W_]|[ ,;.?()'’“”–—%/-])*\s*")


def path_of(prop: str | KeyPath) -> KeyPath:
    """Return a prop's name as a path."""
    return (prop,) if isinstance(prop, str) else prop


@dataclass(frozen=True)
class Call:
    """A use of a component: gives its slots and props. A prop is named as writers write it, or by a path into it."""

    lowering: Lowering
    element: MdcElement
    name: str
    values: WrittenProps
    read: set[str] = field(default_factory=set)  # names of the props that were read, and of slots as ``#name``

    @property
    def pos(self) -> Pos:
        """The place of the whole component."""
        return self.lowering.pos(self.element.span)

    # --- slots ---

    @cached_property
    def _slots(self) -> dict[str, list[MdcNode]]:
        slots: dict[str, list[MdcNode]] = {"default": []}
        for node in self.element.children:
            name = _slot_name(node)
            if name is None or not isinstance(node, MdcElement):
                slots["default"].append(node)
            else:
                slots.setdefault(name, []).extend(node.children)
        return slots

    def nodes(self, slot: str = "default") -> list[MdcNode]:
        """Return the nodes of a slot. Slots that the component does not name are shown behind the default one."""
        self.read.add(f"#{slot}")
        return self._slots.get(slot, [])

    def slot_names(self) -> list[str]:
        """Return the slots that are filled, the default one first."""
        return list(self._slots)

    def all_nodes(self) -> list[MdcNode]:
        """Return the nodes of all slots."""
        return [node for slot in self._slots for node in self.nodes(slot)]

    def items(self) -> Items:
        """Return the content of all slots, lines unfolded."""
        return [item for slot in self._slots for item in self.lowering.items(self.nodes(slot))]

    def blocks(self, slot: str | None = None) -> tuple[Block, ...]:
        """Return the content of a slot, or of all slots, as blocks."""
        if slot is not None:
            return self.lowering.blocks(self.nodes(slot))
        return self.lowering.as_blocks(self.items())

    def inlines(self) -> tuple[Inline, ...]:
        """Return the content of all slots as a line."""
        return as_inlines(self.items(), self.lowering.places)

    def children(self, slot: str = "default") -> list[tuple[MdcNode, tuple[Block, ...]]]:
        """Return each direct child of a slot that shows something, with its blocks."""
        pairs = [(node, self.lowering.blocks([node])) for node in self.nodes(slot)]
        return [(node, blocks) for node, blocks in pairs if blocks]

    # --- props ---

    def value(self, prop: str | KeyPath) -> Any:
        """Return a prop's value as written; None if it is not given."""
        value: Any = self.values
        self.read.add(str(path_of(prop)[0]))
        for step in path_of(prop):
            try:
                value = value[step]
            except (KeyError, IndexError, TypeError):
                return None
        return value

    def place(self, prop: str | KeyPath) -> SourceSpan:
        """Return the place of a prop's value."""
        return self.values.place(path_of(prop))

    def text(self, prop: str | KeyPath) -> tuple[Inline, ...]:
        """Return a prop as plain text."""
        value = self._string(prop)
        if not value.strip():
            return ()
        text = self.lowering.text(value, self.place(prop), self.values.offsets(path_of(prop), value))
        return fold([text], self.lowering.places) if text else ()

    def markdown(self, prop: str | KeyPath) -> tuple[Block, ...]:
        """Return a prop's Markdown as blocks."""
        return self.lowering.as_blocks(self._markdown(prop))

    def line(self, prop: str | KeyPath) -> tuple[Inline, ...]:
        """Return a prop's Markdown in one line."""
        return as_inlines(self._markdown(prop), self.lowering.places)

    def _markdown(self, prop: str | KeyPath) -> Items:
        value = self._string(prop)
        if not value.strip():
            return []
        offsets = self.values.offsets(path_of(prop), value)
        if PLAIN.fullmatch(value):
            text = self.lowering.text(value, self.place(prop), offsets)
            return [text] if text else []
        return self.lowering.markdown(value, offsets)

    def _string(self, prop: str | KeyPath) -> str:
        value = self.value(prop)
        if value is None or isinstance(value, bool | dict | list):
            return ""
        return str(value)

    # --- nodes ---

    def target(self, prop: str | KeyPath) -> str | None:
        """Return a prop's link target; None if it is empty, leads nowhere (``#``) or may not be carried."""
        value = clean(self._string(prop))
        return accepted(self.lowering, value, self.place(prop)) if value and value != "#" else None

    def link(self, prop: str | KeyPath, words: Sequence[Inline], role: str = "") -> tuple[Inline, ...]:
        """Return ``words`` as a link to a prop's target; without a target the words alone."""
        target = self.target(prop)
        if target is None or not words:
            return tuple(words)
        for inner in (node for node in walk(words) if isinstance(node, Link | Reference)):
            message = f"{self.name}: the link to '{inner.written or inner.target}' is left out, inside another link"
            self.lowering.diagnostics.add(codes.LOSS_PROP, message, inner.pos or self.pos, subject=self.name)
        return (
            Link(
                target=target,
                children=unlinked(words),
                role=role,
                written=CONTROL.sub("", self._string(prop)),
                pos=self.pos,
            ),
        )

    def image(self, prop: str, alt: str | None, role: str = "", decorative: bool = False) -> Image | None:
        """Return a prop's picture; ``alt`` names the prop of its alternative text."""
        source = CONTROL.sub("", self._string(prop)).strip()
        if not source:
            return None
        words = plain_text(self.text(alt)) if alt else ""
        written = alt is not None and self.value(alt) is not None
        shows_nothing = not words and (decorative or written)
        return Image(
            asset=source, alt=words, decorative=shows_nothing, role=role, pos=self.lowering.pos(self.place(prop))
        )

    def heading(self, words: tuple[Inline, ...]) -> list[Block]:
        """Return a heading one level below the one above the component; an empty list for no words."""
        if not words:
            return []
        level = min(6, self.lowering.level + 1)
        self.lowering.level = level
        anchor = self.lowering.anchor(anchor_of(plain_text(words)), own=False)
        return [Heading(level=level, children=words, anchor=anchor, pos=words[0].pos)]

    def container(
        self, role: str, children: Sequence[Block], title: tuple[Inline, ...] = (), label: bool = False
    ) -> Container:
        """Return a container at the component's place."""
        return Container(role=role, children=tuple(children), title=title, label=label, pos=self.pos)

    def paragraph(self, inlines: Sequence[Inline], role: str = "") -> list[Block]:
        """Return a paragraph of ``inlines``; an empty list for no inlines."""
        return [Paragraph(children=tuple(inlines), role=role, pos=self.pos)] if inlines else []

    # --- findings ---

    def report(self, code: Code, message: str, prop: str | KeyPath | None = None, hint: str | None = None) -> None:
        """Add a finding at a prop's value, or at the component."""
        at = self.element.span if prop is None else self.place(prop)
        self.lowering.report(code, message, at, hint, self.name)

    def missing(self, prop: str) -> None:
        """Report that a prop is missing without which nothing is shown."""
        self.report(codes.PROP_MISSING, f"{self.name} without '{prop}'", hint=f"add {prop}")

    def report_unread(self, holds_words: Callable[[str, Any], bool]) -> None:
        """Report the words in props and slots that the component did not read."""
        for prop, value in self.values.items():
            if prop not in self.read and holds_words(prop, value):
                self.report(codes.LOSS_PROP, f"{self.name}: the words of '{prop}' are not shown", prop)
        for slot, nodes in self._slots.items():
            shown = next((n for n in nodes if not isinstance(n, MdcText) or n.value.strip()), None)
            if f"#{slot}" not in self.read and shown is not None and not isinstance(shown, MdcComment):
                which = "its content" if slot == "default" else f"its slot '{slot}'"
                self.lowering.report(codes.LOSS_PROP, f"{self.name}: {which} is not shown", shown.span, None, self.name)

    def not_shown(self, what: str) -> None:
        """Report that the component shows something only on the website."""
        self.report(codes.LOSS_WEBSITE, f"{self.name}: {what} cannot be shown in a document")

    def instead(self, target: str, words: str) -> Container:
        """Return a link in the place of something that a document cannot show."""
        return link_instead(self.lowering, target, words, self.element.span)


def _slot_name(node: MdcNode) -> str | None:
    if not isinstance(node, MdcElement) or node.tag != "template":
        return None
    names = [key.removeprefix("v-slot:") for key in node.props if key.startswith("v-slot:")]
    return names[0] if names else "default"


def unlinked(words: Sequence[Inline]) -> tuple[Inline, ...]:
    """Return ``words`` without links of their own: a link cannot stand in another (HTML, section 4.5.1)."""

    def plain(word: Inline) -> tuple[Inline, ...]:
        if isinstance(word, Reference) and word.kind == "citation":
            return (Text(text=word.target, pos=word.pos),)
        return word.children if isinstance(word, Link | Reference) else (word,)

    return rebuild_inlines(words, plain)
