"""Texts that become one."""

from exporter.markdown.tree import Node, Span, Text
from exporter.model.offsets import each_offset, joined_offsets


class Texts:
    """The texts of a tree that is being built: neighbours become one when it is whole.

    Each joined to the next at once would take the square of their number.
    """

    def __init__(self) -> None:
        self._runs: dict[Text, list[Text]] = {}

    def add(self, children: list[Node], text: Text) -> None:
        """Adds ``text`` at the end of ``children``; one right behind another text becomes a part of that one."""
        last = children[-1] if children else None
        if isinstance(last, Text):
            self._runs.setdefault(last, [last]).append(text)
        else:
            children.append(text)

    def join(self) -> None:
        """Gives the first text of each run what all of its texts have."""
        for first, texts in self._runs.items():
            first.offsets = _offsets(texts)
            first.span = Span(first.span.start, max(text.span.end for text in texts))
            first.value = "".join([text.value for text in texts])


def _offsets(texts: list[Text]) -> tuple[int, ...] | None:
    """Those of all characters; None where they stand one by one from the first text on, as in each."""
    at = texts[0].span.start
    for text in texts:
        if text.offsets is not None or text.span.start != at:
            return joined_offsets([each_offset(one.span.start, len(one.value), one.offsets) for one in texts])
        at = text.span.end
    return None
