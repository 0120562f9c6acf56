"""The small site of the command line's tests."""

from tests.cli.conftest import Write, site

__all__ = ["Write", "site"]
