"""Clean GitHub-flavoured Markdown (https://github.github.com/gfm/), for people and for other tools."""

from exporter.backends.gfm.backend import BACKEND

__all__ = ["BACKEND"]
