"""Runs as characters (ECMA-376 part 1, 17.3.3): their text, format and fields."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from typing import Final

from lxml import etree

from exporter.ooxml.names import qname
from exporter.ooxml.shown_words import OBJECT
from exporter.review.word import wordml
from exporter.review.word.document import RevisionMark, Traits, WordCharacter, WordPicture
from exporter.review.word.formats import WordStyles
from exporter.review.word.tracked_changes import TrackedChangeReader, TrackedState

_Element = etree._Element
Handler = Callable[[_Element, TrackedState], None]
_OF_ROW: Final = "\u200d"  # LibreOffice puts it into a row without words, to track the row
_NOTE: Final = re.compile(r"\s*NOTEREF\b", re.IGNORECASE)
_HYPERLINK: Final = re.compile(
    r'\s*HYPERLINK\s+(?:"(?P<target>[^"]*)")?(?:\s*\\l\s+"(?P<anchor>[^"]*)")?', re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class RunFormat:
    """Format of a run before and after a tracked change of it, and the author of that change."""

    format: Traits
    old: Traits | None = None
    by: RevisionMark | None = None


class OpenFields:
    """Fields (ECMA-376 part 1, 17.16) that are open at a place of the text, the innermost last.

    The code of a field is hidden, its result is text, a link field has a target. The number in a field that repeats a
    footnote's mark is an object, as the mark itself.
    """

    def __init__(self) -> None:
        self._codes: list[list[str]] = []
        self._in_result: list[bool] = []
        self._repeated_mark = False  # whether the field shows the mark of a footnote again, and has not done so yet

    def part(self, element: "etree._Element") -> None:
        """Add a ``w:fldChar``, ``w:instrText`` or ``w:delInstrText``."""
        kind = element.get(qname("w:fldCharType"))
        if element.tag != qname("w:fldChar"):
            if self._codes and not self._in_result[-1]:
                self._codes[-1].append(element.text or "")
        elif kind == "begin":
            self._codes.append([])
            self._in_result.append(False)
        elif kind == "separate" and self._codes:
            self._in_result[-1] = True
            self._repeated_mark = self.repeats_mark
        elif kind == "end" and self._codes:
            self._codes.pop()
            self._in_result.pop()

    @property
    def hidden(self) -> bool:
        """Whether text here is the code of a field."""
        return not all(self._in_result)

    @property
    def repeats_mark(self) -> bool:
        """Whether text here repeats the mark of a footnote."""
        return bool(self._codes) and _NOTE.match("".join(self._codes[-1])) is not None

    def shown(self, text: str) -> str:
        """Return ``text`` as a paragraph shows it: one object for all of a repeated mark."""
        if not text or not self.repeats_mark:
            return text
        shown, self._repeated_mark = OBJECT if self._repeated_mark else "", False
        return shown

    @property
    def target(self) -> str:
        """Target of the innermost link field, ``""`` outside links."""
        targets = (self.target_of("".join(code)) for code in reversed(self._codes))
        return next((t for t in targets if t), "")

    @staticmethod
    def target_of(code: str) -> str:
        """Return the link target in the code of a field, ``""`` if it is not a link."""
        match = _HYPERLINK.match(code)
        if not match:
            return ""
        anchor = match["anchor"]
        return (match["target"] or "") + (f"#{anchor}" if anchor else "")


@dataclass(slots=True)
class RunReader:
    """Read runs: ``write`` gets each character, ``inside`` the elements that are not text of the run itself."""

    styles: WordStyles
    tracking: TrackedChangeReader
    write: Callable[[WordCharacter], None]
    inside: Handler
    picture: Callable[[_Element], WordPicture | None]
    fields: OpenFields = field(default_factory=OpenFields)
    _numbered: bool = False  # whether the element before is the number of a note

    def run(self, element: _Element, state: TrackedState) -> None:
        """Read a ``w:r`` or ``m:r``."""
        run_format = self._run_format(element.find(qname("w:rPr")), state.style)
        if state.weighted:
            run_format = replace(run_format, format=run_format.format - {"b"})
        self._children(element, state, run_format)

    def _run_format(self, properties: "_Element | None", style: str) -> RunFormat:
        now = self.styles.format(properties, style)
        change = properties.find(qname("w:rPrChange")) if properties is not None else None
        if change is None:
            return RunFormat(now)
        old = self.styles.format(change.find(qname("w:rPr")), style)
        return RunFormat(now, old, self.tracking.read(change))

    def _children(self, elements: Iterable[_Element], state: TrackedState, run_format: RunFormat) -> None:
        for child in elements:
            tag = str(child.tag)
            if tag in wordml.TEXT:
                self._characters(child.text or "", state, run_format)
            elif tag == qname("w:delText"):
                self._characters(child.text or "", state.certainly_deleted(), run_format)
            elif tag in wordml.CHARACTERS:
                self._characters(wordml.CHARACTERS[tag](child), state, run_format)
            elif tag in wordml.NOTE_NUMBERS:
                self._numbered = True
            elif tag in wordml.OBJECTS:
                self._characters(OBJECT, state, run_format, self.picture(child))
                self.inside(child, state)
            elif tag in wordml.NOTES:
                note = f"{wordml.NOTES[tag]} {child.get(wordml.ID, '')}"
                self._characters(OBJECT, replace(state, note=note), run_format)
                self.inside(child, state)
            elif tag in (*wordml.INSERTING, *wordml.DELETING):
                self._children(child, self.tracking.changed(child, state), run_format)
            elif tag in wordml.FIELD_PARTS:
                self.fields.part(child)
            elif tag == wordml.ALTERNATIVES:
                self._children(child.iterfind(f"{wordml.COMPATIBILITY}Choice/*"), state, run_format)
            elif tag != qname("w:rPr"):
                self.inside(child, state)

    def _characters(
        self, text: str, state: TrackedState, run_format: RunFormat, picture: WordPicture | None = None
    ) -> None:
        if self.fields.hidden:
            return
        if self._numbered and text:
            self._numbered = False
            text = text[1:] if text[0] in " \t" else text  # the blank between the number of a note and its words
        text = self.fields.shown(text.removesuffix(_OF_ROW) if state.in_changed_row else text)
        href = self.fields.target or state.href
        for char in text:
            self.write(
                WordCharacter(
                    char,
                    state.inserted,
                    state.deleted,
                    run_format.format,
                    run_format.old,
                    run_format.by,
                    href,
                    region=state.region,
                    picture=picture,
                    note=state.note if char == OBJECT else "",
                )
            )
