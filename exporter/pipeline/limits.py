"""Every limit that guards a run, by the group and the name that it has under ``limits:`` in ``exporter.yaml``."""

from dataclasses import dataclass, replace
from typing import Any

from exporter import assets, lowering, markdown, transforms
from exporter.config import Config
from exporter.config.errors import WRONG
from exporter.config.limits import limited
from exporter.diagnostics import Diagnostics
from exporter.ooxml import package
from exporter.source import limits as source_limits
from exporter.yamltext import YamlLimits


@dataclass(frozen=True, slots=True, kw_only=True)
class RunLimits:
    """What one file may cost: ten times what the largest pages of real sites took.

    ``seconds``: for reading a page, for making a drawing, and again for making a file.
    ``memory``: bytes of one worker.
    """

    seconds: float = 60.0
    memory: int = 2_000_000_000


# Each group is a dataclass of its stage: the fields are the names, the docstring gives the reasons.
LIMITS: dict[str, Any] = {
    "run": RunLimits(),
    "source": source_limits.DEFAULTS,
    "yaml": YamlLimits(),
    "markdown": markdown.Limits(),
    "lowering": lowering.Limits(),
    "document": transforms.Bounds(),
    "assets": assets.Limits(),
    "remote": assets.RemoteLimits(),
    "review": package.Limits(),
}


# What Python's own stack, and those of the renderers, bear whatever is configured.
MOST = {
    "markdown": {"blocks": 64, "inlines": 48, "elements": 160},
    "lowering": {"blocks": 48, "lists": 24, "inlines": 64},
    "yaml": {"depth": 64},
    "assets": {"svg_depth": 128},
}


def stage_limits(config: Config, found: Diagnostics) -> dict[str, Any]:
    """The limits of each stage as the configuration has them; what is wrong in it is a finding at its place."""
    limits = limited(config, LIMITS, found)
    for group, most in MOST.items():
        beyond = {name: top for name, top in most.items() if getattr(limits[group], name) > top}
        for name, top in beyond.items():
            message = f"'limits.{group}.{name}' must be at most {top}"
            found.add(WRONG, message, config.where("limits", group, name), "nothing deeper can be laid out")
        limits[group] = replace(limits[group], **beyond)
    return limits | {"markdown": replace(limits["markdown"], yaml=limits["yaml"])}
