"""Changes of the kind of whole paragraphs: their style, their list, their level."""

from collections.abc import Iterator, Mapping, Sequence

from exporter.model.nodes import List
from exporter.ooxml.paragraph_kinds import kind_of, style_key
from exporter.ooxml.review_map import LISTED, MapEntry, ReviewMap
from exporter.review.match.alignment import UNTRACKED, AlignedCharacter, AlignedDocument, exported_style
from exporter.review.match.changes import ChangeKind, ReviewChange
from exporter.review.match.current_page import CurrentPage
from exporter.review.word.document import PARAGRAPH, ParagraphForm


def style_changes(
    alignment: Sequence[AlignedCharacter], document: AlignedDocument, review_map: ReviewMap
) -> Iterator[ReviewChange]:
    """Yield changes of paragraph styles and lists: tracked in Word, mostly untracked in LibreOffice.

    Words of a change are the kinds of paragraph, or the styles if both make the same kind.
    """
    for i, aligned in enumerate(alignment):
        if aligned.character.char != PARAGRAPH or not aligned.kept or aligned.entry is None or aligned.index is None:
            continue
        entry, form, old = review_map.entries[aligned.entry], aligned.character.form, aligned.character.old_form
        usual = document.styles.get(exported_style(entry), style_key(form.style))
        if style_key(form.style) == usual and _same_list(entry, form, old) and not form.unnumbered:
            continue
        tracked = aligned.character.formatted if old is not None else None
        before, after = _words(entry), described(form)
        if before == after and tracked is None and _like_deleted(alignment, i):
            continue
        if before == after:
            own = exported_style(entry)
            shown = document.names.get(document.styles.get(own, own))
            before, after = shown or entry.style.removesuffix(LISTED) or "Normal", form.style
        change = ReviewChange(ChangeKind.STYLE, tracked or UNTRACKED, [i], aligned.entry, aligned.at)
        change.before, change.after = before, after
        yield change


def _like_deleted(alignment: Sequence[AlignedCharacter], index: int) -> bool:
    """Whether a paragraph has the style of a deleted one in front of it: LibreOffice gives it that, untracked."""
    marks = (a.character for a in reversed(alignment[:index]) if a.character.char == PARAGRAPH)
    before = next(marks, None)
    if before is None or before.final or not before.original:
        return False
    return before.form.style == alignment[index].character.form.style


def list_changes(
    alignment: Sequence[AlignedCharacter], review_map: ReviewMap, pages: Mapping[str, CurrentPage]
) -> Iterator[ReviewChange]:
    """Yield untracked changes of list levels and numbering in files with an older map, as the pages have the lists."""
    for i, aligned in enumerate(alignment):
        mark = aligned.character
        if mark.char != PARAGRAPH or not aligned.kept or aligned.entry is None or mark.old_form is not None:
            continue
        entry = review_map.entries[aligned.entry]
        page = pages.get(entry.pos.file) if entry.pos else None
        current = page.paragraphs.get(aligned.entry) if page else None
        if entry.level >= 0 or mark.form.kind != "item" or current is None or not current.unchanged:
            continue
        lists = [node for node in current.block.ancestors if isinstance(node, List)]
        if current.block.kind == "item" and (len(lists) - 1, lists[-1].ordered) != (mark.form.level, mark.form.ordered):
            change = ReviewChange(ChangeKind.STYLE, UNTRACKED, [i], aligned.entry, aligned.at)
            change.before = described(ParagraphForm("", "item", len(lists) - 1, lists[-1].ordered))
            change.after = described(mark.form)
            yield change


def _same_list(entry: MapEntry, form: ParagraphForm, old: ParagraphForm | None) -> bool:
    """Whether a paragraph is in no list, or at its level of a list of its kind. Older maps do not have the level."""
    if (form.kind == "item") != (entry.kind == "item"):
        return form.kind not in ("item", "paragraph", "other")
    if form.kind != "item":
        return True
    if entry.level >= 0:
        return (entry.level, entry.ordered) == (form.level, form.ordered)
    return old is None or (old.level, old.ordered) == (form.level, form.ordered)


def _words(entry: MapEntry) -> str:
    """Describe the exported kind of a paragraph."""
    level = entry.level if entry.level >= 0 else kind_of(entry.style)[1]
    return described(ParagraphForm("", entry.kind, level, entry.ordered), known=entry.level >= 0)


def described(form: ParagraphForm, *, known: bool = True) -> str:
    """Return the kind of a paragraph in words: ``heading 2``, ``numbered item, level 2``."""
    if form.unnumbered:
        return f"{form.kind} without its sign"
    if form.kind == "heading" and form.level > 0:
        return f"heading {form.level}"
    if form.kind != "item" or not known:
        return form.kind if form.kind != "other" else f"paragraph in style '{form.style}'"
    return ("numbered" if form.ordered else "bulleted") + " item" + (f", level {form.level + 1}" if form.level else "")
