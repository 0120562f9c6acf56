"""Links: out over four schemes only, inside to bookmarks that exist."""

from collections.abc import Collection
from urllib.parse import quote, urlsplit

from exporter.backends.docx.writing import BlockContext, Writing
from exporter.model.links import CARRIED, WEB
from exporter.model.nodes import Link
from exporter.model.position import Pos
from exporter.ooxml import names

# characters that an address may have unencoded (RFC 3986, 2.2 and 2.3), and the sign of encoded ones
_KEPT = ":/?#@!$&'()*+,;=-._~%[]"


def link_attributes(writing: Writing, context: BlockContext, link: Link) -> dict[str, object] | None:
    """Return the attributes of a ``w:hyperlink`` (17.16.22), None if the link cannot be one."""
    tip = link.title or None
    if link.target.startswith("#"):
        if link.target[1:] in writing.targets:
            return {"anchor": writing.anchors.name(link.target[1:]), "tooltip": tip}
        return None
    address = safe_address(link.target)
    if address is None:
        return None
    return {"r_id": context.part.relations.id_of(names.HYPERLINK, address), "tooltip": tip, "history": 1}


def link_fault(link: Link, anchors: Collection[str]) -> tuple[str, Pos | None, str] | None:
    """Return why a link cannot be one in the file, with its place and a hint; None if it can."""
    if link.target.startswith("#"):
        known = link.target[1:] in anchors
        return None if known else (f"no '{link.target}' in this document", link.pos, "its words stay, without the link")
    if safe_address(link.target) is not None:
        return None
    hint = f"a link starts with {', '.join(CARRIED[:-1])} or {CARRIED[-1]}"
    return f"'{link.target}' is not an address for a Word file", link.pos, hint


def shown_target(writing: Writing, link: Link) -> str:
    """Return the target of a link in the file as its reader sees it, ``""`` if it leads nowhere."""
    if link.target.startswith("#"):
        return f"#{writing.anchors.name(link.target[1:])}" if link.target[1:] in writing.targets else ""
    return safe_address(link.target) or ""


def safe_address(target: str) -> str | None:
    """Return ``target`` with all forbidden characters encoded, None if its scheme is not allowed."""
    try:
        parts = urlsplit(target.strip())
    except ValueError:
        return None
    if parts.scheme not in CARRIED or (parts.scheme in WEB and not parts.netloc):
        return None
    return quote(target.strip(), safe=_KEPT)
