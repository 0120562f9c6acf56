"""HTML of a page's elements in the form of CommonMark's examples; components are elements with their props."""

import re
from html import escape
from xml.etree.ElementTree import Element

from exporter.markdown.etree import PlacedElement
from exporter.markdown.html.addresses import normal_uri
from exporter.markdown.html.element_names import VOID, words
from exporter.markdown.site_tree import is_loose

_HIDDEN = frozenset(("mark", "loose", "tight", "task", "info"))
_HOLDERS = words("blockquote li ol section table tbody template thead tr ul")


def to_html(element: Element) -> str:
    """Serialize ``element`` with its own tag, as Python-Markdown and its extensions expect of a serializer."""
    serializer = _Serializer()
    serializer.block(element)
    return "".join(serializer.out)


class _Serializer:
    def __init__(self) -> None:
        self.out: list[str] = []

    def blocks(self, parent: Element, tight: bool = False) -> None:
        """Write the blocks inside ``parent``, each on lines of its own; paragraphs of a tight list have no tags."""
        for child in parent:
            if tight and child.tag == "p":
                self.inside(child)
                continue
            self._line()
            self.block(child)
            self._line()

    def _line(self) -> None:
        if self.out and not self.out[-1].endswith("\n"):
            self.out.append("\n")

    def block(self, node: Element) -> None:
        """Write one block with its tag."""
        kind = node.kind if isinstance(node, PlacedElement) else ""
        if kind == "raw":
            self.out.append(node.text or "")
        elif kind == "code":
            self._code(node)
        elif node.tag in VOID:
            self.out.append(f"<{node.tag}{_attributes(node)} />")
        else:
            self.out.append(f"<{node.tag}{_attributes(node)}>")
            if node.tag in _HOLDERS or ((kind == "component" or node.tag == "div") and len(node) and not node.text):
                self._holder(node)
            else:
                self.inside(node)
            self.out.append(f"</{node.tag}>")

    def _holder(self, node: Element) -> None:
        if node.tag in ("ol", "ul"):
            for item in node:
                item.set("tight", "" if is_loose(node) else "1")
        if node.tag != "li":
            self._line()
        self.blocks(node, tight=bool(node.tag == "li" and node.get("tight")))

    def _code(self, node: Element) -> None:
        info = (node.get("info") or "").split()
        language = f' class="language-{_quoted(info[0])}"' if info else ""
        self.out.append(f"<pre><code{language}>{_quoted(node.text or '')}</code></pre>")

    def inside(self, node: Element) -> None:
        """Write the text and inlines of ``node``."""
        if task := node.get("task"):
            self.out.append(f'<input type="checkbox" disabled=""{_CHECKED.get(task, "")} /> ')
        quoted = _quoted if isinstance(node, PlacedElement) else _quoted_once
        self.out.append(quoted(node.text or ""))
        for child in node:
            if isinstance(child, PlacedElement) and child.kind == "raw":
                self.out.append(child.text or "")
            elif child.tag in VOID:
                self.out.append(f"<{child.tag}{_attributes(child)} />")
            else:
                self.out.append(f"<{child.tag}{_attributes(child)}>")
                self.inside(child)
                self.out.append(f"</{child.tag}>")
            self.out.append(quoted(child.tail or ""))


_CHECKED = dict.fromkeys("xX", ' checked=""')


def _attributes(node: Element) -> str:
    parts = []
    for name, value in node.attrib.items():
        if name not in _HIDDEN:
            value = normal_uri(value) if name in ("href", "src") else value
            parts.append(f' {name}="{_quoted(value)}"')
    return "".join(parts)


_BARE_AMPERSAND = re.compile(r"&(?!(?:#[0-9]+|#x[0-9a-f]+|[0-9a-z]+);)", re.IGNORECASE)


def _quoted_once(text: str) -> str:
    """Escape text that another extension wrote; Python-Markdown lets entities stand in it."""
    text = _BARE_AMPERSAND.sub("&amp;", text)
    return text.replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")


def _quoted(text: str) -> str:
    return escape(text, quote=False).replace('"', "&quot;")
