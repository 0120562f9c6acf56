"""The table of inline rules: by the character that begins them, in the order in which they are tried."""

from exporter.markdown.inlines.autolinks import address
from exporter.markdown.inlines.brackets import close_bracket, open_bracket
from exporter.markdown.inlines.emphasis import pair
from exporter.markdown.inlines.math import dollars
from exporter.markdown.inlines.mdc import attributes, binding, component, footnote_call, span
from exporter.markdown.inlines.scan import PostRule, Rule
from exporter.markdown.inlines.simple_inlines import (
    autolink,
    blanks,
    character_reference,
    code,
    escape,
    hard_break,
    raw,
    run,
)

COMMONMARK: dict[str, tuple[Rule, ...]] = {
    "\\": (escape, hard_break),
    " ": (blanks,),
    "\t": (blanks,),
    "`": (code,),
    "<": (autolink, raw),
    "&": (character_reference,),
    "[": (open_bracket,),
    "!": (open_bracket,),
    "]": (close_bracket,),
    "*": (run,),
    "_": (run,),
}
#: a footnote's call and a span go before a link, as a binding goes before attributes
MDC: dict[str, tuple[Rule, ...]] = {
    **COMMONMARK,
    "{": (binding, attributes),
    ":": (component,),
    "[": (footnote_call, span, open_bracket),
    "~": (run,),
    **dict.fromkeys("hHwW", (address,)),
}
#: rules for the items of a whole stretch; emphasis needs all of its runs
POST_RULES: tuple[PostRule, ...] = (pair,)
RULES = {True: MDC, False: COMMONMARK}
MATH: dict[str, tuple[Rule, ...]] = {"$": (dollars,)}
