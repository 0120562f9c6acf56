"""Pictures without alternative text, or with one that describes nothing (WCAG 2.2, 1.1.1)."""

import re
from pathlib import PurePosixPath

from exporter.diagnostics import Code, Severity
from exporter.model.nodes import Image
from exporter.model.walk import every_node
from exporter.validate.context import RuleContext

MISSING_ALT = Code(
    "missing-alt",
    Severity.WARNING,
    "A picture without alternative text (WCAG 2.2, 1.1.1).",
    why="Blind readers miss the picture (WCAG 2.2, 1.1.1).",
    mend="Describe the picture in its 'alt'; alt=\"\" marks decoration.",
)
WEAK_ALT = Code(
    "weak-alt",
    Severity.WARNING,
    "An alternative text that does not describe its picture (WCAG 2.2, 1.1.1).",
    why="Screen readers say 'image' before it: a file's name, or 'image' again, says nothing about the picture.",
    mend='Say what the picture shows or does at its place; alt="" marks decoration.',
)
CODES = (MISSING_ALT, WEAK_ALT)
SHOWN = 60  # characters of a picture's path
_KIND = (
    r"(?:alt(?:ernative)?|chart|diagram|figure|graphic|icon|illustration|image|img|logo|photo(?:graph)?|pic|picture)"
)
# A kind of picture with a number, "picture of ...", a name that ends with a kind, or the name of a file.
_WEAK = re.compile(
    rf"(?:an? |the |this )?{_KIND}(?: text| here)?[\s._-]*\d*"
    r"|(?:an? |the )?(?:graphic|image|picture) of\b.*"
    rf"|\S+[._-](?:image|img|pic|picture)\d*"
    r"|\S*\.(?:avif|bmp|gif|jpe?g|png|svg|tiff?|webp)",
    re.IGNORECASE | re.DOTALL,
)
_OF_FILES = re.compile(r"[\d_-]")  # in a name without blanks, it stands for no word


def check(context: RuleContext) -> None:
    """Check the alternative text of every picture."""
    for page in context.pages:
        for node in every_node(page):
            if not isinstance(node, Image) or node.decorative:
                continue
            if not node.alt.strip():
                hint = "describe it in its 'alt' or the component's 'altImage'; alt=\"\" marks decoration"
                context.report(MISSING_ALT, f"picture '{_short(node.asset)}' has no alternative text", node.pos, hint)
            elif _is_weak(node.alt.strip(" \t\n.:"), node.asset):
                hint = 'say what it shows or does here; alt="" marks decoration'
                message = f"the alternative text '{_short(node.alt)}' does not describe the picture"
                context.report(WEAK_ALT, message, node.pos, hint)


def _is_weak(words: str, path: str) -> bool:
    """Whether words are a kind of picture or the name of a file, as programs put them in."""
    named = words == PurePosixPath(path).stem and bool(_OF_FILES.search(words))
    return named or bool(_WEAK.fullmatch(words))


def _short(path: str) -> str:
    return path if len(path) <= SHOWN else "..." + path[3 - SHOWN :]
