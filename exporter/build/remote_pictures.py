"""Pictures on other hosts that the project allows: each downloaded once, and held to its hash in ``exporter.lock``.

The lock stands beside ``exporter.yaml`` and belongs under version control: a picture whose bytes are no longer those of
the lock is an error, never another document. A picture in the cache is not downloaded again.
"""

import hashlib
import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from exporter.assets import BadPicture, FailedDownload, RemoteLimits, RemotePicture
from exporter.cache import Cache, EntryKind
from exporter.config import Config
from exporter.diagnostics import UsageError, shortened
from exporter.disk import read_regular, write_atomic
from exporter.model.links import is_web

FILE = "exporter.lock"
VERSION = 1
HOST_HINT = "save the picture below the public folder, or list its host in 'assets.remote'"
OFFLINE_HINT = "a build of the main branch downloads and locks it"
LARGEST_LOCK = 10_000_000  # bytes: some ten thousand pictures

Allowed = Callable[[str], bool]


class RemotePictures:
    """The pictures of one project on the hosts that ``assets.remote`` lists.

    ``allowed`` decides whether an IP address may be connected to: by default, whether it is public.
    """

    def __init__(
        self,
        config: Config,
        cache: Cache | None = None,
        limits: RemoteLimits | None = None,
        allowed: Allowed | None = None,
    ) -> None:
        self.hosts = frozenset(config.assets.remote)
        self.lock = config.trusted_folder / FILE
        self._offline = config.offline
        self._cache = cache
        self._limits = limits or RemoteLimits()
        self._allowed = allowed
        self._locked: dict[str, str] = _read(self.lock) if self.hosts else {}

    def digest(self, url: str) -> str:
        """Return the sha256 of an address in the lock; empty without one, or if its bytes may not be downloaded."""
        found = self._locked.get(url, "")
        return "" if found and self._offline and self._kept(found) is None else found

    def read(self, url: str) -> bytes:
        """Return the picture's bytes, as they are locked. Raises ``BadPicture``."""
        self._check_address(url)
        wanted = self._locked.get(url, "")
        data = self._kept(wanted)
        if data is not None:
            return data
        if self._offline:
            raise RemotePicture("the picture is on another host, and --trusted-config downloads nothing", OFFLINE_HINT)
        from exporter.assets.remote import download, is_public  # noqa: PLC0415 (most runs download nothing)

        data = download(url, self.hosts, self._limits, self._allowed or is_public)
        found = hashlib.sha256(data).hexdigest()
        if wanted and found != wanted:
            hint = f"look at the picture, then remove its line from {FILE}"
            raise FailedDownload(f"the picture differs from the one in {FILE}", hint)
        if self._cache is not None:
            self._cache.put(EntryKind.REMOTE, found, data)
        if not wanted:
            self._keep(url, found)
        return data

    def _kept(self, wanted: str) -> bytes | None:
        """Return the bytes of a hash that are in the cache."""
        data = self._cache.get(EntryKind.REMOTE, wanted) if self._cache is not None and wanted else None
        return data if data is not None and hashlib.sha256(data).hexdigest() == wanted else None

    def _check_address(self, url: str) -> None:
        """Raise ``RemotePicture`` for a host that the project does not list, ``BadPicture`` for another scheme."""
        if not is_web(url):
            raise BadPicture("only https: and http: pictures can be downloaded", "save it below the public folder")
        parts = urlsplit(url)
        if not self.hosts & {parts.netloc.lower(), (parts.hostname or "").lower()}:
            raise RemotePicture("the picture is on another host", HOST_HINT)

    def fetched(self, url: str) -> bytes | BadPicture:
        """Return the picture's bytes as ``read`` does, or the error that it raises."""
        try:
            return self.read(url)
        except BadPicture as error:
            return error

    def _keep(self, url: str, digest: str) -> None:
        self._locked[url] = digest
        try:
            write_atomic(self.lock, _text(self._locked))
        except OSError as error:
            raise FailedDownload(f"cannot write {FILE} ({error.strerror})", "check the folder's permissions") from error


class DownloadedPictures(RemotePictures):
    """The pictures that another process has downloaded; ``wanted`` are the addresses that were asked for in vain."""

    def __init__(self, config: Config, downloaded: Mapping[str, bytes | BadPicture]) -> None:
        self.hosts = frozenset(config.assets.remote)
        self.wanted: list[str] = []
        self._downloaded = downloaded

    def read(self, url: str) -> bytes:
        """Return the bytes of a downloaded picture. Raises ``BadPicture``."""
        self._check_address(url)
        if url not in self._downloaded:
            self.wanted.append(url)
            raise BadPicture("the picture has not been downloaded yet")
        found = self._downloaded[url]
        if isinstance(found, BadPicture):
            raise found
        return found


def _text(locked: Mapping[str, str]) -> bytes:
    value = {"version": VERSION, "pictures": {url: f"sha256:{locked[url]}" for url in sorted(locked)}}
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode()


def _read(path: Path) -> dict[str, str]:
    """Return the hashes by address; none without a lock. Raises ``UsageError`` for a file that is no lock."""
    try:
        value: Any = json.loads(read_regular(path, LARGEST_LOCK))
        if value["version"] != VERSION:
            raise ValueError("another version")
        return {_address(url): _hash(told) for url, told in value["pictures"].items()}
    except FileNotFoundError:
        return {}
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        hint = "restore it from version control, or delete it to lock the pictures again"
        raise UsageError(f"cannot read {FILE}: {error}", code="lock", hint=hint) from error


def _address(url: str) -> str:
    url.encode()  # what cannot be written again is none
    return url


def _hash(written: object) -> str:
    told = str(written)
    kind, _, digest = told.partition(":")
    if kind != "sha256" or len(digest) != 64 or not set(digest) <= set("0123456789abcdef"):
        raise ValueError(f"'{shortened(told)}' is not a sha256")
    return digest
