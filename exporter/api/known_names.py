"""Warnings about unknown codes and components in comments of pages and in the configuration."""

from collections.abc import Mapping

from exporter.build.grading import plain_name
from exporter.components import known_components
from exporter.config import Config
from exporter.diagnostics import Diagnostics, did_you_mean, nearest
from exporter.lowering.codes import UNKNOWN_COMPONENT
from exporter.lowering.elements import ELEMENTS
from exporter.report.codes import known_codes
from exporter.validate import suppressions

SLIP = 0.8  # the likeness of a name to a known one that makes it a slip of the pen


def check(config: Config, texts: Mapping[str, str], diagnostics: Diagnostics) -> None:
    """Warn of the unknown names in ``config`` and in ``texts``, the pages that silence findings."""
    if texts or config.severities:
        _check_codes(config, texts, diagnostics)
    if config.losses:
        _check_components(config, diagnostics)


def _check_codes(config: Config, texts: Mapping[str, str], diagnostics: Diagnostics) -> None:
    codes = known_codes()
    suppressions.check(texts, codes, diagnostics)
    for code in (c for c in config.severities if c not in codes):
        where = config.where("severities", code, key=True)
        diagnostics.add(suppressions.UNKNOWN, f"no finding has the code '{code}'", where, did_you_mean(code, codes))


def _check_components(config: Config, diagnostics: Diagnostics) -> None:
    known = {plain_name(c.name): c.name for c in known_components(config.components)} | {e: e for e in ELEMENTS}
    for name in (n for n in config.losses if plain_name(n) not in known):
        if near := nearest(name, known.values(), SLIP):  # other names may be of components that only pages know
            where = config.where("losses", name, key=True)
            diagnostics.add(UNKNOWN_COMPONENT, f"no component '{name}'", where, f"did you mean '{near}'?")
