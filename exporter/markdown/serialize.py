"""HTML of a page's elements, as CommonMark's examples write it; components are elements with their props."""

from html import escape
from xml.etree.ElementTree import Element

from exporter.markdown.elements import Node
from exporter.markdown.finish import normal_uri
from exporter.markdown.html.names import VOID

_BLOCKS = frozenset(["blockquote", "hr", "li", "ol", "p", "pre", "table", "tbody", "td", "th", "thead", "tr", "ul", "h1", "h2", "h3", "h4", "h5", "h6", "section"])
_HIDDEN = frozenset(("mark", "loose", "tight", "task", "info"))


def to_html(root: Element) -> str:
    """The content of ``root`` as HTML."""
    out: list[str] = []
    for child in root:
        _block(child, out)
    return "".join(out)


def _block(node: Element, out: list[str], tight: bool = False) -> None:
    if tight and node.tag == "p":
        _inside(node, out)
        return
    if out and out[-1] and not out[-1].endswith("\n"):
        out.append("\n")
    if getattr(node, "kind", "") == "raw":
        out.append(f"{node.text or ''}\n")
    elif getattr(node, "kind", "") == "code":
        out.append(_code(node))
    elif node.tag in ("ul", "ol", "blockquote", "li", "table", "thead", "tbody", "tr", "section") or _is_component(
        node
    ):
        _container(node, out)
    else:
        _leaf(node, out)


def _is_component(node: Element) -> bool:
    return getattr(node, "kind", "") == "component"


def _leaf(node: Element, out: list[str]) -> None:
    if node.tag in VOID:
        out.append(f"<{node.tag}{_attributes(node)} />\n")
        return
    out.append(f"<{node.tag}{_attributes(node)}>")
    _inside(node, out)
    out.append(f"</{node.tag}>\n")


def _container(node: Element, out: list[str], tight: bool = False) -> None:
    out.append(f"<{node.tag}{_attributes(node)}>")
    if node.tag == "li":
        _item(node, out)
    else:
        out.append("\n")
        loose = node.get("loose") or any(item.get("loose") for item in node)
        for child in node:
            if child.tag == "li":
                child.set("tight", "" if loose else "1")
            _block(child, out)
    if node.tag != "li" and out[-1] and not out[-1].endswith("\n"):
        out.append("\n")
    out.append(f"</{node.tag}>\n")


def _item(node: Element, out: list[str]) -> None:
    tight = bool(node.get("tight"))
    for child in node:
        if tight and child.tag == "p":
            if not out[-1].endswith(("\n", "<li>")):
                out.append("\n")
            _inside(child, out)
        else:
            if not out[-1].endswith("\n"):
                out.append("\n")
            _block(child, out)


def _code(node: Element) -> str:
    language = (node.get("info") or "").split(" ")[0].split("\t")[0]
    class_ = f' class="language-{_quoted(language)}"' if language else ""
    return f"<pre><code{class_}>{_quoted(node.text or '')}</code></pre>\n"


def _inside(node: Element, out: list[str]) -> None:
    if node.get("task"):
        checked = "" if node.get("task") not in ("x", "X") else ' checked=""'
        out.append(f'<input type="checkbox" disabled=""{checked} /> ')
    out.append(_quoted(node.text or ""))
    for child in node:
        if isinstance(child, Node) and child.kind == "raw":
            out.append(child.text or "")
        elif child.tag in VOID:
            out.append(f"<{child.tag}{_attributes(child)} />")
        else:
            out.append(f"<{child.tag}{_attributes(child)}>")
            _inside(child, out)
            out.append(f"</{child.tag}>")
        out.append(_quoted(child.tail or ""))


def _attributes(node: Element) -> str:
    parts = []
    for name, value in node.attrib.items():
        if name in _HIDDEN:
            continue
        value = normal_uri(value) if name in ("href", "src") else value
        parts.append(f' {name}="{_quoted(value)}"')
    return "".join(parts)


def _quoted(text: str) -> str:
    return escape(text, quote=False).replace('"', "&quot;")
