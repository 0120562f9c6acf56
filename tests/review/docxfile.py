"""Small DOCX files for the review tests, written by hand: the paragraphs of a page, each in its bookmark, and a map."""

import zipfile
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

from exporter.diagnostics import Diagnostics
from exporter.markdown.tree import yaml_scalars
from exporter.model.document import Page
from exporter.ooxml.names import NAMESPACES
from exporter.ooxml.package import Package
from exporter.ooxml.review_map import MapEntry, ReviewMap, bookmark_name, to_xml
from exporter.ooxml.shown_words import OBJECT
from exporter.review import ReadPage, Session, TextOf, read_pages
from exporter.review import session as review_session
from exporter.review.match.text_blocks import PageCharacter, TextBlock, text_blocks
from tests.lowering.pages import read

STYLES = {
    "question": "Question",
    "paragraph": "BodyText",
    "item": "ListBullet",
    "heading": "Heading2",
    "code": "CodeBlock",
    "quote": "Quote",
    "cell": "TableText",
    "label": "Label",
    "caption": "Caption",
    "title": "Title",
    "footnote": "FootnoteText",
}
_NAMES = " ".join(f'xmlns:{p}="{u}"' for p, u in NAMESPACES.items() if p not in ("xml",))
_RELATIONSHIPS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"


def read_page(path: str, text: str) -> tuple[Page, Sequence[tuple[int, int]]]:
    """A page from its text, with no site around it."""
    page, tree = read(text, Diagnostics(), path)
    return page, yaml_scalars(tree)


@dataclass
class Part:
    """One paragraph as XML: its style, what stands in its properties, its runs, its bookmark."""

    style: str
    runs: str
    name: str = ""
    mark: str = ""
    more: str = ""

    def xml(self, number: int) -> str:
        """The ``w:p``."""
        start = f'<w:bookmarkStart w:id="{number}" w:name="{self.name}"/>' if self.name else ""
        end = f'<w:bookmarkEnd w:id="{number}"/>' if self.name else ""
        mark = f"<w:rPr>{self.mark}</w:rPr>" if self.mark else ""
        properties = f'<w:pPr><w:pStyle w:val="{self.style}"/>{self.more}{mark}</w:pPr>'
        return f"<w:p>{properties}{start}{self.runs}{end}</w:p>"


@dataclass
class Reviewed:
    """A page's review file that tests edit: its parts by their paragraphs, comments, other parts of the package."""

    path: str
    text: str
    parts: list[Part]
    map: ReviewMap
    links: dict[str, str] = field(default_factory=dict)
    comments: str = ""
    extended: str = ""
    with_map: bool = True
    around: Callable[[str], str] = lambda body: body

    def part(self, words: str) -> Part:
        """The paragraph whose runs hold ``words``."""
        return next(p for p in self.parts if words in "".join(_texts(p.runs)))

    def save(self, file: Path) -> Path:
        """Writes the DOCX."""
        body = self.around("".join(p.xml(i) for i, p in enumerate(self.parts)))
        document = f"<w:document {_NAMES}><w:body>{body}<w:sectPr/></w:body></w:document>"
        write_package(file, document, self._extra(), self.links)
        return file

    def _extra(self) -> dict[str, bytes]:
        extra: dict[str, bytes] = {}
        if self.with_map:
            extra["customXml/item1.xml"] = to_xml(self.map)
        if self.comments:
            extra["word/comments.xml"] = f"<w:comments {_NAMES}>{self.comments}</w:comments>".encode()
        if self.extended:
            extra["word/commentsExtended.xml"] = f"<w15:commentsEx {_NAMES}>{self.extended}</w15:commentsEx>".encode()
        return extra


def session_of(package: Package, text_of: TextOf, read_page: ReadPage) -> Session:
    """The session of an open package against the pages whose text there is."""
    session = review_session.session_of(package)
    read_pages(session, text_of, read_page)
    return session


