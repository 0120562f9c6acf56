"""Pictures that move: animated GIFs and PNGs, and drawings with animation."""

import re
from collections.abc import Callable, Mapping

from exporter.model.document import Asset, MediaType

_DRAWN_MOTION = re.compile(rb"<(?:\w+:)?(?:animate|set|script)|@(?:-\w+-)?keyframes|animation", re.IGNORECASE)


def moves(picture: Asset) -> bool:
    """Whether a picture may move: an animated GIF or PNG, or a drawing with animation."""
    return _MOTION[picture.media_type](picture.data)


_MOTION: Mapping[MediaType, Callable[[bytes], bool]] = {
    "image/jpeg": lambda _: False,
    "image/gif": lambda data: b"NETSCAPE2.0" in data or data.count(b"\x00\x21\xf9\x04") > 1,  # GIF89a, appendix
    "image/png": lambda data: b"acTL" in data.partition(b"IDAT")[0],  # PNG (third edition), 11.3.6
    "image/svg+xml": lambda data: _DRAWN_MOTION.search(data) is not None,
}
