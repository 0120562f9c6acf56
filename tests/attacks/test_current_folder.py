"""A folder of content that has a module of every name: none of them is ever run."""

import os
import re
import signal
import subprocess
import sys
import urllib.request
from collections.abc import Iterator, Mapping
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

from tests.build.cluster_processes import LocalCluster, until

ROOT = Path(__file__).parents[2]
PAGE = "---\ntitle: Good\n---\n\n## First\n\nWords of the {} part.\n\n![drawing](/drawing.svg)\n"
DRAWING = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9"/></svg>'
# Pages are read, a drawing is made and every format is rendered: a worker does all that there is to do.
CONFIGURATION = """\
site: {url: https://example.org}
formats: [pdf, docx, html, epub, gfm, text, json]
exports: [{page: good.md, output: files/good}]
"""
# Python imports these before the program's first line: nobody can protect from a PYTHONPATH that leads to them.
STARTED = "import sys, re, exporter.__main__, exporter.process.search_path; print(*sys.modules)"
SAFE = "import sys; print(*sys.path, sep='\\n')"
LIBRARY = """
import sys
from exporter.build.workers import Workers
from exporter.build.workers import fork_server
from exporter.build.workers.tasks import run_all
from tests.attacks.test_current_folder import seen

if __name__ == "__main__":
    fork_server.preload(["html"])
    with Workers(1) as workers:
        ((_, found),) = run_all(workers, seen, [0])
    print(*found, sep="\\n")
"""


def seen(_: int) -> list[str]:
    """The search path of the process that this runs in, and whether it begins every child with the same."""
    return [*sys.path, f"safe={sys.flags.safe_path}", f"main={getattr(sys.modules['__main__'], '__file__', '')}"]


class Trap:
    """A folder with a module of each name, as a file and as a package, and the list of those that ran."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / "site"
        self.marks = folder / "ran.txt"
        write(self.folder / "exporter.yaml", CONFIGURATION)
        write(self.folder / "content/good.md", PAGE.format("first"))
        write(self.folder / "content/public/drawing.svg", DRAWING)
        self.environment = {**os.environ, "EXPORTER_CACHE": str(folder / "cache"), "PYTHONDONTWRITEBYTECODE": "1"}

    def plant(self, names: set[str], below: str = ".") -> None:
        """Put a module of each name into the folder, and a package beside it: Python takes either."""
        code = f"open({str(self.marks)!r}, 'a').write(__name__ + ' ')\n"
        for name in names:
            write(self.folder / below / f"{name}.py", code)
            write(self.folder / below / name / "__init__.py", code)

    def run(self, *arguments: str, codes: tuple[int, ...] = (0,), **environment: str) -> str:
        """What a command says that is run in the folder."""
        command, env = [exporter(), *arguments], self.environment | environment
        done = subprocess.run(command, cwd=self.folder, env=env, capture_output=True, text=True, timeout=120)
        assert not self.ran(), self.ran()
        assert done.returncode in codes, done.stderr
        return done.stdout

    def start(self, *arguments: str) -> subprocess.Popen[str]:
        """A command that goes on until it is interrupted."""
        pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.DEVNULL}
        return subprocess.Popen([exporter(), *arguments], cwd=self.folder, env=self.environment, text=True, **pipes)

    def edit(self, words: str) -> None:
        """Give the page other words."""
        write(self.folder / "content/good.md", PAGE.format(words))

    def ran(self) -> set[str]:
        """The names of the modules that have run."""
        return set(self.marks.read_text().split()) if self.marks.exists() else set()


def write(path: Path, text: str) -> None:
    """A file, with its folder."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)


def exporter() -> str:
    """The command as it is installed."""
    return str(Path(sys.executable).with_name("exporter"))


def every_name() -> set[str]:
    """Whatever a process of ours could import: the standard library, all that is installed, and the exporter."""
    installed = {name for name in packages_distributions() if name.isidentifier()}
    return {*sys.stdlib_module_names, *installed, "exporter", "tests", "sitecustomize", "usercustomize"}


def git(folder: Path, *arguments: str) -> None:
    """Run git."""
    who = ("-c", "user.name=A", "-c", "user.email=a@example.org")
    subprocess.run(["git", *who, *arguments], cwd=folder, check=True, capture_output=True)


@pytest.fixture
def trap(tmp_path: Path) -> Iterator[Trap]:
    """A trap with all names, in a repository."""
    made = Trap(tmp_path)
    git(made.folder, "init", "-q")
    git(made.folder, "add", ".")
    git(made.folder, "commit", "-qm", "first")
    made.plant(every_name())
    yield made
    assert not made.ran()