def write_package(file: Path, document: str, extra: dict[str, bytes], links: dict[str, str]) -> None:
    """A DOCX of a document part, other parts and hyperlinks."""
    rows = [
        f'<Relationship Id={quoteattr(name)} Type="{_RELATIONSHIPS}/hyperlink" Target={quoteattr(target)}'
        ' TargetMode="External"/>'
        for name, target in links.items()
    ]
    rows.append(f'<Relationship Id="rStyles" Type="{_RELATIONSHIPS}/styles" Target="styles.xml"/>')
    for part in ("comments", "footnotes", "endnotes", "header", "footer"):
        if f"word/{part}.xml" in extra:
            rows.append(f'<Relationship Id="r_{part}" Type="{_RELATIONSHIPS}/{part}" Target="{part}.xml"/>')
    root = f'<Relationship Id="r1" Type="{_RELATIONSHIPS}/officeDocument" Target="word/document.xml"/>'
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", f'<Types xmlns="{_PACKAGE}/content-types"/>')
        archive.writestr("_rels/.rels", f'<Relationships xmlns="{_PACKAGE}/relationships">{root}</Relationships>')
        archive.writestr(
            "word/_rels/document.xml.rels",
            f'<Relationships xmlns="{_PACKAGE}/relationships">{"".join(rows)}</Relationships>',
        )
        archive.writestr("word/document.xml", document)
        archive.writestr("word/styles.xml", _styles())
        for name, data in extra.items():
            archive.writestr(name, data)


def _styles() -> str:
    rows = [
        f'<w:style w:type="paragraph" w:styleId="{s}"><w:name w:val="{_SHOWN.get(s, s)}"/>'
        f"{'<w:rPr><w:b/></w:rPr>' if s in _BOLD else ''}</w:style>"
        for s in STYLES.values()
    ]
    rows.append('<w:style w:type="character" w:styleId="InlineCode"><w:name w:val="Inline Code"/></w:style>')
    rows.append('<w:style w:type="character" w:styleId="Hyperlink"><w:name w:val="Hyperlink"/></w:style>')
    return f"<w:styles {_NAMES}>{''.join(rows)}</w:styles>"


_SHOWN = {"Question": "FAQ Question", "CodeBlock": "Code", "Label": "Box Title"}
_BOLD = ("Question", "Heading2", "Title")


def review_file(text: str, path: str = "content/page.md") -> Reviewed:
    """The review file of a page."""
    page, _ = read_page(path, text)
    found = text_blocks(page)
    entries: list[MapEntry] = []
    parts: list[Part] = []
    links: dict[str, str] = {}
    keys: dict[int, int] = {}
    for block in found:
        number = keys.get(block.unit.index, 0)
        keys[block.unit.index] = number + 1
        key = f"{'q' if block.unit.question else 's'}{block.unit.index}"
        name = bookmark_name(key, number)
        entries.append(_entry(block, name, key))
        parts.append(Part(STYLES[block.kind], runs(block.chars, links), name))
    return Reviewed(path, text, parts, ReviewMap(title="Page", page=path, entries=tuple(entries)), links)


def _entry(block: TextBlock, name: str, key: str) -> MapEntry:
    """The entry of a paragraph, as the exporter would make it."""
    hrefs = [(i, c.href) for i, c in enumerate(block.chars) if c.href and c.char != OBJECT]
    linked = tuple((i, i + 1, href) for i, href in hrefs)
    style, pos = STYLES[block.kind], block.pos
    return MapEntry(
        name=name, kind=block.kind, key=key, text=block.text, section=block.section, style=style, links=linked, pos=pos
    )


def runs(chars: Sequence[PageCharacter], links: dict[str, str]) -> str:
    """Runs of characters, grouped by look and link."""
    out: list[str] = []
    at = 0
    while at < len(chars):
        end = at
        while end < len(chars) and (chars[end].format, chars[end].href) == (chars[at].format, chars[at].href):
            end += 1
        one = run("".join(c.char for c in chars[at:end]), chars[at].format)
        out.append(link(one, chars[at].href, links) if chars[at].href and chars[at].char != "\ufffc" else one)
        at = end
    return "".join(out)


