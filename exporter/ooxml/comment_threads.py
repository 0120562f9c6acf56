"""Comments with their answers, put into a Word file at words of its paragraphs.

ECMA-376 part 1, 17.13.4; answers and resolved marks by the ``commentsExtended`` part (MS-DOCX, 2.5.1).
"""

from collections.abc import Iterable, Iterator
from copy import deepcopy
from dataclasses import dataclass
from typing import Final

from exporter.ooxml import names, runs
from exporter.ooxml.comment_rows import Remark
from exporter.ooxml.edited_package import EditedPackage
from exporter.ooxml.elements import Element, clean, element, parse, root, serialize
from exporter.ooxml.names import qname

_EXTENDED: Final = "http://schemas.microsoft.com/office/2011/relationships/commentsExtended"
_EXTENDED_TYPE: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.commentsExtended+xml"
_IGNORABLE: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Ignorable"
_FIRST_PARAGRAPH: Final = 0x6C000000  # ids of paragraphs are below 0x80000000


@dataclass(frozen=True, slots=True)
class CommentThread:
    """A comment and its answers about words of a paragraph; empty words stand for all of it."""

    paragraph: Element
    words: str
    remarks: tuple[Remark, ...]
    resolved: bool


def add_threads(package: EditedPackage, document: Element, threads: Iterable[CommentThread]) -> None:
    """Add comments to the paragraphs of ``document``, the root of the main part, and write all parts."""
    path = "word/comments.xml"
    comments = root("w:comments", ("w14", "w15"))
    comments.set(_IGNORABLE, "w14 w15")
    extended = root("w15:commentsEx", ("w14",))
    comments.extend(parse(package.parts[path]) if path in package.parts else ())
    number = max((int(c.get(qname("w:id"), "0")) for c in comments), default=-1) + 1
    for thread in threads:
        ids = range(number, number + len(thread.remarks))
        number += len(thread.remarks)
        first = f"{_FIRST_PARAGRAPH + ids[0]:08X}"
        for own, remark in zip(ids, thread.remarks, strict=True):
            name = f"{_FIRST_PARAGRAPH + own:08X}"
            comments.append(_comment(remark, own, name))
            answers = {} if own == ids[0] else {"paraIdParent": first}
            extended.append(_extended(name, answers, done=thread.resolved))
        _mark(thread.paragraph, thread.words, ids)
    package.set(package.main, document)
    package.add(path, names.COMMENTS_TYPE, serialize(comments))
    package.relate(names.COMMENTS, path)
    package.add("word/commentsExtended.xml", _EXTENDED_TYPE, serialize(extended))
    package.relate(_EXTENDED, "word/commentsExtended.xml")


def _comment(remark: Remark, number: int, name: str) -> Element:
    author = remark.author or "unknown author"
    initials = "".join(word[:1] for word in author.split())[:3]
    made = element("w:comment", id=number, author=author, date=remark.date or None, initials=initials)
    for line in remark.text.split("\n"):
        made.append(element("w:p", runs.text(line)))
    made[-1].set(qname("w14:paraId"), name)
    return made


def _extended(name: str, answers: dict[str, str], *, done: bool) -> Element:
    made = element("w15:commentEx")
    for key, text in {"paraId": name, **answers, "done": "1" if done else "0"}.items():
        made.set(qname(f"w15:{key}"), text)
    return made


def _mark(paragraph: Element, words: str, ids: Iterable[int]) -> None:
    """Put the marks of comments around words of a paragraph, all of it if it does not have them."""
    inside = [child for child in paragraph if child.tag != qname("w:pPr")]
    own = list(_cut(paragraph, words)) if words else []
    first, last = (own[0], own[-1]) if own else (inside[0], inside[-1]) if inside else (None, None)
    for number in ids:
        start, end = element("w:commentRangeStart", id=number), element("w:commentRangeEnd", id=number)
        reference = runs.around(element("w:commentReference", id=number))
        if first is None or last is None:
            paragraph.extend((start, end, reference))
        else:
            first.addprevious(start)
            last.addnext(end)
            end.addnext(reference)
            last = reference


def _cut(paragraph: Element, words: str) -> Iterator[Element]:
    """Yield the runs of the paragraph itself that hold exactly ``words``, cut where needed; none if it lacks them."""
    own = [run for run in paragraph.iterfind(qname("w:r")) if _is_text(run)]
    text = "".join(_text(run) for run in own)
    at = text.find(clean(words))
    end = at + len(words)
    for run in own if at >= 0 else ():
        size = len(_text(run))
        start, stop = max(at, 0), min(end, size)
        if start < stop:
            if stop < size:
                run.addnext(_part(run, stop, size))
            if start > 0:
                run.addprevious(_part(run, 0, start))
            yield _shortened(run, start, stop)
        at, end = at - size, end - size


def _is_text(run: Element) -> bool:
    return {child.tag for child in run} <= {qname("w:t"), qname("w:rPr")} and run.find(qname("w:t")) is not None


def _text(run: Element) -> str:
    return "".join(child.text or "" for child in run.iterfind(qname("w:t")))


def _part(run: Element, start: int, end: int) -> Element:
    return _shortened(deepcopy(run), start, end)


def _shortened(run: Element, start: int, end: int) -> Element:
    """Return a run with a part of its text."""
    words = _text(run)[start:end]
    for child in run.findall(qname("w:t")):
        run.remove(child)
    run.append(runs.text(words)[-1])
    return run
