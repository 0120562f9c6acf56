"""Web pages against the PDF of the same page, both warm."""

from collections.abc import Iterator

from tests.benchmarks.documents import faq
from tests.benchmarks.ratio import Ratio, in_turns


def ratios() -> Iterator[Ratio]:
    """Every figure of web pages."""
    page = faq()
    size = len(page.file("html").data or b"")
    page.file("pdf")
    ours, pdf = in_turns(lambda: page.file("html"), lambda: page.file("pdf"), 3)
    yield Ratio("FAQ page over its PDF, time", ours / pdf, 0.25, note=f"{ours * 1000:.0f} ms, {size:,} bytes")
