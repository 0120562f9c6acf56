"""MDC as an extension of Python-Markdown: a block parser and an inline tree processor that replace its own.

Python-Markdown's block processors and inline patterns stay unused: they replace text as they read it, so that no place
survives, and they do not follow CommonMark.
"""

from collections.abc import Sequence
from typing import Any
from xml.etree.ElementTree import Element, ElementTree

from markdown import Markdown, blockparser
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor
from markdown.util import Registry

from exporter.diagnostics import Diagnostics
from exporter.markdown.blocks.parser import BlockParser
from exporter.markdown.etree import PlacedElement
from exporter.markdown.footnotes import append_footnotes
from exporter.markdown.inlines.autolinks import link_bare
from exporter.markdown.inlines.rules import MATH, POST_RULES, RULES
from exporter.markdown.inlines.scan import Scan
from exporter.markdown.parser_state import ParserState
from exporter.markdown.serialize import to_html
from exporter.markdown.source_lines import split_lines
from exporter.markdown.yaml_props import front_matter
from exporter.model.position import Places

TEXT = "<text>"  # the name of a text without a file
FIRST = 1000  # the priority of the inline scan: the tree processors of other extensions see a whole tree


class MdcBlocks(blockparser.BlockParser):
    """The block parser, in the place of Python-Markdown's."""

    def __init__(self, md: Markdown, extension: "Mdc") -> None:
        super().__init__(md)
        self.extension = extension

    def parseDocument(self, lines: Sequence[str]) -> ElementTree:  # type: ignore[override]  # noqa: N802
        """Parse the blocks of the page below one ``div``."""
        text, state = "\n".join(lines), self.extension.state_for(lines)
        root = PlacedElement("div")
        root.start, root.end = state.start, len(text)
        state.end = len(text)
        BlockParser(state, root).read(split_lines(text, state.start))
        root.extend(state.footnote_list)
        return ElementTree(root)


class MdcInlines(Treeprocessor):
    """The inline scan of all blocks, in the place of Python-Markdown's ``inline`` processor."""

    def __init__(self, md: Markdown, extension: "Mdc") -> None:
        super().__init__(md)
        self.extension = extension

    def run(self, root: Element) -> None:
        """Scan the text of each element that has unread text."""
        state = self.extension.state
        rules = RULES[state.mdc] if state.math is None else RULES[state.mdc] | MATH
        for block in [e for e in root.iter() if isinstance(e, PlacedElement) and e.source is not None]:
            assert block.source is not None
            scan = Scan(block.source, state, rules, POST_RULES)
            scan.opens_item, scan.in_cell, block.source = block.opens_item, block.tag in ("td", "th"), None
            scan.fill(block)
            if state.mdc and ("@" in scan.text or "://" in scan.text or "www." in scan.text.lower()):
                link_bare(block)
        assert isinstance(root, PlacedElement)
        append_footnotes(root, state)


class Mdc(Extension):
    """``markdown.markdown(text, extensions=["exporter.markdown"])``; ``mdc=False`` leaves CommonMark alone.

    Front matter becomes the attribute ``Meta`` of the ``Markdown`` instance, a mapping of the values of its YAML.
    ``state`` holds the limits and takes the findings; a new one is made for each text that comes without.
    """

    def __init__(self, state: ParserState | None = None, **kwargs: Any) -> None:
        self.config = {"mdc": [True, "read the syntax of MDC and GFM, not only CommonMark"]}
        super().__init__(**kwargs)
        self.given = state
        self.state = state or ParserState(Places.of("", ""), Diagnostics())

    def state_for(self, lines: Sequence[str]) -> ParserState:
        """Return the state for a text that is about to be read, and read the front matter of a text without one."""
        if self.given is None:
            text = "\n".join(lines)
            self.state = ParserState(Places.of(TEXT, text), Diagnostics(), mdc=bool(self.getConfig("mdc")))
            if self.state.mdc:
                props, self.state.start = front_matter(text, self.state)
                self.markdown.Meta = props.value if props else {}  # type: ignore[attr-defined]
        return self.state

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802
        """Replace every step of Python-Markdown that changes the text."""
        self.markdown = md
        md.registerExtension(self)
        md.parser = MdcBlocks(md, self)
        for name in ("inline", "prettify", "unescape"):
            md.treeprocessors.deregister(name)
        md.treeprocessors.register(MdcInlines(md, self), "inline", FIRST)
        md.output_formats = dict.fromkeys(md.output_formats, to_html)  # type: ignore[misc]

    def reset(self) -> None:
        """Remove the steps before the parser, which other extensions may add before or after this one."""
        self.markdown.preprocessors, self.markdown.inlinePatterns = Registry(), Registry()


def make_extension(**kwargs: Any) -> Mdc:
    """Return the extension; Python-Markdown calls this function of a module of extensions."""
    return Mdc(**kwargs)
