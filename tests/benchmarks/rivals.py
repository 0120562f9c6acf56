"""The rivals, each as its users run it; None where it is not installed."""

import importlib.util
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

Rival = Callable[[Sequence[Path], Path], None]


def pandoc() -> str | None:
    """Pandoc from the package pypandoc-binary, else from the machine."""
    if importlib.util.find_spec("pypandoc"):
        import pypandoc

        return str(pypandoc.get_pandoc_path())
    return shutil.which("pandoc")


def section_files(pages: Sequence[str], folder: Path) -> list[Path]:
    """The sections of generated pages in plain Markdown, a file each: questions as headings, answers as paragraphs."""
    files = []
    for number, page in enumerate(pages, 1):
        for section, text in enumerate(page.split("\n## ")[1:], 1):
            file = folder / f"page-{number:03}-{section}.md"
            file.write_text("\n".join(_plain_lines(f"## {text}")), "utf-8")
            files.append(file)
    return files


def _plain_lines(text: str) -> Iterator[str]:
    for line in map(str.strip, text.splitlines()):
        if line.startswith("- q: "):
            yield f"\n### {line[5:].strip(chr(34))}\n"
        elif not line.startswith((":", "---", "qas:", "a: |", "Download")):
            yield line


def pandoc_weasyprint(files: Sequence[Path], out: Path) -> None:
    """A shell loop: one process a file."""
    environment = {**os.environ, "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}"}
    for file in files:
        target = out / f"{file.stem}.pdf"
        command = [
            str(pandoc()),
            str(file),
            "--pdf-engine=weasyprint",
            "--metadata",
            "title=Questions",
            "-o",
            str(target),
        ]
        subprocess.run(command, check=True, capture_output=True, env=environment)


def pandoc_typst(files: Sequence[Path], out: Path) -> None:
    """Pandoc to Typst and Typst to PDF, one process a file each, two files at a time."""

    def one(file: Path) -> None:
        source, target = out / f"{file.stem}.typ", out / f"{file.stem}.pdf"
        subprocess.run(
            [str(pandoc()), str(file), "-s", "-t", "typst", "-o", str(source)], check=True, capture_output=True
        )
        compile_typst(source, target)

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(one, files))


def compile_typst(source: Path, target: Path) -> None:
    """One process of Typst, from the machine or from its package on PyPI."""
    program = shutil.which("typst")
    python = [sys.executable, "-c", "import sys, typst; typst.compile(sys.argv[1], output=sys.argv[2])"]
    command = [program, "compile"] if program else python
    subprocess.run([*command, str(source), str(target)], check=True, capture_output=True)


def typst_missing() -> bool:
    """Whether neither the program nor the package is there."""
    return shutil.which("typst") is None and importlib.util.find_spec("typst") is None
