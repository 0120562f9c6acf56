"""Files given to ``review``: packages that unpack without end, name parts of the machine, or declare entities."""

import io
import warnings
import zipfile

from tests.attacks.attack import Attack, Content

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
RELATIONSHIPS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="{}"/>'
    "</Relationships>"
)
BODY = f"<w:document {W}><w:body>{{}}</w:body></w:document>"
PARAGRAPH = "<w:p><w:r><w:t>Words</w:t></w:r></w:p>"


def package(*parts: tuple[str, str | bytes], target: str = "word/document.xml") -> bytes:
    """A package of these parts, and the relationship to its main document; a name may stand twice."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for name, data in (("_rels/.rels", RELATIONSHIPS.format(target)), *parts):
            archive.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED, 9)
    return out.getvalue()


def document(body: str, head: str = "") -> tuple[str, str]:
    """The main document part."""
    return "word/document.xml", head + BODY.format(body)


def reviewed(name: str, data: Content, *found: str, exit: int = 2, verb: str = "list") -> Attack:  # noqa: A002
    """A file that is given to the command."""
    return Attack(
        name=name, files={"reviewed.docx": data}, command=("review", verb, "reviewed.docx"), found=found, exit=exit
    )


LAUGHS = '<!DOCTYPE w [<!ENTITY a "aaaaaaaaaa">' + "".join(f'<!ENTITY a{i} "{"&a;" * 10}">' for i in range(9)) + "]>"

ATTACKS = (
    reviewed(
        "word file of a gigabyte",
        lambda: package(document(PARAGRAPH), ("word/a.xml", bytes(300_000_000))),
        "not-a-docx",
    ),
    reviewed(
        "word file of many parts",
        lambda: package(document("x"), *((f"a{i}.xml", "") for i in range(6_000))),
        "not-a-docx",
    ),
    reviewed(
        "word file of many megabytes",
        lambda: package(document("x"), *((f"a{i}.xml", bytes(15_000_000)) for i in range(16))),
        "not-a-docx",
    ),
    reviewed("word file with a million paragraphs", lambda: package(document("<w:p/>" * 4_000_000)), "not-a-docx"),
    reviewed("word file with entities", lambda: package(document("<w:p>&a8;</w:p>", LAUGHS)), "not-a-docx"),
    reviewed(
        "word file with a file's entity",
        lambda: package(document("<w:p>&x;</w:p>", '<!DOCTYPE w [<!ENTITY x SYSTEM "secret.txt">]>')),
        "not-a-docx",
    ),
    reviewed(
        "word file with entities in UTF-16",
        lambda: package(
            (
                "word/document.xml",
                ('<?xml version="1.0" encoding="UTF-16"?>' + LAUGHS + BODY.format("")).encode("utf-16"),
            )
        ),
        "not-a-docx",
    ),
    reviewed("word file 20000 deep", lambda: package(document("<w:p>" * 20_000 + "</w:p>" * 20_000)), "not-a-docx"),
    reviewed(
        "word file with a part outside", lambda: package(document(PARAGRAPH), ("../../evil.xml", "<x/>")), "not-a-docx"
    ),
    reviewed(
        "word file with a part of the root",
        lambda: package(document(PARAGRAPH), ("/etc/evil.xml", "<x/>")),
        "not-a-docx",
    ),
    reviewed(
        "word file with a part of backslashes",
        lambda: package(document(PARAGRAPH), ("..\\evil.xml", "<x/>")),
        "not-a-docx",
    ),
    reviewed("word file with a part twice", lambda: package(document(PARAGRAPH), document("")), "not-a-docx"),
    reviewed(
        "word file whose document is outside", lambda: package(document(""), target="../../secret.txt"), "not-a-docx"
    ),
    reviewed("word file without a document", lambda: package(("a.xml", "<x/>")), "not-a-docx"),
    reviewed("word file that is no package", b"PK\x03\x04" + bytes(500), "not-a-docx"),
    reviewed("word file cut off", lambda: package(document(PARAGRAPH))[:-40], "not-a-docx"),
    reviewed("word file of Word 97", b"\xd0\xcf\x11\xe0" + bytes(500), "not-a-docx"),
    reviewed("word file that is a page", b"<html><script>alert(1)</script>", "not-a-docx"),
    reviewed("word file without bytes", b"", "not-a-docx"),
)
