"""Diagrams of a document drawn as pictures: Mermaid, and the languages that the user has commands for.

A diagram that cannot be drawn right stays source.
"""

import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Final

from exporter import diagrams
from exporter.activity import Activity, during
from exporter.assets import BadPicture, PictureLimits, read_picture
from exporter.build.pictures import Pictures
from exporter.cache import key_of
from exporter.diagnostics import Code, Diagnostics, Severity
from exporter.model.document import Asset, Document
from exporter.model.nodes import Block, CodeBlock, Figure, Image
from exporter.model.walk import every_node, rebuild
from exporter.theme.contrast import contrast
from exporter.theme.files import Theme
from exporter.theme.styles import tokens

LANGUAGE: Final = "mermaid"
UNDRAWN = Code(
    "diagram-source",
    Severity.LOSS,
    "A diagram that the exporter does not draw; its source is shown.",
    why="Readers see the source of the diagram, which the website draws.",
    mend="Correct the diagram if the message names a fault; else save the drawing as an SVG file and show that.",
)
LIBRARY = Code(
    "diagram-library",
    Severity.WARNING,
    "A diagram on a machine without the library that draws it; its source is shown.",
    why="Readers see the source of the diagram, which the website draws.",
    mend="Install it: pip install 'mdc-exporter[diagrams]'.",
)
CODES = (UNDRAWN, LIBRARY)
DiagramTask = diagrams.DiagramRequest | diagrams.CommandRequest
# The library's names of colours, by the tokens of themes.
_COLOURS: Final = {
    "bg": "ground", "fg": "text", "muted": "muted", "line": "muted", "surface": "accent-fill",
    "surface-alt": "surface", "border": "accent", "accent": "accent",
}  # fmt: skip
_LEAST: Final = 4.5


def with_diagrams(
    document: Document,
    theme: Theme,
    pictures: Pictures,
    limits: PictureLimits,
    diagnostics: Diagnostics,
    commands: Mapping[str, diagrams.DiagramCommand] = MappingProxyType({}),
) -> Document:
    """Return the document with its diagrams as pictures; ``commands`` draw the languages that they are named for."""
    languages = {LANGUAGE, *commands}
    found = [node for node in every_node(document) if isinstance(node, CodeBlock) and node.language in languages]
    unaided = next((node for node in found if node.language not in commands), None)
    if unaided is not None and not diagrams.available():
        hint = "install it: pip install 'mdc-exporter[diagrams]'"
        message = "diagrams are shown as their source: the library that draws them is not installed"
        diagnostics.add(LIBRARY, message, unaided.pos, hint)
        found = [node for node in found if node.language in commands]
    drawn: dict[tuple[str, str], tuple[Asset, str]] = {}
    for node in found:
        if (node.language, node.text) in drawn:
            continue
        command = commands.get(node.language)
        request: DiagramTask
        if command is not None:
            request = diagrams.CommandRequest(source=node.text, command=command)
            kind = f"{node.language} diagram"
        else:
            request = _request(node.text, theme, pictures)
            kind = diagrams.KINDS.get(request.kind, "")
        try:
            with during(Activity.DIAGRAM, node.pos):
                asset = _asset(request, pictures, limits)
        except BadPicture as error:
            hint = "correct it, or save the drawing as an SVG file and show that"
            message = f"a diagram is shown as its source: {error}"
            diagnostics.add(UNDRAWN, message, node.pos, hint, subject=node.language)
            continue
        drawn[node.language, node.text] = (asset, diagrams.description(node.text, kind, asset.data))
    if not drawn:
        return document

    def picture(block: Block) -> Iterator[Block]:
        if isinstance(block, CodeBlock) and (block.language, block.text) in drawn:
            asset, words = drawn[block.language, block.text]
            image = Image(asset=asset.name, alt=words, source=block.text, language=block.language)
            yield Figure(image=image, change=block.change)
        else:
            yield block

    notes = (replace(note, children=rebuild(note.children, picture)) for note in document.footnotes)
    assets = {**document.assets, **{asset.name: asset for asset, _ in drawn.values()}}
    return replace(document, body=rebuild(document.body, picture), footnotes=tuple(notes), assets=assets)


def _request(source: str, theme: Theme, pictures: Pictures) -> diagrams.DiagramRequest:
    from exporter.fonts.advance_widths import advance_widths  # noqa: PLC0415 (it loads fontTools)

    given = tokens(theme)
    colours = {name: given[f"color-{token}"] for name, token in _COLOURS.items()}
    for name in ("surface", "surface-alt"):
        if contrast(colours["fg"], colours[name]) < _LEAST:
            colours[name] = colours["bg"]
    widths = advance_widths(pictures.fonts.text, frozenset(source) | frozenset(map(chr, range(32, 127))))
    return diagrams.DiagramRequest(source=source, family=pictures.fonts.text, widths=widths, colours=colours)


def _asset(request: DiagramTask, pictures: Pictures, limits: PictureLimits) -> Asset:
    """Return the picture of a diagram, from the store if it was drawn before. Raises ``BadPicture``."""
    key = key_of(request)
    name = f"diagram-{key[:16]}"
    kept = pictures.store.get(key.encode(), None, name) if pictures.store is not None else None
    if kept is not None:
        return kept
    svg = pictures.draw(request) if isinstance(request, diagrams.CommandRequest) else _svg(request)
    asset = replace(read_picture("diagram.svg", svg, limits, None, pictures.fonts), name=name)
    if pictures.store is not None:
        pictures.store.put(key.encode(), None, asset)
    return asset


def _svg(request: diagrams.DiagramRequest) -> bytes:
    """Return the drawing of a diagram, unchecked. Raises ``BadPicture``."""
    try:
        return diagrams.draw(request)
    except diagrams.Undrawn as error:
        raise BadPicture(str(error)) from error


@dataclass(frozen=True, slots=True)
class ProgramTask:
    """The diagrams of an export for programs that the user named, and the seconds for all of them together."""

    requests: tuple[diagrams.CommandRequest, ...]
    seconds: float
    size: float = 1.0


def draw_all(task: ProgramTask) -> dict[diagrams.CommandRequest, bytes | BadPicture]:
    """Return the drawings of programs, unchecked, or why there is none; those behind the time limit are not begun."""
    end = time.monotonic() + task.seconds
    return {request: _drawn_until(end, request, task.seconds) for request in task.requests}


def _drawn_until(end: float, request: diagrams.CommandRequest, limit: float) -> bytes | BadPicture:
    left = end - time.monotonic()
    if left <= 0:
        return BadPicture(f"the diagrams before it took the export's {limit:.0f} s for programs")
    try:
        return diagrams.draw_with(request, min(left, diagrams.SECONDS))
    except diagrams.Undrawn as error:
        return BadPicture(str(error))


def draw_here(
    requests: tuple[diagrams.CommandRequest, ...], _: float
) -> Mapping[diagrams.CommandRequest, bytes | BadPicture]:
    """Return the drawings of programs, made by this process."""
    return draw_all(ProgramTask(requests, float("inf")))
