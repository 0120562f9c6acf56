"""Routes and the order of pages, as Nuxt Content makes them from file names.

See https://content.nuxt.com/docs/collections/types#page-type: numeric prefixes order pages and are no part of their
route, ``index`` stands for its folder, names that begin with ``_`` or ``.`` are no pages, ``.draft`` marks drafts.
"""

import re
import unicodedata
from functools import lru_cache
from pathlib import PurePosixPath

_NUMBER = re.compile(r"\d+\.(?=.)")
_VERSION = re.compile(r"\d+(?:\.\d+)*(?:\.x)?")
_DRAFT = re.compile(r"\A---[ \t]*\r?\n(?:(?!---[ \t]*\r?$).*\r?\n)*?draft:[ \t]*true[ \t]*(?:#.*)?\r?$", re.I | re.M)
_FORBIDDEN = re.compile(r"[^\w\s$*+~.()'\"!\-:@]+")
_WORDS = {
    "-": " ",
    "$": "dollar",
    "&": "and",
    "%": "percent",
    "|": "or",
    "<": "less",
    ">": "greater",
    "ß": "ss",
    "æ": "ae",
    "ø": "o",
}

SUFFIX = ".md"


def route(path: PurePosixPath) -> str:
    """Return the route of a page's path below the content folder: ``/about/faq`` for ``80.about/8040.faq/index.md``."""
    parts = (
        _slug(_without_number(unicodedata.normalize("NFC", part)))
        for part in (*path.parts[:-1], path.name.removesuffix(SUFFIX))
    )
    return "/" + "/".join(p for p in parts if p)


def title_of(part: str) -> str:
    """Return the title that the site makes of a folder's name: ``Getting Started`` for ``1.getting-started``."""
    return in_words(_without_number(unicodedata.normalize("NFC", part)))


def in_words(name: str) -> str:
    """Return a name as the words of a title, each with a capital."""
    return " ".join(word[:1].upper() + word[1:] for word in re.split(r"[\s_-]+", name) if word)


def is_index(path: PurePosixPath) -> bool:
    """Whether a page stands for its folder."""
    return _NUMBER.sub("", path.name, count=1) == "index" + SUFFIX


def is_hidden(path: PurePosixPath) -> bool:
    """Whether a file is no page of the site: its name, or that of a folder above it, begins with ``_`` or ``.``."""
    return any(part.startswith(".") or folder_name(part).startswith("_") for part in path.parts)


def folder_name(part: str) -> str:
    """Return a folder's name without the number that orders it."""
    return _NUMBER.sub("", part, count=1)


def is_draft(path: PurePosixPath, text: str) -> bool:
    """Whether the page is a draft, by its name or its front matter (``draft: true``)."""
    return path.name.endswith(".draft" + SUFFIX) or bool(_DRAFT.match(text))


def order(path: PurePosixPath) -> tuple[tuple[tuple[int, float, str], ...], ...]:
    """Return a key that sorts pages as the site's navigation: numbers by value, an ``index`` without a number first."""
    return tuple(order_of(part) for part in (*path.parts[:-1], path.name.removesuffix(SUFFIX)))


def order_of(part: str, number: float | None = None) -> tuple[tuple[int, float, str], ...]:
    """Return a key that sorts a name of a file or folder among its siblings; ``number`` replaces its own one.

    Numbers count by their value, as their writers mean them: Nuxt Content 3 sorts them as text and so asks for ``01``.
    """
    if number is None:
        return _natural(part)
    return ((0, number, ""), *_natural(_NUMBER.sub("", part, count=1)))


def _without_number(part: str) -> str:
    if _VERSION.fullmatch(part):
        return part
    return re.sub(r"^index(?=$|\.draft$)|\.draft$", "", folder_name(part)).removesuffix(".draft")


def has_latin_name(text: str) -> bool:
    """Whether ASCII letters and digits can spell all letters and digits of a text; other characters do not count."""
    return text.isascii() or all(map(_folds, unicodedata.normalize("NFC", text)))


def is_of_word(character: str) -> bool:
    """Whether a character is a letter, a digit, or a mark on one."""
    return unicodedata.category(character)[0] in "LNM"


def _folds(character: str) -> bool:
    if character.isascii() or unicodedata.category(character) not in ("Lu", "Ll", "Lt", "Lo", "Nd", "Nl", "No"):
        return True
    return any(c.isascii() and c.isalnum() for c in unicodedata.normalize("NFKD", character))


@lru_cache(maxsize=1024)  # many pages share their folders
def _slug(part: str) -> str:
    """Return the slug of the npm package ``slugify``, which the site uses, in lower case.

    The package drops letters that it cannot spell in Latin ones; here a name with such letters keeps all of them, or
    such pages would have no route at all.
    """
    words = "".join(_WORDS.get(c, c) for c in part)
    if has_latin_name(words):
        words = "".join(c for c in unicodedata.normalize("NFKD", words) if not unicodedata.combining(c))
    kept = "".join(c for c in words if is_of_word(c) or not _FORBIDDEN.fullmatch(c))
    return unicodedata.normalize("NFC", re.sub(r"\s+", "-", kept.strip()).lower())


def _natural(part: str) -> tuple[tuple[int, float, str], ...]:
    if part == "index":
        return ((-1, 0, ""),)
    pieces = re.findall(r"(\d+)|(\D+)", part.lower())
    return tuple((0, int(number), "") if number else (1, 0, word) for number, word in pieces)
