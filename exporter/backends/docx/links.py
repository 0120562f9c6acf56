"""Links: out over four schemes only, inside to bookmarks that exist."""

from urllib.parse import quote, urlsplit

from exporter.backends.docx.options import LINK
from exporter.backends.docx.writing import Place, Writing
from exporter.model.nodes import Link
from exporter.ooxml import names

SCHEMES = ("http", "https", "mailto", "tel")
# what may stand in an address as it is (RFC 3986, 2.2 and 2.3), and the sign of what is encoded already
_KEPT = ":/?#@!$&'()*+,;=-._~%[]"


def link_attributes(writing: Writing, place: Place, link: Link) -> dict[str, object] | None:
    """The attributes of a ``w:hyperlink`` (17.16.22), None (and a finding) where the link cannot be one."""
    tip = link.title or None
    if link.target.startswith("#"):
        if link.target[1:] in writing.targets:
            return {"anchor": writing.anchors.name(link.target[1:]), "tooltip": tip}
        writing.found.add(LINK, f"no '{link.target}' in this document", link.pos, "its words stay, without the link")
        return None
    address = safe_address(link.target)
    if address is None:
        hint = f"a link starts with {', '.join(SCHEMES[:-1])} or {SCHEMES[-1]}"
        writing.found.add(LINK, f"'{link.target}' is no address for a Word file", link.pos, hint)
        return None
    return {"r_id": place.part.relations.to(names.HYPERLINK, address), "tooltip": tip, "history": 1}


def shown_target(writing: Writing, link: Link) -> str:
    """Where a link leads in the file as its reader sees it, ``""`` where it leads nowhere."""
    if link.target.startswith("#"):
        return f"#{writing.anchors.name(link.target[1:])}" if link.target[1:] in writing.targets else ""
    return safe_address(link.target) or ""


def safe_address(target: str) -> str | None:
    """``target`` with all that is not allowed in an address encoded, None where its scheme is none of ours."""
    try:
        parts = urlsplit(target.strip())
    except ValueError:
        return None
    if parts.scheme.lower() not in SCHEMES or (parts.scheme.lower().startswith("http") and not parts.netloc):
        return None
    return quote(target.strip(), safe=_KEPT)
