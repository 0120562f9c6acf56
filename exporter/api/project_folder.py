"""``open_project``: the exports of a folder, planned, built and checked from Python."""

from collections.abc import Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from pathlib import Path

from exporter.api.session import Session, session
from exporter.backends import known_formats
from exporter.build.batch import BatchOptions
from exporter.build.outcome import Run
from exporter.cache import trusted_cache
from exporter.diagnostics import Diagnostic, UsageError
from exporter.model.export import Export


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectFolder:
    """A project on disk: each call reads its files anew, within limits of time and memory.

    ``names`` are pages, folders, patterns or outputs as on the command line, looked up from ``folder``; without any,
    a call is about all of them. ``formats`` take the place of those that the project asks for.
    """

    folder: Path
    config: Path | None = None
    theme: str | None = None
    out: Path | None = None
    cache: Path | None = None

    def plan(self, *names: str, formats: Sequence[str] = ()) -> tuple[Export, ...]:
        """Return the exports that a build would make. Raises ``UsageError``."""
        with self._session(names, renders=False) as opened:
            return opened.plan(known_formats(formats))

    def build(self, *names: str, formats: Sequence[str] = (), jobs: int | None = None, force: bool = False) -> Run:
        """Write what changed, and return the results with all findings; ``jobs`` is the number of processes.

        One faulty page stops no other. Raises ``UsageError`` if another run writes to the same folder, and
        ``EnvironmentFault`` if a library is missing.
        """
        wanted = known_formats(formats)
        with self._session(names, jobs=jobs) as opened:
            exports = opened.plan(wanted)
            opened.warn_if_idle(exports)
            run = opened.build(exports, opened.everything(exports, wanted), BatchOptions(force=force))
            opened.diagnostics.extend(run.findings)
            return replace(run, findings=opened.findings(exports))

    def release(
        self, name: str, *, since: str = "", strict: bool = False, jobs: int | None = None, force: bool = False
    ) -> Run:
        """Write all files under the version ``name``, and their archive; ``Run.archive`` is None if there is none.

        Errors prevent the archive, and so do warnings if ``strict``. A finished release stays: other content is the
        error ``dated-file``, unless ``force`` builds it anew. ``since`` is a revision of git, such as the tag of the
        release before: reports in the archive tell what changed. Raises as ``build`` does, and ``UsageError`` for a
        name that no file can have.
        """
        from exporter.api.release import pack, refused  # noqa: PLC0415 (it loads the libraries of the reports)

        with self._session((), jobs=jobs, release=name) as opened:
            exports = opened.plan()
            opened.warn_if_idle(exports)
            kept = None if force else refused(opened, exports)
            run = kept or opened.build(exports, exports, BatchOptions(force=force))
            opened.diagnostics.extend(run.findings)
            run = replace(run, findings=opened.findings(exports))
            return run if run.failed(strict=strict) else pack(opened, run, exports, since)

    def validate(self, *names: str, render: bool = False) -> tuple[Diagnostic, ...]:
        """Return the findings of a build without writing files; ``render`` adds those of the layout."""
        with self._session(names, renders=render) as opened:
            return tuple(opened.validate(render=render).all_findings())

    def _session(
        self, names: tuple[str, ...], *, renders: bool = True, jobs: int | None = None, release: str = ""
    ) -> AbstractContextManager[Session]:
        return session(
            self.folder,
            names,
            config=self.config,
            theme=self.theme,
            out=self.out,
            cache=trusted_cache(self.cache) if self.cache is not None else None,
            renders=renders,
            jobs=jobs,
            release=release,
        )


def open_project(
    folder: str | Path = ".",
    *,
    config: str | Path | None = None,
    theme: str | Path | None = None,
    out: str | Path | None = None,
    cache: str | Path | None = None,
) -> ProjectFolder:
    """Return the project around ``folder``, whose ``exporter.yaml`` is there or above it, or is ``config``.

    ``theme`` and ``out`` take the place of the project's own theme and output folder. ``cache`` is a folder of the
    exporter's own for what later calls need not make again; by default nothing is kept.
    """
    place = Path(folder).absolute()
    if not place.is_dir():
        raise UsageError(f"no folder '{folder}'", hint="name the folder of the project")
    paths = {"config": config, "out": out, "cache": cache}
    given = {name: Path(path) for name, path in paths.items() if path is not None}
    return ProjectFolder(folder=place, theme=str(theme) if theme is not None else None, **given)
