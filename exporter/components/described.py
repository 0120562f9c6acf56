"""Components by the words of their props: titles, texts, links and lists of parts, in the order of the page.

Nuxt UI's components are lowered so, by their tables, and so is every component that is unknown.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from exporter.components.call import Call
from exporter.lowering.attribute_text import WORDLESS_PROP, holds_words, is_address
from exporter.lowering.context import Items
from exporter.lowering.elements import INLINE
from exporter.lowering.normalise import as_inlines
from exporter.markdown.tree import MdcElement
from exporter.model.characters import CONTROL
from exporter.model.nodes import Block, Container, Image, Inline, Link, List, ListItem, Paragraph, Strong, Text
from exporter.model.position import KeyPath
from exporter.model.walk import plain_text

TITLES = ("title", "label", "name", "question", "heading", "headline", "q")
SUBTITLES = ("headline", "subtitle", "tagline", "date", "badge")
TARGETS = ("to", "href", "url", "link")
BUTTONS = ("links", "actions", "buttons", "button", "cta")
PICTURED = ("alt", "title", "name")  # the words for a picture, by preference
PICTURES = ("image", "avatar", "src", "light")
# The slots above and below the words of the props; those without a place here stand between, as written.
SLOTS_BEFORE = ("top", "header", "leading", "headline")
SLOTS_AFTER = ("links", "actions", "footer", "bottom")
SPOKEN = ("aria-label", "ariaLabel")
ALWAYS_WORDS = ("name", "content", "role")  # in parts, and in components whose props are known
DEEPEST = 6  # parts in parts that have a box of their own


@dataclass(frozen=True, slots=True)
class Shape:
    """The form of a component: the role of its container, empty for its blocks alone.

    ``heading`` makes its title a heading of the outline, ``label`` puts the role's word in front, ``titles`` are the
    props for the title, by preference, and ``part`` is the role of the parts in its props. ``known`` says whether its
    props are known: its pictures are shown then.
    """

    role: str = "section"
    heading: bool = False
    label: bool = False
    titles: tuple[str, ...] = TITLES
    part: str = "section"
    known: bool = True


@dataclass
class Description:
    """The words of one component; ``left`` collects the names of the props that are not shown."""

    call: Call
    shape: Shape
    unshown: frozenset[str] = frozenset()
    left: list[str] = field(default_factory=list)

    def lower(self) -> Items:
        """Return the component's words: within the line for one in a line, else as blocks."""
        call, level = self.call, self.call.lowering.level
        slot_title = call.lowering.inlines(call.nodes("title"))
        call.lowering.level = level
        key = self._title_key(call.values, 0)
        own = call.text(key) if key else ()
        words = slot_title or own
        title = self._linked((), words) if words else ()
        heading = call.heading(title) if self.shape.heading and not self._in_line else []
        body = list(self._body(slot_title, own))
        if not words:
            body += call.paragraph(self._linked((), ()))
        call.lowering.level = level
        return self._whole(title, heading, body)

    def _whole(self, title: tuple[Inline, ...], heading: list[Block], body: list[Block]) -> Items:
        call = self.call
        if self._in_line:
            first = (Strong(children=title), Text(text=" ")) if title and body else title
            return as_inlines([*first, *body], call.lowering.places)
        if heading or not (self.shape.role or (title and body)):
            return [*heading, *(call.paragraph(title) if not heading else ()), *body]
        return [call.container(self.shape.role or "section", body, title, label=self.shape.label)]

    @property
    def _in_line(self) -> bool:
        """Whether the component stands in a line: as ``:name``, or as a tag around a line."""
        inside = (child for child in self.call.element.children if isinstance(child, MdcElement))
        lines = all(child.tag in INLINE or child.component or "-" in child.tag for child in inside)
        return lines and not self.call.lowering.source.startswith("::", self.call.element.span.start)

    def _body(self, slot_title: tuple[Inline, ...], own: tuple[Inline, ...]) -> Iterator[Block]:
        call = self.call
        slots = [slot for slot in call.slot_names() if slot != "title"]
        between = [slot for slot in slots if slot not in (*SLOTS_BEFORE, *SLOTS_AFTER)]
        between.sort(key=lambda slot: (slot == "default", slot != "description"))
        for slot in SLOTS_BEFORE:
            yield from call.blocks(slot)
        if slot_title and plain_text(own) != plain_text(slot_title):
            yield from call.paragraph(own, "subtitle")
        yield from self._words((), call.values)
        for slot in (*between, *SLOTS_AFTER):
            if f"#{slot}" not in call.read:
                yield from call.blocks(slot)

    def parts(self, prop: str) -> list[Block]:
        """Return the parts in a prop."""
        return self._value((prop,), prop, self.call.values.get(prop), 0)

    # --- parts: the props, and each mapping in them ---

    def _words(self, path: KeyPath, values: Mapping[str, Any], depth: int = 0) -> Iterator[Block]:
        """Yield the words of a mapping but for its title and target, in their order."""
        taken = {self._title_key(values, depth), self._target(values), *(self.unshown if not path else SPOKEN)}
        if self.shape.known and any(key in values for key in PICTURES):
            taken.add("alt")
        for key, value in values.items():
            if key in taken:
                continue
            blocks = self._value((*path, key), key, value, depth)
            if blocks or self._is_slot(key, value):
                yield from blocks
            elif not path:
                self.left.append(key)

    def _is_slot(self, key: str, value: Any) -> bool:
        return key == "slot" and value in self.call.slot_names()

    def _value(self, path: KeyPath, key: str, value: Any, depth: int) -> list[Block]:
        if self.shape.known and key in PICTURES and (image := self._picture(path, value)):
            return self.call.paragraph((image,))
        if self._is_slot(key, value):
            return list(self.call.blocks(value))
        if isinstance(value, Mapping | list):
            return [] if WORDLESS_PROP.fullmatch(key) else self._parts(path, key, value, depth)
        if not self._holds_words(key, value, depth) or (len(path) == 1 and self._is_expression(path)):
            return []
        return self.call.paragraph(self.call.text(path), "subtitle" if key in SUBTITLES else "")

    def _holds_words(self, key: str, value: Any, depth: int) -> bool:
        if key in ALWAYS_WORDS and (depth or self.shape.known) and isinstance(value, str):
            return any(map(str.isalnum, value)) and not is_address(value) and not value.startswith("i-")
        return holds_words(key, value)

    def _parts(self, path: KeyPath, key: str, value: Any, depth: int) -> list[Block]:
        if isinstance(value, list):
            return self._list(path, key, value, depth)
        title, body = self._part(path, value, depth)
        return self._lines(key, [title]) if title and not body else self._boxed(path, title, body, depth)

    def _list(self, path: KeyPath, key: str, values: Sequence[Any], depth: int) -> list[Block]:
        """Return a list's parts: those of one line as a list or as links in a row, the others each in a box."""
        words = any(self._holds_words(key, value, depth) for value in values if not isinstance(value, Mapping | list))
        shown = [i for i, value in enumerate(values) if words or isinstance(value, Mapping | list)]
        items = [((*path, i), *self._item((*path, i), key, values[i], depth)) for i in shown]
        if any(body for _, _, body in items):
            return [block for here, title, body in items for block in self._boxed(here, title, body, depth)]
        return self._lines(key, [title for _, title, _ in items if title])

    def _item(self, path: KeyPath, key: str, value: Any, depth: int) -> tuple[tuple[Inline, ...], list[Block]]:
        if isinstance(value, Mapping):
            return self._part(path, value, depth)
        if isinstance(value, list):
            return (), self._list(path, key, value, depth)
        return self.call.text(path), []

    def _part(self, path: KeyPath, value: Mapping[str, Any], depth: int) -> tuple[tuple[Inline, ...], list[Block]]:
        """Return the title of a mapping, linked to its target, and its other words."""
        key = self._title_key(value, depth + 1)
        title = self._linked(path, self.call.text((*path, key)) if key else ())
        return title, list(self._words(path, value, depth + 1))

    def _boxed(self, path: KeyPath, title: tuple[Inline, ...], body: list[Block], depth: int) -> list[Block]:
        if not title and (len(body) < 2 or depth >= DEEPEST):
            return body
        pos = self.call.lowering.pos(self.call.place(path))
        if depth >= DEEPEST:
            return [Paragraph(children=title, pos=pos), *body]
        return [Container(role=self.shape.part, children=tuple(body), title=title, pos=pos)]

    def _lines(self, key: str, lines: Sequence[tuple[Inline, ...]]) -> list[Block]:
        if not lines:
            return []
        if key in BUTTONS:
            row = [inline for line in lines for inline in (Text(text=" "), *line)]
            return self.call.paragraph(row[1:])
        if len(lines) == 1:
            return self.call.paragraph(lines[0])
        items = tuple(ListItem(children=tuple(self.call.paragraph(line)), pos=line[0].pos) for line in lines)
        return [List(items=items, pos=self.call.pos)]

    # --- titles, targets, pictures ---

    def _title_key(self, values: Mapping[str, Any], depth: int) -> str:
        return next((key for key in self.shape.titles if self._is_title(key, values.get(key), depth)), "")

    def _is_title(self, key: str, value: Any, depth: int) -> bool:
        if isinstance(value, Mapping | list) or (not depth and key in self.unshown):
            return False
        return self._holds_words(key, value, depth)

    def _target(self, values: Mapping[str, Any]) -> str:
        return next((key for key in TARGETS if isinstance(values.get(key), str) and key not in self.unshown), "")

    def _linked(self, path: KeyPath, title: tuple[Inline, ...]) -> tuple[Inline, ...]:
        values = self.call.value(path) if path else self.call.values
        target = self._target(values)
        if not target:
            return title
        card = (self.shape.part if path else self.shape.role) == "card"
        role = "button" if any(step in BUTTONS for step in path) else "card-link" if card else ""
        label = next((key for key in SPOKEN if isinstance(values.get(key), str)), target)
        linked = self.call.link((*path, target), title or self.call.text((*path, label)), role)
        return linked if title or any(isinstance(one, Link) for one in linked) else ()

    def _picture(self, path: KeyPath, value: Any) -> Image | None:
        """Return the picture at an address, or at the ``src`` of a mapping; its description stands beside."""
        around = self.call.value(path[:-1]) if path[:-1] else self.call.values
        self.call.read.update((str(path[0]), "alt"))
        inside = value if isinstance(value, Mapping) else {}
        words = next(
            (w for w in (inside.get("alt"), *map(around.get, PICTURED)) if isinstance(w, str) and w.strip()), ""
        )
        source = value.get("src") if isinstance(value, Mapping) else value
        if not isinstance(source, str) or not source.strip() or (" " in source.strip() and "/" not in source):
            return None
        asset = CONTROL.sub("", source).strip()
        alt = " ".join(CONTROL.sub("", words).split())
        pos = self.call.lowering.pos(self.call.place(path))
        role = "avatar" if path[-1] == "avatar" else ""
        return Image(asset=asset, alt=alt, decorative=not alt and role == "avatar", role=role, pos=pos)

    def _is_expression(self, path: KeyPath) -> bool:
        """Whether a prop is bound to an expression, which only the website can evaluate."""
        bound = f":{self.call.values.keys_written.get(str(path[0]), path[0])}"
        return bound in self.call.element.props and self.call.values[str(path[0])] == self.call.element.props[bound]
