"""The cache of earlier results: keys of content, entries by kind and key, and their folder."""

from exporter.cache.entries import Cache, trusted_cache
from exporter.cache.folder import CODES, EntryKind
from exporter.cache.keys import key_of
from exporter.cache.type_checks import field_checks, fits

__all__ = ["CODES", "Cache", "EntryKind", "field_checks", "fits", "key_of", "trusted_cache"]
