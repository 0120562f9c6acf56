"""Labels are complete in every language, and a user's replace shipped ones."""

import re
import tomllib

import pytest

from exporter.diagnostics import UsageError
from exporter.model.languages import LANGUAGES as LANGUAGE_TABLE
from exporter.theme.files import ROOT, Theme
from exporter.theme.labels import labels

# those of the EU, then others
LANGUAGES = tuple(
    "bg cs da de el en es et fi fr ga hr hu it lt lv mt nl pl pt ro sk sl sv ar fa he hi ja ko ru th tr uk zh".split()  # noqa: SIM905
)


@pytest.mark.parametrize("language", LANGUAGES)
def test_languages_are_complete(language: str) -> None:
    """Every language has every key of the English labels, with the same words in braces, and no other."""
    english, other = (
        tomllib.loads((ROOT / "templates/labels" / f"{name}.toml").read_text("utf-8")) for name in ("en", language)
    )
    assert set(other) == set(english)
    for key, words in english.items():
        assert sorted(re.findall(r"\{\w+\}", other[key])) == sorted(re.findall(r"\{\w+\}", words)), key
        assert other[key].strip(), key


def test_every_file_is_of_a_language_that_is_known() -> None:
    """The table of languages has the region of each, which office programs need; no file is left out of these tests."""
    shipped = {path.stem for path in (ROOT / "templates/labels").iterdir()}
    assert shipped == set(LANGUAGES)
    assert all(LANGUAGE_TABLE[tag].region for tag in shipped)


def test_region_and_unknown_language() -> None:
    """A region takes its language's labels, an unknown language the English ones, a user's file comes first."""
    assert labels(Theme(), "pt-BR")["contents"] == "Índice"
    assert labels(Theme(), "tlh")["contents"] == "Contents"
    theme = Theme(files={"templates/labels/pt-BR.toml": 'contents = "Sumário"'.encode()})
    assert labels(theme, "pt-BR")["contents"] == "Sumário"
    assert labels(theme, "pt-BR")["note"] == "Nota"
    few = Theme(files={"templates/labels/en.toml": b'note = "Mind"', "templates/labels/pt.toml": b'note = "Olha"'})
    assert (labels(few, "en")["note"], labels(few, "en")["contents"]) == ("Mind", "Contents")
    assert (labels(few, "pt")["note"], labels(few, "pt")["contents"]) == ("Olha", "\u00cdndice")
    assert labels(Theme(files={"templates/labels/zh-hant.toml": b'note = "N"'}), "zh-Hant-TW")["note"] == "N"


@pytest.mark.parametrize("data", [b"contents = ", b"contents = '\xff'"])
def test_labels_that_are_no_toml_are_told(data: bytes) -> None:
    """A user's file that cannot be read stops the run with the file's name, not with a traceback."""
    with pytest.raises(UsageError, match=r"templates/labels/pt\.toml does not work"):
        labels(Theme(files={"templates/labels/pt.toml": data}), "pt-BR")
