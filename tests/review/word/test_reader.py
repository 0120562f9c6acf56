"""The stream that a DOCX is read into: both texts, whatever the changes stand in."""

from pathlib import Path

import pytest

from exporter.ooxml.names import NAMESPACES
from exporter.ooxml.package import PackageError, open_package
from exporter.review.word.document import PARAGRAPH, DocumentView, WordCharacter, paragraphs, text_of
from exporter.review.word.reader import read
from tests.review.accepted_text import accepted_text, rejected_text
from tests.review.docxfile import dele, gone, ins, new, run, write_package

_MATH = "http://schemas.openxmlformats.org/officeDocument/2006/math"
_MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
_NAMES = " ".join([f'xmlns:{p}="{NAMESPACES[p]}"' for p in ("w", "r", "w14")] + [f'xmlns:m="{_MATH}" xmlns:mc="{_MC}"'])


def _file(tmp_path: Path, body: str, **extra: bytes) -> Path:
    file = tmp_path / "a.docx"
    document = f"<w:document {_NAMES}><w:body>{body}</w:body></w:document>"
    write_package(file, document, {f"word/{k}.xml": v for k, v in extra.items()}, {})
    return file


def _p(*runs: str, mark: str = "") -> str:
    return f"<w:p><w:pPr><w:rPr>{mark}</w:rPr></w:pPr>{''.join(runs)}</w:p>"


def _row(*cells: str, mark: str = "") -> str:
    return f"<w:tr><w:trPr>{mark}</w:trPr>{''.join(f'<w:tc>{c}</w:tc>' for c in cells)}</w:tr>"


def _range(way: str, inside: str) -> str:
    return f'<w:{way}RangeStart w:id="1" w:name="m1"/>{inside}<w:{way}RangeEnd w:id="1"/>'


def _merged(way: str) -> str:
    return f"<w:tcPr><w:cellMerge w:author={_R} w:vMerge='{way}'/></w:tcPr>"


