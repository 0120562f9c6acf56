"""The cache: entries come back whole, or not at all."""

import os
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from exporter.cache import Cache, key_of
from exporter.cachedir_tag import TAG
from exporter.model.document import Document
from exporter.model.nodes import Paragraph, Text
from exporter.model.position import Places

KEY = "ab" * 32


def test_what_was_put_is_got(tmp_path: Path) -> None:
    """An entry comes back byte by byte, also one without any."""
    cache = Cache(tmp_path)
    cache.put("file", KEY, b"\0\n\xff")
    cache.put("file", "cd" * 32, b"")
    assert cache.get("file", KEY) == b"\0\n\xff"
    assert cache.get("file", "cd" * 32) == b""
    assert cache.get("pixels", KEY) is None


@pytest.mark.parametrize("damage", [b"", b"x", b"\n", b"0" * 64 + b"\nother", b"\xff\xfe\n"])
def test_a_damaged_entry_is_no_entry(tmp_path: Path, damage: bytes) -> None:
    """Damage is found by the hash, and the entry removed."""
    cache = Cache(tmp_path)
    cache.put("file", KEY, b"text")
    path = cache._path("file", KEY)
    path.write_bytes(damage)
    assert cache.get("file", KEY) is None
    assert not path.exists()


def test_json_that_is_none_is_no_entry(tmp_path: Path) -> None:
    """An entry of another kind under a key does no harm."""
    cache = Cache(tmp_path)
    cache.put("records", KEY, b"{")
    assert cache.get_json("records", KEY) is None
    cache.put_json("records", KEY, {"a": ["ü", 1]})
    assert cache.get_json("records", KEY) == {"a": ["ü", 1]}


def test_what_was_not_used_for_longest_goes_first(tmp_path: Path) -> None:
    """The folder stays within its size."""
    cache = Cache(tmp_path, size=250)
    for number in range(4):
        cache.put("file", f"{number:064}", b"x" * 30)
        os.utime(cache._path("file", f"{number:064}"), (number, number))
    cache.get("file", f"{0:064}")
    cache.trim()
    assert [cache.get("file", f"{n:064}") is not None for n in range(4)] == [True, False, False, True]


def test_a_folder_that_cannot_be_written_is_no_fault(tmp_path: Path) -> None:
    """A run needs no cache."""
    (tmp_path / "file").write_text("in the way")
    cache = Cache(tmp_path / "file" / "cache")
    cache.put("file", KEY, b"text")
    assert cache.get("file", KEY) is None
    cache.trim()


def test_clearing_leaves_foreign_files(tmp_path: Path) -> None:
    """Only entries are removed."""
    cache = Cache(tmp_path)
    cache.put("file", KEY, b"text")
    (tmp_path / "notes.txt").write_text("mine")
    cache.clear()
    assert sorted(p.name for p in tmp_path.iterdir()) == [TAG, "notes.txt"]


def paragraph(text: str, line: int) -> Document:
    """A document whose one paragraph stands on a line."""
    places = Places.of("a.md", "\n" * 50)
    return Document(title="T", body=(Paragraph(children=(Text(text=text),), pos=places.pos(line, line)),))


def test_places_are_no_part_of_a_key() -> None:
    """Moving a section changes no key; changing a word does."""
    assert key_of(paragraph("a", 3)) == key_of(paragraph("a", 30))
    assert key_of(paragraph("a", 3)) != key_of(paragraph("b", 3))


def test_order_of_mappings_is_no_part_of_a_key() -> None:
    """Options in another order are the same options."""
    assert key_of({"a": 1, "b": b"x"}) == key_of({"b": b"x", "a": 1})


def test_kinds_are_part_of_a_key() -> None:
    """Two classes with the same fields are not the same."""

    @dataclass
    class One:
        a: int
        b: int = field(default=0, compare=False)

    @dataclass
    class Two:
        a: int

    assert key_of(One(1, 2)) == key_of(One(1, 3))
    assert key_of(One(1)) != key_of(Two(1))


def test_what_has_no_form_has_no_key() -> None:
    """An object without a value is refused, not keyed by its address."""
    with pytest.raises(TypeError):
        key_of(object())
