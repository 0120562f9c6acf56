"""Files that are not what they say: each ends in a clear error, none in a traceback or a full memory."""

import io
import zipfile
from pathlib import Path

import pytest

from exporter.ooxml.package import PackageError, PackageLimits, open_package, read_package
from tests.review.sample import review_copy


def _with(tmp_path: Path, name: str, data: bytes) -> Path:
    """A review file with one part replaced."""
    source = review_copy().save(tmp_path / "whole.docx")
    target = tmp_path / "changed.docx"
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            if info.filename != name:
                new.writestr(info.filename, old.read(info.filename))
        new.writestr(name, data)
    return target


def _zip(*parts: tuple[str, bytes]) -> io.BytesIO:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in parts:
            archive.writestr(name, data)
    out.seek(0)
    return out


def test_no_zip(tmp_path: Path) -> None:
    """A file that is no ZIP at all is called no DOCX."""
    file = tmp_path / "a.docx"
    file.write_bytes(b"%PDF-1.7")
    with pytest.raises(PackageError, match="is not a DOCX file"):
        open_package(file)


def test_missing_file(tmp_path: Path) -> None:
    """A file that is not there is named."""
    with pytest.raises(PackageError, match="cannot be read"):
        open_package(tmp_path / "nowhere.docx")


def test_cut_off(tmp_path: Path) -> None:
    """Half a file is called damaged."""
    whole = review_copy().save(tmp_path / "a.docx").read_bytes()
    with pytest.raises(PackageError, match="is damaged"):
        read_package(io.BytesIO(whole[: len(whole) // 2]), "a.docx")


def test_old_word() -> None:
    """A .doc, or an encrypted file, says how to save it."""
    with pytest.raises(PackageError, match=r"encrypted or a \.doc"):
        read_package(io.BytesIO(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1rest"), "a.docx")


def test_open_document() -> None:
    """An ODT says what to save it as."""
    odt = _zip(("mimetype", b"application/vnd.oasis.opendocument.text"), ("content.xml", b"<x/>"))
    with pytest.raises(PackageError, match="OpenDocument") as error:
        read_package(odt, "a.odt")
    assert error.value.diagnostic.hint == "save it as Word 2007-365 (.docx)"


def test_spreadsheet() -> None:
    """Another office file is no Word document."""
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
    rels = f'<R xmlns="r"><Relationship Id="r" Type="{kind}" Target="xl/workbook.xml"/></R>'.encode()
    book = _zip(("_rels/.rels", rels), ("xl/workbook.xml", b'<workbook xmlns="spreadsheetml"/>'))
    with pytest.raises(PackageError, match="is not a Word document"):
        read_package(book, "a.xlsx")


def test_too_large(tmp_path: Path) -> None:
    """What unpacks to more than the limits is refused, whatever sizes the file states."""
    file = _with(tmp_path, "word/extra.xml", b"<x>" + b" " * 3_000_000 + b"</x>")
    with pytest.raises(PackageError, match="too large when unpacked"):
        open_package(file, PackageLimits(part=1_000_000))
    with pytest.raises(PackageError, match="too large when unpacked"):
        open_package(file, PackageLimits(total=2_000_000))
    with pytest.raises(PackageError, match="parts"):
        open_package(file, PackageLimits(parts=2))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_document_type(tmp_path: Path, encoding: str) -> None:
    """A DTD, and so every entity, is refused in any encoding."""
    text = f'<?xml version="1.0" encoding="{encoding}"?><!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'
    with pytest.raises(PackageError, match="document type"):
        open_package(_with(tmp_path, "word/document.xml", text.encode(encoding)))


def test_not_well_formed(tmp_path: Path) -> None:
    """Broken XML is named with its part."""
    with pytest.raises(PackageError, match=r"word/document\.xml.*not well-formed"):
        open_package(_with(tmp_path, "word/document.xml", b"<a><b></a>"))


def test_names_that_climb() -> None:
    """A part whose name leaves the package is refused."""
    with pytest.raises(PackageError, match="bad name"):
        read_package(_zip(("../evil.xml", b"<x/>")), "a.docx")


def test_strict_names(tmp_path: Path) -> None:
    """A file saved as Strict Open XML reads like any other."""
    source = open_package(review_copy().save(tmp_path / "a.docx"))
    old = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    strict = source.parts["word/document.xml"].replace(old, b"http://purl.oclc.org/ooxml/wordprocessingml/main")
    package = open_package(_with(tmp_path, "word/document.xml", strict))
    root = package.xml(package.main)
    assert root is not None
    assert str(root.tag).endswith("2006/main}document")
