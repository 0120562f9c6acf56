"""Checks of content, one rule a module: faults that every format would print as they are.

Rules look at pages in core nodes; parsing and lowering have checked syntax, props and front matter. A page rule needs
its page alone; a rule that needs all pages compares their ``CrossPageFacts``. Comments in a page suppress findings, as
in linters for Markdown (see ``suppressions``).
"""

from exporter.validate.context import Rule, RuleContext, ValidationOptions
from exporter.validate.cross_page import ComparedPage, CrossPageFacts
from exporter.validate.rules import RULES, check_across_pages, check_pages, known_codes, validate

__all__ = [
    "RULES",
    "ComparedPage",
    "CrossPageFacts",
    "Rule",
    "RuleContext",
    "ValidationOptions",
    "check_across_pages",
    "check_pages",
    "known_codes",
    "validate",
]
