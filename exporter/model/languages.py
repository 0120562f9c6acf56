"""Language tags (BCP 47), and the properties of languages that formats need."""

import re
from dataclasses import dataclass

# RFC 5646, section 2.1: language, extended language, script, region, variants, extensions, private use. Languages of
# four letters and more are left out: no registered language has so many, and a word of that shape is a name.
_TAG = re.compile(
    r"[A-Za-z]{2,3}(-[A-Za-z]{3}){0,3}(-[A-Za-z]{4})?(-([A-Za-z]{2}|\d{3}))?"
    r"(-([A-Za-z0-9]{5,8}|\d[A-Za-z0-9]{3}))*(-[A-WY-Za-wy-z0-9](-[A-Za-z0-9]{2,8})+)*(-[xX](-[A-Za-z0-9]{1,8})+)?",
    re.ASCII,
)


def is_language(tag: str) -> bool:
    """Whether ``tag`` is well-formed, such as ``en``, ``pt-BR`` or ``zh-Hant-TW``."""
    return _TAG.fullmatch(tag) is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class Language:
    """A language: the region that office programs check its spelling by, and how it is written."""

    region: str = ""
    right_to_left: bool = False
    east_asian: bool = False


LANGUAGES = {
    "ar": Language(region="SA", right_to_left=True),
    "arc": Language(right_to_left=True),
    "ca": Language(region="ES"),
    "ckb": Language(right_to_left=True),
    "cs": Language(region="CZ"),
    "da": Language(region="DK"),
    "de": Language(region="DE"),
    "dv": Language(right_to_left=True),
    "el": Language(region="GR"),
    "en": Language(region="US"),
    "es": Language(region="ES"),
    "fa": Language(region="IR", right_to_left=True),
    "fi": Language(region="FI"),
    "fr": Language(region="FR"),
    "he": Language(region="IL", right_to_left=True),
    "hu": Language(region="HU"),
    "it": Language(region="IT"),
    "ja": Language(region="JP", east_asian=True),
    "ko": Language(region="KR", east_asian=True),
    "la": Language(region="VA"),
    "nb": Language(region="NO"),
    "nl": Language(region="NL"),
    "nn": Language(region="NO"),
    "pl": Language(region="PL"),
    "ps": Language(right_to_left=True),
    "pt": Language(region="PT"),
    "ro": Language(region="RO"),
    "ru": Language(region="RU"),
    "sd": Language(right_to_left=True),
    "sv": Language(region="SE"),
    "tr": Language(region="TR"),
    "ug": Language(right_to_left=True),
    "uk": Language(region="UA"),
    "ur": Language(right_to_left=True),
    "yi": Language(right_to_left=True),
    "zh": Language(region="CN", east_asian=True),
}
_OTHER = Language()


def language_of(tag: str | None) -> Language:
    """Return the language of a tag, whatever its script and region; a default for one that is not in the table."""
    return LANGUAGES.get(primary(tag or ""), _OTHER)


def primary(tag: str) -> str:
    """Return the language alone that a tag names: ``pt`` of ``pt-BR``."""
    return tag.partition("-")[0].lower()


def with_region(tag: str) -> str:
    """Return a tag as it is; a language alone gets the region of the table: ``de`` becomes ``de-DE``."""
    known = LANGUAGES.get(tag.lower(), _OTHER)
    return f"{tag.lower()}-{known.region}" if known.region else tag