def test_no_command_runs_a_module_of_the_folder(trap: Trap) -> None:
    """Cold and warm, with and without worker processes, whatever the command."""
    trap.run("validate")
    trap.run("build")
    trap.edit("second")
    trap.run("build")  # begins its server early
    trap.run("build", "--in-process", "--force")
    trap.run("check")
    trap.run("list")
    trap.run("diff", codes=(0, 1))
    word = next((trap.folder / "out").rglob("good.docx"))
    trap.run("review", "list", str(word))
    trap.run("review", "apply", str(word), codes=(0, 1))
    trap.run("redline", "content/good.md", "--from", "HEAD", "-o", "changes.docx")
    trap.run("doctor", codes=(0, 3))


def test_no_server_runs_a_module_of_the_folder(trap: Trap) -> None:
    """The preview with a file of it, and the watch with a save."""
    preview = trap.start("preview")
    assert preview.stdout is not None
    address = preview.stdout.readline().partition("#")[0].strip()
    for name in ("pdf", "html"):
        with urllib.request.urlopen(f"{address}files/{name}/files/good", timeout=60) as answer:
            assert answer.status == 200
    preview.send_signal(signal.SIGINT)
    preview.communicate(timeout=60)
    assert preview.returncode == 130
    watch = trap.start("build", "--watch", "--to", "html")
    page = trap.folder / "out/public/files/good.html"
    until(page.is_file)
    trap.edit("watched")
    until(lambda: "watched" in page.read_text())
    watch.send_signal(signal.SIGINT)
    watch.communicate(timeout=60)
    assert watch.returncode == 130


def test_no_cluster_runs_a_module_of_the_folder(trap: Trap, tmp_path: Path) -> None:
    """A cluster's workers, and the process that gives them tasks, run no module of the folder."""
    pytest.importorskip("distributed")
    elsewhere = tmp_path / "cluster"
    elsewhere.mkdir()
    with LocalCluster(elsewhere) as cluster:
        cluster.add()
        trap.run("build", "--cluster", cluster.address, "--to", "html")


PATHS = ["", ".", ":", "lib", "./lib:", "{folder}", "{folder}/.", "{folder}/lib/.."]


@pytest.mark.parametrize("path", PATHS)
def test_no_relative_search_path_runs_a_module_of_the_folder(path: str, tmp_path: Path) -> None:
    """Whatever PYTHONPATH says, but for what Python itself imports before the program begins."""
    trap = Trap(tmp_path)
    told = subprocess.run([sys.executable, "-P", "-c", STARTED], capture_output=True, text=True, check=True)
    begun = {name.partition(".")[0] for name in told.stdout.split()}
    names = every_name() - begun - {"sitecustomize", "usercustomize"}
    assert {"yaml", "select", "random", "jinja2", "multiprocessing", "weasyprint"} <= names
    trap.plant(names)
    trap.plant(names, below="lib")
    command = ["build"] if path == "{folder}" else ["build", "--to", "html"]  # one path with all formats
    trap.run(*command, PYTHONPATH=path.format(folder=trap.folder), PYTHONPYCACHEPREFIX="cache")


@pytest.mark.parametrize(
    ("path", "options"),
    [("", []), (".", ["-s"]), (":{other}", []), (":{other}", ["-E"]), ("{folder}", ["-I"]), ("{other}:lib", ["-s"])],
)
def test_children_look_for_code_where_a_safe_python_does(path: str, options: list[str], tmp_path: Path) -> None:
    """A program that uses the exporter as a library, from the folder: its workers have the path of ``python -P``."""
    folder, other = tmp_path / "site", tmp_path / "other"
    write(folder / "lib/x.py", "")
    write(folder / "program.py", LIBRARY)
    write(other / "x.py", "")
    given = path.format(folder=folder, other=other)
    safe = ":".join(p for p in given.split(":") if p == str(other))
    expected = output([*options, "-P", "-c", SAFE], folder, {"PYTHONPATH": safe})
    found = output([*options, "program.py"], folder, {"PYTHONPATH": given})
    *paths, flag, main = found
    assert paths == expected
    assert flag == "safe=True"
    assert "program.py" not in main


def output(arguments: list[str], folder: Path, environment: Mapping[str, str]) -> list[str]:
    """The lines that a Python program prints."""
    command = [sys.executable, *arguments]
    env = {**os.environ, **environment}
    done = subprocess.run(command, cwd=folder, env=env, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    assert not done.stderr
    return done.stdout.splitlines()


def test_module_run_from_a_checkout_works(tmp_path: Path) -> None:
    """``python -m exporter`` in the folder that the exporter itself lies in finds its own modules."""
    done = subprocess.run([sys.executable, "-m", "exporter", "--version"], cwd=ROOT, capture_output=True, text=True)
    assert re.fullmatch(r"exporter \S+\n", done.stdout), done.stderr
