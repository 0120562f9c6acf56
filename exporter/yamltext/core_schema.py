"""The meaning of a plain scalar: the core schema of YAML 1.2 as far as JSON can express it."""

import math
import re
from typing import Any

_WORDS: dict[str, bool | None] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL")),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}
_INTEGER = re.compile(r"[-+]?[0-9]{1,15}|0o[0-7]{1,17}|0x[0-9a-fA-F]{1,13}")
_FLOAT = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]{1,3})?")


def resolve(value: str) -> Any:
    """Return the value of a plain scalar: null, a boolean, a number, or the text itself."""
    if value in _WORDS:
        return _WORDS[value]
    if len(value) > 40 or not (value[0].isascii() and (value[0].isdigit() or value[0] in "+-.")):
        return value
    if _INTEGER.fullmatch(value):
        return int(value, 0) if value[:2] in ("0o", "0x") else int(value)
    if _FLOAT.fullmatch(value) and not value.lstrip("+-").isdigit():
        number = float(value)
        if number.is_integer() and abs(number) < 2**53:
            return int(number)  # 1.0 and 1 are the same number in JSON
        return number if math.isfinite(number) else value
    return value
