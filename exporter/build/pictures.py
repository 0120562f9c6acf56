"""Pictures of the site, read below its public folders; a missing picture gets the nearest name as a hint.

A page outside of the site may have pictures beside it too, by relative paths.
"""

import hashlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from itertools import islice
from pathlib import Path, PurePosixPath
from typing import TypedDict

from exporter.assets import AssetStore, BadPicture, MissingPicture, RemotePicture
from exporter.build.project import own_code, package_versions
from exporter.build.remote_pictures import RemotePictures
from exporter.cache import Cache, EntryKind, fits, key_of
from exporter.config import Config
from exporter.diagnostics import did_you_mean
from exporter.diagrams import CommandRequest
from exporter.disk import leads_out
from exporter.fonts.drawing_fonts import DrawingFonts
from exporter.model.document import Asset, MediaType
from exporter.model.links import is_remote, is_web, on_site
from exporter.source.files import DEFAULTS, Missing, Refused, read_first, url_parts

# A picture beside a page is asked for by this, the page's folder, a line end, and the path as the page has it.
BESIDE = "beside:"
# The number of files whose names are compared with a missing one.
LOOKED_AT = 5_000
PUBLIC_HINT = "'public' in exporter.yaml names the folders of these pictures"
# Pixels of a side, more than any picture has.
WIDEST = 1_000_000
USUAL_FONTS = DrawingFonts()


def refuse(_: CommandRequest) -> bytes:
    """Raise ``BadPicture``: workers alone start programs."""
    raise BadPicture("no program is started here")


class Pictures:
    """Reads the site's pictures, each once a run."""

    def __init__(
        self,
        config: Config,
        cache: Cache | None = None,
        limit: int = DEFAULTS.file_bytes,
        remote: RemotePictures | None = None,
        fonts: DrawingFonts = USUAL_FONTS,
        draw: Callable[[CommandRequest], bytes] = refuse,
    ) -> None:
        self.draw = draw  # by a program that the user named
        self.folders = config.public_folders
        self.shown = " or ".join(f"'{config.shown(folder)}'" for folder in self.folders)
        self._hosts = config.all_hosts
        self._limit = limit
        self.remote = remote or RemotePictures(config, cache)
        self.fonts = fonts
        self.kept = PictureStore(cache, fonts) if cache else None
        self.store: AssetStore | None = self.kept
        self._read: dict[str, bytes] = {}

    def read(self, path: str) -> bytes:
        """Return the bytes of the picture at a site-absolute path, or beside a page. Raises ``BadPicture``."""
        try:
            return self._bytes(path)
        except MissingPicture as error:
            if error.hint is None and not path.startswith(BESIDE):
                raise MissingPicture(str(error), self._near(on_site(path, self._hosts))) from error
            raise

    def recording(self, folder: Path | None = None) -> "RecordingReader":
        """Return a reader that records its questions, for a page with pictures in its ``folder``."""
        return RecordingReader(self.read, folder)

    def digest(self, path: str) -> str:
        """Return the sha256 of the picture at a path, empty if it cannot be read; download no locked picture."""
        if locked := self.remote.digest(path):
            return locked
        try:
            return hashlib.sha256(self._bytes(path)).hexdigest()
        except BadPicture:
            return ""

    def _bytes(self, path: str) -> bytes:
        """Return the bytes at a path, read once; without a search for near names."""
        if path not in self._read:
            self._read[path] = self._read_file(path)
        return self._read[path]

    def _read_file(self, path: str) -> bytes:
        if path.startswith(BESIDE) and "\n" in path:
            return self._read_beside(*path.removeprefix(BESIDE).rsplit("\n", 1))
        local = on_site(path, self._hosts)
        if is_remote(local):
            return self.remote.read(local)
        try:
            return self._below(self.folders, local)
        except Missing as error:
            if is_web(path):
                raise RemotePicture(
                    f"the picture is on the website, and not below {self.shown}", PUBLIC_HINT
                ) from error
            raise MissingPicture(f"no picture below {self.shown}") from error

    def _below(self, folders: Sequence[Path], path: str) -> bytes:
        """Return the bytes of a file below the first folder that has it.

        Raises ``Missing``, or ``BadPicture`` if it cannot be read.
        """
        try:
            return read_first(folders, url_parts(path), self._limit)
        except Missing:
            raise
        except UnicodeDecodeError as error:
            raise BadPicture("the picture's path is not UTF-8") from error
        except (Refused, OSError) as error:
            reason = getattr(error, "strerror", None) or error
            hint = f"write its path below {self.shown}, such as '/images/a.png'"
            raise BadPicture(f"the picture cannot be read: {reason}", hint) from error

    def _read_beside(self, folder: str, path: str) -> bytes:
        with suppress(Missing):
            return self._below((Path(folder),), path)
        try:
            return self._bytes(path)
        except MissingPicture as error:
            near = did_you_mean(PurePosixPath(path).name, [p.name for p in islice(Path(folder).iterdir(), LOOKED_AT)])
            raise MissingPicture(f"no picture beside the page or below {self.shown}", near) from error

    def _near(self, path: str) -> str | None:
        """Return a hint with the nearest name of a picture, first in the same folder, then in any."""
        wanted = PurePosixPath(path)
        near = did_you_mean(wanted.name, [n.rsplit("/", 1)[-1] for n in self._names(str(wanted.parent).lstrip("/"))])
        if near and "'" in near:
            return near.replace("'", f"'{wanted.parent.as_posix().rstrip('/')}/", 1)
        return did_you_mean(wanted.as_posix(), self._names()) or PUBLIC_HINT

    def _names(self, inner: str = "") -> list[str]:
        """Return the site-absolute paths of the files in the folder ``inner`` of each public folder."""
        known = ((top, top / inner) for top in self.folders)
        inside = ((top, f) for top, f in known if f.is_dir() and not leads_out(f, top))
        return [f"/{p.relative_to(top).as_posix()}" for top, f in inside for p in islice(_files(f), LOOKED_AT)]


