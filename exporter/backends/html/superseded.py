"""The line of a published page that a newer version has taken the place of."""

import html
import re

_MAIN = re.compile(rb"<main(?: [^<>]*)?>")


def marked_superseded(page: bytes, word: str, title: str, address: str) -> bytes | None:
    """Return a page with a line that leads to its newest version; None if a theme's template has no ``<main>``.

    The line has the looks of the mark of drafts, since the page's policy allows no other style.
    """
    link = f'<a rel="latest-version" href="{html.escape(address)}">{html.escape(title)}</a>'  # RFC 5829
    line = f'\n<p class="superseded"><span class="draft">{html.escape(word)}</span> {link}</p>'
    main = _MAIN.search(page)
    return page[: main.end()] + line.encode("utf-8", "replace") + page[main.end() :] if main else None
