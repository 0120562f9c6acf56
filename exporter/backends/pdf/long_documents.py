"""Keep the cost of a page the same in a long document where WeasyPrint 70 compares each page with all others.

For each page, WeasyPrint looks through the anchors of all pages before it, through the fixed boxes of all pages and
through the styles of all pages; for each anchor and each entry of the contents, through all entries of the contents;
for each box of a line, through all notes to come. That is some per cent of a book of 1,800 pages, and a fifth of 5,000
notes. These objects find the same in its lists without looking through them: the layout, and each byte of the file, is
the same.

WeasyPrint has no public hook for this; the names that are wrapped are called through their modules.
"""

from collections import Counter, defaultdict
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from contextvars import ContextVar
from functools import cache
from importlib import import_module
from typing import Any

from exporter.backends.pdf.engine_patches import is_compared, switched_on

_active: ContextVar[bool] = ContextVar("long_documents_active", default=False)


def linear_pages() -> AbstractContextManager[None]:
    """Keep the cost of pages even in the layouts made meanwhile; other versions of WeasyPrint work unchanged."""
    return switched_on(_active, True, _wrap) if is_compared() else nullcontext()


class _PageMaker(list[Any]):
    """WeasyPrint's list of the states of pages: ``make_page`` asks it for the anchors and counters of earlier pages.

    ``target_pages`` are the pages that have noted an anchor as theirs at any time.
    """

    def __init__(self, states: Any, target_pages: defaultdict[str, list[int]] | None = None) -> None:
        super().__init__(states)
        self.target_pages = defaultdict(list) if target_pages is None else target_pages
        self.making = False  # whether a page is being made that needs no anchors of earlier pages

    def __getitem__(self, index: Any) -> Any:
        found = super().__getitem__(index)
        if not isinstance(index, slice):
            return found
        if not self.making:
            return _PageMaker(found, self.target_pages)
        lookups = [lookup for state in found for lookup in state[-1]["content_lookups"]]
        return [(None, None, None, None, {"content_lookups": lookups})]

    def has_before(self, page: int, anchor: str) -> bool:
        """Return whether a page before this one has noted the anchor as its own."""
        return any(other < page and anchor in self[other][-1]["anchors"] for other in self.target_pages[anchor])


class _Footnotes(list[Any]):
    """WeasyPrint's list of the notes that have no page yet, which it asks about each box of each line."""

    def __init__(self, notes: Any) -> None:
        super().__init__(notes)
        self._known = Counter(map(id, self))

    def __contains__(self, note: Any) -> bool:
        return self._known[id(note)] > 0

    def append(self, note: Any) -> None:
        super().append(note)
        self._known[id(note)] += 1

    def remove(self, note: Any) -> None:
        super().remove(note)
        self._known[id(note)] -= 1

    def copy(self) -> "_Footnotes":
        return _Footnotes(self)


class _CounterItems(dict[Any, Any]):
    """WeasyPrint's counters in content by box and property; ``items()`` are those that matter to who asks for them."""

    def __init__(self) -> None:
        super().__init__()
        self.by_anchor: defaultdict[str, list[Any]] = defaultdict(list)
        self.others: list[Any] = []  # those of other properties than 'content'
        self.asked: list[Any] = self.others

    def items(self) -> Any:
        return self.asked


@cache
def _target_collector(base: Any) -> Any:
    class TargetCollector(base):  # type: ignore[misc]  # WeasyPrint has no types
        def __init__(self) -> None:
            super().__init__()
            self.counter_lookup_items = _CounterItems()
            self.is_linear = True  # unless an entry asks for the number of all pages

        def collect_missing_counters(self, box: Any, token: str, parse: Any, missing: Any, of_targets: Any) -> None:
            known = self.counter_lookup_items
            before = len(known)
            super().collect_missing_counters(box, token, parse, missing, of_targets)
            if len(known) == before:
                return
            item = ((box, token), known[box, token])
            if token != "content":
                known.others.append(item)
                return
            for anchor, counters in of_targets.items():
                known.by_anchor[anchor].append(item)
                self.is_linear = self.is_linear and "pages" not in counters

        def cache_target_page_counters(self, anchor: str, values: Any, page: int, page_maker: Any) -> None:
            if page_maker.making:
                if page_maker.has_before(page, anchor):
                    page_maker[page][-1]["anchors"].remove(anchor)
                    return
                page_maker.target_pages[anchor].append(page)
            known = self.counter_lookup_items
            known.asked = known.by_anchor.get(anchor, [])
            super().cache_target_page_counters(anchor, values, page, page_maker)
            known.asked = known.others

    return TargetCollector


class _PageStyles:
    """WeasyPrint's styles, where the cascaded ones are those of one type of page."""

    def __init__(self, styles: Any, page_type: Any) -> None:
        self._styles = styles
        self._page_type = page_type

    def __getattr__(self, name: str) -> Any:
        return getattr(self._styles, name)

    def get_cascaded_styles(self) -> list[Any]:
        known = self._styles.get_cascaded_styles()
        selectors = (s for sheet, _, _ in self._styles._sheets for _, found, _ in sheet.page_rules for s in found)
        parts = dict.fromkeys((self._page_type, part) for _, part, _ in selectors)
        return [part for part in parts if part in known]


@cache
def _wrap() -> None:
    document: Any = import_module("weasyprint.document")
    layout: Any = import_module("weasyprint.layout")
    page: Any = import_module("weasyprint.layout.page")
    collector = document.TargetCollector

    def target_collector() -> Any:
        return (_target_collector(collector) if _active.get() else collector)()

    def begin_pages(initialize: Callable[..., None], context: Any, root_box: Any) -> None:
        initialize(context, root_box)
        if _active.get():
            context.page_maker = _PageMaker(context.page_maker)
            context.footnotes = _Footnotes(context.footnotes)
            context.has_fixed_boxes = False

    def make_page(make: Callable[..., Any], context: Any, *rest: Any) -> Any:
        if not _active.get():
            return make(context, *rest)
        page_maker = context.page_maker
        page_maker.making = context.target_collector.is_linear
        try:
            made = make(context, *rest)
        finally:
            page_maker.making = False
        context.has_fixed_boxes = context.has_fixed_boxes or bool(made[0].fixed_boxes)
        return made

    def fixed_boxes(lay_out: Callable[..., Any], context: Any, pages: Any, containing: Any) -> Any:
        return () if _active.get() and not context.has_fixed_boxes else lay_out(context, pages, containing)

    def page_styles(compute: Callable[..., None], page_type: Any, html: Any, styles: Any) -> None:
        compute(page_type, html, _PageStyles(styles, page_type) if _active.get() else styles)

    document.TargetCollector = target_collector
    _replace(layout, "initialize_page_maker", begin_pages)
    _replace(layout, "layout_fixed_boxes", fixed_boxes)
    _replace(page, "make_page", make_page)
    _replace(page, "set_page_type_computed_styles", page_styles)


def _replace(module: Any, name: str, wrapper: Callable[..., Any]) -> None:
    original = getattr(module, name)

    def wrapped(*arguments: Any) -> Any:
        return wrapper(original, *arguments)

    setattr(module, name, wrapped)
