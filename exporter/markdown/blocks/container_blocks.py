"""Container blocks: blocks that hold blocks, and match the start of each line (CommonMark, section 5)."""

from dataclasses import dataclass

from exporter.markdown.etree import PlacedElement
from exporter.markdown.source_lines import Line


@dataclass(slots=True)
class ContainerBlock:
    """The page, or the content of a component or slot: every line belongs to it."""

    node: PlacedElement

    def continues(self, line: Line) -> bool:
        """Whether ``line`` continues this container; if so, strip the container's mark."""
        del line
        return True


@dataclass(slots=True)
class BlockQuote(ContainerBlock):
    """A block quote (section 5.1)."""

    def continues(self, line: Line) -> bool:
        """Whether the line begins with ``>``."""
        if line.indent > 3 or line.text[line.indent : line.indent + 1] != ">":
            return False
        self.node.end = line.end
        open_quote(line)
        return True


def open_quote(line: Line) -> None:
    """Strip ``>`` and one blank behind it."""
    line.skip(line.indent + 1)
    line.strip(1)


@dataclass(slots=True)
class ListItemBlock(ContainerBlock):
    """A list item (section 5.2) or footnote; ``width`` is the indentation of its content."""

    width: int

    def continues(self, line: Line) -> bool:
        """Whether the line is indented as far as the content, or blank below some content."""
        if line.blank:
            line.strip(self.width)
            return len(self.node) > 0
        if line.indent < self.width:
            return False
        line.skip(self.width)
        return True
