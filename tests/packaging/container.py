"""The container without an engine: ``python -m tests.packaging.container``.

The steps of ``Dockerfile`` that install Python packages run in a new environment of the image's Python, from the files
that ``.dockerignore`` lets through; the command then builds a page and shows it, as in the container.
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from urllib.request import Request, urlopen

from tests.packaging.conftest import ROOT
from tests.packaging.dockerfile import Stage, context, stages
from tests.packaging.pythons import interpreter, versions

PAGE = "---\ntitle: In a container\n---\n\n# Words\n\n$x^2$\n"
PATIENCE = 60  # seconds for the preview to answer


def main(*arguments: str) -> int:
    """Say whether the container would build and show pages; 1 if not. ``CJK=1`` is its build argument."""
    python = interpreter(versions()[-1])
    if python is None:
        print(f"Python {versions()[-1]}: not on this machine")
        return 1
    with tempfile.TemporaryDirectory(prefix="exporter-container-") as name:
        root = Path(name)
        copy_context(root / "src")
        subprocess.run([python, "-m", "venv", root / "env"], check=True)
        environment = inside(root, arguments)
        for stage in stages((ROOT / "Dockerfile").read_text("utf-8")):
            install(stage, root, environment)
        use(root, environment)
    print("container: its steps install the exporter, which builds and shows a page")
    return 0


def copy_context(target: Path) -> None:
    """Copy the files that an engine would get."""
    for file in context():
        place = target / file.relative_to(ROOT)
        place.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(file, place)


def inside(root: Path, arguments: tuple[str, ...]) -> dict[str, str]:
    """Return the variables of a process in the container: nothing of this one but where programs are."""
    given = dict(argument.split("=", 1) for argument in arguments)
    path = f"{root / 'env/bin'}{os.pathsep}{os.environ['PATH']}"
    network = {
        name: value for name, value in os.environ.items() if name.lower().endswith("_proxy") or name[:4] == "PIP_"
    }
    return {"PATH": path, "HOME": str(root / "home"), "EXPORTER_CACHE": str(root / "cache"), **network, **given}


def install(stage: Stage, root: Path, environment: dict[str, str]) -> None:
    """Run the steps of a stage that install Python packages, with the folders of the container below ``root``."""
    for step in stage.arguments("RUN"):
        if "apt-get" in step:
            continue  # this machine has the libraries
        command = " ".join(word for word in step.split() if not word.startswith("--mount="))
        command = re.sub(r"(?<![\w.*])/(?=(src|wheels|constraints\.txt)\b)", f"{root}/", command)
        shutil.copyfile(root / "src/constraints.txt", root / "constraints.txt")
        subprocess.run(["sh", "-ec", command], env=environment, cwd=root, check=True)


def use(root: Path, environment: dict[str, str]) -> None:
    """Look at ``doctor``, build a page in an empty folder, and show it at all addresses, as with ``--publish``."""
    work = root / "work"
    work.mkdir()
    (work / "page.md").write_text(PAGE, "utf-8")
    exporter = str(root / "env/bin/exporter")
    for words in (["doctor"], ["build", "page.md"]):
        subprocess.run([exporter, *words], env=environment, cwd=work, check=True)
    assert {path.suffix for path in (work / "out").rglob("page*")} == {".pdf", ".html", ".docx"}
    command = [exporter, "preview", "--host", "0.0.0.0", "--port", "0", "page.md"]
    with subprocess.Popen(command, env=environment, cwd=work, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None, "a pipe"
            address = process.stdout.readline().partition("#")[0].strip()
            assert "<html" in answer(address)
        finally:
            process.terminate()


def answer(address: str) -> str:
    """Return the page at an address, asked for as from outside of a container, where the port is another one."""
    last = time.monotonic() + PATIENCE
    while True:
        try:
            with urlopen(Request(address, headers={"Host": "localhost:8000"}), timeout=10) as response:
                return str(response.read().decode())
        except OSError:
            if time.monotonic() > last:
                raise
            time.sleep(0.5)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
