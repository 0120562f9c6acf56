"""Paragraphs and runs of WordprocessingML for tests: their words, and runs cut at words.

Nothing here comes from the exporter: edits and readers made of it share no mistake with what they test.
"""

from copy import deepcopy

from lxml import etree

Xml = etree._Element

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_SIGNS = {"br": "\n", "tab": "\t", "drawing": "\ufffc", "noBreakHyphen": "\u2011"}


def q(name: str) -> str:
    """The name of an element or attribute of WordprocessingML."""
    return f"{{{W}}}{name}"


def make(tag: str, *children: Xml, **attributes: object) -> Xml:
    """An element of WordprocessingML."""
    made = etree.Element(q(tag), {q(key): str(value) for key, value in attributes.items()})
    made.extend(children)
    return made


def text(paragraph: Xml) -> str:
    """The words of a paragraph; an object is one character."""
    return "".join(text_of(run) for run in runs_of(paragraph))


def isolated(paragraph: Xml, start: int, end: int) -> list[Xml]:
    """The runs from ``start`` to ``end``, cut out of longer ones."""
    for at in (start, end):
        _cut(paragraph, at)
    found, here = [], 0
    for run in runs_of(paragraph):
        length = len(text_of(run))
        if length and start <= here and here + length <= end:
            found.append(run)
        here += length
    return found


def _cut(paragraph: Xml, at: int) -> None:
    here = 0
    for run in runs_of(paragraph):
        words = text_of(run)
        if here < at < here + len(words):
            (own,) = [c for c in run if c.tag != q("rPr")]
            other = deepcopy(run)
            own.text, other[-1].text = words[: at - here], words[at - here :]
            for one in (own, other[-1]):
                one.set(_SPACE, "preserve")
            run.addnext(other)
            return
        here += len(words)


def runs_of(paragraph: Xml) -> list[Xml]:
    """The runs of a paragraph that no change takes away."""
    return [r for r in paragraph.iter(q("r")) if r.getparent().tag not in (q("del"), q("moveFrom"))]  # type: ignore[union-attr]


def text_of(run: Xml) -> str:
    """The words of a run."""
    return "".join((c.text or "") if c.tag == q("t") else _SIGNS.get(c.tag.rpartition("}")[2], "") for c in run)


def new_run(words: str) -> Xml:
    """A run of some words."""
    made = make("r")
    for number, line in enumerate(words.split("\n")):
        if number:
            made.append(make("br"))
        own = make("t")
        own.text = line
        own.set(_SPACE, "preserve")
        made.append(own)
    return made


def run_like(other: Xml, words: str) -> Xml:
    """A run of some words with the look of another one."""
    made = new_run(words)
    if (look := other.find(q("rPr"))) is not None:
        made.insert(0, deepcopy(look))
    return made


def wrap(run: Xml, around: Xml) -> None:
    """Put a run into an element at its place."""
    run.addprevious(around)
    around.append(run)


def paragraph_properties(paragraph: Xml) -> Xml:
    """The properties of a paragraph, made if there are none."""
    found = paragraph.find(q("pPr"))
    if found is None:
        found = make("pPr")
        paragraph.insert(0, found)
    return found


def row_properties(row: Xml) -> Xml:
    """The properties of a row, made if there are none."""
    found = row.find(q("trPr"))
    if found is None:
        found = make("trPr")
        row.insert(0, found)
    return found
