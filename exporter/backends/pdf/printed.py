"""A page of HTML on paper, in the theme's fonts: for a report, which is no document and claims no standard."""

from collections.abc import Mapping

from exporter.backends.pdf import engine, font_fallback
from exporter.backends.pdf.finisher import Finisher
from exporter.backends.pdf.memory import quiet_collector
from exporter.diagnostics import Diagnostics
from exporter.fonts.fontconfig import configuration
from exporter.fonts.own_families import known_families
from exporter.model.document import Asset, Document
from exporter.model.nodes import Paragraph, Text
from exporter.theme.files import Theme
from exporter.theme.styles import tokens


def printed(html: str, pictures: Mapping[str, Asset], theme: Theme) -> bytes:
    """Return ``html`` as a tagged PDF; it names its pictures by ``asset_address``, and nothing else is fetched.

    Only for HTML of the exporter's own templates. Raises ``EnvironmentFault`` if a system library is missing.
    """
    characters = Document(title="", body=(Paragraph(children=(Text(text="".join(sorted(set(html)))),)),))
    known = known_families(theme)
    named = font_fallback.named_families(tokens(theme), known, Diagnostics())
    fonts = font_fallback.resolve_fonts(characters, named, known, (), Diagnostics())[1]
    file = configuration(fonts)
    engine.load(file)
    typesetter = engine.Typesetter(file, pictures)
    with quiet_collector():
        layout = typesetter.layout(html, (), None)
        return typesetter.write(layout, None, Finisher(False), ())
