"""Whatever stands in the configuration, front matter, environment or data: a finding with its place, never a bug."""

import json
import struct
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from exporter.cli import run
from exporter.cli.reference import config_schema
from exporter.theme.files import Theme
from tests.cli.conftest import Write, site

__all__ = ["site"]

PAGE = "---\nexports: [{output: files/good, formats: [text]}]\n---\n\n# Good\n\n## Part\n\nWords.\n"
WRONG: list[Any] = [
    *(None, True, 0, -1, 10**30, 1.5, float("nan"), float("inf")),
    *(
        "",
        "x",
        "\u202e",
        "a\nb",
        "../..",
        "/",
        "..",
        "x" * 20_000,
        "\ud83d\ude00",
        "2024-02-31",
        "0mm 0mm",
        "https://[::1",
    ),
    *([], [None], ["x"], [[]], [{}], ["x"] * 2000, {}, {"x": 1}, {"x": {}}, {"": ""}, {"x": [{"x": {}}]}),
]
FOLDERS, OUTSIDE = (("content",), ("public",)), ("/", "..", "../..")  # the machine's own files are no pages
DEEPEST = 4
EACH = 1  # wrong value of each key, by a fixed draw: all of them together take minutes


def paths(
    schema: dict[str, Any], whole: dict[str, Any], at: tuple[str | int, ...] = ()
) -> Iterator[tuple[str | int, ...]]:
    """The way to each value that the schema knows; ``key`` stands for names that are free."""
    while "$ref" in schema:
        there: Any = whole
        for step in schema["$ref"].removeprefix("#/").split("/"):
            there = there[step]
        schema = there
    yield at
    inside = [(name, value) for name, value in schema.get("properties", {}).items()]
    inside += [("key", schema["additionalProperties"])] if isinstance(schema.get("additionalProperties"), dict) else []
    inside += [(0, schema["items"])] if isinstance(schema.get("items"), dict) else []
    for name, value in inside if len(at) <= DEEPEST else ():
        yield from paths(value, whole, (*at, name))
    for choice in schema.get("anyOf", ()):
        yield from paths(choice, whole, at)


def configuration(path: tuple[str | int, ...], value: Any) -> str:
    """YAML with a value at a path, and what is needed beside it."""
    for step in reversed(path):
        value = [value] if step == 0 else {step: value}
    if path[:2] == ("exports", 0) and isinstance(value["exports"][0], dict):
        value["exports"][0] = {"output": "files/x", "page": "good.md", **value["exports"][0]}
    if path[:2] == ("components", "key") and isinstance(value["components"]["key"], dict):
        value["components"]["key"] = {"role": "card", **value["components"]["key"]}
    text = json.dumps(value, ensure_ascii=False)
    return text.replace("NaN", ".nan").replace("Infinity", ".inf")


def reported(capsys: pytest.CaptureFixture[str]) -> str:
    """The findings, none of which is a bug."""
    said = capsys.readouterr().err
    assert "internal]" not in said and "Traceback" not in said, said
    return said


def test_any_value_of_any_key_is_reported(site: Write, capsys: pytest.CaptureFixture[str]) -> None:
    """Wrong types, odd texts and numbers, lists and mappings at each key of the schema end with 0, 1 or 2."""
    site("content/good.md", PAGE)
    whole, draw = config_schema(), Random(14)
    for path in dict.fromkeys(paths(whole, whole)):
        for value in (v for v in draw.sample(WRONG, EACH) if not (path in FOLDERS and v in OUTSIDE)):
            text = configuration(path, value)
            site("exporter.yaml", text.encode("utf-8", "surrogatepass"))
            assert run(["list"]) in (0, 1, 2), text[:200]
            reported(capsys)


@pytest.mark.parametrize(
    ("text", "code", "message"),
    [
        (
            "formats: [pfd]",
            2,
            "exporter.yaml:1:11: error[unknown-format]: no format 'pfd'\n  hint: did you mean 'pdf'?",
        ),
        ("formats: pfd", 2, "exporter.yaml:1:10: error[unknown-format]: no format 'pfd'"),
        ("formats: [html, pfd]", 2, "exporter.yaml:1:17: error[unknown-format]: no format 'pfd'"),
        ("formats: []", 2, "exporter.yaml:1:10: error[wrong-value]: 'formats' must have at least 1 entry"),
        ("formats: ['']", 2, "exporter.yaml:1:12: error[unknown-format]: no format ''"),
        ("formats: [html, html]", 0, ""),
        ("formats: html", 0, ""),
        ("formats:", 0, ""),
        ("exports: [{page: good.md, formats: []}]", 2, "error[wrong-value]: 'exports[0].formats' must have at least 1"),
        ("exports: [{page: good.md, formats: pfd}]", 2, "exporter.yaml:1:36: error[unknown-format]: no format 'pfd'"),
        ("components: {X: {role: crad}}", 2, "exporter.yaml:1:24: error[configuration]: components.X: no role 'crad'"),
        (
            "page: {size: 0mm 0mm}",
            2,
            "exporter.yaml:1:14: error[wrong-value]: 'page.size': '0mm 0mm' is not a page size",
        ),
        ("page: {size: 9999in 9999in}", 2, "'9999in 9999in' is not a page size"),
        ("html: {titel: x}", 2, "exporter.yaml:1:8: error[unknown-key]: unknown key 'html.titel'"),
        ("pdf: {standard: [ua-1, ua-2]}", 2, "exporter.yaml:1:6: error[wrong-value]: 'pdf': a file meets one PDF/UA"),
    ],
)
def test_faults_have_their_place(
    site: Write, capsys: pytest.CaptureFixture[str], text: str, code: int, message: str
) -> None:
    """A value without a meaning ends with 2, at its line, with a hint."""
    site("content/good.md", PAGE)
    site("exporter.yaml", text + "\n")
    assert run(["build", "--in-process", "--to", "text"] if code == 0 else ["build", "--in-process"]) == code
    assert message in reported(capsys)


