"""Comments, their threads and states (ECMA-376 part 1, 17.13.4, and the ``commentsExtended`` part of MS-DOCX 2.5.1)."""

from dataclasses import dataclass, field
from typing import Final

from lxml import etree

from exporter.ooxml.names import qname
from exporter.ooxml.package import Package
from exporter.review.word.document import WordComment

_TRUE: Final = ("1", "true")


@dataclass(slots=True)
class CommentRanges:
    """Start and end of comments, as indexes of characters; some comments have a reference only, or nothing."""

    starts: dict[str, int] = field(default_factory=dict)
    ends: dict[str, int] = field(default_factory=dict)
    references: dict[str, int] = field(default_factory=dict)

    def start(self, comment: str, at: int) -> None:
        """Begin a range."""
        self.starts.setdefault(comment, at)

    def end(self, comment: str, at: int) -> None:
        """End a range."""
        self.ends.setdefault(comment, at)

    def reference(self, comment: str, at: int) -> None:
        """Add the mark that shows a comment."""
        self.references.setdefault(comment, at)

    def span(self, comment: str) -> tuple[int, int] | None:
        """Return the range of characters of a comment, empty for a point, None for a lost place."""
        start = self.starts.get(comment, self.references.get(comment, self.ends.get(comment)))
        if start is None:
            return None
        end = self.ends.get(comment, self.references.get(comment, start))
        return start, max(start, end)


def read_comments(package: Package, comment_ranges: CommentRanges) -> tuple[WordComment, ...]:
    """Return the comments of a document in the order of their places, replies after the comments they answer."""
    part = next(package.related("comments"), None)
    root = package.xml(part) if part else None
    if root is None:
        return ()
    elements = list(root.iterfind(qname("w:comment")))
    threads = _Threads(package, elements)
    comments = [_comment(element, comment_ranges, threads) for element in elements]
    by_id = {c.id: c for c in comments}
    return tuple(sorted(comments, key=lambda c: (_place(c, by_id), c.parent != "", c.date)))


def _place(comment: WordComment, by_id: dict[str, WordComment]) -> tuple[int, str]:
    root = comment
    for _ in range(len(by_id)):
        if root.parent not in by_id:
            break
        root = by_id[root.parent]
    return (root.start if root.start is not None else 1 << 60, root.id)


def _comment(element: "etree._Element", comment_ranges: CommentRanges, threads: "_Threads") -> WordComment:
    comment = element.get(qname("w:id"), "")
    span = comment_ranges.span(comment)
    return WordComment(
        id=comment,
        author=element.get(qname("w:author"), ""),
        date=element.get(qname("w:date"), ""),
        text="\n".join(_text(p) for p in element.iterfind(f".//{qname('w:p')}")).strip(),
        parent=threads.parents.get(comment, ""),
        resolved=comment in threads.resolved,
        start=span[0] if span else None,
        end=span[1] if span else None,
    )


def _text(paragraph: "etree._Element") -> str:
    words = {qname("w:br"): "\n", qname("w:cr"): "\n", qname("w:tab"): "\t", qname("w:noBreakHyphen"): "\u2011"}
    return "".join(e.text or "" if e.tag == qname("w:t") else words.get(str(e.tag), "") for e in paragraph.iter())


class _Threads:
    """Parents of comments, and the resolved ones."""

    def __init__(self, package: Package, comments: "list[etree._Element]") -> None:
        self.parents: dict[str, str] = {}
        self.resolved: set[str] = set()
        by_paragraph = {p.get(qname("w14:paraId"), ""): c for c in comments for p in c.iterfind(f".//{qname('w:p')}")}
        by_paragraph.pop("", None)
        for part in (name for name in package.parts if name.lower().endswith("commentsextended.xml")):
            root = package.xml(part)
            for element in () if root is None else root:
                self._take(element, by_paragraph)

    def _take(self, element: "etree._Element", by_paragraph: "dict[str, etree._Element]") -> None:
        comment = by_paragraph.get(element.get(qname("w15:paraId"), ""))
        parent = by_paragraph.get(element.get(qname("w15:paraIdParent"), ""))
        if comment is None:
            return
        if parent is not None:
            self.parents[comment.get(qname("w:id"), "")] = parent.get(qname("w:id"), "")
        if element.get(qname("w15:done"), "") in _TRUE:
            self.resolved.add(comment.get(qname("w:id"), ""))
