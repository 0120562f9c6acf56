"""Words of a page that need a font family of their own, in a span each: a word never mixes two faces."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from exporter.fonts.families import Family
from exporter.fonts.words import mixed_words, words
from exporter.model.document import Document
from exporter.model.nodes import Code, CodeBlock, Text
from exporter.model.strings import strings
from exporter.model.walk import every_node

# Elements whose text stays as it is, and tags, in the markup of the templates: attributes have no ">" in them.
_PART = re.compile(r"<(script|style|title|svg|math|textarea|option)\b.*?</\1\s*>|<(/?)([a-z]\w*)[^>]*>", re.S | re.I)
_CODE = frozenset({"code", "pre", "kbd"})


@dataclass(frozen=True, slots=True)
class WordFaces:
    """The families of words, in text and in code."""

    text: Mapping[str, Family] = field(default_factory=dict)
    code: Mapping[str, Family] = field(default_factory=dict)

    @classmethod
    def of(
        cls, document: Document, around: Iterable[str], text: tuple[Family, ...], code: tuple[Family, ...]
    ) -> "WordFaces":
        """Return the words of ``document``, and of the generated words ``around`` it, that need a family.

        ``text`` and ``code`` are the families of each, in the order of the fallback.
        """
        shown = [*around, *text_strings(document)]
        return cls(mixed_words(shown, text), mixed_words(list(code_strings(document)), code))

    @property
    def characters(self) -> dict[Family, set[str]]:
        """The characters that each family is needed for."""
        found: dict[Family, set[str]] = {}
        for word, family in (*self.text.items(), *self.code.items()):
            found.setdefault(family, set()).update(word)
        return found

    @property
    def css(self) -> str:
        """The rules of the spans."""
        return "".join(f'.{_name(family)} {{ font-family: "{family.name}" }}\n' for family in self.characters)

    def applied(self, markup: str) -> str:
        """Return the markup of a page with these words in spans."""
        return "".join(self._parts(markup)) if self.text or self.code else markup

    def _parts(self, markup: str) -> Iterator[str]:
        at = code = 0
        for part in _PART.finditer(markup):
            yield _with_spans(markup[at : part.start()], self.code if code else self.text)
            yield part[0]
            at = part.end()
            if part[3] and part[3].lower() in _CODE:
                code += -1 if part[2] else 1
        yield markup[at:]


def text_strings(document: Document) -> Iterator[str]:
    """Yield every string of the document that is drawn as text."""
    yield from (document.title, document.subtitle, document.publisher, *strings(document.control))
    yield from (node.text for node in every_node(document) if isinstance(node, Text))


def code_strings(document: Document) -> Iterator[str]:
    """Yield every string of the document that is drawn as code."""
    for node in every_node(document):
        match node:
            case Code():
                yield node.text
            case CodeBlock():
                yield from (node.text, node.filename)
            case _:
                pass


def _with_spans(text: str, families: Mapping[str, Family]) -> str:
    if not families or text.isascii():
        return text
    made, at = [], 0
    for start, end in words(text):
        if family := families.get(text[start:end]):
            made += [text[at:start], f'<span class="{_name(family)}">{text[start:end]}</span>']
            at = end
    return "".join((*made, text[at:]))


def _name(family: Family) -> str:
    return f"face-{family.name.lower().replace(' ', '-')}"
