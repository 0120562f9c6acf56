"""Languages as Word names them (17.3.2.20): proofing tools go by region, writing direction by language."""

from exporter.ooxml.elements import Element, element, place
from exporter.ooxml.names import qname

# where a bare language stands for the region that Word's proofing tools have
_REGIONS = {
    "en": "en-US",
    "de": "de-DE",
    "fr": "fr-FR",
    "es": "es-ES",
    "it": "it-IT",
    "pt": "pt-PT",
    "nl": "nl-NL",
    "sv": "sv-SE",
    "da": "da-DK",
    "fi": "fi-FI",
    "nb": "nb-NO",
    "nn": "nn-NO",
    "pl": "pl-PL",
    "cs": "cs-CZ",
    "ru": "ru-RU",
    "uk": "uk-UA",
    "el": "el-GR",
    "tr": "tr-TR",
    "hu": "hu-HU",
    "ro": "ro-RO",
    "ca": "ca-ES",
    "ja": "ja-JP",
    "ko": "ko-KR",
    "zh": "zh-CN",
    "ar": "ar-SA",
    "he": "he-IL",
    "fa": "fa-IR",
    "la": "la-VA",
}
_EAST_ASIAN = ("ja", "ko", "zh")
_RIGHT_TO_LEFT = ("ar", "he", "fa", "ur", "yi", "ps", "sd", "ug", "dv")


def right_to_left(tag: str | None) -> bool:
    """Whether a language is written from right to left."""
    return bool(tag) and str(tag).partition("-")[0].lower() in _RIGHT_TO_LEFT


def word_tag(tag: str) -> str:
    """A BCP 47 tag as Word's proofing wants it."""
    return _REGIONS.get(tag.lower(), tag)


def language(tag: str) -> Element:
    """The ``w:lang`` of a language, in the attribute for its script."""
    primary = tag.partition("-")[0].lower()
    if primary in _EAST_ASIAN:
        return element("w:lang", eastAsia=word_tag(tag))
    if right_to_left(tag):
        return element("w:lang", bidi=word_tag(tag))
    return element("w:lang", val=word_tag(tag))


def run_language(tag: str) -> list[Element]:
    """What the runs of a foreign passage take."""
    return [language(tag), *([element("w:rtl")] if right_to_left(tag) else [])]


def set_language(styles: Element, tag: str) -> None:
    """Make a language that of all text that has no other, and its direction that of all paragraphs."""
    defaults = styles.find(qname("w:docDefaults"))
    if defaults is None:
        defaults = element("w:docDefaults")
        styles.insert(0, defaults)
    run = _within(defaults, "w:rPrDefault", "w:rPr")
    wanted, old = language(tag), run.find(qname("w:lang"))
    for key, value in [] if old is None else old.attrib.items():
        if wanted.get(key) is None:
            wanted.set(key, str(value))
    place(run, "w:rPr", wanted)
    if right_to_left(tag):
        place(_within(defaults, "w:pPrDefault", "w:pPr"), "w:pPr", element("w:bidi"))


def _within(parent: Element, *tags: str) -> Element:
    """The element at the end of a path, made where it is missing."""
    for tag in tags:
        found = parent.find(qname(tag))
        if found is None:
            found = element(tag)
            parent.append(found)
        parent = found
    return parent
