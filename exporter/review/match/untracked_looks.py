"""Bold, italic and other looks of kept words that changed with tracking off, found by the review map."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from exporter.ooxml.paragraph_kinds import style_key
from exporter.ooxml.review_map import MapEntry, ReviewMap
from exporter.ooxml.shown_words import OBJECT
from exporter.review.match.alignment import UNTRACKED, AlignedCharacter
from exporter.review.word.document import BARRIER, PARAGRAPH, ParagraphForm, Traits

_COMPARED: Final = frozenset(("b", "i", "s", "sub", "sup"))
_NO_WORDS: Final = (BARRIER, OBJECT, "\n")
_OF_THEMES: Final = frozenset(("c", "other"))  # these look as a theme says


def find_untracked_looks(
    alignment: Sequence[AlignedCharacter], review_map: ReviewMap, styles: Mapping[str, Traits]
) -> None:
    """Give kept characters whose look is not the exported one their old look, as a tracked change does."""
    if not review_map.has_looks:
        return
    exported = [_by_place(entry) for entry in review_map.entries]
    form = ParagraphForm()
    for aligned in reversed(alignment):
        character = aligned.character
        if character.char == PARAGRAPH:
            form = character.form
            continue
        tracked = character.old is not None and character.old != character.format
        if not aligned.kept or aligned.entry is None or tracked or character.char in _NO_WORDS:
            continue
        was = exported[aligned.entry].get(aligned.at, frozenset())
        if aligned.index is None or was & _OF_THEMES or "c" in character.format:
            continue
        if "t" in was:  # some programs write the weight of the table's style at the words
            was = (was - {"t", "b"}) | (character.format & {"b"})
        old = (was - styles.get(style_key(form.style), frozenset())) | (character.format - _COMPARED)
        if old != character.format:  # OpenDocument names the author of a format, not the old one
            aligned.character = replace(character, old=old, formatted=character.formatted or UNTRACKED)


def _by_place(entry: MapEntry) -> dict[int, Traits]:
    return {at: traits for start, end, traits in entry.looks for at in range(start, end)}
