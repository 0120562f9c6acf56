"""Inlines as runs, links, marks and tracked changes."""

from collections.abc import Iterable, Iterator
from copy import deepcopy
from dataclasses import dataclass, replace
from typing import assert_never

from exporter.backends.docx.comments import comment
from exporter.backends.docx.languages import run_language
from exporter.backends.docx.links import link_attributes
from exporter.backends.docx.pictures import picture
from exporter.backends.docx.style import for_complex_scripts
from exporter.backends.docx.writing import Place, Writing
from exporter.model.languages import language_of
from exporter.model.nodes import (
    Code,
    Emphasis,
    FootnoteReference,
    Image,
    Inline,
    LineBreak,
    Link,
    ReviewNote,
    Revision,
    Span,
    Strong,
    Text,
)
from exporter.model.walk import walk
from exporter.ooxml import runs
from exporter.ooxml.anchors import bookmark
from exporter.ooxml.elements import Element, element
from exporter.ooxml.tracked import Stamp


@dataclass(frozen=True, slots=True)
class Look:
    """What runs inherit from the inlines around them: character styles from the outermost to the innermost."""

    bold: bool = False
    italic: bool = False
    styles: tuple[str, ...] = ()
    lang: str | None = None
    deleted: bool = False

    def within(self, style: str) -> "Look":
        """The same look inside a character style."""
        return replace(self, styles=(*self.styles, style))


def inline_runs(writing: Writing, place: Place, inlines: Iterable[Inline], look: Look | None = None) -> list[Element]:
    """What stands in a ``w:p`` for ``inlines``."""
    look = look or starting_look(writing, place)
    return [made for inline in inlines for made in _one(writing, place, inline, look)]


def starting_look(writing: Writing, place: Place) -> Look:
    """What inlines inherit from their place: language and change. Right-to-left text says so in each run."""
    own = writing.document.language
    lang = place.lang or (own if language_of(own).right_to_left else None)
    return Look(lang=lang, deleted=place.stamp is not None and place.stamp.takes_out)


def run_properties(writing: Writing, look: Look) -> list[Element]:
    """A run has one character style, the innermost; what the others add is written out beside it."""
    made: dict[str, Element] = {}
    if look.styles:
        inner = writing.styles.run_look(look.styles[-1])
        taken = {str(part.tag) for part in inner}
        for outer in look.styles[-2::-1]:
            for part in writing.styles.run_look(outer):
                if part.tag not in taken:
                    made.setdefault(str(part.tag), part)
        own = [element("w:rStyle", val=writing.styles.id(look.styles[-1]))]
    else:
        own = []
    if look.lang:
        own += run_language(look.lang)
    for wanted, name in ((look.bold, "w:b"), (look.italic, "w:i")):
        if wanted:
            new = element(name)
            made[str(new.tag)] = new
            if language_of(look.lang).right_to_left:
                made.update((str(part.tag), part) for part in for_complex_scripts([new]))
    return [*own, *made.values()]


def _one(writing: Writing, place: Place, inline: Inline, look: Look) -> Iterator[Element]:
    match inline:
        case Text():
            yield runs.text(inline.text, *run_properties(writing, look), deleted=look.deleted)
        case Emphasis():
            yield from inline_runs(writing, place, inline.children, replace(look, italic=True))
        case Strong():
            yield from inline_runs(writing, place, inline.children, replace(look, bold=True))
        case Code():
            yield runs.text(inline.text, *run_properties(writing, look.within("Inline Code")), deleted=look.deleted)
        case LineBreak():
            yield runs.text("\n", *run_properties(writing, look))
        case Span():
            yield from inline_runs(writing, place, inline.children, _span_look(writing, inline, look))
        case Link():
            yield from _link(writing, place, inline, look)
        case Image():
            yield from picture(writing, place, inline, look.deleted)
        case FootnoteReference():
            yield from _footnote_mark(writing, place, inline, look)
        case ReviewNote():
            yield from comment(writing, place, inline)
        case Revision():
            yield _revision(writing, place, inline, look)
        case _:
            assert_never(inline)


def _span_look(writing: Writing, span: Span, look: Look) -> Look:
    role = writing.roles.get(span.role)
    if role is not None and role.word in writing.styles:
        look = look.within(role.word)
    return replace(look, lang=span.lang or look.lang)


def _link(writing: Writing, place: Place, link: Link, look: Look) -> Iterator[Element]:
    attributes = link_attributes(writing, place, link)
    role = writing.roles.get(link.role)
    style = role.word if role is not None and role.word in writing.styles else "Hyperlink"
    if attributes is None:
        yield from inline_runs(writing, place, link.children, look)
        return
    # tracked changes stand inside of a link, so that the link outlives them
    yield element("w:hyperlink", *inline_runs(writing, place, link.children, look.within(style)), **attributes)


def _footnote_mark(writing: Writing, place: Place, reference: FootnoteReference, look: Look) -> Iterator[Element]:
    """The mark of a footnote; Word has one mark a note, so that a further one is a field that repeats its number.

    What is taken out has no fields, only what they showed.
    """
    note = next((note for note in writing.document.footnotes if note.number == reference.number), None)
    if note is None:
        return
    style = element("w:rStyle", val=writing.styles.id("footnote reference"))
    name = f"_note_{reference.number}"
    if reference.number in writing.noted:
        result = runs.text(str(reference.number), deepcopy(style), deleted=look.deleted)
        yield from [result] if look.deleted else runs.field(rf"NOTEREF {name} \f \h", [result], style)
        return
    writing.noted.add(reference.number)
    mark = runs.holding(element("w:footnoteReference", id=reference.number), style)
    yield from bookmark(name, writing.annotations.next(), [mark])
    for said in (node for node in walk(note.children) if isinstance(node, ReviewNote)):
        yield from comment(writing, place, said)


def _revision(writing: Writing, place: Place, revision: Revision, look: Look) -> Element:
    stamp = Stamp("ins" if revision.change == "inserted" else "del", revision.author, revision.date)
    inside = inline_runs(writing, place, revision.children, replace(look, deleted=stamp.takes_out))
    return stamp.around(writing.annotations.next(), inside)


def changed(writing: Writing, stamp: Stamp | None, content: Iterable[Element]) -> list[Element]:
    """``content`` of a paragraph that a change puts in or takes out whole; in links the change goes inside."""
    if stamp is None:
        return list(content)
    made: list[Element] = []
    for part in content:
        name = part.tag.partition("}")[2]
        if name == "hyperlink":
            inside = changed(writing, stamp, list(part))
            part.extend(inside)
            made.append(part)
        elif name == "r":
            made.append(stamp.around(writing.annotations.next(), [part]))
        else:
            made.append(part)
    return made


def copied(parts: Iterable[Element]) -> list[Element]:
    """Copies, for a further place in the tree."""
    return [deepcopy(part) for part in parts]
