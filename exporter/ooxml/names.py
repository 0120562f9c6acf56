"""Namespaces, content types and relationship types of WordprocessingML, by the prefixes of ECMA-376 part 1."""

from functools import cache

NAMESPACES = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
    "ds": "http://schemas.openxmlformats.org/officeDocument/2006/customXml",
    "v": "urn:schemas-microsoft-com:vml",
    "o": "urn:schemas-microsoft-com:office:office",
    "w10": "urn:schemas-microsoft-com:office:word",
    "w14": "http://schemas.microsoft.com/office/word/2010/wordml",
    "w15": "http://schemas.microsoft.com/office/word/2012/wordml",
    "asvg": "http://schemas.microsoft.com/office/drawing/2016/SVG/main",
    "adec": "http://schemas.microsoft.com/office/drawing/2017/decorative",
    "xml": "http://www.w3.org/XML/1998/namespace",
}

RELATIONSHIPS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
COMMENTS = f"{RELATIONSHIPS}/comments"
CUSTOM_XML = f"{RELATIONSHIPS}/customXml"
CUSTOM_XML_PROPERTIES = f"{RELATIONSHIPS}/customXmlProps"
FONT = f"{RELATIONSHIPS}/font"
FONT_TABLE = f"{RELATIONSHIPS}/fontTable"
FOOTER = f"{RELATIONSHIPS}/footer"
FOOTNOTES = f"{RELATIONSHIPS}/footnotes"
HEADER = f"{RELATIONSHIPS}/header"
HYPERLINK = f"{RELATIONSHIPS}/hyperlink"
IMAGE = f"{RELATIONSHIPS}/image"
NUMBERING = f"{RELATIONSHIPS}/numbering"
SETTINGS = f"{RELATIONSHIPS}/settings"
STYLES = f"{RELATIONSHIPS}/styles"
THEME = f"{RELATIONSHIPS}/theme"
OFFICE_DOCUMENT = f"{RELATIONSHIPS}/officeDocument"
CORE_PROPERTIES = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"

_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
DOCUMENT_TYPE = f"{_WORD}.document.main+xml"
STYLES_TYPE = f"{_WORD}.styles+xml"
NUMBERING_TYPE = f"{_WORD}.numbering+xml"
SETTINGS_TYPE = f"{_WORD}.settings+xml"
FONT_TABLE_TYPE = f"{_WORD}.fontTable+xml"
OBFUSCATED_FONT_TYPE = "application/vnd.openxmlformats-officedocument.obfuscatedFont"
THEME_TYPE = "application/vnd.openxmlformats-officedocument.theme+xml"
TEMPLATE_TYPE = f"{_WORD}.template.main+xml"
HEADER_TYPE = f"{_WORD}.header+xml"
FOOTER_TYPE = f"{_WORD}.footer+xml"
FOOTNOTES_TYPE = f"{_WORD}.footnotes+xml"
COMMENTS_TYPE = f"{_WORD}.comments+xml"
CUSTOM_XML_PROPERTIES_TYPE = "application/vnd.openxmlformats-officedocument.customXmlProperties+xml"
CORE_PROPERTIES_TYPE = "application/vnd.openxmlformats-package.core-properties+xml"


@cache
def qname(prefixed: str) -> str:
    """Return ``w:p`` as lxml names it: ``{namespace}p``."""
    prefix, _, local = prefixed.partition(":")
    return f"{{{NAMESPACES[prefix]}}}{local}"
