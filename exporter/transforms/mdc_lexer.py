"""The lexer of Markdown with components."""

from typing import ClassVar

from pygments.lexer import bygroups, inherit, using
from pygments.lexers.data import YamlLexer
from pygments.lexers.markup import MarkdownLexer
from pygments.token import Name, Punctuation, Text


class MdcLexer(MarkdownLexer):
    """Markdown with front matter, components and their YAML."""

    name = "MDC"
    tokens: ClassVar = {
        "root": [
            (r"^(---\n)([\s\S]*?\n)(---)$", bygroups(Punctuation, using(YamlLexer), Punctuation)),
            (r"^( *)(:{2,}[\w-]*)", bygroups(Text, Name.Tag)),
            inherit,
        ]
    }
