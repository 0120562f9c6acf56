"""Edits of review files as Word writes them, on the XML of the package and without any code of the exporter's.

A paragraph is found by words in it. Edits are tracked unless ``tracked`` is off; what no program tracks never is.
"""

import zipfile
from collections.abc import Iterable
from copy import deepcopy
from io import BytesIO
from itertools import count

from lxml import etree

from tests.review.word_text import (
    R,
    Xml,
    isolated,
    make,
    new_run,
    paragraph_properties,
    q,
    row_properties,
    run_like,
    runs_of,
    text,
    wrap,
)

_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
_STORIES = ("word/document.xml", "word/footnotes.xml")
_RELATIONS = "word/_rels/document.xml.rels"
_BY = {"author": "Rita", "date": "2026-01-02T03:04:05Z"}
LISTS = {"bullet": 1, "number": 2}
"""The lists that every file of the exporter has, by the sign of their items."""


class WordFile:
    """A review file that is edited."""

    def __init__(self, data: bytes) -> None:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            self.files = {name: archive.read(name) for name in archive.namelist()}
        self.roots = {
            name: etree.fromstring(self.files[name]) for name in (*_STORIES, _RELATIONS) if name in self.files
        }
        self.tracked = True
        self._ids = count(90_000)

    def data(self) -> bytes:
        """The file."""
        parts = {
            name: etree.tostring(root, xml_declaration=True, encoding="UTF-8") for name, root in self.roots.items()
        }
        out = BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
            for name, content in {**self.files, **parts}.items():
                archive.writestr(name, content)
        return out.getvalue()

    def paragraphs(self) -> list[Xml]:
        """All paragraphs of the text and of its notes."""
        return [p for name in _STORIES if name in self.roots for p in self.roots[name].iter(q("p"))]

    def paragraph(self, words: str | Xml) -> Xml:
        """The one paragraph with these words, or the one that is given."""
        if not isinstance(words, str):
            return words
        found = [p for p in self.paragraphs() if words in text(p)]
        exact = [p for p in found if text(p) == words]
        chosen = exact if len(exact) == 1 else found
        assert len(chosen) == 1, f"{len(chosen)} paragraphs have {words!r}"
        return chosen[0]

    def span(self, words: str, within: str | Xml = "") -> tuple[Xml, int, int]:
        """The paragraph of some words, and where they start and end in it."""
        paragraph = self.paragraph(words if within == "" else within)
        at = text(paragraph).index(within) if isinstance(within, str) and within else 0
        start = text(paragraph).index(words, at)
        return paragraph, start, start + len(words)

    def runs(self, words: str, within: str | Xml = "") -> list[Xml]:
        """The runs that have just these words."""
        return isolated(*self.span(words, within))

    def delete(self, words: str, within: str | Xml = "") -> None:
        """Delete words."""
        self._delete(self.runs(words, within))

    def _delete(self, runs: Iterable[Xml], tag: str = "del") -> None:
        for run in runs:
            if not self.tracked:
                run.getparent().remove(run)  # type: ignore[union-attr]
                continue
            for own in run.iter(q("t")):
                own.tag = q("delText" if tag == "del" else "t")
            wrap(run, self._mark(tag))

    def insert(
        self, words: str, *, after: str = "", before: str = "", within: str | Xml = "", plain: bool = False
    ) -> None:
        """Insert words with the look of those beside them; ``plain`` ones stand outside of links."""
        runs = self.runs(after or before, within)
        beside = runs[-1] if after else runs[0]
        run = run_like(beside, words)
        if plain:
            for own in run.findall(q("rPr")):
                run.remove(own)
            beside = next(iter(beside.iterancestors(q("hyperlink"))), beside)
        new = self._inserted(run)
        beside.addnext(new) if after else beside.addprevious(new)

    def replace(self, words: str, by: str, within: str | Xml = "") -> None:
        """Replace words; the new ones have the look of the first old one."""
        runs = self.runs(words, within)
        new = self._inserted(run_like(runs[0], by))
        last = runs[-1]
        self._delete(runs[:-1])
        last.addnext(new)
        self._delete([last])

    def format(self, words: str, trait: str, on: bool = True, within: str | Xml = "") -> None:
        """Give words a trait (``b``, ``i``, ``strike``), or take it from them."""
        for run in self.runs(words, within):
            look = run.find(q("rPr"))
            if look is None:
                look = make("rPr")
                run.insert(0, look)
            old, own = deepcopy(look), look.find(q(trait))
            if on and own is not None:
                continue
            if own is not None:
                look.remove(own)
            else:  # off, over a style that has it
                own = make(trait) if on else make(trait, val=0)
                look.insert(1 if look.find(q("rStyle")) is not None else 0, own)
            if self.tracked:
                look.append(self._mark("rPrChange", old))

    def link(self, words: str, target: str, within: str | Xml = "") -> None:
        """Make a link of words, or lead their link elsewhere; an empty target takes it off."""
        runs = self.runs(words, within)
        old = next(iter(runs[0].iterancestors(q("hyperlink"))), None)
        if old is not None:
            for child in list(old):
                old.addprevious(child)
            old.getparent().remove(old)  # type: ignore[union-attr]
        for run in runs if not target else ():
            for style in list(run.iter(q("rStyle"))):
                style.getparent().remove(style)  # type: ignore[union-attr]
        if target:
            key = f"edit{next(self._ids)}"
            etree.SubElement(
                self.roots[_RELATIONS],
                f"{{{_PACKAGE}}}Relationship",
                {"Id": key, "Type": f"{R}/hyperlink", "Target": target, "TargetMode": "External"},
            )
            made = etree.Element(q("hyperlink"), {f"{{{R}}}id": key})
            runs[0].addprevious(made)
            made.extend(runs)

    def add(
        self, style: str, words: str, *, behind: str | Xml = "", before: str | Xml = "", kind: str = "", level: int = 1
    ) -> None:
        """Insert a paragraph with a style, in a list if it has a ``kind`` (``bullet``, ``number``)."""
        made = self._new_paragraph(style, words, kind, level)
        after = behind if isinstance(behind, str) else True
        beside = self.paragraph(behind if after else before)
        beside.addnext(made) if after else beside.addprevious(made)

    def type_under(self, style: str, words: str, under: str) -> None:
        """Insert a paragraph as LibreOffice writes it: the old mark comes to the new paragraph."""
        paragraph = self.paragraph(under)
        made = self._new_paragraph(style, words, "", 1)
        self._mark_paragraph(paragraph, "ins")
        _unmark(made)
        paragraph.addnext(made)

    def split(self, after: str, within: str | Xml = "") -> None:
        """Press Enter behind some words."""
        paragraph, _, end = self.span(after, within)
        isolated(paragraph, end, len(text(paragraph)))
        last = isolated(paragraph, 0, end)[-1]
        child = next(c for c in paragraph if last is c or last in c.iter())
        second = make("p")
        if (properties := paragraph.find(q("pPr"))) is not None:
            second.append(deepcopy(properties))
        second.extend(list(child.itersiblings()))
        paragraph.addnext(second)
        self._mark_paragraph(paragraph, "ins")

    def join(self, words: str | Xml) -> None:
        """Delete the mark of a paragraph, or join it with the next one untracked."""
        paragraph = self.paragraph(words)
        if self.tracked:
            self._mark_paragraph(paragraph, "del")
            return
        following = paragraph.getnext()
        assert following is not None
        paragraph.extend([c for c in following if c.tag != q("pPr")])
        following.getparent().remove(following)  # type: ignore[union-attr]

    def drop(self, words: str | Xml) -> None:
        """Delete a paragraph with its mark."""
        paragraph = self.paragraph(words)
        if not self.tracked:
            paragraph.getparent().remove(paragraph)  # type: ignore[union-attr]
            return
        self._delete(runs_of(paragraph))
        self._mark_paragraph(paragraph, "del")

    def move(self, words: str | Xml, behind: str | Xml) -> None:
        """Move a paragraph behind another one."""
        paragraph = self.paragraph(words)
        copy = deepcopy(paragraph)
        for mark in [m for m in copy if m.tag in (q("bookmarkStart"), q("bookmarkEnd"))]:
            copy.remove(mark)
        self.paragraph(behind).addnext(copy)
        if not self.tracked:
            paragraph.getparent().remove(paragraph)  # type: ignore[union-attr]
            return
        for one, tag in ((paragraph, "moveFrom"), (copy, "moveTo")):
            for run in runs_of(one):
                wrap(run, self._mark(tag))
            self._mark_paragraph(one, tag)

    def restyle(self, words: str | Xml, style: str, kind: str = "", level: int = 1) -> None:
        """Give a paragraph another style and list."""
        paragraph = self.paragraph(words)
        properties = paragraph_properties(paragraph)
        old = make("pPr", *(deepcopy(c) for c in properties if c.tag not in (q("rPr"), q("sectPr"))))
        for own in [c for c in properties if c.tag in (q("pStyle"), q("numPr"))]:
            properties.remove(own)
        _style(properties, style, kind, level or 1)
        if self.tracked:
            properties.append(self._mark("pPrChange", old))

    def drop_row(self, words: str | Xml) -> None:
        """Delete the row with these words."""
        row = next(self.paragraph(words).iterancestors(q("tr")))
        if not self.tracked:
            row.getparent().remove(row)  # type: ignore[union-attr]
            return
        for paragraph in row.iter(q("p")):
            self._delete(runs_of(paragraph))
        row_properties(row).append(self._mark("del"))

    def add_row(self, cells: Iterable[str], behind: str) -> None:
        """Insert a row behind the one with these words."""
        row = next(self.paragraph(behind).iterancestors(q("tr")))
        made = deepcopy(row)
        for mark in list(made.iter(q("bookmarkStart"), q("bookmarkEnd"))):
            mark.getparent().remove(mark)  # type: ignore[union-attr]
        for cell, words in zip(made.iter(q("tc")), cells, strict=True):
            (paragraph,) = cell.iter(q("p"))
            for child in [c for c in paragraph if c.tag != q("pPr")]:
                paragraph.remove(child)
            if words:
                paragraph.append(self._inserted(new_run(words)))
        if self.tracked:
            row_properties(made).append(self._mark("ins"))
        row.addnext(made)

    def move_row(self, words: str, behind: str) -> None:
        """Move a row behind another one: deleted there, inserted here."""
        row = next(self.paragraph(words).iterancestors(q("tr")))
        copy = deepcopy(row)
        next(self.paragraph(behind).iterancestors(q("tr"))).addnext(copy)
        for mark in list(copy.iter(q("bookmarkStart"), q("bookmarkEnd"))):
            mark.getparent().remove(mark)  # type: ignore[union-attr]
        if not self.tracked:
            row.getparent().remove(row)  # type: ignore[union-attr]
            return
        for one, tag in ((row, "del"), (copy, "ins")):
            for paragraph in one.iter(q("p")):
                self._delete(runs_of(paragraph), tag)
            row_properties(one).append(self._mark(tag))

    def alt(self, old: str, new: str, within: Xml | None = None) -> None:
        """Change a picture's alternative text; no program tracks it."""
        roots = list(self.roots.values()) if within is None else [within]
        found = [e for root in roots for e in root.iter() if e.get("descr") == old]
        assert found, f"no picture is described as {old!r}"
        for one in found:
            one.set("descr", new)

    def picture(self, alt: str, data: bytes) -> None:
        """Put another picture in the place of one."""
        drawing = next(
            d
            for d in self.roots["word/document.xml"].iter(q("drawing"))
            if any(e.get("descr") == alt for e in d.iter())
        )
        key = next(e.get(f"{{{R}}}embed") for e in drawing.iter() if e.get(f"{{{R}}}embed"))
        target = next(e.get("Target") for e in self.roots[_RELATIONS] if e.get("Id") == key)
        self.files[str(target).lstrip("/") if str(target).startswith("/") else f"word/{target}"] = data

    def add_note(self, words: str, after: str) -> None:
        """Insert a footnote behind some words."""
        notes = self.roots["word/footnotes.xml"]
        number = max(int(n.get(q("id"), "0")) for n in notes) + 1
        mark = make("r", make("rPr", make("rStyle", val="FootnoteReference")), make("footnoteRef"))
        style = make("pPr", make("pStyle", val="FootnoteText"))
        notes.append(
            make("footnote", make("p", style, self._inserted(mark), self._inserted(new_run(" " + words))), id=number)
        )
        look = make("rPr", make("rStyle", val="FootnoteReference"))
        reference = make("r", look, make("footnoteReference", id=number))
        self.runs(after)[-1].addnext(self._inserted(reference))

    def drop_note(self, words: str) -> None:
        """Delete the reference to the note with these words."""
        note = next(self.paragraph(words).iterancestors(q("footnote")))
        body = self.roots["word/document.xml"]
        reference = next(r for r in body.iter(q("footnoteReference")) if r.get(q("id")) == note.get(q("id")))
        self._delete([reference.getparent()])  # type: ignore[list-item]

    def _mark(self, tag: str, *children: Xml) -> Xml:
        return make(tag, *children, id=next(self._ids), **_BY)

    def _inserted(self, run: Xml) -> Xml:
        return self._mark("ins", run) if self.tracked else run

    def _mark_paragraph(self, paragraph: Xml, tag: str) -> None:
        properties = paragraph_properties(paragraph)
        if not self.tracked:
            return
        look = properties.find(q("rPr"))
        if look is None:
            look = make("rPr")
            later = next((c for c in properties if c.tag in (q("sectPr"), q("pPrChange"))), None)
            properties.append(look) if later is None else later.addprevious(look)
        look.insert(0, self._mark(tag))

    def _new_paragraph(self, style: str, words: str, kind: str, level: int) -> Xml:
        made = make("p")
        _style(paragraph_properties(made), style, kind, level or 1)
        self._mark_paragraph(made, "ins")
        made.append(self._inserted(new_run(words)))
        return made


def _style(properties: Xml, style: str, kind: str, level: int) -> None:
    listed = make("numPr", make("ilvl", val=level - 1), make("numId", val=LISTS[kind])) if kind else None
    if listed is not None:
        properties.insert(0, listed)
    if style or kind:
        properties.insert(0, make("pStyle", val=style or "ListParagraph"))


def _unmark(paragraph: Xml) -> None:
    properties = paragraph_properties(paragraph)
    for own in properties.findall(q("rPr")):
        properties.remove(own)
