"""Words that are identifiers: addresses, names of code, versions. A line ends within one without a hyphen.

A reader would type the hyphen. All formats share the rule.
"""

import re
from collections.abc import Iterator
from itertools import pairwise

_MARK = re.compile(r"[/_.@#\\:\d]")
_AROUND = ".,:;!?…()[]{}<>\"'“”„‘’‚«»‹›、。،؛؟*"  # punctuation around a word is no part of it


def is_identifier(word: str) -> bool:
    """Whether a word has letters, and a sign of addresses and code, a digit or an inner capital."""
    inner = word.strip(_AROUND)
    if not any(map(str.isalpha, inner)):
        return False
    return _MARK.search(inner) is not None or any(a.isalpha() and b.isupper() for a, b in pairwise(inner))


def with_identifiers(text: str, shortest: int) -> Iterator[tuple[str, bool]]:
    """Yield the parts of ``text``, and whether each is an identifier of at least ``shortest`` letters.

    An identifier comes with the punctuation around it, so that no line begins with that.
    """
    start = 0
    for found in re.finditer(rf"\S{{{shortest},}}", text):
        if len(found[0].strip(_AROUND)) >= shortest and is_identifier(found[0]):
            if start < found.start():
                yield text[start : found.start()], False
            yield found[0], True
            start = found.end()
    if start < len(text):
        yield text[start:], False
