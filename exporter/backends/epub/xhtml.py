"""Our own HTML as XHTML (https://html.spec.whatwg.org/multipage/xhtml.html): void elements closed."""

from html import escape
from html.parser import HTMLParser

NAMESPACES = {"xmlns": "http://www.w3.org/1999/xhtml", "xmlns:epub": "http://www.idpf.org/2007/ops"}
VOID = frozenset(["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"])


def to_xhtml(html: str, style: str) -> str:
    """Return a page of our templates as XHTML with a link to the style sheet ``style``."""
    writer = _XhtmlWriter(style)
    writer.feed(html)
    writer.close()
    return '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE html>\n' + "".join(writer.out)


class _XhtmlWriter(HTMLParser):
    def __init__(self, style: str) -> None:
        super().__init__(convert_charrefs=True)
        self.style = style
        self.out: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = dict(attrs)
        if tag == "html":
            names = {**NAMESPACES, "xml:lang": names.get("lang"), **names}
        text = "".join(f' {name}="{escape(value or "")}"' for name, value in names.items())
        self.out.append(f"<{tag}{text}/>" if tag in VOID else f"<{tag}{text}>")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag == "head":
            self.out.append(f'<link rel="stylesheet" href="{escape(self.style)}"/>\n')
        if tag not in VOID:
            self.out.append(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        if self.out:
            self.out.append(escape(data, quote=False))
