"""RunReader as characters (ECMA-376 part 1, 17.3.3): their text, look, fields, and elements for one character."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Final

from lxml import etree

from exporter.ooxml.names import qname
from exporter.ooxml.review_map import OBJECT
from exporter.review.word import wordml
from exporter.review.word.document import TrackedChange, Traits, WordCharacter
from exporter.review.word.formats import WordStyles
from exporter.review.word.tracked_changes import TrackedChangeReader, TrackedState

_Element = etree._Element
Handler = Callable[[_Element, TrackedState], None]
_HYPERLINK: Final = re.compile(
    r'\s*HYPERLINK\s+(?:"(?P<target>[^"]*)")?(?:\s*\\l\s+"(?P<anchor>[^"]*)")?', re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class RunFormat:
    """The format of one run before and after a tracked change of it, and who changed it."""

    format: Traits
    old: Traits | None = None
    by: TrackedChange | None = None


class OpenFields:
    """The fields (ECMA-376 part 1, 17.16) that are open at a place of the text, the innermost last.

    A field's code is hidden, its result is text, a link field has its target.
    """

    def __init__(self) -> None:
        self._codes: list[list[str]] = []
        self._in_result: list[bool] = []

    def part(self, element: "etree._Element") -> None:
        """Takes in one ``w:fldChar``, ``w:instrText`` or ``w:delInstrText``."""
        kind = element.get(qname("w:fldCharType"))
        if element.tag != qname("w:fldChar"):
            if self._codes and not self._in_result[-1]:
                self._codes[-1].append(element.text or "")
        elif kind == "begin":
            self._codes.append([])
            self._in_result.append(False)
        elif kind == "separate" and self._codes:
            self._in_result[-1] = True
        elif kind == "end" and self._codes:
            self._codes.pop()
            self._in_result.pop()

    @property
    def hidden(self) -> bool:
        """Whether text here is a field's code."""
        return not all(self._in_result)

    @property
    def target(self) -> str:
        """Where the innermost link field leads, ``""`` outside links."""
        targets = (self.target_of("".join(code)) for code in reversed(self._codes))
        return next((t for t in targets if t), "")

    @staticmethod
    def target_of(code: str) -> str:
        """The target that a field's code links to, ``""`` where it is no link."""
        match = _HYPERLINK.match(code)
        if not match:
            return ""
        anchor = match["anchor"]
        return (match["target"] or "") + (f"#{anchor}" if anchor else "")


@dataclass(slots=True)
class RunReader:
    """Writes the characters of runs: ``write`` takes each, ``inside`` what is no text of the run itself."""

    styles: WordStyles
    tracking: TrackedChangeReader
    write: Callable[[WordCharacter], None]
    inside: Handler
    fields: OpenFields = field(default_factory=OpenFields)
    _numbered: bool = False  # whether the number of a note was the last that was read

    def run(self, element: _Element, state: TrackedState) -> None:
        """One ``w:r`` or ``m:r``."""
        self._children(element, state, self._look(element.find(qname("w:rPr")), state.style))

    def _look(self, properties: "_Element | None", style: str) -> RunFormat:
        now = self.styles.format(properties, style)
        change = properties.find(qname("w:rPrChange")) if properties is not None else None
        if change is None:
            return RunFormat(now)
        old = self.styles.format(change.find(qname("w:rPr")), style)
        return RunFormat(now, old, self.tracking.read(change))

    def _children(self, elements: Iterable[_Element], state: TrackedState, look: RunFormat) -> None:
        for child in elements:
            tag = str(child.tag)
            if tag in wordml.TEXT:
                self._characters(child.text or "", state, look)
            elif tag == qname("w:delText"):
                self._characters(child.text or "", state.certainly_deleted(), look)
            elif tag in wordml.CHARACTERS:
                self._characters(wordml.CHARACTERS[tag](child), state, look)
            elif tag in wordml.NOTE_NUMBERS:
                self._numbered = True
            elif tag in wordml.OBJECTS or tag in wordml.NOTES:
                self._characters(OBJECT, state, look)
                self.inside(child, state)
            elif tag in (*wordml.INSERTING, *wordml.DELETING):
                self._children(child, self.tracking.changed(child, state), look)
            elif tag in wordml.FIELD_PARTS:
                self.fields.part(child)
            elif tag == wordml.ALTERNATIVES:
                self._children(child.iterfind(f"{wordml.COMPATIBILITY}Choice/*"), state, look)
            elif tag != qname("w:rPr"):
                self.inside(child, state)

    def _characters(self, text: str, state: TrackedState, look: RunFormat) -> None:
        if self.fields.hidden:
            return
        if self._numbered and text:
            self._numbered = False
            text = text[1:] if text[0] in " \t" else text  # what parts a note's number from its words
        href = self.fields.target or state.href
        for char in text:
            self.write(
                WordCharacter(
                    char, state.inserted, state.deleted, look.format, look.old, look.by, href, region=state.region
                )
            )
