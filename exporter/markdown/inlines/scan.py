"""The scan of one text: the text never changes, so that every index in it is a place in the page."""

import re
from bisect import bisect_left
from collections.abc import Callable, Sequence
from typing import Any

from exporter.diagnostics import counted
from exporter.markdown import codes
from exporter.markdown.etree import PlacedElement
from exporter.markdown.inlines.inline_items import Bracket, ElementFiller, InlineItem, TextSlice
from exporter.markdown.parser_state import ParserState
from exporter.markdown.source_lines import SourceText

Rule = Callable[["Scan", list[InlineItem], int, int], int | None]
PostRule = Callable[["Scan", list[InlineItem]], list[InlineItem]]
_WORD = r"(?:[^\\`<&{:\[\]!*_~hwHW \t\n]++|[hH](?!(?i:ttps?://))|[wW](?!(?i:ww\.)))++"
_PLAIN = re.compile(rf"{_WORD}(?: {_WORD})*+")
_PLAIN_BESIDE_DOLLARS = re.compile(_PLAIN.pattern.replace("[^\\", "[^$\\"))


class Scan:
    """Reads a text by rules: a rule appends items and returns the index behind them, or returns None.

    ``post_rules`` then change the items of each stretch, in their order. ``missing`` keeps marks that are known not to
    follow any more, so that no rule looks for them twice.
    """

    def __init__(
        self,
        source: SourceText,
        state: ParserState,
        rules: dict[str, tuple[Rule, ...]],
        post_rules: tuple[PostRule, ...],
    ) -> None:
        self.source, self.text, self.state = source, source.text, state
        self.rules, self.post_rules = rules, post_rules
        self.missing: dict[tuple[str, int], int] = {}
        self.runs: dict[str, dict[int, list[int]]] = {}
        self.on_site = 0  # the end of the last formula that is one on the site alone
        self.brackets: list[Bracket] = []
        self.inactive = 0
        self.opens_item = self.in_cell = False

    def read(self, start: int, end: int) -> list[InlineItem]:
        """Return the items of the text from ``start`` to ``end``."""
        outer, self.brackets, self.inactive, was = self.brackets, [], 0, self.inactive
        items: list[InlineItem] = []
        at, text, rules = start, self.text, self.rules
        plain = _PLAIN if self.state.math is None else _PLAIN_BESIDE_DOLLARS
        while at < end:
            if match := plain.match(text, at, end):
                items.append(TextSlice(at, match.end()))
                at = match.end()
                continue
            for rule in rules.get(text[at], ()):
                if (to := rule(self, items, at, end)) is not None:
                    at = to
                    break
            else:
                items.append(TextSlice(at, at + 1))
                at += 1
        self.brackets, self.inactive = outer, was
        return self.apply_post_rules(items)

    def apply_post_rules(self, items: list[InlineItem]) -> list[InlineItem]:
        """Return the items as the post rules leave them."""
        for rule in self.post_rules:
            items = rule(self, items)
        return items

    def fill(self, node: PlacedElement) -> None:
        """Scan the whole text into ``node``."""
        ElementFiller(self.source, node).fill(self.read(0, len(self.text)))

    def node(
        self,
        tag: str,
        start: int,
        end: int,
        children: Sequence[InlineItem] = (),
        props: dict[str, Any] | None = None,
    ) -> PlacedElement:
        """Return a new element that stands from ``start`` to ``end``."""
        node = PlacedElement(tag, {k: "" if v is True else v for k, v in (props or {}).items()})
        node.start, node.end = self.source.offset(start), self.source.end(end)
        node.until = end
        node.depth = 1 + max((c.depth for c in children if isinstance(c, PlacedElement)), default=0)
        ElementFiller(self.source, node).fill(children)
        return node

    def too_deep(self, items: Sequence[InlineItem], start: int, end: int) -> bool:
        """Whether an element round ``items`` is beyond the limit; reports it once a page."""
        limit = self.state.limits.inlines
        if all(not isinstance(i, PlacedElement) or i.depth < limit for i in items):
            return False
        message = f"emphasis, links and spans nested deeper than {counted(limit, 'level')}"
        first, last = self.source.offset(start), self.source.end(end)
        self.state.report(codes.TOO_DEEP, message, first, last, "use fewer levels; the marks are shown as text")
        return True

    def closing_run(self, size: int, start: int, end: int) -> int | None:
        """Return the index of the next run of exactly ``size`` characters such as that before ``start``, or None.

        The runs of a character are looked for once.
        """
        character = self.text[start - 1]
        if character not in self.runs:
            found = self.runs[character] = {}
            for run in re.finditer(rf"\{character}+", self.text):
                found.setdefault(len(run[0]), []).append(run.start())
        runs = self.runs[character].get(size, [])
        i = bisect_left(runs, start)
        return runs[i] if i < len(runs) and runs[i] + size <= end else None

    def find(self, mark: str, start: int, end: int) -> int:
        """Return the index of the next ``mark`` from ``start`` on, or -1; a missing mark is looked for once."""
        known = self.missing.get((mark, end), end + 1)
        if known <= start:
            return -1
        at = self.text.find(mark, start, end)
        if at < 0:
            self.missing[mark, end] = start
        return at
