"""Paths as text."""

import pytest

from exporter.model.paths import fault, is_inner, leads_upward


@pytest.mark.parametrize(
    "output",
    [
        *("../x", "a/../b", "a//b", "/a", "", ".", "a/.", "a\\b", "a\0b", "a\nb", "a:b", "a?b", "a*", "x|y", "<x>"),
        *("CON", "nul.txt", "a/com1", "LPT9.x", "a /b", "a.", "a ", " a", ".hidden", "a/.git/b"),
        *("\u202egpj", "a\u200bb", "x" * 201, "\u00e4" * 101, "/".join(["x" * 100] * 11), "\ud800"),
        *("/etc/a", "a./b", "faq/NUL", "a/b?", "x" * 300, "x/" * 600 + "a"),
    ],
)
def test_bad_paths_are_refused(output: str) -> None:
    """Ways out, characters and names that some system refuses, marks that turn text around, lengths."""
    assert fault(output)


@pytest.mark.parametrize(
    "output",
    [
        "a",
        "faq/OMASpecWorks FAQ",
        "документы/вопросы",
        "a/b/c-1.0_(2)",
        "Ünï/日本語",
        "a.b/c-D_1 (2)",
        "-rf",
        "100%",
        "console",
    ],
)
def test_good_paths_are_kept(output: str) -> None:
    """Names that a person gives stay as they are."""
    assert fault(output) is None


@pytest.mark.parametrize("path", ["..", "../a", "a/../../b", "a/..", "..\\a", "a\\..\\b", "a\0"])
def test_paths_that_climb(path: str) -> None:
    """A step up counts on whichever system it is one, and so does a NUL."""
    assert leads_upward(path)
    assert not is_inner(path)


@pytest.mark.parametrize("path", ["/a", "\\a", "a\\b"])
def test_paths_that_are_not_inner(path: str) -> None:
    """A path that is absolute on some system, or has other steps there, is not below its folder."""
    assert not leads_upward(path)
    assert not is_inner(path)


@pytest.mark.parametrize("path", ["a", "a..b/c", "a/...", "./a"])
def test_inner_paths(path: str) -> None:
    """Dots in a name lead nowhere."""
    assert is_inner(path)
