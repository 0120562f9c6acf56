"""Fields of a form: content controls by their tags (ECMA-376 part 1, 17.5.2.42), and ``{{name}}`` in the text.

A value takes the format of the first words in its place.
"""

import re
from collections.abc import Iterator, Mapping
from copy import deepcopy
from typing import Final

from exporter.ooxml import runs
from exporter.ooxml.elements import Element, clean, element
from exporter.ooxml.names import qname

PLACEHOLDER: Final = re.compile(r"\{\{\s*([\w.-]+)\s*\}\}")
_CONTENT: Final = qname("w:sdtContent")
_PARAGRAPH, _RUN, _TEXT = qname("w:p"), qname("w:r"), qname("w:t")
_BOUND: Final = ("dataBinding", "placeholder")
"""Properties of a control that lead to other parts of its package, from which Word would fill it again."""


def fill(story: Element, values: Mapping[str, str]) -> dict[str, bool]:
    """Fill the fields of a story in place and return their names, each with whether it got a value.

    Of content controls, only those with a value count: a form may have others for people.
    """
    found: dict[str, bool] = {}
    for control in list(story.iter(qname("w:sdt"))):
        name = _tag(control)
        if name in values:
            found[name] = _filled(control, values[name])
    for paragraph in list(story.iter(_PARAGRAPH)):
        for name in _replaced(paragraph, values):
            found[name] = found.get(name, False) or name in values
    for control in story.iter(qname("w:sdtPr")):
        _without(control, *_BOUND)
    return found


def _tag(control: Element) -> str:
    tag = control.find(f"{qname('w:sdtPr')}/{qname('w:tag')}")
    return "" if tag is None else str(tag.get(qname("w:val"))).strip()


def _filled(control: Element, value: str) -> bool:
    """Give a control a value in place of its words; False if it has no room for words."""
    content, about = control.find(_CONTENT), control.find(qname("w:sdtPr"))
    if content is None or about is None:
        return False
    shows_hint = about.find(qname("w:showingPlcHdr")) is not None
    first = next(content.iter(_RUN), None)
    look = about.find(qname("w:rPr")) if shows_hint or first is None else first.find(qname("w:rPr"))
    run = runs.text(value, *map(deepcopy, look if look is not None else ()))
    paragraphs = list(content.iter(_PARAGRAPH))
    for further in paragraphs[1:]:
        further.getparent().remove(further)  # type: ignore[union-attr]  # it is inside of the content
    room = paragraphs[0] if paragraphs else content
    for part in [part for part in room if part.tag != qname("w:pPr")]:
        room.remove(part)
    room.append(run)
    _without(about, "showingPlcHdr")
    return True


def _replaced(paragraph: Element, values: Mapping[str, str]) -> Iterator[str]:
    """Replace the placeholders of a paragraph, also those that Word keeps in several runs; yield their names."""
    texts = [text for text in paragraph.iter(_TEXT) if next(text.iterancestors(_PARAGRAPH)) is paragraph]
    words = "".join(text.text or "" for text in texts)
    for match in reversed(list(PLACEHOLDER.finditer(words))):
        yield match[1]
        if match[1] in values:
            _put(texts, match.start(), match.end(), values[match[1]])


def _put(texts: list[Element], start: int, end: int, value: str) -> None:
    """Put a value in the place of the characters from ``start`` to ``end`` of all texts."""
    at = 0
    first = True
    for text in texts:
        own = text.text or ""
        low, high = max(start - at, 0), min(end - at, len(own))
        at += len(own)
        if low >= high:
            continue
        _set_words(text, own[:low] + (clean(value) if first else "") + own[high:])
        first = False


def _set_words(text: Element, words: str) -> None:
    """Give a text other words; line feeds in them become breaks of its run."""
    first, *more = words.split("\n")
    text.text = first
    text.set(qname("xml:space"), "preserve")
    for line in reversed(more):
        further = element("w:t", xml_space="preserve")
        further.text = line
        text.addnext(further)
        text.addnext(element("w:br"))


def _without(parent: Element, *names: str) -> None:
    for found in [part for part in parent if part.tag in {qname(f"w:{name}") for name in names}]:
        parent.remove(found)
