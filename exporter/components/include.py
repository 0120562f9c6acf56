"""Components that show another page of the content folder: ``include:`` under ``components:`` in ``exporter.yaml``."""

from exporter.components import codes
from exporter.components.call import Call
from exporter.diagnostics import shortened
from exporter.lowering.context import Items
from exporter.lowering.page import lower_part

DEEPEST = 8  # pages in pages
MOST = 200  # parts of one page, so that parts of parts cannot grow without end


def lower_include(prop: str, call: Call) -> Items:
    """Lower to the content of the page that a prop names, then the component's own."""
    path = call.value(prop)
    if not isinstance(path, str) or not path.strip():
        call.missing(prop)
        return call.blocks()
    lowering = call.lowering
    found = lowering.site.included(path, lowering.places.file) if lowering.parse_page is not None else None
    shown = shortened(path)
    if found is None:
        hint = "write its path below the content folder, such as _partials/note.md"
        call.report(codes.INCLUDE, f"{call.name}: no page '{shown}' to show here", prop, hint)
        return call.blocks()
    if found.file in (*lowering.around, lowering.places.file):
        call.report(codes.INCLUDE, f"{call.name}: '{shown}' would show itself", prop, "take one of the two out")
        return call.blocks()
    if len(lowering.around) >= DEEPEST or len(lowering.parts_shown) >= MOST:
        limit = f"pages in pages are shown {DEEPEST} deep, and {MOST} in all"
        call.report(codes.INCLUDE, f"{call.name}: '{shown}' is not shown: {limit}", prop, "write its words here")
        return call.blocks()
    lowering.parts_shown.append(found.file)
    return [*lower_part(lowering, found.file, found.text, call.pos), *call.blocks()]
