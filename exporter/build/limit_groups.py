"""Every limit that guards a run, by the group and the name that it has under ``limits:`` in ``exporter.yaml``."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from importlib import import_module
from typing import Any

from exporter.config import Config
from exporter.config.errors import WRONG
from exporter.config.limit_values import limited, own
from exporter.diagnostics import Diagnostics

# Each group is a dataclass of its stage: the fields are the names and have the reasons. A stage is imported when its
# limits are first asked for.
GROUPS = {
    "run": "exporter.build.workers.limits:WorkerLimits",
    "source": "exporter.source.files:SourceLimits",
    "yaml": "exporter.yamltext:YamlLimits",
    "markdown": "exporter.markdown:MarkdownLimits",
    "lowering": "exporter.lowering:LoweringLimits",
    "document": "exporter.transforms:TextLimits",
    "assets": "exporter.assets:PictureLimits",
    "remote": "exporter.assets:RemoteLimits",
    "review": "exporter.ooxml.package:PackageLimits",
}


# The most that Python's stack and those of the renderers bear, whatever is configured.
MOST = {
    "markdown": {"blocks": 64, "inlines": 48, "elements": 160},
    "lowering": {"blocks": 48, "lists": 24, "inlines": 64},
    "yaml": {"depth": 64},
    "assets": {"svg_depth": 128},
}


class StageLimits(Mapping[str, Any]):
    """The limits of each stage as a configuration has them, by group."""

    def __init__(self, config: Config) -> None:
        self._config = config
        self._made: dict[str, Any] = {}

    def __getitem__(self, group: str) -> Any:
        if group not in self._made:
            self._made[group] = self._limits(group)
        return self._made[group]

    def __iter__(self) -> Iterator[str]:
        return iter(GROUPS)

    def __len__(self) -> int:
        return len(GROUPS)

    def _limits(self, group: str) -> Any:
        limits = own(self._config, group, default(group))
        most = MOST.get(group, {})
        limits = replace(limits, **{name: top for name, top in most.items() if getattr(limits, name) > top})
        if group == "run":  # a number that somebody has set holds for books too
            own_names = self._config.limits.get(group, {}).keys()
            limits = limits.fixed(n for n in ("seconds", "memory") if n in own_names and f"most_{n}" not in own_names)
        return replace(limits, yaml=self["yaml"]) if group == "markdown" else limits


def default(group: str) -> Any:
    """Return the default limits of a group."""
    module, _, name = GROUPS[group].partition(":")
    return getattr(import_module(module), name)()


def defaults() -> dict[str, Any]:
    """Return the default limits of all groups."""
    return {group: default(group) for group in GROUPS}


def stage_limits(config: Config, diagnostics: Diagnostics) -> StageLimits:
    """Return the limits of each stage as configured; faults in the configuration are findings at their places."""
    if config.limits:
        _check(config, limited(config, defaults(), diagnostics), diagnostics)
    return StageLimits(config)


def _check(config: Config, limits: Mapping[str, Any], diagnostics: Diagnostics) -> None:
    for group, most in MOST.items():
        for name, top in most.items():
            if getattr(limits[group], name) > top:
                message = f"'limits.{group}.{name}' must be at most {top}"
                diagnostics.add(
                    WRONG, message, config.where("limits", group, name), "the layout engine cannot place deeper ones"
                )
