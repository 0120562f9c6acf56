"""The body of a document as markup, for the page in a browser (``screen``) and for the PDF.

``templates/html/nodes/`` has the elements of each node, one template a node. The style sheet finds elements,
``role-<role>`` classes and ``data-`` attributes; no element has a style attribute. Ids that are not anchors of the
content are like ``model.slugs.GENERATED``, which no anchor of the content is.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import assert_never

from markupsafe import Markup

from exporter.backends.directions import direction_of, is_turned, with_directions
from exporter.backends.front_back import generated_words
from exporter.backends.html import description_lists, size_classes
from exporter.backends.html.abbreviations import text_writer
from exporter.backends.html.asset_addresses import asset_address
from exporter.backends.html.breaking_boxes import breaking_boxes
from exporter.backends.html.foot_notes import FootNotes
from exporter.backends.html.formulas import formula
from exporter.backends.html.line_breaks import (
    COLUMN_WORD,
    code_lines,
    code_markup,
    has_long_word,
    with_whole_identifiers,
    with_whole_words,
)
from exporter.backends.html.numbers import captioned, numbered, plain_line
from exporter.backends.html.paper_tables import PaperTables, TableLook
from exporter.backends.number_columns import number_columns
from exporter.backends.paging import are_long, has_small_code, is_short, keeps_with_next
from exporter.backends.table_split import split
from exporter.model.captions import label
from exporter.model.document import Asset, Document
from exporter.model.math import Math
from exporter.model.nodes import (
    Block,
    Cell,
    Code,
    CodeBlock,
    Columns,
    Container,
    Emphasis,
    Figure,
    FootnoteReference,
    Heading,
    Image,
    Inline,
    LineBreak,
    Link,
    List,
    ListItem,
    Paragraph,
    QuestionAnswer,
    Quote,
    Reference,
    ReviewNote,
    Revision,
    Rule,
    Span,
    Strong,
    Table,
    Text,
)
from exporter.model.table_grid import Line, Placed, grid_of
from exporter.model.walk import plain_text
from exporter.theme.files import Theme
from exporter.theme.styles import Role, label_of, roles
from exporter.theme.templates import Templates, templates

TOP_LEVEL = 2  # the title is the h1
LOWEST_LEVEL = 6

_TEMPLATE_OF = {
    "item": "list",
    "landscape": "table",
    "row": "table",
    "cell": "table",
    **dict.fromkeys(("emphasis", "strong", "code", "link", "reference", "span"), "inlines"),
    **dict.fromkeys(("footnote_reference", "revision"), "inlines"),
}

ImageAddress = Callable[[Asset], str]


@dataclass(frozen=True, slots=True)
class Body:
    """The markup of one document's nodes; for one use, since it counts tables, code and footnote references.

    ``screen`` is true for a browser's page, false for paper and an e-book (``book``); with ``open`` questions start
    unfolded. ``image`` gives a picture's address; ``tables`` has the layout of tables on paper, ``feet`` the notes
    at the foot of pages.
    """

    document: Document
    theme: Theme
    screen: bool = False
    book: bool = False
    open: bool = False
    image: ImageAddress = asset_address
    tables: PaperTables = field(default_factory=PaperTables)
    feet: FootNotes = field(default_factory=dict)
    words: dict[str, str] = field(init=False)
    _templates: Templates = field(init=False)
    _roles: dict[str, Role] = field(init=False)
    _text: Callable[[str], Markup] = field(init=False)
    _breaking: frozenset[int] = field(init=False)
    small_code: bool = field(init=False)  # smaller letters in all blocks of code
    _counts: Counter[str] = field(init=False, default_factory=Counter)

    def __post_init__(self) -> None:
        object.__setattr__(self, "words", generated_words(self.document, self.theme))
        object.__setattr__(self, "_templates", templates(self.theme))
        object.__setattr__(self, "_roles", roles(self.theme))
        object.__setattr__(self, "_text", text_writer(self.document.abbreviations))
        object.__setattr__(self, "_breaking", breaking_boxes(self.document))
        object.__setattr__(self, "small_code", has_small_code(self.document))

    # --- for templates -------------------------------------------------------------------------------------------

    def permalink(self, anchor: str, title: str) -> Markup:
        """Return the link to a heading or question, which stands beside it."""
        return self._macro("permalink", anchor, title, self)

    def macro(self, template: str, name: str, *values: object) -> Markup:
        """Return the markup of the macro ``name`` of a template for ``values``."""
        return self._templates.macro(template, name)(*values)

    def short(self, node: Table | CodeBlock) -> bool:
        """Whether a piece of code, or a table with columns of one width, stays on one page."""
        return is_short(node)

    def long(self, node: Columns) -> bool:
        """Whether columns may be longer than a page: they then stand below each other."""
        return are_long(zip(node.columns, size_classes.column_letters(node), strict=False))

    def breaks(self, node: Container | Columns) -> bool:
        """Whether a box or a row of columns may break at the end of a page."""
        return id(node) in self._breaking

    def long_word(self, node: Link) -> bool:
        """Whether a link has a word that may break at any letter, such as an address."""
        return has_long_word(node.children)

    def divisible(self, node: Inline) -> bool:
        """Whether an inline has a word that may break at any letter in a narrow column of paper."""
        return not self.screen and has_long_word((node,), COLUMN_WORD)

    def code(self, node: Code | CodeBlock) -> Markup:
        """Return code without elements for its lines; code in a line does not break within an option."""
        return code_markup(node)

    def direction(self, language: str | None) -> str:
        """Return the direction of a passage in a language; empty if it is left to right as the document is."""
        return direction_of(language, self.document.language)

    def turned(self, words: Markup) -> bool:
        """Whether words of a document from left to right begin with a letter from right to left."""
        return is_turned(words, self.document.language)

    # --- blocks --------------------------------------------------------------------------------------------------

    def blocks(self, blocks: Iterable[Block]) -> Markup:
        """Return the markup of ``blocks``, a line each."""
        return self._lines(description_lists.in_lists(blocks))

    def _lines(self, blocks: Iterable[Block]) -> Markup:
        return Markup("\n").join(map(self._turned, self.tables.pages(tuple(blocks))))

    def _turned(self, group: tuple[bool, tuple[Block, ...]]) -> Markup:
        """Return blocks of a page; a landscape page is an element of its own."""
        landscape, blocks = group
        made = Markup("\n").join(map(self._changed, self._with_leading_roles(blocks)))
        return self._macro("landscape", made) if landscape else made

    def _changed(self, block: Block) -> Markup:
        made = self.block(block)
        return self._macro("change", block, made, self) if description_lists.is_changed_whole(block) else made

    def block(self, node: Block) -> Markup:
        """Return the markup of one block."""
        match node:
            case Paragraph():
                return self._macro("paragraph", node, self._paragraph(node), self)
            case Heading():
                title, words = plain_line(node.children, node.number), numbered(node.number, node.children, self)
                return self._macro("heading", node, words, title, _level(node.level), self)
            case QuestionAnswer():
                question, title, level = self.line(node.question), plain_line(node.question), _level(node.level)
                return self._macro("question", node, question, self.blocks(node.answer), title, level, self)
            case List():
                return self._macro(
                    "list", node, Markup().join(self._item(item, node.tight) for item in node.items), self
                )
            case CodeBlock():
                label = node.filename or self._numbered("code")
                return self._macro("code_block", node, code_lines(node, screen=self.screen), label, self)
            case Quote():
                return self._macro("quote", node, self.blocks(node.children), self)
            case Table():
                return self._table(node)
            case Figure():
                return self._macro("figure", node, self.inline(node.image), captioned(node, self), self)
            case Container():
                return self._container(node)
            case Columns():
                columns = [self.blocks(column) for column in node.columns]
                return self._macro("columns", node, columns, size_classes.column_class(node), self)
            case Rule():
                return self._macro("rule", node, self)
            case _:
                assert_never(node)

    def _with_leading_roles(self, blocks: tuple[Block, ...]) -> Iterator[Block]:
        """Yield ``blocks``; on paper, paragraphs that keep with the next block have the role ``leading`` too.

        The rule ``:has(+ ul)`` of a style sheet makes the engine look at every pair of siblings.
        """
        around = zip((None, *blocks), blocks, (*blocks[1:], None), strict=False)
        for before, block, after in around:
            if not self.screen and isinstance(block, Paragraph) and keeps_with_next(block, before, after):
                yield replace(block, role=f"{block.role} role-leading" if block.role else "leading")
            else:
                yield block

    def _paragraph(self, node: Paragraph) -> Markup:
        """Return the words of a paragraph; on paper its last word and identifiers get no hyphen."""
        words = self._directed(node.children)
        return self.inlines(words if self.screen else with_whole_words(words))

    def narrow_words(self, inlines: tuple[Inline, ...]) -> Markup:
        """Return the words of a caption or a cell; on paper identifiers get no hyphen."""
        words = self._directed(inlines)
        return self.inlines(words if self.screen else with_whole_identifiers(words))

    def _directed(self, inlines: tuple[Inline, ...]) -> tuple[Inline, ...]:
        return with_directions(inlines, self.document.language)

    def _item(self, item: ListItem, tight: bool) -> Markup:
        return self._macro("item", item, self._flow(item.children, bare=tight, cell=False), self)

    def _flow(self, blocks: tuple[Block, ...], *, bare: bool, cell: bool) -> Markup:
        """Return ``blocks``; with ``bare`` a paragraph that stands alone, or before a nested list, has no ``p``.

        The last word of a ``cell`` may be divided, since columns are narrow.
        """
        match blocks:
            case (Paragraph(role="", change=None) as first, *rest) if bare and all(isinstance(r, List) for r in rest):
                words = self.narrow_words(first.children) if cell else self._paragraph(first)
                return words + self.blocks(tuple(rest))
            case _:
                return self.blocks(blocks)

    def _table(self, node: Table) -> Markup:
        """Return a table, or several that each have the first column if it is too wide for the page."""
        layout = self.tables.of(node)
        if layout is None:
            return self._part(node, TableLook(screen=self.screen))
        parts = zip(split(node, layout.groups), layout.parts, strict=True)
        return Markup("\n").join(self._part(table, TableLook(layout, part)) for table, part in parts)

    def _part(self, node: Table, look: TableLook) -> Markup:
        numbers = number_columns(node)
        lines = zip(grid_of(node).starting(), look.kept(node), strict=True)
        rows = [self._row(placed, kept, look, numbers) for placed, kept in lines]
        head, end = len(node.head), len(node.head) + len(node.body)
        parts = [Markup().join(group) for group in (rows[:head], rows[head:end], rows[end:])]
        own = label("table", node.number, self.words) if node.number else self._numbered("table")
        region = f"{own}: {plain_text(node.caption)}" if node.caption else own
        return self._macro("table", node, captioned(node, self), *parts, region, look, self)

    def _row(self, placed: Line[Cell], leads: bool, look: TableLook, numbers: dict[int, bool]) -> Markup:
        cells = Markup().join(self._cell(look.cell(one), one, numbers) for one in placed)
        classes = {"leading": leads, "tall": look.is_tall(placed)}
        return self._macro("row", cells, " ".join(name for name, holds in classes.items() if holds))

    def _cell(self, children: tuple[Block, ...], placed: Placed[Cell], numbers: dict[int, bool]) -> Markup:
        names = size_classes.cell_classes(placed, numbers, screen=self.screen)
        return self._macro("cell", placed.cell, self._flow(children, bare=True, cell=True), names, self)

    def _container(self, node: Container) -> Markup:
        label, title = label_of(node, self._roles, self.words), self.line(node.title)
        return self._macro("container", node, title, label, self._lines(description_lists.inside(node)), self)

    # --- inlines -------------------------------------------------------------------------------------------------

    def line(self, inlines: tuple[Inline, ...]) -> Markup:
        """Return the markup of a whole line of words, such as a heading."""
        return self.inlines(self._directed(inlines))

    def inlines(self, inlines: Iterable[Inline]) -> Markup:
        """Return the markup of ``inlines``."""
        return Markup().join(self.inline(inline) for inline in inlines)

    def inline(self, node: Inline) -> Markup:
        """Return the markup of one inline."""
        match node:
            case Text():
                return self._text(node.text)
            case LineBreak():
                return Markup("<br>")
            case Emphasis():
                return self._macro("emphasis", node, self.inlines(node.children), self)
            case Strong():
                return self._macro("strong", node, self.inlines(node.children), self)
            case Code():
                return self._macro("code", node, self)
            case Link():
                return self._macro("link", node, self.inlines(node.children), self)
            case Reference():
                return self._macro("reference", node, self.inlines(node.children), self)
            case Span():
                role = self._roles.get(node.role)
                element = (role.element if role else "") or "span"
                return self._macro("span", node, self.inlines(node.children), element, self)
            case Math():
                return formula(node, self)
            case Image():
                asset = self.document.assets[node.asset]
                shape = " ".join(filter(None, (size_classes.image_classes(node), size_classes.picture_classes(asset))))
                return self._macro("image", node, asset, self.image(asset), shape, self)
            case FootnoteReference():
                nth = self._next(place := f"reference.{node.number}")
                note = [self._paragraph(words) for words in self.feet.get(node.number, ())] if nth == 1 else []
                return self._macro("footnote_reference", node, place if nth == 1 else f"{place}.{nth}", note, self)
            case Revision():
                return self._macro("revision", node, self.inlines(node.children), self)
            case ReviewNote():
                return Markup()
            case _:
                assert_never(node)

    def _numbered(self, word: str) -> str:
        return f"{self.words[word]} {self._next(word)}"

    def _next(self, name: str) -> int:
        self._counts[name] += 1
        return self._counts[name]

    def _macro(self, name: str, *values: object) -> Markup:
        template = _TEMPLATE_OF.get(name, name).replace("_", "-")
        return self._templates.macro(f"html/nodes/{template}.html.j2", name)(*values)


def _level(level: int) -> int:
    return max(TOP_LEVEL, min(level, LOWEST_LEVEL))
