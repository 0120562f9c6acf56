"""The line of a published page that a newer version has taken the place of."""

import html
import re

# where the main content begins: in the block of the title, as the mark of drafts is
_START = re.compile(rb'<main(?: [^<>]*)?>(?:\s*<header class="title-block[^"<>]*">)?')


def marked_superseded(page: bytes, word: str, title: str, address: str) -> bytes | None:
    """Return a page with a line that leads to its newest version; None if a theme's template has no ``<main>``.

    The line has the looks of the mark of drafts, since the page's policy allows no other style.
    """
    link = f'<a rel="latest-version" href="{html.escape(address)}">{html.escape(title)}</a>'  # RFC 5829
    line = f'<p class="superseded"><span class="draft">{html.escape(word)}</span> {link}</p>'
    start = _START.search(page)
    return page[: start.end()] + line.encode("utf-8", "replace") + page[start.end() :] if start else None
