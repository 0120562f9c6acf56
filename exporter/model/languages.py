"""Language tags (BCP 47)."""

import re

# RFC 5646, section 2.1: language, extended language, script, region, variants, extensions, private use. Languages of
# four letters and more are left out: none is registered, and what looks so is a name.
_TAG = re.compile(
    r"[A-Za-z]{2,3}(-[A-Za-z]{3}){0,3}(-[A-Za-z]{4})?(-([A-Za-z]{2}|\d{3}))?"
    r"(-([A-Za-z0-9]{5,8}|\d[A-Za-z0-9]{3}))*(-[A-WY-Za-wy-z0-9](-[A-Za-z0-9]{2,8})+)*(-[xX](-[A-Za-z0-9]{1,8})+)?",
    re.ASCII,
)


def is_language(tag: str) -> bool:
    """Whether ``tag`` is well-formed, such as ``en``, ``pt-BR`` or ``zh-Hant-TW``."""
    return _TAG.fullmatch(tag) is not None
