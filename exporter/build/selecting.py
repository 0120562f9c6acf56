"""Put an export together in a worker: from its pages to its document, with the drawings and pictures in it.

Time and memory of all that count together, since it is one task.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from exporter.activity import Activity, during
from exporter.assets import BadPicture
from exporter.build.documents import Assembled, assemble
from exporter.build.made_files import MadeFile, MakeAtOnce
from exporter.build.pages import Reading
from exporter.build.pictures import Pictures, PictureStore
from exporter.build.project import Project
from exporter.build.remote_pictures import DownloadedPictures
from exporter.build.workers.sealed import Sealed
from exporter.build.workers.shared import Shared
from exporter.diagrams import CommandRequest
from exporter.fonts.drawing_fonts import DrawingFonts
from exporter.model.document import Asset, Page
from exporter.model.export import Export
from exporter.source.reader import SourceFile


@dataclass(frozen=True)
class RunContext:
    """The values that all exports of a run are put together with; ``project`` has no pages."""

    project: Project
    reading: Reading
    fonts: DrawingFonts
    store: PictureStore | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SelectTask:
    """An export with its pages, each as it was read in this run or as its source.

    ``folder`` may have pictures beside the page; ``starts`` are those of its section and the others. ``downloaded`` are
    the pictures of other hosts that the export is known to show, ``drawn`` its diagrams that programs have drawn. By
    ``size`` the limits of the task grow. ``make`` makes the only file of the export, unless something is found in its
    document.
    """

    export: Export
    context: Shared[RunContext]
    pages: Mapping[str, Sealed[Page] | SourceFile] = field(repr=False)
    folder: Path | None = None
    starts: tuple[int, ...] = ()
    downloaded: Mapping[str, bytes | BadPicture] = field(default_factory=dict, repr=False)
    drawn: Mapping[CommandRequest, bytes | BadPicture] = field(default_factory=dict, repr=False)
    size: float = 1.0
    make: MakeAtOnce | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class Selected:
    """The document of an export, and the pictures that were made for it, by their keys in the store.

    ``wanted`` are addresses of pictures to download, ``undrawn`` diagrams for programs to draw, before the task is done
    again. ``file`` is the only file of the export, if it was to be made.
    """

    assembled: Assembled
    made: Mapping[str, Asset] = field(default_factory=dict, repr=False)
    wanted: tuple[str, ...] = ()
    undrawn: tuple[CommandRequest, ...] = ()
    file: MadeFile | None = None


def select_export(task: SelectTask) -> Selected:
    """Return the document of an export; runs in a worker."""
    context = task.context.value
    project = context.project
    remote = DownloadedPictures(project.config, task.downloaded)
    drawings = DrawnDiagrams(task.drawn)
    pictures = Pictures(project.config, None, project.limits["source"].file_bytes, remote, context.fonts, drawings)
    new = NewPictures(context.store) if context.store is not None else None
    pictures.store = new
    pages = {file: _opened(page, context.reading) for file, page in task.pages.items()}
    with during(Activity.ASSEMBLY):
        assembled = assemble(task.export, pages, project, pictures, task.folder, task.starts)
    made = new.made if new is not None else {}
    whole = not (assembled.findings or remote.wanted or drawings.undrawn)
    file = task.make(assembled.sealed) if task.make is not None and assembled.sealed is not None and whole else None
    return Selected(assembled, made, tuple(remote.wanted), tuple(drawings.undrawn), file)


def _opened(page: Sealed[Page] | SourceFile, reading: Reading) -> Page:
    if isinstance(page, Sealed):
        return page.value
    from exporter.build.reading import read_page  # noqa: PLC0415 (pages of this run come in core nodes)

    with during(Activity.READING):
        return read_page(page, reading).page


class DrawnDiagrams:
    """The diagrams that programs have drawn; ``undrawn`` are those that were asked for in vain."""

    def __init__(self, drawn: Mapping[CommandRequest, bytes | BadPicture]) -> None:
        self.undrawn: list[CommandRequest] = []
        self._drawn = drawn

    def __call__(self, request: CommandRequest) -> bytes:
        """Return the drawing. Raises ``BadPicture``."""
        if request not in self._drawn:
            self.undrawn.append(request)
            raise BadPicture("the diagram has not been drawn yet")
        found = self._drawn[request]
        if isinstance(found, BadPicture):
            raise found
        return found


class NewPictures:
    """A store that reads another one and keeps what is new aside: only the main process writes to the cache."""

    def __init__(self, store: PictureStore) -> None:
        self._store = store
        self.made: dict[str, Asset] = {}

    def get(self, data: bytes, width: float | None, name: str) -> Asset | None:
        """Return the picture as it was made before."""
        return self.made.get(self._store.key(data, width, name)) or self._store.get(data, width, name)

    def put(self, data: bytes, width: float | None, asset: Asset) -> None:
        """Note a new picture."""
        self.made[self._store.key(data, width, asset.name)] = asset
