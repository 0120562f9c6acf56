"""Inlines as runs, links, marks and tracked changes."""

from collections.abc import Iterable, Iterator
from copy import deepcopy
from dataclasses import dataclass, replace
from typing import assert_never

from exporter.backends.docx.code import LINE_STYLES, TOKEN_STYLES, VERBATIM
from exporter.backends.docx.comments import comment
from exporter.backends.docx.equations import equation
from exporter.backends.docx.languages import run_language
from exporter.backends.docx.links import link_attributes
from exporter.backends.docx.pictures import picture
from exporter.backends.docx.style_definition import for_complex_scripts
from exporter.backends.docx.writing import BlockContext, Writing
from exporter.backends.identifiers import with_identifiers
from exporter.model.captions import own_anchor
from exporter.model.code_lines import tokens_of
from exporter.model.languages import UNDETERMINED, language_of
from exporter.model.math import Math
from exporter.model.nodes import (
    Code,
    Emphasis,
    FootnoteReference,
    Image,
    Inline,
    LineBreak,
    Link,
    Reference,
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
from exporter.ooxml.tracked_changes import TrackedChange

HYPHENATED = 6  # letters of the shortest word that Word divides


@dataclass(frozen=True, slots=True)
class InlineFormat:
    """The formatting that runs inherit from the inlines around them; ``styles`` from the outermost to the innermost."""

    bold: bool = False
    italic: bool = False
    styles: tuple[str, ...] = ()
    lang: str | None = None
    deleted: bool = False
    identifier: bool = False  # Word divides and checks no words without proofing
    size: int = 0
    code_size: int = 0  # of code in a line, in half points; 0 for the style's

    def within(self, style: str) -> "InlineFormat":
        """Return the same formatting inside a character style."""
        return replace(self, styles=(*self.styles, style))


def inline_runs(
    writing: Writing, context: BlockContext, inlines: Iterable[Inline], run_format: InlineFormat | None = None
) -> list[Element]:
    """Return the content of a ``w:p`` for ``inlines``."""
    run_format = run_format or starting_format(writing, context)
    return [made for inline in inlines for made in _one(writing, context, inline, run_format)]


def starting_format(writing: Writing, context: BlockContext, style: str = "") -> InlineFormat:
    """Return the formatting that a block gives its inlines: language, change and size; ``style`` is its paragraphs'.

    Each right-to-left run says so.
    """
    own = writing.document.language
    lang = context.lang or (own if language_of(own).right_to_left else None)
    deleted = context.change is not None and context.change.is_deletion
    code_size = _code_size(writing, style) if style and not context.size else context.size
    return InlineFormat(lang=lang, deleted=deleted, size=context.size, code_size=code_size)


def _code_size(writing: Writing, style: str) -> int:
    """Return the size of code in words that are larger than the text, as in headings: code's size grows with them."""
    factor = writing.styles.size(style) / (writing.styles.size("Normal") or 2 * writing.text_size)
    return round(factor * writing.styles.size(VERBATIM)) if factor > 1 else 0


def run_properties(writing: Writing, run_format: InlineFormat) -> list[Element]:
    """Return the properties of a run: the innermost character style, and beside it what the outer styles add."""
    made: dict[str, Element] = {}
    if run_format.styles:
        inner = writing.styles.run_properties(run_format.styles[-1])
        inner_tags = {str(part.tag) for part in inner}
        for outer in run_format.styles[-2::-1]:
            for part in writing.styles.run_properties(outer):
                if part.tag not in inner_tags:
                    made.setdefault(str(part.tag), part)
        own = [element("w:rStyle", val=writing.styles.id(run_format.styles[-1]))]
    else:
        own = []
    if run_format.lang:
        own += run_language(run_format.lang)
    flags = ((run_format.bold, "w:b"), (run_format.italic, "w:i"), (run_format.identifier, "w:noProof"))
    for wanted, name in flags:
        if wanted:
            new = element(name)
            made[str(new.tag)] = new
            if language_of(run_format.lang).right_to_left:
                made.update((str(part.tag), part) for part in for_complex_scripts([new]))
    if run_format.size:
        made.update(
            (str(part.tag), part)
            for name in ("w:sz", "w:szCs")
            if (part := element(name, val=run_format.size)) is not None
        )
    return [*own, *made.values()]


def _one(writing: Writing, context: BlockContext, inline: Inline, run_format: InlineFormat) -> Iterator[Element]:
    match inline:
        case Text():
            yield from _text(writing, context, inline.text, run_format)
        case Emphasis():
            yield from inline_runs(writing, context, inline.children, replace(run_format, italic=True))
        case Strong():
            yield from inline_runs(writing, context, inline.children, replace(run_format, bold=True))
        case Code():
            yield from _code(writing, context, inline, replace(run_format, lang=UNDETERMINED))
        case LineBreak():
            yield runs.text("\n", *run_properties(writing, run_format))
        case Span():
            made = inline_runs(writing, context, inline.children, _span_format(writing, context, inline, run_format))
            yield from anchored(writing, context.change, run_format.deleted, inline.anchor, made)
        case Link():
            yield from _link(writing, context, inline, run_format)
        case Reference():
            yield from _reference(writing, context, inline, run_format)
        case Math():
            yield equation(inline)
        case Image():
            yield from picture(writing, context, inline, run_format.deleted)
        case FootnoteReference():
            yield from _footnote_mark(writing, context, inline, run_format)
        case ReviewNote():
            yield from comment(writing, context, inline)
        case Revision():
            yield _revision(writing, context, inline, run_format)
        case _:
            assert_never(inline)


def _text(writing: Writing, context: BlockContext, text: str, run_format: InlineFormat) -> Iterator[Element]:
    """Yield runs of words; code's paragraph style has no proofing anyway."""
    for part, identifier in with_identifiers(text, HYPHENATED) if context.kind != "code" else [(text, False)]:
        made = run_properties(writing, replace(run_format, identifier=identifier))
        yield runs.text(part, *made, deleted=run_format.deleted)


def _code(writing: Writing, context: BlockContext, code: Code, run_format: InlineFormat) -> Iterator[Element]:
    """Yield a run for each part of code; in links and other styles its parts have no style of their own."""
    in_block = context.kind == "code"
    if not in_block:
        run_format = replace(run_format, size=run_format.code_size)
    plain = run_format if in_block else run_format.within(VERBATIM)
    for token in tokens_of(code):
        style = TOKEN_STYLES.get(token.role) if in_block or not run_format.styles else None
        made = run_properties(writing, run_format.within(style) if style else plain)
        yield runs.text(token.text, *made, deleted=run_format.deleted)


def anchored(
    writing: Writing, change: TrackedChange | None, deleted: bool, anchor: str, inside: list[Element]
) -> list[Element]:
    """Return ``inside`` in the bookmark of ``anchor``, if it gets one here."""
    if not anchor or not writing.claim_bookmark(anchor, change, deleted=deleted):
        return inside
    return bookmark(writing.anchors.name(anchor), writing.annotation_ids.next(), inside)


def _span_format(writing: Writing, context: BlockContext, span: Span, run_format: InlineFormat) -> InlineFormat:
    role = writing.roles.get(span.role)
    style = LINE_STYLES.get(span.role, "") if context.kind == "code" else role.word if role is not None else ""
    if style in writing.styles:
        run_format = run_format.within(style)
    return replace(run_format, lang=span.lang or run_format.lang)


def _link(writing: Writing, context: BlockContext, link: Link, run_format: InlineFormat) -> Iterator[Element]:
    attributes = link_attributes(writing, context, link)
    role = writing.roles.get(link.role)
    style = role.word if role is not None and role.word in writing.styles else "Hyperlink"
    if attributes is None:
        yield from inline_runs(writing, context, link.children, run_format)
        return
    # tracked changes stand inside of a link, so that the link outlives them
    yield element("w:hyperlink", *inline_runs(writing, context, link.children, run_format.within(style)), **attributes)


def _reference(writing: Writing, context: BlockContext, node: Reference, run_format: InlineFormat) -> Iterator[Element]:
    """Yield a reference as fields that show the number and the words of its target (17.16.5.51).

    Deleted text has no fields, only the words that they showed, and numbers that Word does not count have none. A
    target without a number of its own is a link.
    """

    def field(switches: str, words: Iterable[Inline]) -> list[Element]:
        made = inline_runs(writing, context, words, run_format)
        return runs.field(f"REF {writing.anchors.name(anchor)} {switches}", made, *run_properties(writing, run_format))

    caption = node.kind in ("figure", "table")
    anchor = own_anchor(node.kind, node.number) if caption else node.target[1:]
    if run_format.deleted or anchor not in writing.targets:
        yield from inline_runs(writing, context, node.children, run_format)
    elif node.kind == "heading" and node.number and writing.document.numbering.partial:
        yield from _link(writing, context, Link(target=node.target, children=node.children), run_format)
    elif node.kind == "heading" and node.number:
        number, blank, *words = node.children
        yield from (*field(r"\r \h", [number]), *inline_runs(writing, context, [blank], run_format))
        yield from field(r"\h", words)
    elif node.kind:
        yield from field(r"\h", node.children)
    else:
        yield from _link(writing, context, Link(target=node.target, children=node.children), run_format)


def _footnote_mark(
    writing: Writing, context: BlockContext, reference: FootnoteReference, run_format: InlineFormat
) -> Iterator[Element]:
    """Yield the mark of a footnote; Word has one mark a note, so another one is a field that repeats its number.

    Deleted text has no fields, only the numbers that they showed.
    """
    note = next((note for note in writing.document.footnotes if note.number == reference.number), None)
    if note is None:
        return
    style = element("w:rStyle", val=writing.styles.id("footnote reference"))
    name = f"_note_{reference.number}"
    if reference.number in writing.marked_footnotes:
        result = runs.text(str(reference.number), deepcopy(style), deleted=run_format.deleted)
        yield from [result] if run_format.deleted else runs.field(rf"NOTEREF {name} \f \h", [result], style)
        return
    writing.marked_footnotes.add(reference.number)
    mark = runs.around(element("w:footnoteReference", id=reference.number), style)
    yield from bookmark(name, writing.annotation_ids.next(), [mark])
    for review_note in (node for node in walk(note.children) if isinstance(node, ReviewNote)):
        yield from comment(writing, context, review_note)


def _revision(writing: Writing, context: BlockContext, revision: Revision, run_format: InlineFormat) -> Element:
    change = TrackedChange("ins" if revision.change == "inserted" else "del", revision.author, revision.date)
    inside = inline_runs(writing, context, revision.children, replace(run_format, deleted=change.is_deletion))
    return change.wrap(writing.annotation_ids.next(), inside)


def changed(writing: Writing, change: TrackedChange | None, content: Iterable[Element]) -> list[Element]:
    """Return ``content`` of a paragraph that a change inserts or deletes whole; in links the change goes inside."""
    if change is None:
        return list(content)
    made: list[Element] = []
    for part in content:
        name = part.tag.partition("}")[2]
        if name == "hyperlink":
            inside = changed(writing, change, list(part))
            part.extend(inside)
            made.append(part)
        elif name in ("r", "oMath", "oMathPara"):
            made.append(change.wrap(writing.annotation_ids.next(), [part]))
        else:
            made.append(part)
    return made


def copied(parts: Iterable[Element]) -> list[Element]:
    """Return copies, for another place in the tree."""
    return [deepcopy(part) for part in parts]
