"""The stream that a DOCX is read into: both texts, whatever the changes stand in."""

from pathlib import Path

import pytest

from exporter.ooxml.names import NAMESPACES
from exporter.ooxml.package import open_package
from exporter.review.atoms import paragraphs, text_of
from exporter.review.reader import read
from tests.review.docxfile import dele, gone, ins, new, run, write_package
from tests.review.texts import accepted_text, rejected_text

_MATH = "http://schemas.openxmlformats.org/officeDocument/2006/math"
_MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
_WORD = f'xmlns:w="{NAMESPACES["w"]}"'
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
    "math": (_p(f"<m:oMath><m:r><m:t>a</m:t></m:r>{ins('<m:r><m:t>+b</m:t></m:r>')}</m:oMath>"), ["a+b"], ["a"]),
    "change in a run": (_p(f"<w:r><w:t>a</w:t>{ins('<w:t>b</w:t>')}</w:r>"), ["ab"], ["a"]),
    "stray deleted text": (_p(A, "<w:r><w:delText>lost</w:delText></w:r>", B), ["one  two"], ["one lost two"]),
    "characters": (
        _p('<w:r><w:t>a</w:t><w:tab/><w:noBreakHyphen/><w:softHyphen/><w:br/><w:sym w:char="0041"/></w:r>'),
        ["a\t\u2011\u00ad\nA"],
        ["a\t\u2011\u00ad\nA"],
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


def test_footnote_goes_with_its_mark(tmp_path: Path) -> None:
    """A footnote whose mark is deleted is gone once that is accepted."""
    notes = f'<w:footnotes {_WORD}><w:footnote w:id="2">{_p(run("the note"))}</w:footnote></w:footnotes>'
    mark = '<w:r><w:footnoteReference w:id="2"/></w:r>'
    file = _file(tmp_path, _p(A, dele(mark)), footnotes=notes.encode())
    assert accepted_text(file) == ["one "]


def test_links_in_elements_and_fields(tmp_path: Path) -> None:
    """Both ways of a link give its target to the words."""
    field = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        '<w:r><w:instrText> HYPERLINK "https://a.b/" \\l "c" </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>' + run("x") + '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    body = _p(field, f'<w:hyperlink w:anchor="here">{run("y")}</w:hyperlink>', run("z"))
    atoms = read(open_package(_file(tmp_path, body))).atoms
    assert [(a.char, a.href) for a in atoms[:3]] == [("x", "https://a.b/#c"), ("y", "#here"), ("z", "")]


def test_bold_of_the_style_is_no_format(tmp_path: Path) -> None:
    """Only what differs from the paragraph's style counts, as editors repeat the style in its runs."""
    body = f'<w:p><w:pPr><w:pStyle w:val="Question"/></w:pPr>{run("a", "b")}{run("b", "i")}</w:p>'
    atoms = read(open_package(_file(tmp_path, body))).atoms
    assert [a.format for a in atoms[:2]] == [frozenset(), frozenset("i")]


def test_deep_nesting_is_an_error_or_read(tmp_path: Path) -> None:
    """Elements nested hundreds deep end in a clear error, not in a crash."""
    from exporter.ooxml.package import PackageError

    body = _p("<w:smartTag>" * 2000 + run("x") + "</w:smartTag>" * 2000)
    with pytest.raises(PackageError, match="not well-formed"):
        accepted_text(_file(tmp_path, body))


def test_text_of_shows_marks() -> None:
    """In lists a paragraph mark is a pilcrow."""
    from exporter.review.atoms import PARAGRAPH, Atom

    assert text_of([Atom("a"), Atom(PARAGRAPH)]) == "a¶"
    assert [p.text for p in paragraphs([Atom("a"), Atom(PARAGRAPH)], "final")] == ["a"]
