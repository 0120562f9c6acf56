"""The cache of earlier results: keys of content, entries by kind and key, and their folder."""

from exporter.cache.entries import Cache
from exporter.cache.folder import CODES, UNTRUSTED, EntryKind, check
from exporter.cache.keys import key_of
from exporter.cache.type_checks import fits, hints

__all__ = ["CODES", "UNTRUSTED", "Cache", "EntryKind", "check", "fits", "hints", "key_of"]
