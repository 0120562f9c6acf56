"""Two files of a download as texts: titles, numbers in front of them, and lines that differ by the release alone."""

from dataclasses import replace

from exporter.build.release_changes import TextPair, compare_texts

BEFORE = "The Guide\n\nVersion: v1\n\n1.2. Part 2 of v1\n\nOne word.\n\n3) Is it 3?\n\nYes.\n\nSource: https://example.org/a\n"
ANCHORS = frozenset({"", "part-2-of-v1", "is-it-3", "new"})
PAIR = TextPair(
    number=0,
    suffix=".txt",
    before=BEFORE.encode(),
    after=b"",
    anchors=(ANCHORS, ANCHORS),
    addresses=("https://example.org/a", "https://example.org/a"),
    versions=("v1", "v2"),
)


def told(after: str, version: str = "v2") -> list[tuple[str, str, bool]]:
    """The changes to another text: kind, title, and whether it is a question."""
    pair = replace(PAIR, after=after.encode(), versions=("v1", version))
    return [(change.kind.value, change.title, change.asks) for change in compare_texts(pair)]


def test_the_name_of_a_release_is_no_change() -> None:
    """Neither where it is another one, nor where the newer text has none; other words are changes."""
    assert told(BEFORE.replace("Version: v1", "Version: v2")) == []
    assert told(BEFORE.replace("Version: v1\n\n", ""), version="") == []
    assert told(BEFORE.replace("Version: v1", "Version: v3")) == [("reworded", "", False)]


def test_titles_are_found_behind_their_numbers() -> None:
    """A number in front of a title is none of its words, one in the midst is; a new last part moves no other line."""
    assert told(BEFORE.replace("One word", "Two words")) == [("reworded", "Part 2 of v1", False)]
    assert told(BEFORE.replace("1.2. Part", "4.1. Part").replace("Yes", "No")) == [("reworded", "Is it 3?", True)]
    assert told(BEFORE.replace("Source", "4. New\n\nWords.\n\nSource")) == [("new", "New", False)]


def test_a_line_of_digits_takes_no_time() -> None:
    """Numbers are read in one way only."""
    assert told(f"{BEFORE}\n{'1' * 200}x\n") == [("reworded", "Is it 3?", True)]
