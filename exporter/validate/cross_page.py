"""Facts of a page for rules across pages: its anchors, its links to other pages and hosts, its questions.

They are small and kept for each version of a page, so that a run can compare all pages without reading them.
"""

import hashlib
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from exporter.model.document import Page
from exporter.model.links import as_read, is_own, is_web
from exporter.model.nodes import AnyNode, Link, QuestionAnswer
from exporter.model.position import Point, Pos
from exporter.model.walk import every_node, plain_text
from exporter.source.site import Site

Coordinates = Sequence[int]
OutgoingLink = tuple[
    str, str, bool, Coordinates
]  # the path as written, the anchor, whether a host of the site is named
ExternalLink = tuple[str, Coordinates]  # an address at another host
AskedQuestion = tuple[str, str, str, Coordinates]  # a question to compare, as written, and a hash of its answer


@dataclass(frozen=True, slots=True)
class CrossPageFacts:
    """The anchors, outgoing links, questions and external links of a page."""

    anchors: Sequence[str] = ()
    links: Sequence[OutgoingLink] = ()
    questions: Sequence[AskedQuestion] = ()
    external: Sequence[ExternalLink] = ()

    @classmethod
    def of(cls, page: Page, site: Site) -> "CrossPageFacts":
        """Return the facts of a page, without its links within the page, which a page rule checks."""
        nodes = tuple(every_node(page))
        outgoing, external = tuple(_links(nodes, site)), tuple(_external(nodes, site))
        return cls(sorted(page.anchors), outgoing, tuple(_questions(nodes)), external)

    def pack(self) -> str:
        """Return one string for the cache, so that a run decodes the facts only if it needs them."""
        facts = [self.anchors, self.links, self.questions, self.external]
        return json.dumps(facts, ensure_ascii=False, separators=(",", ":"))

    @classmethod
    def unpack(cls, text: str) -> "CrossPageFacts":
        """Return the facts in a string of ``pack``."""
        return cls(*json.loads(text)) if text else cls()


@dataclass(frozen=True, slots=True)
class ComparedPage:
    """A page by its file and route, with its facts."""

    file: str
    route: str
    facts: CrossPageFacts


def pos_of(file: str, numbers: Coordinates) -> Pos | None:
    """Return a place in a page; None without coordinates."""
    return Pos(file, Point(*numbers[:3]), Point(*numbers[3:])) if numbers else None


def _links(nodes: Sequence[AnyNode], site: Site) -> Iterator[OutgoingLink]:
    for link in nodes:
        if not isinstance(link, Link):
            continue
        try:
            address = urlsplit(link.target)
        except ValueError:
            continue
        if is_own(address, site.hosts) and (address.path or address.netloc):
            yield unquote(address.path), unquote(address.fragment), bool(address.netloc), _coordinates(link.pos)


def _external(nodes: Sequence[AnyNode], site: Site) -> Iterator[ExternalLink]:
    found = ((as_read(node.target), node.pos) for node in nodes if isinstance(node, Link))
    for address, pos in found:
        if is_web(address) and not is_own(urlsplit(address), site.hosts):
            yield address, _coordinates(pos)


def _questions(nodes: Sequence[AnyNode]) -> Iterator[AskedQuestion]:
    for node in nodes:
        if isinstance(node, QuestionAnswer):
            pos = node.question[0].pos if node.question else node.pos
            words = plain_text(node.question)
            answer = hashlib.sha256(_normalized(plain_text(node.answer)).encode("utf-8", "replace")).hexdigest()[:16]
            yield _normalized(words), words, answer, _coordinates(pos)


def _normalized(words: str) -> str:
    return " ".join(re.findall(r"\w+", words.casefold()))


def _coordinates(pos: Pos | None) -> Coordinates:
    if pos is None:
        return ()
    start, end = pos.start, pos.end
    return start.line, start.column, start.offset, end.line, end.column, end.offset
