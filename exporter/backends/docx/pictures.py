"""Pictures in the text: bitmap or SVG with a bitmap beside it, alternative text, sizes that fit."""

from collections.abc import Iterator

from exporter.backends.docx.opc import new_part
from exporter.backends.docx.writing import BlockContext, Writing
from exporter.model.document import Asset, Document
from exporter.model.nodes import Image
from exporter.ooxml import names, runs
from exporter.ooxml.drawing import EMU_PER_PIXEL, EMU_PER_TWIP, Picture, inline
from exporter.ooxml.elements import Element
from exporter.ooxml.package import digest_of
from exporter.ooxml.review_map import DRAWING

ICON_HEIGHT = 16  # CSS pixels: a line of text
AVATAR_SIDE = 72
MAX_HEIGHT = 5953  # twips: 105 mm, so that a figure seldom has to wait for the next page
ASKED_HEIGHT = 12000  # twips: most of a page, of a picture whose width the page sets
CARD_HEIGHT = 1474  # twips
CARD_CROP = 0.62  # height of a photograph in a card, of its width
NARROW = 4500  # twips: in a column of this width no picture is higher than wide, or all others would have to wait
MIN_HEIGHT = 1400
_SUFFIXES = {"image/png": "png", "image/jpeg": "jpeg", "image/gif": "gif", "image/svg+xml": "svg"}


def picture(writing: Writing, context: BlockContext, image: Image, deleted: bool = False) -> Iterator[Element]:
    """Yield the run of a picture; its alternative text if it is missing."""
    asset = writing.document.assets.get(image.asset)
    if asset is None or not is_there(writing.document, image):
        if image.alt:
            yield runs.text(f"[{image.alt}]", deleted=deleted)
        return
    writing.pictures += 1
    width, height = _size(asset, image, context.room, in_card(writing, context))
    crop = 0.0
    if in_card(writing, context) and asset.width < asset.height and asset.photograph and image.role in ("", "cover"):
        width = context.room * EMU_PER_TWIP
        height = round(width * CARD_CROP)
        crop = 1 - CARD_CROP * asset.width / asset.height
    is_svg = asset.media_type == "image/svg+xml"
    yield runs.around(
        inline(
            Picture(
                relationship=_relation(writing, context, asset, fallback=is_svg),
                svg=_relation(writing, context, asset, fallback=False) if is_svg else None,
                number=writing.pictures,
                width=width,
                height=height,
                crop=crop,
                alt=image.alt,
                decorative=image.decorative,
            )
        )
    )


def is_there(document: Document, image: Image) -> bool:
    """Whether Word has a picture to show: an SVG needs a bitmap too."""
    asset = document.assets.get(image.asset)
    return asset is not None and not (asset.media_type == "image/svg+xml" and asset.fallback is None)


def shown_digest(document: Document, image: Image) -> str:
    """Return the hash of a picture's bitmap, marked as that of a drawing if it is one: LibreOffice writes it anew."""
    asset = document.assets[image.asset]
    drawing = asset.media_type == "image/svg+xml"
    return DRAWING * drawing + digest_of((drawing and asset.fallback) or asset.data)


def in_card(writing: Writing, context: BlockContext) -> bool:
    """Whether a block is inside a card."""
    role = writing.roles.get("card")
    return role is not None and context.style == role.word


def _size(asset: Asset, image: Image, room: int, card: bool) -> tuple[int, int]:
    """Return width and height in EMU: as the page asks, never wider than the room, never higher than a page."""
    width, height = max(asset.width, 1.0), max(asset.height, 1.0)
    asked = image.percent is not None or image.height is not None
    scale = 1.0
    if image.percent is not None:
        scale = room * EMU_PER_TWIP * image.percent / 100 / (width * EMU_PER_PIXEL)
    elif image.width or image.height:
        scale = image.width / width if image.width else (image.height or height) / height
    if image.role == "icon":
        scale = min(scale, ICON_HEIGHT / height)
    if image.role == "avatar":
        scale = AVATAR_SIDE / max(width, height)
    most_wide = room * EMU_PER_TWIP
    highest = ASKED_HEIGHT if asked else MAX_HEIGHT
    most_high = (CARD_HEIGHT if card else highest if room > NARROW else max(MIN_HEIGHT, room)) * EMU_PER_TWIP
    scale = min(scale, most_wide / (width * EMU_PER_PIXEL), most_high / (height * EMU_PER_PIXEL))
    return round(width * scale * EMU_PER_PIXEL), round(height * scale * EMU_PER_PIXEL)


def _relation(writing: Writing, context: BlockContext, asset: Asset, *, fallback: bool) -> str:
    key = (asset.name, fallback)
    part = writing.media.get(key)
    if part is None:
        media_type = "image/png" if fallback else asset.media_type
        data = asset.fallback if fallback else asset.data
        name = f"/word/media/picture{len(writing.media) + 1}.{_SUFFIXES[media_type]}"
        part = writing.media[key] = new_part(writing.word, name, media_type, data or b"")
    return context.part.relations.id_of(names.IMAGE, part)