_R = '"R"'
_CHANGED_PROPERTIES = (
    f"<w:numPr><w:ilvl w:val='0'/><w:numId w:val='1'/><w:ins w:id='1' w:author={_R}/></w:numPr>"
    f"<w:rPr><w:rPrChange w:author={_R}><w:rPr/></w:rPrChange></w:rPr>"
    f"<w:pPrChange w:author={_R}><w:pPr><w:numPr><w:numberingChange w:original='1' w:author={_R}/></w:numPr></w:pPr>"
    "</w:pPrChange>"
)
A, B = run("one "), run(" two")
CASES = {
    "insertion": (_p(A, new("new"), B), ["one new two"], ["one  two"]),
    "deletion": (_p(A, gone("old"), B), ["one  two"], ["one old two"]),
    "both in one": (_p(A, ins(gone("x")), B), ["one  two"], ["one  two"]),
    "inserted mark": (_p(A, mark=ins("")) + _p(B), ["one ", " two"], ["one  two"]),
    "deleted mark": (_p(A, mark=dele("")) + _p(B), ["one  two"], ["one ", " two"]),
    "deleted mark before a table": (
        _p(A, mark=dele("")) + f"<w:tbl>{_row(_p(B))}</w:tbl>",
        ["one ", " two"],
        ["one ", " two"],
    ),
    "moved words": (
        _p(f"<w:moveFrom w:author='R'>{run('x')}</w:moveFrom>", A, f"<w:moveTo w:author='R'>{run('x')}</w:moveTo>"),
        ["one x"],
        ["xone "],
    ),
    "inserted row": (f"<w:tbl>{_row(_p(A))}{_row(_p(B), mark=ins(''))}</w:tbl>", ["one ", " two"], ["one "]),
    "deleted row": (f"<w:tbl>{_row(_p(A))}{_row(_p(B), mark=dele(''))}</w:tbl>", ["one "], ["one ", " two"]),
    "deleted cell": (
        f"<w:tbl>{_row(_p(A), f'<w:tcPr>{chr(60)}w:cellDel w:author={chr(34)}R{chr(34)}/></w:tcPr>{_p(B)}')}</w:tbl>",
        ["one "],
        ["one ", " two"],
    ),
    "content control": (
        _p(f"<w:sdt><w:sdtPr/><w:sdtContent>{A}{new('new')}</w:sdtContent></w:sdt>"),
        ["one new"],
        ["one "],
    ),
    "block content control": (f"<w:sdt><w:sdtContent>{_p(A, gone('x'))}</w:sdtContent></w:sdt>", ["one "], ["one x"]),
    "smart tag": (_p(f"<w:smartTag><w:smartTagPr/>{A}{gone('x')}</w:smartTag>"), ["one "], ["one x"]),
    "field": (
        _p(
            '<w:r><w:fldChar w:fldCharType="begin"/></w:r>',
            ins('<w:r><w:instrText> DATE </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>'),
            new("today"),
            '<w:r><w:fldChar w:fldCharType="end"/></w:r>',
            B,
        ),
        ["today two"],
        [" two"],
    ),
    "math": (
        _p(f"<m:oMath><m:r><m:t>a</m:t></m:r>{ins('<m:r><m:t>+b</m:t></m:r>')}</m:oMath>"),
        ["\ufffc"],
        ["\ufffc"],
    ),
    "change in a run": (_p(f"<w:r><w:t>a</w:t>{ins('<w:t>b</w:t>')}</w:r>"), ["ab"], ["a"]),
    "stray deleted text": (_p(A, "<w:r><w:delText>lost</w:delText></w:r>", B), ["one  two"], ["one lost two"]),
    "characters": (
        _p('<w:r><w:t>a</w:t><w:tab/><w:noBreakHyphen/><w:softHyphen/><w:br/><w:sym w:char="0041"/></w:r>'),
        ["a\t\u2011\u00ad\nA"],
        ["a\t\u2011\u00ad\nA"],
    ),
    "moved paragraph": (
        _range("moveFrom", _p(f"<w:moveFrom w:author='R'>{run('x')}</w:moveFrom>", mark="<w:moveFrom/>"))
        + _p(A)
        + _range("moveTo", _p(f"<w:moveTo w:author='R'>{run('x')}</w:moveTo>", mark="<w:moveTo/>")),
        ["one ", "x"],
        ["x", "one "],
    ),
    "moved, then deleted by another": (
        _p(A, f"<w:moveTo w:author='R'>{dele(run('x'), 'B')}</w:moveTo>", f"<w:moveFrom>{run('x')}</w:moveFrom>"),
        ["one "],
        ["one x"],
    ),
    "both marks at an end": (_p(A, mark=ins("") + dele("")) + _p(B), ["one  two"], ["one  two"]),
    "two ends in a row": (_p(A, mark=dele("")) + _p(mark=dele("")) + _p(B), ["one  two"], ["one ", " two"]),
    "end at the end of a cell": (
        f"<w:tbl>{_row(_p(A, mark=dele('')) + _p(gone('x')), _p(B))}</w:tbl>",
        ["one ", " two"],
        ["one ", "x", " two"],
    ),
    "paragraph before a table": (
        _p(gone("x"), mark=dele("")) + f"<w:tbl>{_row(_p(A))}</w:tbl>",
        ["one "],
        ["x", "one "],
    ),
    "paragraph put in at the end": (_p(A, mark=ins("")) + _p(new("x")) + "<w:sectPr/>", ["one ", "x"], ["one "]),
    "inserted cell": (
        f"<w:tbl>{_row(_p(A), f'<w:tcPr><w:cellIns w:author={_R}/></w:tcPr>{_p(B)}')}</w:tbl>",
        ["one ", " two"],
        ["one "],
    ),
    "merged cells": (
        f"<w:tbl>{_row(_merged('rest') + _p(A, mark=ins('')) + _p(new('x')))}"
        f"{_row(_merged('cont') + _p(gone('x')))}</w:tbl>",
        ["one ", "x"],
        ["one ", "x"],
    ),
    "table in a table": (
        f"<w:tbl>{_row(_p(A) + f'<w:tbl>{_row(_p(B), mark=dele(str()))}</w:tbl>' + _p())}</w:tbl>",
        ["one "],
        ["one ", " two"],
    ),
    "properties": (
        _p(A).replace("<w:rPr></w:rPr>", _CHANGED_PROPERTIES)
        + f"<w:tbl><w:tblPr><w:tblPrChange w:author={_R}><w:tblPr/></w:tblPrChange></w:tblPr>{_row(_p(B))}</w:tbl>"
        f"<w:sectPr><w:sectPrChange w:author={_R}><w:sectPr/></w:sectPrChange></w:sectPr>",
        ["one ", " two"],
        ["one ", " two"],
    ),
    "ranges of custom XML": (
        _p(
            f"<w:customXmlDelRangeStart w:id='1' w:author={_R}/><w:sdt><w:sdtPr/><w:sdtContent>"
            f"<w:customXmlDelRangeEnd w:id='1'/>{A}<w:customXmlInsRangeStart w:id='2'/></w:sdtContent></w:sdt>",
            f"<w:customXmlInsRangeEnd w:id='2'/><w:customXml w:element='e'>{B}{gone('x')}</w:customXml>",
        ),
        ["one  two"],
        ["one  twox"],
    ),
    "deleted field": (
        _p(
            A,
            dele(
                '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:delInstrText> DATE </w:delInstrText></w:r>'
                '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:delText>today</w:delText></w:r>'
                '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
            ),
            B,
        ),
        ["one  two"],
        ["one today two"],
    ),
    "field in a field": (
        _p(
            '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> IF </w:instrText></w:r>'
            '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> PAGE </w:instrText></w:r>'
            '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
            + run("1")
            + '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
            '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
            + run("y")
            + '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
        ),
        ["y"],
        ["y"],
    ),
    "simple field": (_p(f"<w:fldSimple w:instr='DATE'>{A}{gone('x')}</w:fldSimple>"), ["one "], ["one x"]),
    "deleted signs of math": (
        _p(
            "<m:oMath><m:r><m:t>A=</m:t></m:r><m:r><w:del><w:rPr/><m:t>2</m:t></w:del></m:r><m:sSup><m:sSupPr><m:ctrlPr>"
            "<w:del w:author='R'/></m:ctrlPr></m:sSupPr><m:e><m:r><m:t>r</m:t></m:r></m:e></m:sSup></m:oMath>"
        ),
        ["\ufffc"],
        ["\ufffc"],
    ),
    "right to left": (
        _p(f"<w:dir w:val='rtl'>{run('א')}{new('ב')}<w:bdo w:val='rtl'>{gone('ג')}</w:bdo></w:dir>"),
        ["אב"],
        ["אג"],
    ),
    "ruby": (
        _p(f"<w:r><w:ruby><w:rubyPr/><w:rt>{run('kan')}</w:rt><w:rubyBase>{run('漢')}</w:rubyBase></w:ruby></w:r>"),
        ["漢"],
        ["漢"],
    ),
    "text box, once": (
        _p(
            A,
            "<w:r><mc:AlternateContent><mc:Choice><w:drawing><w:txbxContent>"
            f"{_p(run('boxed'), gone('x'))}</w:txbxContent></w:drawing></mc:Choice>"
            f"<mc:Fallback><w:pict><w:txbxContent>{_p(run('boxed'))}</w:txbxContent></w:pict></mc:Fallback>"
            "</mc:AlternateContent></w:r>",
        ),
        ["one \ufffc", "boxed"],
        ["one \ufffc", "boxedx"],
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_both_texts(tmp_path: Path, name: str) -> None:
    """Accepting and rejecting everything gives the texts that Word would."""
    body, accepted, rejected = CASES[name]
    file = _file(tmp_path, body)
    assert (accepted_text(file), rejected_text(file)) == (accepted, rejected)


@pytest.mark.parametrize("kind", ["footnote", "endnote"])
def test_notes_go_with_their_marks(tmp_path: Path, kind: str) -> None:
    """A note whose mark is deleted is gone once that is accepted; its number and the blank behind it are no words."""
    number = f"<w:r><w:{kind}Ref/></w:r>{run(' the note')}"
    notes = f'<w:{kind}s {_NAMES}><w:{kind} w:id="2">{_p(number, new(" here"))}</w:{kind}></w:{kind}s>'.encode()
    mark = f'<w:r><w:{kind}Reference w:id="2"/></w:r>'
    file = _file(tmp_path, _p(A, mark), **{f"{kind}s": notes})
    assert (accepted_text(file), rejected_text(file)) == (["one \ufffc", "the note here"], ["one \ufffc", "the note"])
    file = _file(tmp_path, _p(A, dele(mark)), **{f"{kind}s": notes})
    assert (accepted_text(file), rejected_text(file)) == (["one "], ["one \ufffc", "the note"])


@pytest.mark.parametrize("part", ["header", "footer"])
def test_headers_and_footers_are_read(tmp_path: Path, part: str) -> None:
    """Headers and footers have changes as well."""
    root = {"header": "hdr", "footer": "ftr"}[part]
    data = f"<w:{root} {_NAMES}>{_p(run('Draft'), gone(' 1'), new(' 2'))}</w:{root}>".encode()
    file = _file(tmp_path, _p(A), **{part: data})
    assert (accepted_text(file), rejected_text(file)) == (["one ", "Draft 2"], ["one ", "Draft 1"])


def test_links_in_elements_and_fields(tmp_path: Path) -> None:
    """Both ways of a link give its target to the words."""
    field = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        '<w:r><w:instrText> HYPERLINK "https://a.b/" \\l "c" </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>' + run("x") + '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    body = _p(field, f'<w:hyperlink w:anchor="here">{run("y")}</w:hyperlink>', run("z"))
    characters = read(open_package(_file(tmp_path, body))).characters
    assert [(a.char, a.href) for a in characters[:3]] == [("x", "https://a.b/#c"), ("y", "#here"), ("z", "")]


def test_bold_of_the_style_is_no_format(tmp_path: Path) -> None:
    """Only what differs from the paragraph's style counts, as editors repeat the style in its runs."""
    body = f'<w:p><w:pPr><w:pStyle w:val="Question"/></w:pPr>{run("a", "b")}{run("b", "i")}</w:p>'
    characters = read(open_package(_file(tmp_path, body))).characters
    assert [a.format for a in characters[:2]] == [frozenset(), frozenset("i")]


def test_deep_nesting_is_an_error_or_read(tmp_path: Path) -> None:
    """Elements nested hundreds deep end in a clear error, not in a crash."""
    body = _p("<w:smartTag>" * 2000 + run("x") + "</w:smartTag>" * 2000)
    with pytest.raises(PackageError, match="not well-formed"):
        accepted_text(_file(tmp_path, body))


def test_text_of_shows_marks() -> None:
    """In lists a paragraph mark is a pilcrow."""
    assert text_of([WordCharacter("a"), WordCharacter(PARAGRAPH)]) == "a¶"
    assert [p.text for p in paragraphs([WordCharacter("a"), WordCharacter(PARAGRAPH)], DocumentView.FINAL)] == ["a"]
