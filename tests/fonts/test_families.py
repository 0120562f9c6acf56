"""The families, their static weights and their characters."""

from io import BytesIO

import pytest
from fontTools.ttLib import TTFont

from exporter.fonts.coverage import characters, split
from exporter.fonts.families import BY_NAME, FAMILIES, chain, installed, source
from exporter.fonts.instances import instance, static_font

SEEN_ON_REAL_PAGES = "–—‘’“”•…™→⊞⌘─│└├⚙⚡✅✍✨❌❤⬆🇫🌄🌍🎉🏛👉📄🔗🔍🔹🚀🚦🛡🤖🧠"


def test_every_family_that_is_installed_has_its_files() -> None:
    """Each file of the table is a font of the name that the table gives."""
    for family in (f for f in FAMILIES if installed(f)):
        for style in family.styles:
            assert TTFont(BytesIO(source(family, style)), lazy=True)["name"].getDebugName(1).startswith(family.name)


@pytest.mark.parametrize(("weight", "style"), [(400, "normal"), (700, "normal"), (400, "italic")])
def test_instance_is_static_and_named_for_css(weight: int, style: str) -> None:
    """A cut font has no axes, its weight in OS/2, and the family's own name."""
    font = TTFont(instance(BY_NAME["Merriweather Sans"], weight, style))
    assert "fvar" not in font
    assert font["OS/2"].usWeightClass == weight
    assert font["name"].getDebugName(1) == "Merriweather Sans"
    assert bool(font["OS/2"].fsSelection & 1) is (style == "italic")


def test_cut_gives_the_same_bytes() -> None:
    """No time of making gets into a cut font."""
    mono = BY_NAME["JetBrains Mono"]
    data = source(mono, "normal")
    assert static_font(data, mono, 700, "normal") == static_font(data, mono, 700, "normal")


def test_a_weight_that_is_not_there_is_the_nearest() -> None:
    """A style sheet may ask for any weight."""
    mono = BY_NAME["JetBrains Mono"]
    assert instance(mono, 800) == instance(mono, 700)


def test_symbols_of_real_pages_have_glyphs() -> None:
    """The fallback covers the symbols and emoji that pages of the site use."""
    _, missing = split(SEEN_ON_REAL_PAGES, chain(["Merriweather Sans", "JetBrains Mono"]))
    assert not missing


def test_right_to_left_scripts_have_glyphs() -> None:
    """Arabic and Hebrew come from families of their own."""
    given, missing = split("سلام שלום", chain(["Merriweather Sans"]))
    assert not missing
    assert {"Noto Sans Arabic", "Noto Sans Hebrew"} <= {f.name for f in given}


def test_characters_are_those_of_the_font() -> None:
    """The kept list equals the font's own table."""
    mono = BY_NAME["JetBrains Mono"]
    assert characters(mono) == frozenset(TTFont(BytesIO(source(mono, "normal"))).getBestCmap())


@pytest.mark.parametrize(("language", "first"), [("ja", "Noto Sans JP"), ("zh-Hans", "Noto Sans SC")])
def test_shared_characters_come_from_the_family_of_the_language(language: str, first: str) -> None:
    """Where Chinese and Japanese share a character, the document's language chooses the drawing."""
    if not installed(BY_NAME[first]):
        pytest.skip("the optional fonts of this language are not installed")
    given, _ = split("直", chain(["Merriweather Sans"], language))
    assert [f.name for f in given] == [first]
