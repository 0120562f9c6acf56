"""What makes a file one for review: tracking that stays on, and the map back to the page."""

from exporter.backends.docx.package import Relations, new_part
from exporter.backends.docx.writing import Writing
from exporter.ooxml import names, reviewmap
from exporter.ooxml.elements import Element, element, place, root


def protect(settings: Element) -> None:
    """Track changes, and let no one switch that off by accident: protected without a password (17.15.1.29)."""
    place(settings, "w:settings", element("w:trackRevisions"))
    place(settings, "w:settings", element("w:documentProtection", edit="trackedChanges", enforcement=1))


def add_map(writing: Writing, relations: Relations) -> None:
    """Put the review map into the package as a custom XML part (15.2.5)."""
    document = writing.document
    made = reviewmap.ReviewMap(
        title=document.title,
        export=document.control.export,
        page=document.control.source,
        section=document.control.section,
        anchor=document.control.anchor,
        entries=tuple(writing.entries),
    )
    properties = root("ds:datastoreItem", ds_itemID=reviewmap.ITEM_ID)
    schema = element("ds:schemaRef", ds_uri=reviewmap.NAMESPACE)
    properties.append(element("ds:schemaRefs", schema))
    described = new_part(writing.word, "/customXml/itemProps1.xml", names.CUSTOM_XML_PROPERTIES_TYPE, properties)
    item = new_part(writing.word, "/customXml/item1.xml", "application/xml", reviewmap.to_xml(made))
    item.load_rel(names.CUSTOM_XML_PROPERTIES, described, "rId1")
    relations.to(names.CUSTOM_XML, item)
