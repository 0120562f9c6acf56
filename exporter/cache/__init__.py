"""The cache of earlier results: keys of content, entries by kind and key, and their folder."""

from exporter.cache.entries import Cache, json_text, read_json, trusted_cache
from exporter.cache.folder import CODES, EntryKind
from exporter.cache.keys import key_of
from exporter.cache.type_checks import field_checks, fits

__all__ = ["CODES", "Cache", "EntryKind", "field_checks", "fits", "json_text", "key_of", "read_json", "trusted_cache"]
