"""Download links: links in an alert to a file of the site that the exporter makes."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from exporter.model.export import Format
from exporter.model.links import is_own
from exporter.model.nodes import AnyNode, Block, Container, Link
from exporter.model.walk import rebuild, walk


@dataclass(frozen=True, slots=True)
class Download:
    """The export of a download link: its percent-decoded path below the site, without suffix, and its format."""

    output: str
    format: str


def download(target: str, formats: Iterable[Format], hosts: Collection[str]) -> Download | None:
    """Return the file that a link's target names; None if it is no file of these formats at the site.

    The target is site-absolute, or absolute at one of ``hosts``.
    """
    try:
        address = urlsplit(target.strip())
        path = unquote(address.path, errors="strict")
    except (ValueError, UnicodeDecodeError):
        return None
    if not is_own(address, hosts) or not path.startswith("/"):
        return None
    for one in formats:
        if path.lower().endswith(one.suffix) and len(path) > len(one.suffix) + 1:
            return Download(path[1 : -len(one.suffix)], one.name)
    return None


def is_alert(node: AnyNode) -> bool:
    """Return whether a node is an alert of any kind."""
    return isinstance(node, Container) and node.role.startswith("alert-")


def links(nodes: Iterable[AnyNode]) -> Iterator[Link]:
    """Yield all links in ``nodes``."""
    return (node for node in walk(nodes) if isinstance(node, Link))


def without_own_downloads(
    blocks: Iterable[Block], outputs: Collection[str], formats: Collection[Format], hosts: Collection[str]
) -> tuple[Block, ...]:
    """Return ``blocks`` without the alerts that offer a file named as one of ``outputs`` for download."""

    def leads_here(block: Block) -> bool:
        offered = (download(link.written or link.target, formats, hosts) for link in links((block,)))
        return is_alert(block) and any(d is not None and d.output in outputs for d in offered)

    return rebuild(blocks, lambda block: () if leads_here(block) else (block,))