_LOOKS = {
    "b": "<w:b/>",
    "i": "<w:i/>",
    "s": "<w:strike/>",
    "c": '<w:rStyle w:val="InlineCode"/>',
    "u": '<w:u w:val="single"/>',
    "sub": '<w:vertAlign w:val="subscript"/>',
    "sup": '<w:vertAlign w:val="superscript"/>',
    "mark": '<w:highlight w:val="yellow"/>',
}


def run(text: str, look: Iterable[str] = (), deleted: bool = False, change: str = "") -> str:
    """A ``w:r``."""
    tag = "delText" if deleted else "t"
    inner = ""
    for i, line in enumerate(text.split("\n")):
        inner += ("<w:br/>" if i else "") + "".join(
            "<w:drawing/>" if piece == "\ufffc" else f'<w:{tag} xml:space="preserve">{escape(piece)}</w:{tag}>'
            for piece in _cut(line)
            if piece
        )
    looks = "".join(v for k, v in _LOOKS.items() if k in set(look))
    return f"<w:r><w:rPr>{looks}{change}</w:rPr>{inner}</w:r>"


def _cut(line: str) -> list[str]:
    out: list[str] = []
    for i, piece in enumerate(line.split("\ufffc")):
        out += ["\ufffc", piece] if i else [piece]
    return out


def link(inner: str, target: str, links: dict[str, str]) -> str:
    """A ``w:hyperlink``."""
    known = {t: i for i, t in links.items()}
    name = known.get(target) or f"rLink{len(links)}"
    links[name] = target
    return f'<w:hyperlink r:id="{name}">{inner}</w:hyperlink>'


def ins(inner: str, author: str = "Rita", date: str = "2026-01-02T03:04:05Z") -> str:
    """A ``w:ins`` around runs, or the mark of an inserted paragraph end."""
    return f'<w:ins w:id="901" w:author={quoteattr(author)} w:date="{date}">{inner}</w:ins>'


def dele(inner: str, author: str = "Rita", date: str = "2026-01-02T03:04:05Z") -> str:
    """A ``w:del`` around runs, or the mark of a deleted paragraph end."""
    return f'<w:del w:id="902" w:author={quoteattr(author)} w:date="{date}">{inner}</w:del>'


def gone(text: str, look: Iterable[str] = (), author: str = "Rita") -> str:
    """Deleted words."""
    return dele(run(text, look, deleted=True), author)


def new(text: str, look: Iterable[str] = (), author: str = "Rita") -> str:
    """Inserted words."""
    return ins(run(text, look), author)


def edit(part: Part, old: str, *xml: str) -> None:
    """Puts ``xml`` in the place of the words ``old``, which stand in one run; ``xml`` may hold them again."""
    before, look, text, after = _run_with(part.runs, old)
    head, tail = text.split(old, 1)
    part.runs = before + _raw(head, look) + "".join(xml) + _raw(tail, look) + after


def _run_with(xml: str, words: str) -> tuple[str, str, str, str]:
    at = 0
    while True:
        start = xml.index("<w:r>", at)
        end = xml.index("</w:r>", start) + len("</w:r>")
        one = xml[start:end]
        text = "".join(_texts(one))
        if words in text and "<w:br/>" not in one and "delText" not in one:
            look = one[len("<w:r>") : one.index("</w:rPr>") + len("</w:rPr>")]
            return xml[:start], look, text, xml[end:]
        at = end


def _raw(text: str, look: str) -> str:
    return f'<w:r>{look}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>' if text else ""


def _texts(xml: str) -> list[str]:
    out = []
    at = 0
    while (start := xml.find("<w:t ", at)) >= 0:
        start = xml.index(">", start) + 1
        at = xml.index("</w:t>", start)
        out.append(xml[start:at].replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&"))
    return out


def deleted(part: Part, author: str = "Rita") -> Part:
    """The paragraph with all its words and its end deleted."""
    body = part.runs.replace("<w:t ", "<w:delText ").replace("</w:t>", "</w:delText>")
    return replace(part, runs=dele(body, author), mark=dele("", author))


def inserted(kind: str, text: str, author: str = "Rita", look: Iterable[str] = ()) -> Part:
    """A paragraph put in as a whole."""
    return Part(STYLES[kind], new(text, look, author), mark=ins("", author))
