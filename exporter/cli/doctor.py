"""``exporter doctor``: whether this machine has what the formats need."""

import platform
from typing import Annotated

import typer

from exporter.cli.exits import Exit
from exporter.diagnostics import EnvironmentFault


def doctor(verbose: Annotated[bool, typer.Option("--verbose", "-v", help="All versions.")] = False) -> int:
    """Tell for each format whether this machine has what it needs, and what to install where it has not."""
    from exporter import __version__, backends
    from exporter.pipeline.project import package_versions

    print(f"exporter {__version__}, Python {platform.python_version()}, {platform.platform()}")
    missing = False
    for name in backends.FORMATS:
        try:
            found = backends.load(name).environment()
            print(f"{name}: fine ({', '.join(f'{k} {v}' for k, v in sorted(found.items()) if v)})")
        except EnvironmentFault as fault:
            missing = True
            print(f"{name}: {fault.diagnostic}")
        except ImportError as error:
            missing = True
            print(f"{name}: cannot be loaded: {error}")
    for package, version in package_versions().items() if verbose else ():
        print(f"{package} {version}")
    return Exit.FAULT if missing else Exit.FINE
