"""A theme: its files over the shipped ones, its styles (tokens and roles), its labels and its templates."""

from exporter.theme.files import SHIPPED, Theme

__all__ = ["SHIPPED", "Theme"]
