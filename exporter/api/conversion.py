"""``convert``: one page to one file in memory."""

import io
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from exporter.api.session import session
from exporter.backends import known_formats
from exporter.build.one_file import render_one
from exporter.build.outcome import once
from exporter.diagnostics import Diagnostic
from exporter.source.reader import STREAM

NAME = "document"  # of the file of a text


@dataclass(frozen=True, slots=True)
class Result:
    """The result of a conversion.

    ``data`` are the bytes of the file, None if an error among ``findings`` prevents it; ``pages`` is the number of its
    sheets, None for formats without any. ``findings`` are in the order of their places.
    """

    data: bytes | None = field(repr=False)
    pages: int | None
    findings: tuple[Diagnostic, ...]


def convert(
    source: str | Path,
    to: str = "pdf",
    *,
    config: str | Path | None = None,
    theme: str | Path | None = None,
    diagrams: Mapping[str, str] | None = None,
    require_sandbox: bool = False,
) -> Result:
    """Return a whole page in the format ``to``, such as ``pdf``, ``docx``, ``html`` or ``epub``.

    ``source`` is the text of a page in MDC, or the path of its file. A file belongs to the project around it, a text to
    the project around the current folder: their ``exporter.yaml``, pictures and components hold, or those of
    ``config``. ``theme`` is the name of a theme, or its folder. ``diagrams`` are commands that draw code
    blocks, by language. ``require_sandbox`` fails where worker processes cannot be confined. Nothing is written.

    A page that is missing or broken is an error among the findings. Raises ``UsageError`` for an unknown format, an
    empty text or a broken configuration, and ``EnvironmentFault`` if a library or a required sandbox is missing.
    """
    formats = known_formats((to,))
    text = source if isinstance(source, str) else None
    page = io.BytesIO(text.encode("utf-8", "surrogatepass")) if text is not None else None
    file = Path(source).absolute() if text is None else None
    start, names = (file.parent, (str(file),)) if file is not None else (Path.cwd(), ())
    with session(
        start,
        names,
        config=Path(config) if config is not None else None,
        theme=str(theme) if theme is not None else None,
        stream=page,
        commands=diagrams,
        require_sandbox=require_sandbox,
    ) as opened:
        flow = opened.flow
        files = flow.named(names) or flow.sources.keys() & {STREAM}
        if not files:
            return Result(None, None, tuple(once(opened.findings(opened.plan()))))
        export = flow.plan_page(next(iter(files)), NAME, formats, opened.diagnostics)
        run, data = render_one(flow, opened.workers, export, to)
        findings = (*opened.findings((export,), named=True), *run.all_findings())
        return Result(data, run.results[0].pages, tuple(once(findings)))
