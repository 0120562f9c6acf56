"""Whether every place that the reader gives is right: ``python -m tests.conformance.places FOLDER``.

The text at a place is the node's own: character by character for texts and strings of YAML (but for references, escapes
and line ends, which stand for something else), and as a whole for props. What is inside a node lies within its span.
"""

import html
import re
import sys
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path

from exporter.diagnostics import Diagnostics
from exporter.markdown import MdcComment, MdcElement, MdcNode, MdcText, MdcTree, SourceSpan, YamlProps, parse

_STANDS_FOR = re.compile(r"[&\\\s\u0000\u2029]")
_MADE = frozenset(("footnotes", "sr-only"))


def faults(tree: MdcTree, text: str) -> Iterator[str]:
    """What is wrong with the places of ``tree``, read from ``text``; nothing for a right one."""
    if tree.front_matter:
        yield from _yaml_faults(tree.front_matter, text)
    stack: list[tuple[MdcNode, SourceSpan]] = [(node, SourceSpan(0, len(text))) for node in tree.children]
    while stack:
        node, outer = stack.pop()
        if not outer.start <= node.span.start <= node.span.end <= outer.end:
            yield f"{_name(node)} at {node.span} is not within {outer}"
        if isinstance(node, MdcText):
            yield from _text_faults(node, text)
        elif isinstance(node, MdcElement):
            if node.props.get("class") in _MADE or "data-footnote-backref" in node.props:
                continue
            yield from _prop_faults(node, text)
            if node.yaml:
                yield from _yaml_faults(node.yaml, text)
            stack.extend((child, node.span) for child in node.children)


def _name(node: MdcNode) -> str:
    match node:
        case MdcElement():
            return f"<{node.tag}>"
        case MdcText():
            return repr(node.value[:30])
        case MdcComment():
            return "a comment"


def _text_faults(node: MdcText, text: str) -> Iterator[str]:
    offsets = node.offsets
    if offsets is None:
        there = text[node.span.start : node.span.start + len(node.value)]
        if there.replace("\0", "\ufffd").replace("\r", "\n") != node.value:
            yield f"text {node.value[:40]!r} is not at {node.span}: {text[slice(*node.span)][:40]!r}"
        return
    if len(offsets) != len(node.value) + 1:
        yield f"text {node.value[:40]!r} has {len(offsets)} offsets"
        return
    yield from _character_faults(node.value, offsets, text, node.span)


def _character_faults(value: str, offsets: Sequence[int], text: str, span: SourceSpan) -> Iterator[str]:
    if any(a > b for a, b in pairwise(offsets)):
        yield f"offsets of {value[:40]!r} at {span} go back"
    for character, offset in zip(value, offsets, strict=False):
        there = text[offset : offset + 1]
        if there != character and not (_STANDS_FOR.match(there) or character in " \n\ufffd"):
            if character in "↩0123456789" or there == "":
                continue
            yield f"{character!r} of {value[:40]!r} is not at {offset}: {there!r}"
            return


def _prop_faults(node: MdcElement, text: str) -> Iterator[str]:
    for name, (key, value) in node.places.items():
        if not node.span.start <= key.start <= key.end <= node.span.end:
            yield f"prop {name} of <{node.tag}> at {key} is outside {node.span}"
        there = text[slice(*value)]
        have = node.props.get(name, node.props.get(f":{name}"))
        if isinstance(have, str) and value != key and name != "class" and not _alike(there.replace("\r\n", "\n"), have):
            yield f"prop {name}={have[:40]!r} of <{node.tag}> is not at {value}: {there[:40]!r}"


def _alike(there: str, have: str) -> bool:
    return have in (there, html.unescape(there)) or re.sub(r"\\(.)", r"\1", there, flags=re.S) == have or "%" in have


def _yaml_faults(props: YamlProps, text: str) -> Iterator[str]:
    for path, offsets in props.offsets.items():
        value = props.value
        for step in path:
            value = value[step]  # type: ignore[index]
        if not isinstance(value, str) or len(offsets) != len(value) + 1:
            yield f"YAML {path} has {len(offsets)} offsets for {value!r:.40}"
            continue
        yield from _character_faults(value, offsets, text, props.places[path].value)
    for path, (key, _) in props.places.items():
        if isinstance(path[-1], str) and path[-1] not in text[slice(*key)]:
            yield f"YAML key {path} is not at {key}: {text[slice(*key)][:40]!r}"


def main(folders: Sequence[str]) -> int:
    """Checks every page below the folders; the number of faults is the exit status's reason."""
    pages = [page for folder in folders for page in sorted(Path(folder).rglob("*.md"))]
    count = 0
    for page in pages:
        text = page.read_bytes().decode("utf-8", "replace")
        for fault in faults(parse(text, str(page), Diagnostics()), text):
            count += 1
            print(f"{page}: {fault}")
    print(f"places: {len(pages)} pages, {count} faults")
    return 1 if count or not pages else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
