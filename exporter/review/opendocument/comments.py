"""Comments of an OpenDocument text (part 3, 14.1): annotations, their ranges, states and answers."""

from dataclasses import dataclass, field, replace

from lxml import etree

from exporter.review.opendocument.names import child_text, oname
from exporter.review.word.document import WordComment

_Element = etree._Element


@dataclass(slots=True)
class Annotations:
    """The comments read so far, and the names by which ends and answers refer to them."""

    _comments: list[WordComment] = field(default_factory=list)
    _named: dict[str, int] = field(default_factory=dict)
    _parents: list[str] = field(default_factory=list)

    def add(self, element: _Element, at: int) -> None:
        """Add the comment that begins before the character ``at``."""
        words = "\n".join("".join(map(str, p.itertext())) for p in element.iterfind(f".//{oname('text:p')}"))
        comment = WordComment(
            id=str(len(self._comments)),
            author=child_text(element, "dc:creator"),
            date=child_text(element, "dc:date"),
            text=words.strip(),
            resolved=element.get(oname("loext:resolved"), "") == "true",
            start=at,
            end=at,
        )
        if name := element.get(oname("office:name"), ""):
            self._named[name] = len(self._comments)
        self._comments.append(comment)
        self._parents.append(element.get(oname("loext:parent-name"), ""))

    def end(self, name: str, at: int) -> None:
        """End the range of a comment before the character ``at``."""
        number = self._named.get(name)
        if number is not None:
            self._comments[number] = replace(self._comments[number], end=at)

    def ordered(self) -> tuple[WordComment, ...]:
        """Return the comments in the order of their places, with their threads."""
        ids = {name: self._comments[number].id for name, number in self._named.items()}
        pairs = zip(self._comments, self._parents, strict=True)
        found = [replace(comment, parent=ids.get(parent, "")) for comment, parent in pairs]
        return tuple(sorted(found, key=lambda c: (c.start or 0, c.parent != "", c.date)))
