"""Texts that look like what people write, put together wrongly."""

from hypothesis import strategies as st

_PIECES = {
    "front_matter": [
        "a: ",
        "- ",
        "  ",
        "\n",
        "[",
        "]",
        "{",
        "}",
        "'",
        '"',
        "|\n  ",
        ">-\n  ",
        "&a ",
        "*a",
        "!!str ",
        "<<: ",
        "? ",
    ],
    "mdc": [
        "::box\n",
        "::\n",
        ":::x{a=b}\n",
        ":x[",
        "]",
        "](",
        ")",
        "{",
        "}",
        "#s\n",
        "---\n",
        "> ",
        "- ",
        "1. ",
        "|a|\n",
        "|-|\n",
    ],
    "attributes": [":a=", "a=", '"', "'", "[", "]", "{", "}", ".c ", "#i ", "true", "\\", "=", "/", ">", " "],
    "props": ["qas:\n", "  - q: ", "    a: ", "\n", "|\n      ", "'", '"', "**a** ", "[a](b)", "::x\n", "- ", "[", "{"],
}
_PIECES["mdc"] += [
    "<b>",
    "</b>",
    "<!--",
    "-->",
    "<table><tr><td>",
    "`",
    "```\n",
    "*",
    "_",
    "[^1]",
    "\n[^1]: a\n",
    "&amp;",
    "\\",
    "\n\n",
    "    ",
    "\t",
]


def texts(target: str) -> st.SearchStrategy[str]:
    """Pieces of a target's syntax, mixed with any characters."""
    pieces = st.sampled_from(_PIECES[target])
    anything = st.text(st.characters(codec="utf-8"), max_size=8)
    return st.lists(st.one_of(pieces, pieces, pieces, anything), max_size=60).map("".join)
