"""The site as one read-only value: routes of pages, configured and in a sitemap, and files below its public folders."""

import html
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from exporter.config import Config, limit_values
from exporter.config.sections import SingleDollar
from exporter.diagnostics import Code, Diagnostics, Severity
from exporter.source.files import DEFAULTS, Refused, is_below, read_below, read_first, safe_parts, url_parts
from exporter.source.front_matter import front_matter
from exporter.source.languages import folder_languages
from exporter.source.navigation import read_folder
from exporter.source.nuxt import site_math
from exporter.source.reader import SourceFile, below_content, read_page_file
from exporter.source.routes import SUFFIX
from exporter.source.site import PageText, Site

SITEMAP = Code(
    "missing-sitemap",
    Severity.ERROR,
    "The sitemap in the configuration, or a part of it, cannot be read.",
    why="The exporter cannot check links to pages outside the project.",
    mend="Check the path under site.sitemap in exporter.yaml.",
    lowered=True,
)
CODES = (SITEMAP,)


def snapshot(config: Config, sources: Iterable[SourceFile], diagnostics: Diagnostics) -> Site:
    """Return the site around the pages ``sources``."""
    routes = dict.fromkeys([*map(_clean, config.site.routes), *_sitemap(config, diagnostics)], "")
    sources = tuple(sources)
    routes |= {s.route: s.file for s in sources if s.route}
    read = partial(read_public, config.public_folders, limit_values.own(config, "source", DEFAULTS).file_bytes)
    holds = partial(is_public, config.public_folders)
    below = (below_content(s.path, config) for s in sources if s.route)
    return Site(
        config.site.url or "",
        config.all_hosts,
        routes,
        read,
        cards(sources),
        holds,
        page=partial(read_included, config),
        navigation=partial(read_folder, config),
        languages=folder_languages(config, (path for path in below if path), diagnostics),
        math=_math(config),
    )


def _math(config: Config) -> SingleDollar | None:
    """Return the rule for formulas: that of the configuration, else that of the site's own."""
    if config.math is None:
        return site_math(config.folder)
    return config.math.single_dollar if config.math.enabled else None


def read_included(config: Config, path: str, file: str) -> PageText | None:
    """Return the page that ``path`` names in ``file``; None if it is not there, or may not be read."""
    for candidate in included_paths(config, path, file):
        source = read_page_file(candidate, config, Diagnostics()) if candidate.is_file() else None
        if source is not None:
            return PageText(source.file, source.text)
    return None


def included_paths(config: Config, path: str, file: str) -> Iterator[Path]:
    """Yield the files that a path in ``file`` may name: below the content folder, its partials, or beside the page.

    Without ``file`` the path is that of a page as findings show it.
    """
    try:
        parts = safe_parts(path.strip())
    except Refused:
        return
    root, here = config.content_folder, (config.folder / file).parent if file else config.folder
    for folder in (root, root / "_partials", root / "partials", here) if file else (here,):
        for name in (parts[-1], parts[-1] + SUFFIX):
            found = folder.joinpath(*parts[:-1], name)
            if name.endswith(SUFFIX) and found.is_relative_to(root):
                yield found


def read_public(folders: Sequence[Path], limit: int, path: str) -> bytes | None:
    """Return the bytes at a site-absolute path below the public folders; None if no file is there or it is refused."""
    try:
        return read_first(folders, url_parts(path), limit)
    except (Refused, OSError, UnicodeDecodeError):
        return None


def is_public(folders: Sequence[Path], path: str) -> bool:
    """Whether a file is at a site-absolute path below a public folder."""
    try:
        parts = url_parts(path)
        return any(is_below(folder, parts) for folder in folders)
    except (Refused, UnicodeDecodeError):
        return False


def cards(sources: Iterable[SourceFile]) -> dict[str, tuple[str, Mapping[str, Any]]]:
    """Return the route and front matter of the pages that the site shows as cards, by their ``cardID``."""
    fronts = ((s.route, front_matter(s.text)) for s in sources if s.route and "cardID" in s.text)
    return {str(data["cardID"]): (route, data) for route, data in fronts if data.get("cardID") is not None}


def _sitemap(config: Config, diagnostics: Diagnostics) -> list[str]:
    """Return the routes of a sitemap (https://www.sitemaps.org/protocol.html), or of a plain list of addresses."""
    if config.site.sitemap is None:
        return []
    try:
        text = read_below(config.folder, safe_parts(config.site.sitemap)).decode("utf-8", "replace")
    except (Refused, OSError) as error:
        pos = config.where("site", "sitemap")
        diagnostics.add(SITEMAP, f"cannot read sitemap '{config.site.sitemap}': {error}", pos, "check the path")
        return []
    written = [html.unescape(place.strip()) for place in re.findall(r"<loc>([^<]*)</loc>", text)] or text.split()
    return [route for address in written if (route := _route(address, config, diagnostics)) is not None]


def _route(address: str, config: Config, diagnostics: Diagnostics) -> str | None:
    try:
        return _clean(unquote(urlsplit(address).path))
    except ValueError as error:  # such as "http://[::1"
        message = f"'{address}' in sitemap '{config.site.sitemap}' is not an address: {str(error).lower()}"
        diagnostics.add(
            SITEMAP, message, config.where("site", "sitemap"), "correct it in the sitemap; links to it are not checked"
        )
        return None


def _clean(route: str) -> str:
    return "/" + route.strip("/")
