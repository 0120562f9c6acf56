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
from exporter.markdown.inlines.rules import POST_RULES, RULES
from exporter.markdown.inlines.scan import Scan
from exporter.markdown.parser_state import ParserState
from exporter.markdown.serialize import to_html
from exporter.markdown.source_lines import split_lines
from exporter.model.position import Places


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
        rules = RULES[state.mdc]
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

    ``state`` holds the limits and takes the findings; a new one is made for each text that comes without.
    """

    def __init__(self, state: ParserState | None = None, **kwargs: Any) -> None:
        self.config = {"mdc": [True, "read the syntax of MDC and GFM, not only CommonMark"]}
        super().__init__(**kwargs)
        self.given = state
        self.state = state or ParserState(Places.of("", ""), Diagnostics())

    def state_for(self, lines: Sequence[str]) -> ParserState:
        """Return the state for a text that is about to be read."""
        if self.given is None:
            places = Places.of("<text>", "\n".join(lines))
            self.state = ParserState(places, Diagnostics(), mdc=bool(self.getConfig("mdc")))
        return self.state

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802
        """Replace every step of Python-Markdown that changes the text."""
        md.preprocessors, md.inlinePatterns = Registry(), Registry()
        md.parser = MdcBlocks(md, self)
        for name in ("inline", "prettify", "unescape"):
            md.treeprocessors.deregister(name)
        md.treeprocessors.register(MdcInlines(md, self), "inline", 20)
        md.output_formats = dict.fromkeys(md.output_formats, to_html)  # type: ignore[misc]


def make_extension(**kwargs: Any) -> Mdc:
    """Return the extension; Python-Markdown calls this function of a module of extensions."""
    return Mdc(**kwargs)
