"""Languages as Word names them (17.3.2.20): proofing tools go by region, writing direction by language."""

from exporter.model.languages import language_of, with_region
from exporter.ooxml.elements import Element, element, set_child
from exporter.ooxml.names import qname


def language_element(tag: str) -> Element:
    """Return the ``w:lang`` of a language, in the attribute for its script."""
    known = language_of(tag)
    script = "eastAsia" if known.east_asian else "bidi" if known.right_to_left else "val"
    return element("w:lang", **{script: with_region(tag)})


def run_language(tag: str) -> list[Element]:
    """Return the run properties of a passage in another language."""
    return [language_element(tag), *([element("w:rtl")] if language_of(tag).right_to_left else [])]


def set_language(styles: Element, tag: str) -> None:
    """Make a language the default of all text, and its direction the default of all paragraphs."""
    defaults = styles.find(qname("w:docDefaults"))
    if defaults is None:
        defaults = element("w:docDefaults")
        styles.insert(0, defaults)
    run = _within(defaults, "w:rPrDefault", "w:rPr")
    wanted, old = language_element(tag), run.find(qname("w:lang"))
    for key, value in [] if old is None else old.attrib.items():
        if wanted.get(key) is None:
            wanted.set(key, str(value))
    set_child(run, "w:rPr", wanted)
    if language_of(tag).right_to_left:
        set_child(_within(defaults, "w:pPrDefault", "w:pPr"), "w:pPr", element("w:bidi"))


def _within(parent: Element, *tags: str) -> Element:
    """Return the element at the end of a path, making missing ones."""
    for tag in tags:
        found = parent.find(qname(tag))
        if found is None:
            found = element(tag)
            parent.append(found)
        parent = found
    return parent
