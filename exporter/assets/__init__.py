"""Pictures: from the paths that a page names to checked bytes that travel with the document.

Each picture is read once, checked and written anew: a backend gets a plain PNG, a JPEG, or an SVG reduced to drawing
elements. A picture that cannot be used is a finding at its line.
"""

from exporter.assets.errors import BadPicture, FailedDownload, MissingPicture, RemotePicture
from exporter.assets.picture_limits import Fonts, PictureLimits, RemoteLimits
from exporter.assets.pictures import CODES, AssetStore, read_picture, with_assets

__all__ = [
    "CODES",
    "AssetStore",
    "BadPicture",
    "FailedDownload",
    "Fonts",
    "MissingPicture",
    "PictureLimits",
    "RemoteLimits",
    "RemotePicture",
    "read_picture",
    "with_assets",
]
