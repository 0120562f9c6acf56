"""The two parts of a file for review: tracking that stays on, and the map back to the page."""

from exporter.backends.docx.opc import Relations, new_part
from exporter.backends.docx.writing import Writing
from exporter.ooxml import names, review_map
from exporter.ooxml.elements import Element, element, root, set_child


def track_changes(settings: Element) -> None:
    """Track changes, protected without a password: nobody switches that off by accident (17.15.1.29)."""
    set_child(settings, "w:settings", element("w:trackRevisions"))
    set_child(settings, "w:settings", element("w:documentProtection", edit="trackedChanges", enforcement=1))


def add_review_map(writing: Writing, relations: Relations) -> None:
    """Put the review map into the package as a custom XML part (15.2.5)."""
    document = writing.document
    made = review_map.ReviewMap(
        has_looks=True,
        title=document.title,
        export=document.control.export,
        page=document.control.source,
        section=document.control.section,
        anchor=document.control.anchor,
        entries=tuple(writing.entries),
    )
    properties = root("ds:datastoreItem", ds_itemID=review_map.ITEM_ID)
    schema = element("ds:schemaRef", ds_uri=review_map.NAMESPACE)
    properties.append(element("ds:schemaRefs", schema))
    described = new_part(writing.word, "/customXml/itemProps1.xml", names.CUSTOM_XML_PROPERTIES_TYPE, properties)
    item = new_part(writing.word, "/customXml/item1.xml", "application/xml", review_map.to_xml(made))
    item.load_rel(names.CUSTOM_XML_PROPERTIES, described, "rId1")
    relations.id_of(names.CUSTOM_XML, item)
