"""Languages as Word names them (17.3.2.20): proofing tools go by region, writing direction by language."""

from exporter.backends.docx.style_definition import for_complex_scripts
from exporter.model.languages import UNDETERMINED, language_of, with_region
from exporter.ooxml import runs
from exporter.ooxml.elements import Element, element, set_child
from exporter.ooxml.names import qname


def language_element(tag: str) -> Element:
    """Return the ``w:lang`` of a language, in the attribute for its script."""
    known = language_of(tag)
    script = "eastAsia" if known.east_asian else "bidi" if known.right_to_left else "val"
    return element("w:lang", **{script: with_region(tag)})


def run_language(tag: str) -> list[Element]:
    """Return the run properties of a passage in another language; of an undetermined one nothing but its direction."""
    if tag == UNDETERMINED:
        return []
    return [language_element(tag), *([element("w:rtl")] if language_of(tag).right_to_left else [])]


def document_run(tag: str, words: str, *formatting: Element) -> Element:
    """Return a run of words in the language of the document: from right to left it says so."""
    own = [*run_language(tag), *for_complex_scripts(formatting)] if language_of(tag).right_to_left else []
    return runs.text(words, *own, *formatting)


def mirror_borders(styles: Element) -> None:
    """Exchange left and right borders of paragraphs: unlike indents, they are sides of the sheet (17.3.1.28)."""
    for borders in styles.iter(qname("w:pBdr")):
        for border in borders:
            name = _MIRRORED.get(str(border.tag))
            border.tag = name or border.tag
        borders[:] = sorted(borders, key=lambda border: _BORDERS.index(str(border.tag)))


_LEFT, _RIGHT = qname("w:left"), qname("w:right")
_MIRRORED = {_LEFT: _RIGHT, _RIGHT: _LEFT}
_BORDERS = tuple(qname(f"w:{side}") for side in ("top", "left", "bottom", "right", "between", "bar"))


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
