"""TeX between dollars (micromark-extension-math, math text), with Pandoc's rule for single dollars."""

import re

from exporter.diagnostics import shortened
from exporter.markdown import codes
from exporter.markdown.inlines.inline_items import InlineItem, TextSlice
from exporter.markdown.inlines.scan import Scan
from exporter.markdown.inlines.simple_inlines import span_text
from exporter.markdown.syntax import INLINE_MATH

_DOLLARS = re.compile(r"\$+")


def dollars(scan: Scan, items: list[InlineItem], at: int, end: int) -> int | None:
    """A formula; dollars without an equal run behind them are text."""
    run = _DOLLARS.match(scan.text, at, end)
    assert run is not None
    start, size = run.end(), run.end() - at
    close = scan.closing_run(size, start, end) if size > 1 or scan.state.math != "off" else None
    if close is not None and size == 1 and scan.state.math == "pandoc":
        close = _unescaped(scan, start, close, end)
        if close is None or not _is_formula(scan.text, start, close):
            _warn(scan, start, end)
            close = None
    if close is None:
        items.append(TextSlice(at, start))
        return start
    node = scan.node("code", at, close + size, (), {"class": INLINE_MATH})
    node.text = span_text(scan, start, close)
    items.append(node)
    return close + size


def _unescaped(scan: Scan, start: int, close: int | None, end: int) -> int | None:
    r"""Return the first closing dollar from ``close`` on that is not a ``\$`` of the formula."""
    while close is not None and scan.text[close - 1] == "\\" and close > start:
        close = scan.closing_run(1, close + 1, end)
    return close


def _is_formula(text: str, start: int, close: int) -> bool:
    """Whether single dollars are those of a formula, by Pandoc's rule."""
    inside, behind = text[start:close], text[close + 1 : close + 2]
    return inside == inside.strip() != "" and not behind.isdigit()


def _warn(scan: Scan, start: int, end: int) -> None:
    """Report dollars that are text here and a formula on the site."""
    close = scan.closing_run(1, start, end) if start > scan.on_site else None
    if close is None:
        return
    scan.on_site = close + 1
    words = shortened(scan.text[start - 1 : close + 1].replace("\n", " "))
    scan.state.report(
        codes.SINGLE_DOLLAR,
        f"the site takes '{words}' for a formula",
        scan.source.offset(start - 1),
        scan.source.end(close + 1),
        r"write a backslash before each dollar that is none of a formula: '\$5'",
    )
