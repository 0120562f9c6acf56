"""Fields in runs (ECMA-376 part 1, 17.16): their code is hidden, their result is text, a link has its target."""

import re
from typing import Final

from lxml import etree

from exporter.ooxml.names import qname

_HYPERLINK: Final = re.compile(
    r'\s*HYPERLINK\s+(?:"(?P<target>[^"]*)")?(?:\s*\\l\s+"(?P<anchor>[^"]*)")?', re.IGNORECASE
)


class Fields:
    """The fields that are open at a place of the text, the innermost last."""

    def __init__(self) -> None:
        self._codes: list[list[str]] = []
        self._in_result: list[bool] = []

    def part(self, element: "etree._Element") -> None:
        """Takes in one ``w:fldChar``, ``w:instrText`` or ``w:delInstrText``."""
        kind = element.get(qname("w:fldCharType"))
        if element.tag != qname("w:fldChar"):
            if self._codes and not self._in_result[-1]:
                self._codes[-1].append(element.text or "")
        elif kind == "begin":
            self._codes.append([])
            self._in_result.append(False)
        elif kind == "separate" and self._codes:
            self._in_result[-1] = True
        elif kind == "end" and self._codes:
            self._codes.pop()
            self._in_result.pop()

    @property
    def hidden(self) -> bool:
        """Whether text here is a field's code."""
        return not all(self._in_result)

    @property
    def target(self) -> str:
        """Where the innermost link field leads, ``""`` outside links."""
        targets = (self.target_of("".join(code)) for code in reversed(self._codes))
        return next((t for t in targets if t), "")

    @staticmethod
    def target_of(code: str) -> str:
        """The target that a field's code links to, ``""`` where it is no link."""
        match = _HYPERLINK.match(code)
        if not match:
            return ""
        anchor = match["anchor"]
        return (match["target"] or "") + (f"#{anchor}" if anchor else "")
