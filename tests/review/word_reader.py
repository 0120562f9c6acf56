"""A small reader of Word files for judging reviews: the text once all changes are accepted, by lxml alone.

It shares no code with the exporter. Contents and what stands outside of the text are left out.
"""

import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO

from lxml import etree

from tests.review.word_text import R, Xml, q

HEADING = "Heading"
_GONE = (q("del"), q("moveFrom"))


@dataclass
class Shown:
    """A paragraph: its kind (style, sign and level of its list), words, links, alternative texts and bookmarks."""

    kind: str
    words: str = ""
    links: list[tuple[str, str]] = field(default_factory=list)
    alts: list[str] = field(default_factory=list)
    anchors: list[str] = field(default_factory=list)

    def tidy(self) -> "Shown":
        """The same with blanks as a page has them."""
        links: list[tuple[str, str]] = []
        for words, target in self.links:
            if links and links[-1][1] == target:
                words = links.pop()[0] + words
            links.append((words, target))
        clean = [(" ".join(words.split()), target) for words, target in links if words.strip()]
        return Shown(self.kind, " ".join(self.words.split()), clean, self.alts, self.anchors)


def read(data: bytes) -> list[Shown]:
    """The paragraphs of a file with all changes accepted, without empty ones."""
    with zipfile.ZipFile(BytesIO(data)) as archive:
        body = etree.fromstring(archive.read("word/document.xml"))
        signs = _signs(archive)
        targets = {
            e.get("Id"): e.get("Target", "") for e in etree.fromstring(archive.read("word/_rels/document.xml.rels"))
        }
    found = [shown for shown in map(Shown.tidy, _paragraphs(body, signs, targets)) if shown.words or shown.alts]
    named = {anchor: shown.words for shown in found for anchor in shown.anchors}
    for shown in found:
        shown.links = [(words, _led(target, named)) for words, target in shown.links]
        shown.links, shown.anchors = [link for link in shown.links if link[1] != "#"], []
    return list(_from_first_level(found))


def _led(target: str, named: dict[str, str]) -> str:
    """The target of a link, one in the document by the words of its paragraph, since anchors come from words."""
    return f"#{named.get(target[1:], '')}" if target.startswith("#") else target


def _from_first_level(found: list[Shown]) -> Iterator[Shown]:
    """The paragraphs with levels of headings counted from the file's highest one, as each export does."""
    levels = [int(shown.kind[len(HEADING) :]) for shown in found if shown.kind.startswith(HEADING)]
    for shown in found:
        if shown.kind.startswith(HEADING):
            shown.kind = f"{HEADING}{int(shown.kind[len(HEADING) :]) - min(levels) + 1}"
        yield shown


def _signs(archive: zipfile.ZipFile) -> dict[tuple[str, str], str]:
    """The kind of list of each number and level: ``bullet``, ``decimal``."""
    root = etree.fromstring(archive.read("word/numbering.xml"))
    formats = {}
    for kind in root.iter(q("abstractNum")):
        for level in kind.iter(q("lvl")):
            sign = level.find(q("numFmt"))
            key = kind.get(q("abstractNumId")), level.get(q("ilvl"))
            formats[key] = "bullet" if sign is None or sign.get(q("val")) == "bullet" else "number"
    found = {}
    for number in root.iter(q("num")):
        kind = number.find(q("abstractNumId"))
        for (of, level), sign in formats.items():
            if kind is not None and of == kind.get(q("val")):
                found[str(number.get(q("numId"))), str(level)] = sign
    return found


def _paragraphs(body: Xml, signs: dict[tuple[str, str], str], targets: dict[str | None, str]) -> Iterator[Shown]:
    open_: Shown | None = None
    for paragraph in body.iter(q("p")):
        if any(e.tag == q("sdt") for e in paragraph.iterancestors()) or _row_gone(paragraph):
            continue
        here = Shown(_kind(paragraph, signs))
        _fill(here, paragraph, targets)
        if open_ is not None and (open_.words or open_.alts):
            open_.words += " " + here.words
            open_.links += here.links
            open_.alts += here.alts
            open_.anchors += here.anchors
            here = open_
        open_ = here if _mark_gone(paragraph) else None
        if open_ is None:
            yield here
    if open_ is not None:
        yield open_


def _kind(paragraph: Xml, signs: dict[tuple[str, str], str]) -> str:
    style, number, level = (
        paragraph.find(f"{q('pPr')}/{path}")
        for path in (q("pStyle"), f"{q('numPr')}/{q('numId')}", f"{q('numPr')}/{q('ilvl')}")
    )
    name = "Normal" if style is None else str(style.get(q("val")))
    if number is None or name.startswith("FAQQuestion"):
        return name
    at = "0" if level is None else str(level.get(q("val")))
    return f"{signs.get((str(number.get(q('val'))), at), '?')} {at}"


def _fill(shown: Shown, paragraph: Xml, targets: dict[str | None, str]) -> None:
    shown.anchors = [str(e.get(q("name"))) for e in paragraph.iter(q("bookmarkStart"))]
    for run in paragraph.iter(q("r")):
        around = list(run.iterancestors())
        if any(e.tag in _GONE for e in around):
            continue
        words = "".join((e.text or "") if e.tag == q("t") else " " for e in run if e.tag in (q("t"), q("br"), q("tab")))
        shown.words += words
        link = next((e for e in around if e.tag == q("hyperlink")), None)
        if link is not None and words:
            target = targets.get(link.get(f"{{{R}}}id")) or f"#{link.get(q('anchor'))}"
            shown.links.append((words, target))
        shown.alts += [str(e.get("descr", "")) for e in run.iter() if str(e.tag).endswith("}docPr")]


def _mark_gone(paragraph: Xml) -> bool:
    return any(paragraph.find(f"{q('pPr')}/{q('rPr')}/{tag}") is not None for tag in _GONE)


def _row_gone(paragraph: Xml) -> bool:
    return any(row.find(f"{q('trPr')}/{q('del')}") is not None for row in paragraph.iterancestors(q("tr")))
