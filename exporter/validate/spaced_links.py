"""Links whose address has a blank, which the site shows as text (CommonMark, section 6.3)."""

import re

from exporter.diagnostics import Code, Severity
from exporter.validate.context import RuleContext
from exporter.validate.lines import texts

LINK_BLANK = Code(
    "link-blank",
    Severity.WARNING,
    "a link whose address has a blank",
    why="The website and the document show the brackets and the address as text, and a download is not requested.",
    mend="Put the address between angle brackets, or write %20 for each blank.",
)
CODES = (LINK_BLANK,)
LINK = re.compile(r"""\[[^\[\]]{1,200}\]\(((?:/|\.{1,2}/|https?://)[^()<>"']{0,500})\)""")


def check(context: RuleContext) -> None:
    """Check texts that look like a link."""
    for page in context.pages:
        for text, around in texts(page):
            for found in LINK.finditer(text.text):
                address = found[1].strip()
                if " " in address:
                    place = context.part(text, *found.span()) or around
                    message = f"the link to '{address}' is shown as text: its address has a blank"
                    context.report(LINK_BLANK, message, place, f"write it as (<{address}>)")
