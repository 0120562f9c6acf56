"""Our own HTML as XHTML (https://html.spec.whatwg.org/multipage/xhtml.html): void elements closed."""

from html import escape
from html.parser import HTMLParser

from exporter.backends.html.void_elements import VOID

NAMESPACES = {"xmlns": "http://www.w3.org/1999/xhtml", "xmlns:epub": "http://www.idpf.org/2007/ops"}


def to_xhtml(html: str, style: str) -> str:
    """Return a page of our templates as XHTML with a link to the style sheet ``style``."""
    return XhtmlWriter(style).written(html)


class XhtmlWriter(HTMLParser):
    """Writes the page that it parses."""

    def __init__(self, style: str) -> None:
        super().__init__(convert_charrefs=True)
        self.style = style
        self.out: list[str] = []

    def written(self, html: str) -> str:
        """Return a page as XHTML."""
        self.feed(html)
        self.close()
        return '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE html>\n' + "".join(self.out)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Write a start tag; a void element is closed."""
        names = dict(attrs)
        if tag == "html":
            names = {**NAMESPACES, "xml:lang": names.get("lang"), **names}
        text = "".join(f' {name}="{escape(value or "")}"' for name, value in names.items())
        self.out.append(f"<{tag}{text}/>" if tag in VOID else f"<{tag}{text}>")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Write an empty element."""
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        """Write an end tag; the head ends with the link to the style sheet."""
        if tag == "head":
            self.out.append(f'<link rel="stylesheet" href="{escape(self.style)}"/>\n')
        if tag not in VOID:
            self.out.append(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        """Write a text."""
        if self.out:
            self.out.append(escape(data, quote=False))
