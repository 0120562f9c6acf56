"""``exporter rename``: give a download another name, in the pages and in the configuration."""

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated

import typer

from exporter.build.flow import Flow
from exporter.cli import options
from exporter.cli.destination import destination, replace_file
from exporter.cli.exit_codes import Exit
from exporter.cli.options import SessionOptions
from exporter.cli.session import session
from exporter.diagnostics import Diagnostics, UsageError, did_you_mean, visible
from exporter.disk import BOM, encoded, read_regular
from exporter.model.paths import fault, path_key
from exporter.plan import Selection
from exporter.plan.output_names import split_suffix
from exporter.plan.rename import Edit, apply_edits, rename_edits


def rename(
    old: Annotated[str, typer.Argument(metavar="OLD", help="The old output, with or without its suffix.")],
    new: Annotated[str, typer.Argument(metavar="NEW", help="The new output; a bare name stays in its folder.")],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only list the changes.")] = False,
    config: options.ConfigFile = None,
) -> int:
    """Give a download another name: its links in the pages and exporter.yaml change, the old files stay."""
    with session(SessionOptions(config=config)) as opened:
        flow = opened.flow
        old, new = _names(flow, old, new)
        outlines = [page.outline for page in flow.known.values()]
    files = _files(flow)
    texts = {name: data.removeprefix(BOM).decode("utf-8", "replace") for name, (_, data) in files.items()}
    edits = rename_edits(old, new, outlines, texts, flow.project.config, tuple(flow.project.formats.values()))
    if not edits:
        raise UsageError(
            f"no page or configuration sets the name of '{old}'", hint="give it an 'output' in exporter.yaml"
        )
    if not dry_run:
        _write(files, texts, edits)
        _verify(config, old, new, files)
    for edit in edits:
        print(visible(f"{edit.pos}: {'would become' if dry_run else 'now'} {edit.text}"))
    return Exit.FINE


def _names(flow: Flow, old: str, new: str) -> tuple[str, str]:
    """Return both outputs in full. Raises ``UsageError`` for an unknown old name and for a bad new name."""
    formats = tuple(flow.project.formats.values())
    planned = {path_key(export.output): export.output for export in flow.plan(Diagnostics())}
    wanted, name = split_suffix(old, formats)[0], split_suffix(new, formats)[0]
    known = _planned_output(flow, old, planned) or _by_last_part(wanted, planned)
    if known is None:
        hint = did_you_mean(wanted, planned.values()) or "'exporter list' shows all outputs"
        raise UsageError(f"no output '{old}'", code="unknown-target", hint=hint)
    folder = known.rpartition("/")[0]
    full = name if "/" in name or new.startswith("/") or not folder else f"{folder}/{name}"
    if reason := fault(full):
        raise UsageError(f"no file can be written to '{full}': {reason}", code="bad-output", hint="choose another name")
    if path_key(full) in planned:
        raise UsageError(f"another output has the name '{full}'", code="output-twice", hint="choose another name")
    return known, full


def _planned_output(flow: Flow, old: str, planned: Mapping[str, str]) -> str | None:
    """Return the one planned output that a name stands for: an output, or the only output of a page."""
    named = [
        export.output for export in flow.plan(Diagnostics(), Selection((old,))) if path_key(export.output) in planned
    ]
    return named[0] if len(named) == 1 else None


def _by_last_part(wanted: str, planned: Mapping[str, str]) -> str | None:
    """Return the one output with this name in any folder."""
    outputs = [output for output in planned.values() if path_key(output.rpartition("/")[2]) == path_key(wanted)]
    return outputs[0] if len(outputs) == 1 else None


def _files(flow: Flow) -> dict[str, tuple[Path, bytes]]:
    """Return the pages and the configuration, by the names that findings show."""
    files = {source.file: (source.path, source.bytes) for source in flow.project.sources}
    file = flow.project.config.file
    return files | ({file.name: (file, read_regular(file, links=True))} if file is not None else {})


def _write(files: Mapping[str, tuple[Path, bytes]], texts: Mapping[str, str], edits: list[Edit]) -> None:
    """Write each changed file, whole, with its byte order mark and permissions."""
    changed = dict.fromkeys(edit.pos.file for edit in edits)
    for name in changed:
        destination(files[name][0], "the file")  # check all before one is written
    for name in changed:
        path, data = files[name]
        text = apply_edits(texts[name], [edit for edit in edits if edit.pos.file == name])
        replace_file(path, encoded(text, bom=data.startswith(BOM)))


def _verify(config: Path | None, old: str, new: str, files: Mapping[str, tuple[Path, bytes]]) -> None:
    """Plan again: only the name may have changed. If not, restore the files and raise ``UsageError``."""
    with session(SessionOptions(config=config)) as opened:
        planned = {path_key(export.output) for export in opened.flow.plan(Diagnostics())}
    if path_key(new) in planned and path_key(old) not in planned:
        return
    for path, data in files.values():
        if read_regular(path, links=True) != data:
            replace_file(path, data)
    raise UsageError(f"the change would not rename '{old}' to '{new}'", code="rename", hint="change the page by hand")