class RecordingReader:
    """Reads pictures and records each with the sha256 of its file, empty without a file."""

    def __init__(self, read: Callable[[str], bytes], folder: Path | None = None) -> None:
        self._read = read
        self._folder = folder
        self.asked: dict[str, str] = {}

    def __call__(self, path: str) -> bytes:
        """Return the picture's bytes. Raises ``BadPicture``."""
        if self._folder is not None and is_relative(path):
            path = f"{BESIDE}{self._folder}\n{path}"
        self.asked[path] = ""
        data = self._read(path)
        self.asked[path] = hashlib.sha256(data).hexdigest()
        return data


def is_relative(path: str) -> bool:
    """Return whether a path starts at a page's own folder (RFC 3986, section 4.2: a relative-path reference)."""
    return not path.startswith("/") and "\n" not in path and not is_remote(path)


class PictureFacts(TypedDict):
    """The record of a converted picture beside its bytes."""

    media_type: MediaType
    width: float
    height: float
    fallback: bool
    vector: bool
    losses: list[str]
    words: str


class PictureStore:
    """Converted pictures in the cache, by the bytes that they were made from."""

    def __init__(self, cache: Cache, fonts: DrawingFonts) -> None:
        self._cache = cache
        self._made_with = key_of(own_code(), dict(package_versions()), fonts.text, fonts.code)

    def get(self, data: bytes, width: float | None, name: str) -> Asset | None:
        """Return the picture as it was converted before."""
        key = self.key(data, width, name)
        facts = self._cache.get_json(EntryKind.PICTURE, key)
        if not fits(facts, PictureFacts) or not (0 < facts["width"] < WIDEST and 0 < facts["height"] < WIDEST):
            return None
        made = self._cache.get(EntryKind.PIXELS, key)
        fallback = self._cache.get(EntryKind.FALLBACK, key) if facts["fallback"] else None
        if made is None or (facts["fallback"] and fallback is None):
            return None
        return Asset(
            name=name,
            media_type=facts["media_type"],
            data=made,
            width=facts["width"],
            height=facts["height"],
            fallback=fallback,
            vector=facts["vector"],
            losses=tuple(facts["losses"]),
            words=facts["words"],
        )

    def put(self, data: bytes, width: float | None, asset: Asset) -> None:
        """Keep a picture."""
        self.keep(self.key(data, width, asset.name), asset)

    def keep(self, key: str, asset: Asset) -> None:
        """Keep the picture of a key."""
        self._cache.put(EntryKind.PIXELS, key, asset.data)
        if asset.fallback is not None:
            self._cache.put(EntryKind.FALLBACK, key, asset.fallback)
        facts = PictureFacts(
            media_type=asset.media_type,
            width=asset.width,
            height=asset.height,
            fallback=asset.fallback is not None,
            vector=asset.vector,
            losses=list(asset.losses),
            words=asset.words,
        )
        self._cache.put_json(EntryKind.PICTURE, key, facts)

    def key(self, data: bytes, width: float | None, name: str) -> str:
        """Return the key of a picture made from these bytes."""
        return key_of(self._made_with, data, width, name)


def _files(folder: Path) -> Iterator[Path]:
    return (p for p in folder.rglob("*") if p.is_file())
