"""``Dockerfile`` and ``.dockerignore`` as an engine reads them, without one."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from string import Template

from tests.packaging.conftest import ROOT


@dataclass(slots=True)
class Stage:
    """A stage of the file: its base, and its instructions in order, such as ``("RUN", "apt-get update")``."""

    base: str
    instructions: list[tuple[str, str]] = field(default_factory=list)

    def arguments(self, instruction: str) -> list[str]:
        """Return the arguments of all instructions of a kind."""
        return [words for name, words in self.instructions if name == instruction]


def stages(text: str) -> list[Stage]:
    """Return the stages of a Dockerfile (https://docs.docker.com/reference/dockerfile/), which has no heredocs.

    An argument in front of all stages has its default.
    """
    found: list[Stage] = []
    defaults: dict[str, str] = {}
    lines = re.sub(r"\\\n", " ", re.sub(r"(?m)^#.*\n", "", text)).split("\n")
    for line in filter(str.strip, lines):
        name, words = line.split(maxsplit=1)
        if name == "FROM":
            found.append(Stage(Template(words.split()[0]).substitute(defaults)))
        elif not found:
            assert name == "ARG", f"{name} before the first stage"
            defaults.update([words.split("=", 1)])
        else:
            found[-1].instructions.append((name, " ".join(words.split())))
    return found


def context() -> Iterator[Path]:
    """Yield the files that ``.dockerignore`` lets through: whole folders and single files."""
    kept = [line[1:] for line in (ROOT / ".dockerignore").read_text("utf-8").splitlines() if line.startswith("!")]
    for path in (ROOT / name for name in kept):
        yield from (p for p in path.rglob("*") if p.is_file() and "__pycache__" not in p.parts)
        if path.is_file():
            yield path
