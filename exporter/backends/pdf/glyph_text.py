"""Give each glyph in a PDF the characters that it stands for, so that readers extract and copy them.

WeasyPrint maps a glyph to the characters of its first use, and the first glyphs of a cluster to none: one drawing for
all tones of skin is read as the first tone, and a keycap as nothing. Here a glyph with other characters gets a code of
its own. WeasyPrint has no public hook for this; ``weasyprint.draw.text.draw_first_line`` is called through its module
for every line. ISO 32000-1, 9.7.4.2 (``CIDToGIDMap``) and 9.10.3 (``ToUnicode``).
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from itertools import pairwise
from typing import Any

from exporter.backends.pdf.code_colors import letter_colors
from exporter.backends.pdf.structure import Stream, String, StructureTree

# Characters of emoji, and of scripts that are drawn in clusters: other lines have a glyph for each character.
_CLUSTERED = re.compile(
    "[\u0300-\u036f\u0590-\u1dff\u200d\u20d0-\u2bff\ufb1d-\ufdff\ufe00-\ufe0f\ufe70-\ufeff\U00010000-\U0010ffff]"
)
_INVISIBLE = str.maketrans("", "", "\xad\u200b\u200e\u200f\u2028-\u202e\u2060\u2066\u2067\u2068\u2069\ufeff")
_LAST_CODE = 0xFFFF
_IS_ELLIPSIS = 2  # PANGO_ANALYSIS_FLAG_IS_ELLIPSIS

Codes = dict[tuple[int, str], int]  # by glyph and characters
Fonts = dict[bytes, Codes]  # by the font's name in the file
_fonts: ContextVar[Fonts | None] = ContextVar("glyph_text_fonts", default=None)


@contextmanager
def own_codes() -> Iterator[Callable[[Any], None]]:
    """Give glyphs their codes while a file is drawn; yield the function that adds these to the pydyf file."""
    fonts: Fonts = defaultdict(dict)
    _wrap()
    token = _fonts.set(fonts)
    try:
        yield lambda pdf: _add_maps(pdf, fonts)
    finally:
        _fonts.reset(token)


def _wrap() -> None:
    from weasyprint.draw import text  # noqa: PLC0415 (``engine.load`` loads WeasyPrint)

    draw = getattr(text, "draw_first_line", None)
    if draw is None or getattr(draw, "gives_codes", False):
        return

    def draw_first_line(stream: Any, box: Any, text_overflow: Any, block_ellipsis: Any, matrix: Any) -> Any:
        fonts = _fonts.get()
        whole = text_overflow != "ellipsis" and block_ellipsis == "none"
        clustered = fonts is not None and whole and _CLUSTERED.search(box.pango_layout.text)
        if clustered and _give_codes(stream, box.pango_layout, fonts):
            _set_actual_text(stream, box.text.translate(_INVISIBLE))
        with letter_colors(stream, box):
            drawn = draw(stream, box, text_overflow, block_ellipsis, matrix)
        if fonts is not None and text_overflow == "ellipsis":
            _map_ellipsis(stream, box.pango_layout)
        return drawn

    draw_first_line.gives_codes = True  # type: ignore[attr-defined]  # marks the function as wrapped
    text.draw_first_line = draw_first_line


def _map_ellipsis(stream: Any, layout: Any) -> None:
    """Map the sign at the end of a line that is cut to itself: WeasyPrint maps it to the words that are left out."""
    from weasyprint.text.ffi import ffi  # noqa: PLC0415 (as above)

    line, _ = layout.get_first_line()
    run = line.runs[0]
    while run != ffi.NULL:
        item, glyphs = run.data.item, run.data.glyphs
        flags = ffi.cast("uint8_t *", ffi.addressof(item.analysis, "level"))[2]  # in Pango these fields are bytes
        if flags & _IS_ELLIPSIS:
            font, _ = stream.add_font(item.analysis.font)
            sign = "…" if glyphs.num_glyphs == 1 else "."
            font.to_unicode.update((glyphs.glyphs[at].glyph, sign) for at in range(glyphs.num_glyphs))
        run = run.next


def _give_codes(stream: Any, layout: Any, fonts: Any) -> bool:
    """Give the glyphs of a line their codes; return whether a line from left to right has one without characters."""
    from weasyprint.text.ffi import ffi, pango  # noqa: PLC0415 (as above)

    pango.pango_layout_set_single_paragraph_mode(layout.layout, True)  # as when it is drawn: changes make new glyphs
    line, _ = layout.get_first_line()
    text, run = layout.text.encode(), line.runs[0]
    empty = rtl = False
    while run != ffi.NULL:
        item, glyphs = run.data.item, run.data.glyphs
        pango_font = item.analysis.font
        font, size = stream.add_font(pango_font)
        own = text[item.offset : item.offset + item.length]
        rtl_run = bool(item.analysis.level % 2)
        rtl = rtl or rtl_run
        for index, characters in _shares(glyphs, own, pango, rtl=rtl_run):
            glyph = glyphs.glyphs[index].glyph
            empty = empty or not characters
            if font.to_unicode.setdefault(glyph, characters) != characters:
                codes = fonts[font.name]
                code = codes.setdefault((glyph, characters), _LAST_CODE - len(codes))
                font.to_unicode[code] = characters
                font.widths[code] = _width(stream, font, pango, pango_font, glyph, size)
                glyphs.glyphs[index].glyph = code
        run = run.next
    return empty and not rtl


def _set_actual_text(stream: Any, text: str) -> None:
    """Give the marked content around a line its text: some readers show the code of a glyph without characters.

    Not from right to left: the same readers turn such text round.
    """
    marks = next((part for part in reversed(stream.stream) if isinstance(part, dict) and "MCID" in part), None)
    if marks is not None:
        marks["ActualText"] = String(text)


def _shares(glyphs: Any, text: bytes, pango: Any, *, rtl: bool) -> Iterator[tuple[int, str]]:
    """Yield each drawn glyph's index and its share of the ``text`` (UTF-8) of a run.

    A cluster without a drawn glyph, as that of a variation selector, belongs to the one before it.
    """
    clusters: dict[int, list[int]] = defaultdict(list)
    for index in range(glyphs.num_glyphs):
        glyph = glyphs.glyphs[index].glyph
        if glyph != pango.PANGO_GLYPH_EMPTY and not glyph & pango.PANGO_GLYPH_UNKNOWN_FLAG:
            clusters[glyphs.log_clusters[index]].append(index)
    starts = sorted(clusters)
    for start, end in pairwise([*starts, len(text)]):
        characters = text[0 if start == starts[0] else start : end].decode().translate(_INVISIBLE)
        indexes = clusters[start]
        last = len(indexes) - 1
        for at, index in enumerate(reversed(indexes) if rtl else indexes):
            yield index, characters[at:] if at == last else characters[at : at + 1]


def _width(stream: Any, font: Any, pango: Any, pango_font: Any, glyph: int, size: float) -> int:
    """Return the width of a glyph in thousandths of the font's size, as WeasyPrint calculates it."""
    if glyph not in font.widths:
        from weasyprint.text.ffi import FROM_UNITS  # noqa: PLC0415 (as above)

        pango.pango_font_get_glyph_extents(pango_font, glyph, stream.ink_rect, stream.logical_rect)
        font.widths[glyph] = round(stream.logical_rect.width * 1000 * FROM_UNITS / size)
    width: int = font.widths[glyph]
    return width


def _add_maps(pdf: Any, fonts: Fonts) -> None:
    """Map the codes of the fonts in a pydyf file to their glyphs."""
    tree = StructureTree(pdf)
    named = [found for found in pdf.objects if isinstance(found, dict) and found.get("Subtype") == "/Type0"]
    for font in named if fonts else ():
        if codes := fonts.get(font["BaseFont"]):
            glyphs = list(range(_LAST_CODE + 1))
            for (glyph, _), code in codes.items():
                glyphs[code] = glyph
            data = Stream([b"".join(glyph.to_bytes(2, "big") for glyph in glyphs)])
            pdf.add_object(data)
            tree.find(font["DescendantFonts"][0])["CIDToGIDMap"] = data.reference
