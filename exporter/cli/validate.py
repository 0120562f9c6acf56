"""``exporter validate``: checks of content, without rendering."""

import time
from typing import TYPE_CHECKING

from exporter.cli import choices
from exporter.cli.choices import Form
from exporter.cli.screen import exit_code, show
from exporter.cli.session import findings_of, open_cache, open_flow
from exporter.diagnostics import Diagnostic, Diagnostics

if TYPE_CHECKING:
    from exporter.pipeline.flow import Flow


def validate(
    targets: choices.Targets = None,
    config: choices.ConfigFile = None,
    strict: choices.Strict = False,
    form: choices.FormOption = Form.TEXT,
    report: choices.Report = None,
    quiet: choices.Quiet = False,
    verbose: choices.Verbose = False,
    cache: choices.CacheFolder = None,
    no_cache: choices.NoCache = False,
) -> int:
    """Check pages: syntax, props, links, pictures, headings, questions, words; nothing is rendered."""
    from exporter import __version__
    from exporter.pipeline.run import Run

    start = time.monotonic()
    found = Diagnostics()
    names = tuple(targets or ())
    kept = open_cache(cache, off=no_cache)
    with open_flow(found, config=config, targets=names, cache=kept, report=report) as (flow, _):
        findings = _findings(flow, found, names)
        flow.records.save()
    run = Run(command="validate", version=__version__, findings=findings, seconds=time.monotonic() - start)
    code = exit_code(run, strict=strict)
    run = Run(command="validate", version=__version__, findings=findings, seconds=run.seconds, exit_code=code)
    show(run, form=form, report=report, quiet=quiet, verbose=verbose)
    return code


def _findings(flow: "Flow", found: Diagnostics, targets: tuple[str, ...]) -> tuple[Diagnostic, ...]:
    from exporter.assets import MISSING, NO_WORDS
    from exporter.batch.holders import obstacles
    from exporter.pipeline.settings import wrong_settings
    from exporter.plan import Selection
    from exporter.validate import Options
    from exporter.validate import validate as check

    chosen = flow.plan(found, Selection(targets))
    planned = flow.plan(Diagnostics()) if targets else chosen
    found.extend(obstacles(flow, chosen))
    formats = flow.project.formats
    outputs = frozenset(f"/{e.output}{formats[f].suffix}" for e in planned for f in e.formats)
    texts = {file: source.text for file, source in flow.sources.items()}
    pages = [page.page for page in flow.pages()]
    rules, checked, grade = Diagnostics(), Diagnostics(), flow.project.grade
    check(pages, texts, flow.project.site, Options.of(flow.project.config, outputs), rules)
    for export in chosen:
        selected = flow.select(export)
        for name in export.formats:
            checked.extend(selected.in_format(name, grade).findings)
        checked.extend(wrong_settings(flow.project, export))
    # a picture that an export shows is told of there, with the name that may be meant
    pictures = {(f.code, f.pos) for f in checked if f.code in (MISSING.name, NO_WORDS.name)}
    alone = [f for f in rules if (f.code, f.pos) not in pictures]
    graded = dict.fromkeys((*grade((*alone, *checked)), *findings_of(flow, found)))
    files = flow.named(targets)
    return tuple(f for f in graded if not targets or f.pos is None or f.pos.file in files or f.pos.file not in texts)
