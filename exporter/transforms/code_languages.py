"""The languages of code that have colours: their names in fences, and the longest code of each.

The names are those that the website's highlighter knows (https://shiki.style/languages); code in another language has
no colours, here as there.
"""

from typing import Final

from exporter.diagnostics import Code as FindingCode
from exporter.diagnostics import Diagnostics, Severity, counted
from exporter.model.document import Document
from exporter.model.nodes import Code, CodeBlock
from exporter.model.walk import every_node

PLAIN = FindingCode(
    "code-plain",
    Severity.NOTE,
    "a block of code that is too long for colours",
    why="The time to read code may grow with the square of its length.",
    mend="Nothing has to be done; if the colours matter, show the code in several blocks.",
)
CODES = (PLAIN,)

NAMES: Final = {
    "ts": "ts typescript ts-type typescript-type mts cts",
    "js": "js javascript mjs cjs",
    "tsx": "tsx",
    "jsx": "jsx",
    "vue": "vue vue-html vue-template",
    "html": "html svelte astro",
    "xml": "xml svg",
    "css": "css postcss",
    "scss": "scss",
    "json": "json jsonc json5",
    "yaml": "yaml yml",
    "toml": "toml",
    "ini": "ini properties env dotenv",
    "mdc": "mdc md markdown mdx",
    "diff": "diff",
    "bash": "bash sh shell shellscript zsh",
    "powershell": "powershell ps ps1",
    "docker": "docker dockerfile",
    "nginx": "nginx",
    "http": "http",
    "sql": "sql",
    "graphql": "graphql gql",
    "python": "python py",
    "php": "php",
    "ruby": "ruby rb",
    "rust": "rust rs",
    "go": "go golang",
    "java": "java",
    "kotlin": "kotlin kt",
    "swift": "swift",
    "c": "c",
    "cpp": "cpp c++",
    "csharp": "csharp cs c#",
    "dart": "dart",
    "asn1": "asn1 asn.1",
    "cddl": "cddl",
    "protobuf": "protobuf proto",
}
"""The names of each language; the first of a row is the lexer's."""

SHELLS: Final = frozenset(NAMES["bash"].split())

LEXER_OF: Final = {name: lexer for lexer, names in NAMES.items() for name in names.split()}

LONGEST: Final = 12_000
"""Characters of the longest code with colours: real pages have 10,000; hostile code takes its lexer three seconds."""
SLOWER: Final = {"mdc": 6_000, "c": 5_000, "cpp": 5_000, "java": 5_000, "csharp": 2_500}
"""The same for lexers that take longer."""


def lexer_name(language: str, code: str) -> str:
    """Return the lexer of code; empty if its language is unknown, or if it is too long."""
    name = LEXER_OF.get(language.lower(), "")
    return name if len(code) <= SLOWER.get(name, LONGEST) else ""


def report_long(document: Document, diagnostics: Diagnostics) -> None:
    """Report code that is too long for colours."""
    for node in every_node(document):
        if not isinstance(node, Code | CodeBlock) or lexer_name(node.language, node.text):
            continue
        if name := LEXER_OF.get(node.language.lower()):
            limit = counted(SLOWER.get(name, LONGEST), "character")
            message = f"code in '{node.language}' of more than {limit} has no colours"
            diagnostics.add(PLAIN, message, node.pos, "show it in several blocks")
