"""YAML within limits, with the place of every key, value and character."""

from exporter.yamltext.reader import CODES, load
from exporter.yamltext.values import PropPlace, SourceSpan, YamlLimits, YamlProps

__all__ = ["CODES", "PropPlace", "SourceSpan", "YamlLimits", "YamlProps", "load"]
