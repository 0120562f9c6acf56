"""Read the pictures that a document names and put their checked bytes into it."""

from collections.abc import Callable
from dataclasses import replace
from typing import Protocol

from exporter.activity import Activity, during
from exporter.assets.display_sizes import display_widths
from exporter.assets.errors import BadPicture, FailedDownload, MissingPicture, RemotePicture
from exporter.assets.missing_pictures import without_pictures
from exporter.assets.picture_limits import Fonts, PictureLimits
from exporter.diagnostics import Code, Diagnostics, Severity, counted
from exporter.model.document import Asset, Document
from exporter.model.limit import raised

MISSING = Code(
    "missing-image",
    Severity.ERROR,
    "The file of a picture is missing.",
    why="Readers would see an empty place where the page shows a picture.",
    mend="Check the path in the page. A path such as /images/a.png is looked up below the public folder.",
    lowered=True,
)
BAD = Code(
    "bad-image",
    Severity.ERROR,
    "A picture is broken, of an unsupported kind, or beyond a limit.",
    why="The picture cannot be shown, or could harm readers of the file.",
    mend="Open the picture, save it again as PNG, JPEG or SVG, and replace the old one.",
    lowered=True,
)
REMOTE = Code(
    "remote-image",
    Severity.LOSS,
    "A picture is on another host; the exporter fetches pictures only from configured hosts. A link replaces it.",
    why="A picture on another host may change or vanish, and the host sees each download.",
    mend="Save the picture below the public folder and use its path there, or list its host under assets.remote.",
)
DOWNLOAD = Code(
    "failed-download",
    Severity.ERROR,
    "A picture of a host in assets.remote cannot be downloaded, or is not the one in exporter.lock.",
    why="The document would show another picture than before, or none.",
    mend="Look at the picture at its address. If it is right, delete its line in exporter.lock.",
    lowered=True,
)
DRAWING = Code(
    "drawing-loss",
    Severity.LOSS,
    "A part of a drawing (SVG) that cannot be drawn.",
    why="Readers do not see this part of the drawing, or see it otherwise.",
    mend="Save the drawing as plain SVG, with its words as text, or as PNG.",
)
CODES = (MISSING, BAD, REMOTE, DOWNLOAD, DRAWING)
_CODE_OF = {MissingPicture: MISSING, RemotePicture: REMOTE, FailedDownload: DOWNLOAD}
DEFAULT_LIMITS = PictureLimits()


class AssetStore(Protocol):
    """A store that keeps checked pictures from run to run, by the content that they are made from."""

    def get(self, data: bytes, width: float | None, name: str) -> Asset | None:
        """Return the picture made from these bytes for this width, None if there is none yet."""
        ...

    def put(self, data: bytes, width: float | None, asset: Asset) -> None:
        """Keep a picture."""
        ...


def with_assets(
    document: Document,
    read: Callable[[str], bytes],
    diagnostics: Diagnostics,
    limits: PictureLimits = DEFAULT_LIMITS,
    store: AssetStore | None = None,
    fonts: Fonts | None = None,
) -> Document:
    """Return the document with its pictures; a picture that cannot be used is an error at its first place.

    Words at its places say that it is missing, so that the error does not stop the document. A failed download does: it
    may be another picture than before.

    ``read`` gives the bytes of a picture by its path and raises ``BadPicture``. ``fonts`` show the words of drawings
    where these become pixels.
    """
    assets: dict[str, Asset] = dict(document.assets)
    missing: set[str] = set()
    for path, (width, pos) in display_widths(document).items():
        if path in assets:
            continue
        try:
            with during(Activity.PICTURE, pos):
                asset = assets[path] = _stored(path, read(path), width, limits, store, fonts)
            for loss in asset.losses:
                diagnostics.add(DRAWING, f"{loss}: '{path}'", pos, "save it as plain SVG, or as PNG", subject="svg")
        except BadPicture as error:
            finding = _CODE_OF.get(type(error), BAD).finding(f"{error}: '{path}'", pos, error.hint, subject="img")
            diagnostics.extend([replace(finding, spared=not isinstance(error, FailedDownload))])
            missing.add(path)
    document = without_pictures(document, missing, document.labels.get("missing_picture", "{name}"))
    return replace(document, assets=assets)


def read_picture(
    name: str,
    data: bytes,
    limits: PictureLimits = DEFAULT_LIMITS,
    width: float | None = None,
    fonts: Fonts | None = None,
) -> Asset:
    """Return a picture's checked bytes; ``width`` is its largest shown width in CSS pixels. Raises ``BadPicture``."""
    from exporter.assets.raster import read_raster  # noqa: PLC0415 (a run with nothing to do loads no Pillow)
    from exporter.assets.svg import is_svg, read_svg  # noqa: PLC0415 (nor resvg and lxml)

    if not data:
        raise BadPicture("the picture's file is empty")
    if len(data) > limits.bytes:
        raise BadPicture(
            f"the picture's file is too large ({counted(len(data), 'byte')})",
            f"save it with at most {counted(limits.bytes, 'byte')}, or allow more: "
            f"{raised('assets', 'bytes', limits.bytes, len(data))}",
        )
    return read_svg(name, data, limits, fonts) if is_svg(name, data) else read_raster(name, data, limits, width)


def _stored(
    path: str,
    data: bytes,
    width: float | None,
    limits: PictureLimits,
    store: AssetStore | None,
    fonts: Fonts | None,
) -> Asset:
    kept = store.get(data, width, path) if store is not None else None
    if kept is not None:
        return kept
    asset = read_picture(path, data, limits, width, fonts)
    if store is not None:
        store.put(data, width, asset)
    return asset
