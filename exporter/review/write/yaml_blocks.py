"""YAML values of one line, and folded ones, written anew as literal blocks, which can hold more paragraphs."""

import re
from typing import Final

from exporter.diagnostics import Diagnostics
from exporter.model.position import Places
from exporter.review.write.source_text import Edit, SourceLines, continued
from exporter.review.write.yaml_scalars import ScalarContext
from exporter.yamltext.reader import load

_KEY: Final = re.compile(r"(?P<lead>[ ]*(?:- +)*)[^\s#].*?:[ \t]+\Z")
_HEADER: Final = re.compile(r">[0-9+-]*[ \t]*\r?\n\s*\Z")
_UNSAFE: Final = re.compile("[^\n\u0020-\u007e\u00a0-\u2027\u202a-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_STEP: Final = "  "


def as_block(source: str, scalar: ScalarContext) -> Edit | None:
    """Return the edit that writes a value as a literal block; None if it shares its lines, or cannot be one."""
    lines = SourceLines(source)
    start, end = _range(source, scalar)
    key = _KEY.fullmatch(lines.lead(start))
    if key is None or source[end : lines.end(end)].strip():
        return None
    value = load(f"v: {source[start:end]}\n", Places.of("", source), Diagnostics())
    text = value.value.get("v") if value else None
    if not isinstance(text, str) or not text.strip() or text[0].isspace() or _UNSAFE.search(text):
        return None
    lead = continued(key["lead"]) + _STEP
    written = [f"{lead}{line}" if line.strip() else "" for line in text.rstrip("\n").split("\n")]
    return start, end, lines.ending.join(["|", *written])


def _range(source: str, scalar: ScalarContext) -> tuple[int, int]:
    """Return the range of a scalar with its quotes or header, without blanks behind it."""
    if scalar.style in ("'", '"'):
        return scalar.start - 1, scalar.end + 1
    start, end = scalar.start, scalar.end
    if header := _HEADER.search(source, max(0, start - 200), start):
        start = header.start()
    while end > start and source[end - 1].isspace():
        end -= 1
    return start, end
