"""GFM footnotes, moved to the page's end as on the site (npm package mdast-util-to-hast, ``footer``)."""

from typing import NamedTuple
from urllib.parse import quote

from exporter.markdown.etree import PlacedElement, PlacedText
from exporter.markdown.parser_state import ParserState
from exporter.model.offsets import each_offset


class _Calls(NamedTuple):
    """A footnote's number, and the suffixes of its calls' ids."""

    number: int
    slugs: list[str]


def append_footnotes(root: PlacedElement, state: ParserState) -> None:
    """Number the calls in page order, and append a section with the footnotes that have a call."""
    calls: dict[str, _Calls] = {}
    for call in [e for e in root.iter("sup") if isinstance(e, PlacedElement) and e.get("note")]:
        _number(call, calls)
    notes = set(state.footnote_list)  # they were in the tree for the inline scan
    root[:] = [block for block in root if block not in notes]
    if not calls:
        return
    at = root.end
    section = _made("section", at, {"data-footnotes": "", "class": "footnotes"})
    items = _made("ol", at)
    section.extend([_made("h2", at, {"class": "sr-only", "id": "footnote-label"}, "Footnotes"), items])
    for label, known in calls.items():
        items.append(_note(state.footnotes[label], label, known))
    root.append(section)


def _made(tag: str, at: int, props: dict[str, str] | None = None, text: str = "") -> PlacedElement:
    node = PlacedElement(tag, props or {})
    node.start = node.end = at
    if text:
        node.text = PlacedText.at(text, at, at, [at] * (len(text) + 1))
    return node


def _slug(label: str) -> str:
    return quote(label.lower(), safe="!*'()~")


def _number(call: PlacedElement, calls: dict[str, _Calls]) -> None:
    label = call.attrib.pop("note")
    known = calls.setdefault(label, _Calls(len(calls) + 1, []))
    slug = _slug(label) + (f"-{len(known.slugs) + 1}" if known.slugs else "")
    known.slugs.append(slug)
    props = {
        "href": f"#user-content-fn-{_slug(label)}",
        "id": f"user-content-fnref-{slug}",
        "data-footnote-ref": "",
        "aria-describedby": "footnote-label",
    }
    link = _made("a", call.start, props, str(known.number))
    call.append(link)


def _note(note: PlacedElement, label: str, calls: _Calls) -> PlacedElement:
    note.set("id", f"user-content-fn-{_slug(label)}")
    last = note[-1] if len(note) and note[-1].tag == "p" else note
    for count, slug in enumerate(calls.slugs, 1):
        _add_text(last, " ", note.end)
        again = f"-{count}" if count > 1 else ""
        props = {
            "href": f"#user-content-fnref-{slug}",
            "class": "data-footnote-backref",
            "data-footnote-backref": "",
            "aria-label": f"Back to reference {calls.number}{again}",
        }
        back = _made("a", note.end, props, "↩")
        if again:
            back.append(_made("sup", note.end, {}, str(count)))
        last.append(back)
    return note


def _add_text(node: object, text: str, at: int) -> None:
    assert isinstance(node, PlacedElement)
    old = node[-1].tail if len(node) else node.text
    if isinstance(old, PlacedText):
        offsets = each_offset(old.start, len(old), old.offsets)
        words = PlacedText.at(old + text, old.start, old.end, [*offsets, *[old.end] * len(text)])
    else:
        words = PlacedText.at(text, at, at, [at] * (len(text) + 1))
    if len(node):
        node[-1].tail = words
    else:
        node.text = words
