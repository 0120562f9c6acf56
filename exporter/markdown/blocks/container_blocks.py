"""Containers: blocks that hold blocks, and say of each line whether it is still theirs (CommonMark, section 5)."""

from dataclasses import dataclass

from exporter.markdown.etree import PlacedElement
from exporter.markdown.source_lines import Line


@dataclass(slots=True)
class ContainerBlock:
    """The page, or a component's or slot's content: all lines are its own."""

    node: PlacedElement

    def continues(self, line: Line) -> bool:
        """Whether ``line`` goes on with this container; takes the container's mark off it."""
        del line
        return True


@dataclass(slots=True)
class BlockQuote(ContainerBlock):
    """A block quote (section 5.1)."""

    def continues(self, line: Line) -> bool:
        """A line that begins with ``>``."""
        if line.indent > 3 or line.text[line.indent : line.indent + 1] != ">":
            return False
        self.node.end = line.end
        open_quote(line)
        return True


def open_quote(line: Line) -> None:
    """Takes ``>`` and one blank behind it off the line."""
    line.skip(line.indent + 1)
    line.strip(1)


@dataclass(slots=True)
class ListItemBlock(ContainerBlock):
    """A list item (section 5.2) or footnote; ``width`` is the indentation of its content."""

    width: int

    def continues(self, line: Line) -> bool:
        """A line indented as far as the content, or a blank one where there is content already."""
        if line.blank:
            line.strip(self.width)
            return len(self.node) > 0
        if line.indent < self.width:
            return False
        line.skip(self.width)
        return True
