"""``exporter doctor``: report whether this machine has all that the formats need, and what to install if not."""

import platform
import shutil
import subprocess
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Annotated

import typer

from exporter import backends
from exporter.build.project import package_versions
from exporter.cli.exit_codes import Exit
from exporter.cli.old_workflows import old_workflows
from exporter.diagnostics import EnvironmentFault, visible
from exporter.fonts.families import FAMILIES, installed
from exporter.process import installing
from exporter.process.sandbox import reason_without
from exporter.version import __version__

SECONDS = 20  # that a program may take to print its version
MAIN_LIBRARIES = ("pango", "harfbuzz", "weasyprint")


@dataclass(frozen=True, slots=True)
class Tool:
    """A program that some command can use: its names, its use, and its entry in ``installing.PACKAGES``."""

    name: str
    commands: tuple[str, ...]
    use: str
    package: str


@dataclass(frozen=True, slots=True)
class Extra:
    """An optional dependency of this project, and a module that it brings."""

    name: str
    module: str
    use: str


TOOLS = (
    Tool("git", ("git",), "'exporter diff' and 'exporter redline'", "git"),
    Tool(
        "Chromium",
        ("chromium", "chromium-browser", "google-chrome"),
        "tests of web pages in a browser",
        "chromium",
    ),
    Tool(
        "LibreOffice",
        ("soffice", "libreoffice"),
        "tests of Word files in a word processor",
        "libreoffice",
    ),
)
EXTRAS = (
    Extra("preview", "starlette", "'exporter preview', and pictures of pages in 'exporter diff --format html'"),
    Extra("cluster", "distributed", "'exporter build --cluster'"),
    Extra("math", "mathra", "formulas"),
    Extra("diagrams", "mermaid_render", "Mermaid diagrams"),
    Extra("spelling", "codespell_lib", "misspellings in 'exporter validate'"),
)


def doctor(verbose: Annotated[bool, typer.Option("--verbose", "-v", help="Show all versions.")] = False) -> int:
    """Tell for each format whether this machine has what it needs, and what to install where it has not.

    Also name workflows of an old version in this folder's repository.
    """
    print(f"exporter {__version__}, Python {platform.python_version()}, {platform.platform()}\n")
    healthy = [_format(name, verbose=verbose) for name in backends.FORMATS]
    _fonts(verbose=verbose)
    print(f"sandbox: {_sandbox()}")
    print("\nNot needed to build:")
    for tool in TOOLS:
        print(f"  {_tool(tool)}")
    for extra in EXTRAS:
        missing = f"missing; for {extra.use}: pip install 'mdc-exporter[{extra.name}]'"
        print(f"  extra '{extra.name}': {'fine' if find_spec(extra.module) else missing}")
    for path, service in old_workflows(Path.cwd()):
        print(
            visible(f"\n{path.as_posix()}: a workflow of version 0.1; delete it and run: exporter init --ci {service}")
        )
    for package, version in package_versions().items() if verbose else ():
        print(f"  {package} {version}")
    return Exit.FINE if all(healthy) else Exit.FAULT


def _format(name: str, *, verbose: bool) -> bool:
    """Print the state of a format with the versions of its system libraries, and return whether it can be made."""
    try:
        environment = backends.load(name).environment()
    except (EnvironmentFault, ImportError) as error:
        print(f"{name}: {error.diagnostic if isinstance(error, EnvironmentFault) else f'cannot be loaded: {error}'}")
        return False
    chosen = {k: v for k, v in sorted(environment.items()) if v and (verbose or k in MAIN_LIBRARIES)}
    versions = ", ".join(f"{'harfbuzz-subset' if k == 'harfbuzz' else k} {v}" for k, v in chosen.items())
    print(f"{name}: fine{f' ({versions})' if versions else ''}")
    return True


def _sandbox() -> str:
    """Return whether workers are confined here, and why not."""
    reason = reason_without()
    return f"none, workers may use the network and all files: {reason}" if reason else "fine"


def _fonts(*, verbose: bool) -> None:
    """Print which font families have their packages here."""
    here = [family for family in FAMILIES if installed(family)]
    print(f"fonts: {len(here)} of {len(FAMILIES)} families{': ' + ', '.join(f.name for f in here) if verbose else ''}")
    for family in FAMILIES:
        if family not in here:
            package = f"mdc-exporter[{family.extra}]" if family.extra else family.package.replace("_", "-")
            print(f"  {family.name}: missing, its characters cannot be shown: pip install '{package}'")


def _tool(tool: Tool) -> str:
    program = next((path for name in tool.commands if (path := shutil.which(name))), None)
    if program is None:
        return f"{tool.name}: missing; for {tool.use}: {installing.command(tool.package)}"
    try:
        done = subprocess.run([program, "--version"], capture_output=True, timeout=SECONDS, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return f"{tool.name}: {program} does not run; for {tool.use}: {installing.command(tool.package)}"
    lines = done.stdout.decode("utf-8", "replace").split("\n")
    return f"{tool.name}: fine ({lines[0].strip() or program})"
