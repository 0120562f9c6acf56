"""The languages of folders."""

from pathlib import Path, PurePosixPath

import pytest

from exporter.config import Config
from exporter.config.load import load
from exporter.diagnostics import Diagnostics
from exporter.source.languages import folder_language, folder_languages, own_language

TWO = ("en/index.md", "fr/index.md")


def config(folder: Path, text: str) -> Config:
    """The configuration of ``text``."""
    (folder / "exporter.yaml").write_text(text)
    return load(folder, ("pdf", "docx", "html"), Diagnostics())


@pytest.mark.parametrize(
    ("pages", "language", "expected"),
    [
        (TWO, "en", {"en": "en", "fr": "fr"}),
        (("1.en/a.md", "2.fr/b/c.md", "blog/x.md", "index.md"), "en-GB", {"en": "en", "fr": "fr"}),
        (("pt_BR/a.md", "zh-hans/a.md", "EN/a.md"), "en", {"pt_br": "pt-BR", "zh-hans": "zh-Hans", "en": "en"}),
        # no English folder: translations of each other
        (("de/index.md", "de/1.start.md", "fr/index.md", "fr/2.start.md"), "en", {"de": "de", "fr": "fr"}),
        # departments, products and parts of a site
        (("it/index.md", "index.md"), "en", {}),
        (("it/vpn.md", "hr/holidays.md"), "en", {}),
        (("it/index.md", "fr/index.md", "guide/index.md"), "en", {}),
        (("en.md", "fr.md"), "en", {}),
        (("guide/en/a.md", "guide/fr/a.md"), "en", {}),
        (("api/a.md", "faq/a.md", "en/a.md"), "en", {"en": "en"}),
    ],
)
def test_top_folders_are_languages_where_that_is_plain(
    tmp_path: Path, pages: tuple[str, ...], language: str, expected: dict[str, str]
) -> None:
    """The project's own language among them, or nothing but translations; a folder 'it' alone may be a department's."""
    found = folder_languages(config(tmp_path, f"language: {language}\n"), map(PurePosixPath, pages), Diagnostics())
    assert found == expected


def test_the_configuration_says_which_folders_are_languages(tmp_path: Path) -> None:
    """At any depth, without numbers and in any case; what it says takes the place of the guess."""
    pages = [*map(PurePosixPath, TWO), PurePosixPath("docs/2.Fr/1.start/a.md")]
    given = folder_languages(config(tmp_path, "languages: {docs/fr: fr-CA, 'en': en-GB}\n"), pages, Diagnostics())
    assert [folder_language(page, given) for page in pages] == ["en-GB", "", "fr-CA"]
    assert folder_languages(config(tmp_path, "languages: {}\n"), pages, Diagnostics()) == {}
    twice = config(tmp_path, "languages: {fr: fr, 2.fr/: fr-CH}\n")
    assert folder_languages(twice, pages, Diagnostics()) == {"fr": "fr-CH"}


def test_the_innermost_folder_counts() -> None:
    """A folder of another language may lie in one of a language; a page outside of the site has none."""
    languages = {"fr": "fr", "fr/citations": "la"}
    assert folder_language(PurePosixPath("fr/citations/3.a.md"), languages) == "la"
    assert folder_language(PurePosixPath("fr/a.md"), languages) == "fr"
    assert folder_language(None, languages) == ""


def test_a_folder_without_pages_is_told_at_its_key(tmp_path: Path) -> None:
    """A slip in the folder's name does not leave its pages in the wrong language in silence."""
    diagnostics = Diagnostics()
    folder_languages(config(tmp_path, "languages:\n  fre: fr\n"), map(PurePosixPath, TWO), diagnostics)
    (finding,) = diagnostics
    assert str(finding).splitlines() == [
        "exporter.yaml:2:3: warning[no-language-folder]: 'languages': no page is in folder 'fre'",
        "  hint: did you mean 'fr'?",
    ]


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        ({"lang": "fr"}, "fr"),
        ({"language": "de", "lang": "fr"}, "de"),
        ({"lang": "French"}, ""),
        ({"lang": ["fr"]}, ""),
    ],
)
def test_front_matter_says_the_language_of_its_page(data: dict[str, object], expected: str) -> None:
    """Under two names; what is no language tag says nothing."""
    assert own_language(data) == expected
