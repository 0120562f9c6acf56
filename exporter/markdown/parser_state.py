"""The state of reading one text: its limits, its link references and footnotes, its findings."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Annotated, Literal

from exporter.diagnostics import Code, Diagnostics
from exporter.markdown.codes import TOO_DEEP
from exporter.markdown.etree import PlacedElement
from exporter.model.limit import Limit
from exporter.model.position import Places
from exporter.yamltext import SourceSpan, YamlLimits


@dataclass(frozen=True, slots=True)
class MarkdownLimits:
    """Bounds that keep time and memory linear in the text, and everything behind from recursing too deep."""

    characters: Annotated[int, Limit("of a page; a long chapter has 200,000.")] = 4_000_000
    line: Annotated[int, Limit("characters of a line; it may hold a picture as a data: address.")] = 1_000_000
    blocks: Annotated[int, Limit("the depth of quotes, list items and components in each other.")] = 48
    inlines: Annotated[int, Limit("the depth of emphasis, links and spans.")] = 32
    elements: Annotated[int, Limit("the depth of raw HTML.")] = 128
    label: Annotated[int, Limit("the length of a link's reference (CommonMark 0.31.2, section 4.7).")] = 999
    address: Annotated[int, Limit("the length of a link's target, which may be a picture as a data: address.")] = (
        100_000
    )
    cells: Annotated[int, Limit("empty cells that fill a table's short rows.")] = 20_000
    findings: Annotated[int, Limit("findings of a kind that are reported of one page.")] = 100
    yaml: YamlLimits = field(default_factory=YamlLimits)


SingleDollar = Literal["site", "pandoc", "off"]
"""The rule for formulas between single dollars: that of the site's parser, Pandoc's, or none.

Pandoc's: no blank inside of the dollars, and no digit behind them (https://pandoc.org/MANUAL.html#math).
"""
Locate = Callable[[int], int]


def same_offset(offset: int) -> int:
    """Return the offset unchanged: the text is the file."""
    return offset


@dataclass(slots=True)
class ParserState:
    """State that every rule gets; ``locate`` turns an offset in the text into an offset in the file.

    ``math`` is the rule for single dollars; None if the text has no formulas.
    """

    places: Places
    diagnostics: Diagnostics
    limits: MarkdownLimits = field(default_factory=MarkdownLimits)
    mdc: bool = True
    math: SingleDollar | None = None
    start: int = 0
    end: int = 0
    locate: Locate = same_offset
    references: dict[str, tuple[str, str | None]] = field(default_factory=dict)
    footnotes: dict[str, PlacedElement] = field(default_factory=dict)
    footnote_list: list[PlacedElement] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)

    def report(self, code: Code, message: str, start: int, end: int, hint: str) -> None:
        """Add a finding at offsets of the text; only the first ones of a kind are kept."""
        first = self.locate(start)
        self.report_at(code, message, SourceSpan(first, self.locate(end - 1) + 1 if end > start else first), hint)

    def report_at(self, code: Code, message: str, span: SourceSpan, hint: str) -> None:
        """Add a finding at a place in the file."""
        self.counts[code.name] += 1
        most = 1 if code is TOO_DEEP else self.limits.findings
        if self.counts[code.name] > most:
            return
        if self.counts[code.name] == most > 1:
            message += f"; more than {most} findings of this kind are not shown"
        self.diagnostics.add(code, message, self.places.pos(*span), hint)
