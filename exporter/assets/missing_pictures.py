"""Replace a picture that cannot be shown: by a link to it if it is on another host, else by its alternative text.

The replacement is seen only where the project says that such a picture is no error; the finding at its place stays.
"""

from collections.abc import Collection
from dataclasses import replace

from exporter.model.document import Document
from exporter.model.nodes import Block, Columns, Container, Figure, Image, Inline, Link, Paragraph, Text
from exporter.model.walk import rebuild


def without_pictures(document: Document, missing: Collection[str], remote: Collection[str]) -> Document:
    """Return ``document`` without the pictures ``missing``; links stand for those in ``remote``."""
    if not missing:
        return document

    def inline(node: Inline) -> tuple[Inline, ...]:
        match node:
            case Image(asset=path) if path in missing:
                return _replacement(node, path in remote)
            case Link(children=children) if any(isinstance(child, Link) for child in children):
                return (replace(node, children=tuple(part for child in children for part in _unlinked(child))),)
            case _:
                return (node,)

    def block(node: Block) -> tuple[Block, ...]:
        match node:
            case Figure(image=Image(asset=path)) if path in missing:
                words = (_replacement(node.image, path in remote), node.caption)
                return tuple(Paragraph(children=run, role="caption", pos=node.pos) for run in words if run)
            case Columns(columns=columns) if any(column and _is_empty(column) for column in columns):
                filled = [column for column in columns if not _is_empty(column)]
                return filled[0] if len(filled) == 1 else (node,)
            case _:
                return (node,)

    return replace(
        document,
        logo="" if document.logo in missing else document.logo,
        picture=None if document.picture and document.picture.asset in missing else document.picture,
        body=_without_empty(rebuild(document.body, block, inline)),
        footnotes=tuple(
            replace(n, children=_without_empty(rebuild(n.children, block, inline))) for n in document.footnotes
        ),
    )


def _is_empty(blocks: tuple[Block, ...]) -> bool:
    """Whether blocks are nothing but paragraphs and boxes that held a picture."""
    return all(
        not block.children
        if isinstance(block, Paragraph)
        else isinstance(block, Container) and not block.title and _is_empty(block.children)
        for block in blocks
    )


def _without_empty(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    return rebuild(blocks, lambda block: () if isinstance(block, Paragraph) and not block.children else (block,))


def _replacement(image: Image, remote: bool) -> tuple[Inline, ...]:
    if not remote:
        return (Text(text=image.alt, pos=image.pos),) if image.alt else ()
    words = image.alt or image.asset.rpartition("/")[2].partition("?")[0] or image.asset
    return (Link(target=image.asset, children=(Text(text=words),), pos=image.pos),)


def _unlinked(node: Inline) -> tuple[Inline, ...]:
    return node.children if isinstance(node, Link) else (node,)
