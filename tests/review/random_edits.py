"""One random edit of a review file, as a person could make it, from a seed."""

from collections.abc import Callable
from itertools import pairwise
from random import Random

from tests.review.word_edits import WordFile
from tests.review.word_text import Xml, q, text

Edit = Callable[[WordFile, Xml, Random, str], str | None]
"""Edits a paragraph and returns the edit in words, None if the paragraph does not allow it."""
TRIES = 400
_PROSE = ("Normal", "ListParagraph", "FAQAnswer", "Quote", "TableText")


def edit(file: WordFile, random: Random, new: str) -> str:
    """Make an edit, with ``new`` as its new word, and return it in words; empty if the page allows none."""
    paragraphs = [p for p in file.paragraphs() if _is_content(p)]
    for _ in range(TRIES if paragraphs else 0):
        said = random.choice(EDITS)(file, random.choice(paragraphs), random, new)
        if said:
            return said
    return ""


def _is_content(paragraph: Xml) -> bool:
    names = [str(e.get(q("name"))) for e in paragraph.iter(q("bookmarkStart"))]
    return any(n.startswith("x_") and not n.startswith("x_title") for n in names)


def _style(paragraph: Xml) -> str:
    found = paragraph.find(f"{q('pPr')}/{q('pStyle')}")
    return "Normal" if found is None else str(found.get(q("val")))


def _levels(paragraph: Xml) -> list[int]:
    style = _style(paragraph)
    return [int(style[-1])] if style.startswith("Heading") and _is_content(paragraph) else []


def _skips(file: WordFile, levels_of: Callable[[Xml], list[int]]) -> bool:
    """Whether an outline skips a level: an export closes such gaps, so that the files would differ."""
    levels = [0, *(level for paragraph in file.paragraphs() for level in levels_of(paragraph))]
    return any(below > above + 1 for above, below in pairwise(levels))


def _word(paragraph: Xml, random: Random) -> str | None:
    """A word that the paragraph has once, within one run."""
    whole = text(paragraph)
    own = [w for w in whole.split() if w.isalpha() and len(w) > 3 and whole.count(w) == 1]
    return random.choice(own) if own else None


def _delete(file: WordFile, paragraph: Xml, random: Random, new: str) -> str | None:
    if (word := _word(paragraph, random)) is None or text(paragraph).strip() == word:
        return None
    file.delete(word, paragraph)
    return f"delete {word!r}"


def _insert(file: WordFile, paragraph: Xml, random: Random, new: str) -> str | None:
    if (word := _word(paragraph, random)) is None:
        return None
    file.insert(f" {new}", after=word, within=paragraph)
    return f"insert {new!r} after {word!r}"


def _replace(file: WordFile, paragraph: Xml, random: Random, new: str) -> str | None:
    if (word := _word(paragraph, random)) is None:
        return None
    file.replace(word, new, paragraph)
    return f"replace {word!r}"


def _bold(file: WordFile, paragraph: Xml, random: Random, new: str) -> str | None:
    if _style(paragraph) not in _PROSE or (word := _word(paragraph, random)) is None:
        return None
    file.format(word, random.choice(("b", "i")), within=paragraph)
    return f"bold or italic {word!r}"


def _link(file: WordFile, paragraph: Xml, random: Random, new: str) -> str | None:
    if _style(paragraph) not in _PROSE or (word := _word(paragraph, random)) is None:
        return None
    file.link(word, "https://new.example/there", paragraph)
    return f"link {word!r}"


def _alt(file: WordFile, paragraph: Xml, random: Random, new: str) -> str | None:
    alts = [e.get("descr") for e in paragraph.iter() if e.get("descr")]
    if not alts:
        return None
    file.alt(str(alts[0]), f"A picture of {new}", paragraph)
    return f"alt {alts[0]!r}"


def _add(file: WordFile, paragraph: Xml, random: Random, new: str) -> str | None:
    if _style(paragraph) != "Normal" or _in_table(paragraph):
        return None
    style, kind = random.choice((("", ""), ("Heading2", ""), ("Quote", ""), ("", "bullet"), ("", "number")))
    if style == "Heading2" and _skips(file, lambda p: [2] if p is paragraph else _levels(p)):
        return None
    file.add(style, f"Some {new} words.", behind=paragraph, kind=kind)
    return f"add {style or kind or 'paragraph'} behind {text(paragraph)[:30]!r}"


def _drop(file: WordFile, paragraph: Xml, random: Random, new: str) -> str | None:
    if _style(paragraph) not in _PROSE or _in_table(paragraph) or not text(paragraph).strip():
        return None
    said = f"drop {text(paragraph)[:30]!r}"
    file.drop(paragraph)
    return said


def _split(file: WordFile, paragraph: Xml, random: Random, new: str) -> str | None:
    if _style(paragraph) not in ("Normal", "ListParagraph", "FAQAnswer") or _in_table(paragraph):
        return None
    word = _word(paragraph, random)
    if word is None or not text(paragraph).partition(word)[2].strip():
        return None
    file.split(word, paragraph)
    return f"split after {word!r}"


def _join(file: WordFile, paragraph: Xml, random: Random, new: str) -> str | None:
    following = paragraph.getnext()
    if _style(paragraph) != "Normal" or _in_table(paragraph) or following is None or following.tag != q("p"):
        return None
    if _style(following) != "Normal" or not (
        _is_content(following) and text(following).strip() and text(paragraph).strip()
    ):
        return None
    file.join(paragraph)
    return f"join {text(paragraph)[:30]!r} with the next"


def _level(file: WordFile, paragraph: Xml, random: Random, new: str) -> str | None:
    style = _style(paragraph)
    if not style.startswith("Heading"):
        return None
    level = int(style[-1]) + random.choice((-1, 1))
    if not 1 <= level <= 5 or _skips(file, lambda p: [level] if p is paragraph else _levels(p)):
        return None
    file.restyle(paragraph, f"Heading{level}")
    return f"make {text(paragraph)[:30]!r} Heading{level}"


def _row(file: WordFile, paragraph: Xml, random: Random, new: str) -> str | None:
    row = next(paragraph.iterancestors(q("tr")), None)
    if row is None or _style(paragraph) != "TableText" or row.getprevious().tag != q("tr"):  # type: ignore[union-attr]
        return None
    said = f"drop row {text(paragraph)[:30]!r}"
    file.drop_row(paragraph)
    return said


def _move(file: WordFile, paragraph: Xml, random: Random, new: str) -> str | None:
    others = [p for p in file.paragraphs() if _is_content(p) and _style(p) == "Normal" and not _in_table(p)]
    if paragraph not in others or not text(paragraph).strip():
        return None
    other = random.choice(others)
    if other is paragraph or other is paragraph.getprevious():
        return None
    said = f"move {text(paragraph)[:30]!r} behind {text(other)[:30]!r}"
    file.move(paragraph, other)
    return said


def _in_table(paragraph: Xml) -> bool:
    return any(e.tag == q("tbl") for e in paragraph.iterancestors())


EDITS: tuple[Edit, ...] = (
    *(_delete, _insert, _replace) * 2,
    *(_bold, _link, _alt, _add, _drop, _split, _join, _level, _row, _move),
)
"""Edits of words are twice as frequent."""
