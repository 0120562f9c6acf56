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

# ISO 639-1
_CODES = frozenset(
    """
    aa ab ae af ak am an ar as av ay az ba be bg bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de dv dz ee el en
    eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik io is it iu ja
    jv ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my na nb
    nd ne ng nl nn no nr nv ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg si sk sl sm sn so sq
    sr ss st su sv sw ta te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu
    """.split()  # noqa: SIM905 (183 strings in quotes are harder to read)
)
_LOCALE = re.compile(
    r"([a-z]{2})(?:[-_](arab|cyrl|hans|hant|latn))?(?:[-_]([a-z]{2}|\d{3}))?", re.ASCII | re.IGNORECASE
)


def locale_tag(name: str) -> str:
    """Return the tag of a locale's usual name, such as ``fr``, ``pt_BR`` or ``zh-hans``; empty for another name."""
    found = _LOCALE.fullmatch(name)
    if found is None or found[1].lower() not in _CODES:
        return ""
    parts = (found[1].lower(), (found[2] or "").title(), (found[3] or "").upper())
    return "-".join(part for part in parts if part)


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
    "bg": Language(region="BG"),
    "ca": Language(region="ES"),
    "ckb": Language(right_to_left=True),
    "cs": Language(region="CZ"),
    "da": Language(region="DK"),
    "de": Language(region="DE"),
    "dv": Language(right_to_left=True),
    "el": Language(region="GR"),
    "en": Language(region="US"),
    "es": Language(region="ES"),
    "et": Language(region="EE"),
    "fa": Language(region="IR", right_to_left=True),
    "fi": Language(region="FI"),
    "fr": Language(region="FR"),
    "ga": Language(region="IE"),
    "he": Language(region="IL", right_to_left=True),
    "hi": Language(region="IN"),
    "hr": Language(region="HR"),
    "hu": Language(region="HU"),
    "it": Language(region="IT"),
    "ja": Language(region="JP", east_asian=True),
    "ko": Language(region="KR", east_asian=True),
    "la": Language(region="VA"),
    "lt": Language(region="LT"),
    "lv": Language(region="LV"),
    "mt": Language(region="MT"),
    "nb": Language(region="NO"),
    "nl": Language(region="NL"),
    "nn": Language(region="NO"),
    "pl": Language(region="PL"),
    "ps": Language(right_to_left=True),
    "pt": Language(region="PT"),
    "ro": Language(region="RO"),
    "ru": Language(region="RU"),
    "sd": Language(right_to_left=True),
    "sk": Language(region="SK"),
    "sl": Language(region="SI"),
    "sv": Language(region="SE"),
    "th": Language(region="TH"),
    "tr": Language(region="TR"),
    "ug": Language(right_to_left=True),
    "uk": Language(region="UA"),
    "ur": Language(right_to_left=True),
    "yi": Language(right_to_left=True),
    "zh": Language(region="CN", east_asian=True),
}
_OTHER = Language()

UNDETERMINED = "und"
"""The tag of words whose language is not known (RFC 5646, section 4.1): they have a direction alone."""


def language_of(tag: str | None) -> Language:
    """Return the language of a tag, whatever its script and region; a default for one that is not in the table."""
    return LANGUAGES.get(primary(tag or ""), _OTHER)


def is_in(tag: str, language: str) -> bool:
    """Whether a tag is ``language``, or a region or script of it: ``fr-CA`` is in ``fr`` (RFC 4647, section 3.3.1)."""
    return f"{tag}-".lower().startswith(f"{language}-".lower()) or not language


def primary(tag: str) -> str:
    """Return the language alone that a tag names: ``pt`` of ``pt-BR``."""
    return tag.partition("-")[0].lower()


def with_region(tag: str) -> str:
    """Return a tag as it is; a language alone gets the region of the table: ``de`` becomes ``de-DE``."""
    known = LANGUAGES.get(tag.lower(), _OTHER)
    return f"{tag.lower()}-{known.region}" if known.region else tag
