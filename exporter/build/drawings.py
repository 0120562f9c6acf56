"""Drawings turned into pictures in workers: one that takes too long, or kills its process, is a bad picture."""

from exporter.assets import BadPicture, Fonts, Limits, read_picture
from exporter.build.isolation import Failure, run_all
from exporter.build.workers import Workers
from exporter.model.document import Asset

Task = tuple[str, bytes, Limits, float | None, Fonts | None]


def make_picture(
    workers: Workers, name: str, data: bytes, limits: Limits, width: float | None = None, fonts: Fonts | None = None
) -> Asset:
    """As ``read_picture``; only what draws has no limit of time of its own, so that only drawings go to a worker."""
    from exporter.assets.svg import is_svg

    if not is_svg(name, data):
        return read_picture(name, data, limits, width, fonts)
    task: Task = (name, data, limits, width, fonts)
    ((_, result),) = run_all(workers.engine, _make, [task])
    if isinstance(result, Failure):
        reason = result.finding.message.replace("the export", "it")
        raise BadPicture(f"the drawing cannot be shown ({reason})", "save it as PNG")
    if isinstance(result, Asset):
        return result
    raise BadPicture(*result)


def _make(task: Task) -> Asset | tuple[str, str | None]:
    try:
        return read_picture(*task)
    except BadPicture as error:
        return str(error), error.hint
