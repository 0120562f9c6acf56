"""Nuxt MDC read with Python-Markdown: usable on its own, as a parser with places and as an extension that gives HTML.

markdown.markdown(text, extensions=["exporter.markdown"])
"""

from exporter.markdown.codes import CODES
from exporter.markdown.extension import Mdc, make_extension
from exporter.markdown.parser_state import MarkdownLimits, SingleDollar
from exporter.markdown.reader import parse, parse_fragment
from exporter.markdown.tree import (
    MdcComment,
    MdcElement,
    MdcNode,
    MdcText,
    MdcTree,
    PropPlace,
    SourceSpan,
    YamlProps,
    to_json,
)

makeExtension = make_extension  # noqa: N816  # the name that Python-Markdown looks for

__all__ = [
    "CODES",
    "MarkdownLimits",
    "Mdc",
    "MdcComment",
    "MdcElement",
    "MdcNode",
    "MdcText",
    "MdcTree",
    "PropPlace",
    "SingleDollar",
    "SourceSpan",
    "YamlProps",
    "makeExtension",
    "parse",
    "parse_fragment",
    "to_json",
]
