"""Replace a picture that cannot be shown: by a link to it if it is on the web, else by its alternative text.

Replacements in a row, such as the badges of a project, are set apart; so is a replacement from the words beside it.
"""

from collections.abc import Collection, Mapping
from dataclasses import replace
from functools import partial

from exporter.model.captions import before_caption, label_anchor
from exporter.model.document import Document
from exporter.model.links import is_web
from exporter.model.nodes import (
    Block,
    Columns,
    Container,
    Figure,
    Image,
    Inline,
    LineBreak,
    Link,
    Paragraph,
    Span,
    Text,
)
from exporter.model.walk import plain_text, rebuild

SEPARATOR = " · "


def without_pictures(document: Document, missing: Collection[str], words: str = "{name}") -> Document:
    """Return ``document`` without the pictures ``missing``; ``words`` replace one, ``{name}`` is its description."""
    if not missing:
        return document

    def inline(node: Inline) -> tuple[Inline, ...]:
        match node:
            case Image(asset=path) if path in missing:
                return _replacement(node, words)
            case Link(children=children) if any(isinstance(child, Link) for child in children):
                return (replace(node, children=tuple(part for child in children for part in _unlinked(child))),)
            case _:
                return (node,)

    def block(node: Block) -> tuple[Block, ...]:
        match node:
            case Figure(image=Image(asset=path)) if path in missing:
                lines = (_replacement(node.image, words), _caption(node, document.labels))
                return tuple(Paragraph(children=run, role="caption", pos=node.pos) for run in lines if run)
            case Columns(columns=columns) if any(column and _is_empty(column) for column in columns):
                filled = [column for column in columns if not _is_empty(column)]
                return filled[0] if len(filled) == 1 else (node,)
            case _:
                return (node,)

    def changed(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
        return _without_empty(rebuild(rebuild(blocks, partial(_set_apart, missing=missing)), block, inline))

    return replace(
        document,
        logo="" if document.logo in missing else document.logo,
        picture=None if document.picture and document.picture.asset in missing else document.picture,
        body=changed(document.body),
        footnotes=tuple(replace(n, children=changed(n.children)) for n in document.footnotes),
    )


def _caption(node: Figure, labels: Mapping[str, str]) -> tuple[Inline, ...]:
    """Return the caption of a missing picture, its label a place for references."""
    if not (before := before_caption(node, labels)):
        return node.caption
    return (Span(children=(Text(text=before),), anchor=label_anchor(node)), *node.caption)


def _set_apart(block: Block, missing: Collection[str]) -> tuple[Block, ...]:
    """Put a separator between the missing pictures of a paragraph, and a blank between one and the words beside it."""
    if not isinstance(block, Paragraph) or not any(_is_missing(node, missing) for node in block.children):
        return (block,)
    run: list[Inline] = []
    for node in block.children:
        before = next((i for i in reversed(range(len(run))) if not _is_blank(run[i])), None)
        if before is not None and _is_missing(node, missing) and _is_missing(run[before], missing):
            run[before + 1 :] = [Text(text=SEPARATOR)]
        elif run and not _is_blank(run[-1]) and not _is_blank(node) and _touches(run[-1], node, missing):
            run.append(Text(text=" "))
        run.append(node)
    return (replace(block, children=tuple(run)),)


def _is_missing(node: Inline, missing: Collection[str]) -> bool:
    """Whether an inline is a missing picture, or a link around nothing else."""
    if isinstance(node, Link):
        return bool(node.children) and all(_is_missing(child, missing) for child in node.children)
    return isinstance(node, Image) and node.asset in missing and bool(_replacement(node))


def _touches(before: Inline, after: Inline, missing: Collection[str]) -> bool:
    """Whether one of two neighbours is a missing picture, and the other begins or ends beside it with a letter."""
    if _is_missing(after, missing):
        return plain_text((before,))[-1:].isalnum()
    return _is_missing(before, missing) and plain_text((after,))[:1].isalnum()


def _is_blank(node: Inline) -> bool:
    return isinstance(node, LineBreak) or (isinstance(node, Text) and not node.text.strip())


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


def _replacement(image: Image, words: str = "{name}") -> tuple[Inline, ...]:
    if image.decorative:
        return ()
    if not is_web(image.asset):
        name = image.alt or ("" if words == "{name}" else image.asset)
        text = name if words == "{name}" else f"[{words.replace('{name}', name)}]"
        return (Text(text=text, pos=image.pos),) if name else ()
    name = image.alt or image.asset.rpartition("/")[2].partition("?")[0] or image.asset
    target = f"https:{image.asset}" if image.asset.startswith("//") else image.asset
    return (Link(target=target, children=(Text(text=name),), pos=image.pos),)


def _unlinked(node: Inline) -> tuple[Inline, ...]:
    return node.children if isinstance(node, Link) else (node,)
