"""Imported by the server that workers are forked off, so that each has all that is heavy without loading it."""

import contextlib

from exporter.backends import FORMATS, load

for _name in FORMATS:
    # What is missing is told where the format is asked for.
    with contextlib.suppress(Exception):
        load(_name)
