"""A page of HTML on paper, in the theme's fonts: for a report, which is no document of the model."""

from collections.abc import Mapping
from typing import NamedTuple

from exporter.backends.pdf import engine, font_fallback, tags
from exporter.backends.pdf.engine_log import undrawn
from exporter.backends.pdf.finisher import Finisher
from exporter.backends.pdf.memory import quiet_collector
from exporter.backends.pdf.options import PdfOptions
from exporter.diagnostics import Diagnostics
from exporter.fonts.fontconfig import configuration
from exporter.fonts.own_families import known_families
from exporter.model.document import Asset, Document
from exporter.model.nodes import Paragraph, Text
from exporter.theme.files import Theme
from exporter.theme.styles import tokens
from exporter.version import __version__


class Printed(NamedTuple):
    """A printed page; ``fault`` is the reason why it has no mark of PDF/UA, empty for a file that has it."""

    data: bytes
    fault: str


def printed(html: str, pictures: Mapping[str, Asset], theme: Theme) -> Printed:
    """Return ``html`` as PDF/A-3a, and as PDF/UA-1 if its tags allow the mark, as in files of documents.

    It names its pictures by ``asset_address``, and nothing else is fetched. The code of a character takes its place if
    no font has it. Only for HTML of the exporter's own templates: they give a title, a language, alternative texts and
    targets of links. Raises ``EnvironmentFault`` if a system library is missing.
    """
    html = html.translate({ord(sign): blank for sign, blank in font_fallback.SEPARATORS.items()})
    characters = Document(title="", body=(Paragraph(children=(Text(text="".join(sorted(set(html)))),)),))
    known = known_families(theme)
    named = font_fallback.named_families(tokens(theme), known, Diagnostics())
    fonts = font_fallback.resolve_fonts(characters, named, known, (), Diagnostics())[1]
    file = configuration(fonts)
    engine.load(file)
    typesetter = engine.Typesetter(file, pictures)
    variant = PdfOptions().variant
    with quiet_collector():
        layout = typesetter.layout(html, (), variant)
        layout.metadata.generator = f"mdc-exporter {__version__}"
        finisher = Finisher(tags.available())
        data = typesetter.write(layout, variant, finisher, ())
    missing = undrawn(typesetter.take_log_lines()) & set(html)
    if not missing:
        unmarked = finisher.fault or "this version of WeasyPrint does not write the tags of PDF/UA"
        return Printed(data, "" if finisher.marked else unmarked)
    return printed(html.translate({ord(c): f"[U+{ord(c):04X}]" for c in missing}), pictures, theme)
