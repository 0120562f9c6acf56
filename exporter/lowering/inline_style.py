"""Declarations of an element's ``style`` attribute (CSS Style Attributes, section 3)."""

from exporter.markdown.tree import MdcElement


def declared(element: MdcElement, *names: str) -> str:
    """Return the value of the last declaration of one of these properties, in lower case; empty for none."""
    found = ""
    for declaration in str(element.props.get("style") or "").split(";"):
        name, _, value = declaration.partition(":")
        if name.strip().lower() in names:
            found = value.partition("!")[0].strip().lower()
    return found