@pytest.mark.parametrize(("formats", "code"), [("[]", 1), ("[pfd]", 1), ("pfd", 1), ("{}", 1), ("3", 1), ("", 0)])
def test_formats_of_front_matter_are_reported(
    site: Write, capsys: pytest.CaptureFixture[str], formats: str, code: int
) -> None:
    """A page's own entry is held to the same."""
    site("content/good.md", PAGE.replace("[text]", formats))
    site("exporter.yaml", "formats: [text]\n")
    assert run(["build", "--in-process"]) >= code
    assert (code == 0) or "content/good.md:2:" in reported(capsys)


@pytest.mark.parametrize("formats", ["", " ", ",", " , ,"])
@pytest.mark.parametrize("command", ["build", "list"])
def test_no_format_is_not_all_formats(
    site: Write, capsys: pytest.CaptureFixture[str], command: str, formats: str
) -> None:
    """An empty variable behind --to does not build everything."""
    assert run([command, "--to", formats]) == 2
    assert "--to has no format" in reported(capsys)


@pytest.mark.parametrize("epoch", ["", "x", "-1", "1.5", "9" * 5000, "\u0663", "253402300800"])
def test_a_date_of_the_environment_that_is_none_is_reported(
    site: Write, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, epoch: str
) -> None:
    """SOURCE_DATE_EPOCH is a number of seconds."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
    assert run(["build", "--in-process"]) == 2
    assert "SOURCE_DATE_EPOCH" in reported(capsys)


DATA = [
    b"",
    b"\xff",
    b"{",
    b"nan",
    b"[" * 5000,
    b'[{"a": {"b": []}}]',
    b"1" * 5000,
    b'{"a": 1e999}',
    b'"x"',
    b"a: *b",
    b"\0",
]


@pytest.mark.parametrize("data", DATA)
def test_data_of_any_shape_is_reported(site: Write, capsys: pytest.CaptureFixture[str], data: bytes) -> None:
    """Files that pages and the configuration name: data of tables, a sitemap, a reference document, a picture."""
    files = ("t.json", "t.yaml", "t.yml", "t.csv", "t.svg", "t.png")
    for name in files:
        site(f"content/public/{name}", data)
    site("brand.docx", data)
    site("sitemap.xml", data)
    tables = "".join(f"::sh-dynamic-table{{dataUrl=/{name}}}\n::\n\n" for name in files)
    site("content/good.md", PAGE + tables + "![a](/t.svg) ![b](/t.png)\n\n::list-cards{url=/t.json}\n::\n")
    site("exporter.yaml", "formats: [docx, html]\ndocx: {reference: brand.docx}\nsite: {sitemap: sitemap.xml}\n")
    for command in (["build", "--in-process", "content/good.md", "--to", "docx,html"], ["list"]):
        assert run(command) in (0, 1, 2)
        assert reported(capsys) is not None


def test_archives_that_are_no_documents_are_reported(
    site: Write, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """A reference document that is a bomb, encrypted, cut off, or an archive of something else."""
    good = Theme().read("templates/docx/reference.docx")
    bomb = tmp_path / "bomb.docx"
    with ZipFile(bomb, "w", ZIP_DEFLATED) as archive:
        archive.writestr("word/styles.xml", b" " * 400_000_000)
    flagged = bytearray(good)
    for at in (i for i in range(len(good) - 4) if good[i : i + 4] in (b"PK\x01\x02", b"PK\x03\x04")):
        where = at + (8 if good[at : at + 4] == b"PK\x01\x02" else 6)
        struct.pack_into("<H", flagged, where, 1)
    empty = tmp_path / "empty.docx"
    with ZipFile(empty, "w"):
        pass
    cases = [bomb.read_bytes(), bytes(flagged), good[: len(good) // 2], empty.read_bytes(), good[:-30] + b"x" * 30]
    cases += [
        good.replace(b"word/styles.xml", b"word/stylez.xml"),
        good[:200] + b"\xff" * 50 + good[250:],
    ]
    for number, data in enumerate(cases):
        site("brand.docx", data)
        site("exporter.yaml", "docx: {reference: brand.docx}\n")
        site("content/good.md", PAGE.replace("[text]", "[docx, text]"))
        assert run(["build", "--in-process", "--force"]) in (1, 2), number
        assert "brand.docx" in reported(capsys) or number


def test_the_keys_of_every_format_are_tried() -> None:
    """The values reach the options of formats, and what stands inside of lists."""
    whole = config_schema()
    known = set(paths(whole, whole))
    assert {path[0] for path in known if len(path) == 2} >= {"docx", "html", "pdf"}
    assert ("exports", 0, "history", 0, "date") in known
