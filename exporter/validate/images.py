"""Pictures that are missing or that say nothing to those who do not see them."""

from exporter.assets import MISSING as MISSING_IMAGE
from exporter.assets import NO_WORDS as MISSING_ALT
from exporter.model.nodes import Image
from exporter.model.walk import every_node
from exporter.validate.subject import Subject

CODES = (MISSING_IMAGE, MISSING_ALT)


def check(subject: Subject) -> None:
    """Look for every picture's file and alternative text."""
    for page in subject.pages:
        for node in every_node(page):
            if isinstance(node, Image):
                _check(subject, node)


def _check(subject: Subject, image: Image) -> None:
    if image.asset.startswith("/") and not image.asset.startswith("//") and subject.site.read(image.asset) is None:
        subject.report(
            MISSING_IMAGE, f"no file '{image.asset}' in the site", image.pos, "add it below the public folder"
        )
    if not image.alt and not image.decorative:
        hint = 'say what it shows, or write <img alt=""> where it is decoration'
        subject.report(MISSING_ALT, f"picture '{_short(image.asset)}' has no alternative text", image.pos, hint)


def _short(path: str) -> str:
    return path if len(path) <= 60 else "..." + path[-57:]
