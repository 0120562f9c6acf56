"""Sections: a heading and what stands under it, to the next heading of its level or higher among its siblings."""

import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from exporter.model.characters import CONTROL, is_blank
from exporter.model.document import Page
from exporter.model.nodes import Block, Columns, Container, Heading, QuestionAnswer
from exporter.model.walk import plain_text, walk
from exporter.transforms import expansions


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and the blocks under it."""

    heading: Heading
    blocks: tuple[Block, ...]

    @property
    def words(self) -> str:
        """The heading's words."""
        return " ".join(plain_text(expansions.without(self.heading.children)).split())

    @property
    def questions(self) -> int:
        """How many questions stand in it."""
        return sum(isinstance(node, QuestionAnswer) for node in walk(self.blocks))


def sections(blocks: Iterable[Block]) -> Iterator[Section]:
    """All sections, outer ones first, in the order of their headings; answers have none."""
    siblings = tuple(blocks)
    for index, block in enumerate(siblings):
        match block:
            case Heading():
                yield Section(block, _under(block, siblings[index + 1 :]))
            case Container():
                yield from sections(block.children)
            case Columns():
                for column in block.columns:
                    yield from sections(column)
            case _:
                pass


def named(blocks: Iterable[Block], wanted: str) -> Section | None:
    """The section whose heading has the anchor ``wanted`` (with or without ``#``), else these words."""
    every = tuple(sections(blocks))
    by_anchor = (s for s in every if s.heading.anchor == wanted.removeprefix("#"))
    by_words = (s for s in every if same_words(s.words, wanted))
    return next(by_anchor, None) or next(by_words, None)


def same_words(one: str, other: str) -> bool:
    """Whether two headings are the same to a reader: case, blanks and compatibility forms do not count."""
    return _folded(one) == _folded(other)


def page_title(page: Page) -> str:
    """The title of a page: its front matter's, its first heading's, else one made from its name, as the site does."""
    title = page.data.get("title")
    if isinstance(title, str | int | float) and not isinstance(title, bool) and not is_blank(str(title)):
        return " ".join(CONTROL.sub("", str(title)).split())
    first = next((s.words for s in sections(page.body) if s.heading.level == 1 and not is_blank(s.words)), "")
    name = (page.route or page.file.removesuffix(".md")).rstrip("/").rpartition("/")[2]
    return first or " ".join(word[:1].upper() + word[1:] for word in name.replace("_", "-").split("-")) or "Home"


def _folded(words: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", words).casefold().split())


def _under(heading: Heading, following: tuple[Block, ...]) -> tuple[Block, ...]:
    ends = (i for i, b in enumerate(following) if isinstance(b, Heading) and b.level <= heading.level)
    return following[: next(ends, len(following))]
