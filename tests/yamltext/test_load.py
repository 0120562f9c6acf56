"""YAML behind limits: values, places, attacks."""

import pytest

from exporter.diagnostics import Diagnostics
from exporter.model.position import Places
from exporter.yamltext import YamlLimits, YamlProps, load


def _load(text: str, limits: YamlLimits | None = None) -> tuple[YamlProps | None, list[str]]:
    diagnostics = Diagnostics()
    read = load(text, Places.of("page.md", text), diagnostics, limits=limits)
    return read, [f"{d.pos}: {d.code}" for d in diagnostics]


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("yes", "yes"),
        ("No", "No"),
        ("true", True),
        ("~", None),
        ("", None),
        ("12", 12),
        ("012", 12),
        ("0x1F", 31),
        ("0o17", 15),
        ("1.5", 1.5),
        ("1.0", 1),
        ("1e3", 1000),
        ("1_000", "1_000"),
        ("12:30:00", "12:30:00"),
        ("2024-02-31", "2024-02-31"),
        ("9" * 5000, "9" * 5000),
        ("1e999", "1e999"),
        (".inf", ".inf"),
        ("<<", "<<"),
        ("'1'", "1"),
        ('"\\u00e4\\n"', "ä\n"),
    ],
)
def test_scalar(written: str, value: object) -> None:
    """A scalar is what YAML 1.2's core schema makes of it, as far as JSON can say it; nothing raises."""
    read, found = _load(f"a: {written}\n")
    assert read is not None and read.value == {"a": value} and not found


@pytest.mark.parametrize(
    ("text", "finding"),
    [
        ("a: &x 1\n", "page.md:1:4: yaml-refused"),
        ("a: *x\n", "page.md:1:4: yaml-refused"),
        ("a: !!python/name:os.system x\n", "page.md:1:4: yaml-refused"),
        ("a: !x 1\n", "page.md:1:4: yaml-refused"),
        ("a: 1\n---\nb: 2\n", "page.md:2:1: yaml-refused"),
        ("? [a]\n: b\n", "page.md:1:3: yaml-refused"),
        ("a: " + "[" * 50_000, "page.md:1:36: yaml-refused"),
        ("a: b: c\n", "page.md:1:5: yaml-syntax"),
        ("a: 'open\n", "page.md:2:1: yaml-syntax"),
        ("a: \x07\n", "page.md:1:4: yaml-syntax"),
        ("- a\n", "page.md:1:1: yaml-shape"),
        ("word\n", "page.md:1:1: yaml-shape"),
    ],
)
def test_refused(text: str, finding: str) -> None:
    """Refused or broken YAML gives nothing but one finding at its place."""
    read, found = _load(text)
    assert read is None
    assert found == [finding]


def test_limits() -> None:
    """Characters and values are counted before anything is built."""
    assert _load("a: 1\n" * 9, YamlLimits(characters=20))[1] == ["page.md:1:1: yaml-refused"]
    read, found = _load("a: [1, 2, 3, 4]\n", YamlLimits(nodes=5))
    assert read is None and found == ["page.md:1:11: yaml-refused"]


def test_duplicate_keys() -> None:
    """The last of two equal keys counts, each further one is told, and no place of the first is left."""
    read, found = _load("a: {b: 1}\na: two\n")
    assert read is not None and read.value == {"a": "two"}
    assert set(read.places) == {("a",)}
    assert found == ["page.md:2:1: yaml-duplicate-key"]


_PLACED = """\
title: "A \\u00e9 \\"q\\""
plain: some words
  go on
lit: |
  one
    two

  three
folded: >-
  one
  two
list:
  - 'it''s'
  - {k: v}
"""


def test_places_of_every_character() -> None:
    """Each character of each string has its place; what YAML adds stands where it comes from."""
    read, found = _load(_PLACED)
    assert read is not None and not found
    expected = {
        ("title",): "A \\ \\q\\",
        ("plain",): "some words\ngo on",
        ("lit",): "one\n  two\n\nthree\n",
        ("folded",): "one\ntwo",
        ("list", 0): "it's",
        ("list", 1, "k"): "v",
    }
    for path, there in expected.items():
        offsets = read.offsets[path]
        assert "".join(_PLACED[o] for o in offsets[:-1]) == there, path
        value: object = read.value
        for step in path:
            value = value[step]  # type: ignore[index]
        assert isinstance(value, str) and len(offsets) == len(value) + 1
    keys = {path[-1]: _PLACED[slice(*place.key)] for path, place in read.places.items() if isinstance(path[-1], str)}
    assert all(name == key for name, key in keys.items())
    assert _PLACED[slice(*read.places["list",].value)] == "- 'it''s'\n  - {k: v}"


def test_empty_text_is_an_empty_mapping() -> None:
    """No value at all, or a comment alone, is a mapping without keys."""
    for text in ("", "\n", "# only a comment\n", "~"):
        read, found = _load(text)
        assert read is not None and read.value == {} and not found


@pytest.mark.parametrize("character", ["\x85", "\u2028", "\u2029"])
@pytest.mark.parametrize("form", ["{}", "'{}'", '"{}"', "|-\n  {}", ">-\n  {}"])
def test_line_ends_of_unicode_end_no_line(character: str, form: str) -> None:
    """A line end of YAML 1.1 that 1.2 does not know is a character of its text, each at its own place."""
    words = f"one{character}two"
    text = f"a{character}b: 1\nwords: {form.format(words)}\n"
    read, found = _load(text)
    assert read is not None and read.value == {f"a{character}b": 1, "words": words} and not found
    assert "".join(text[at] for at in read.offsets["words",][:-1]) == words
