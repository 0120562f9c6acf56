"""The rivals, at their best and as their users run them; None where one is not installed."""

import importlib.util
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from importlib import metadata
from pathlib import Path

TOGETHER = 20  # files for one process of pandoc, which crashes behind some more
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
    """Pandoc with its engine WeasyPrint, which takes a process a file; two files at a time."""
    environment = {**os.environ, "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}"}
    options = ["--pdf-engine=weasyprint", "--metadata", "title=Questions"]

    def one(file: Path) -> None:
        command = [str(pandoc()), str(file), *options, "-o", str(out / f"{file.stem}.pdf")]
        subprocess.run(command, check=True, capture_output=True, env=environment)

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(one, files))


_TO_TYPST = """
local options = pandoc.WriterOptions{template = pandoc.template.compile(pandoc.template.default("typst"))}
for at = 1, #arg, 2 do
  local file = assert(io.open(arg[at]))
  local document = pandoc.read(file:read("a"), "markdown")
  file:close()
  file = assert(io.open(arg[at + 1], "w"))
  file:write(pandoc.write(document, "typst", options))
  file:close()
end
"""
_TO_PDF = """
import sys, typst
compiler = typst.Compiler(root=sys.argv[1])
for name in sys.argv[2:]:
    compiler.compile(input=name, output=name.removesuffix("typ") + "pdf")
"""


def pandoc_typst_each(files: Sequence[Path], out: Path) -> None:
    """Pandoc to Typst and Typst to PDF, a process of each a file as in a script of a shell, two files at a time."""

    def one(file: Path) -> None:
        target = out / f"{file.stem}.typ"
        subprocess.run([str(pandoc()), str(file), "-s", "-o", str(target)], check=True, capture_output=True)
        _compile_typst([str(target)], out)

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(one, files))


def pandoc_typst(files: Sequence[Path], out: Path) -> None:
    """Pandoc to Typst and Typst to PDF at their fastest: two processes of each at a time, each for many files."""
    script = out / "typst.lua"
    script.write_text(_TO_TYPST, "utf-8")

    def half(files: Sequence[Path]) -> None:
        pairs = [str(name) for file in files for name in (file, out / f"{file.stem}.typ")]
        for start in range(0, len(pairs), 2 * TOGETHER):
            part = pairs[start : start + 2 * TOGETHER]
            subprocess.run([str(pandoc()), "lua", str(script), *part], check=True, capture_output=True)
        _compile_typst(pairs[1::2], out)

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(half, (files[::2], files[1::2])))


def _compile_typst(sources: Sequence[str], root: Path) -> None:
    """One process of the package for all files; the program of the machine takes a process a file."""
    if importlib.util.find_spec("typst"):
        subprocess.run([sys.executable, "-c", _TO_PDF, str(root), *sources], check=True, capture_output=True)
        return
    for source in sources:
        subprocess.run([str(shutil.which("typst")), "compile", source], check=True, capture_output=True)


def typst_missing() -> bool:
    """Whether neither the program nor the package is there."""
    return shutil.which("typst") is None and importlib.util.find_spec("typst") is None


def versions() -> str:
    """The versions of all rivals that are here."""
    found = [f"WeasyPrint {metadata.version('weasyprint')}"]
    if program := pandoc():
        line = subprocess.run([program, "--version"], check=True, capture_output=True, text=True).stdout
        found.append(line.split("\n", 1)[0])
    if importlib.util.find_spec("typst"):
        found.append(f"Typst {metadata.version('typst')}")
    elif program := shutil.which("typst"):
        found.append(subprocess.run([program, "--version"], check=True, capture_output=True, text=True).stdout.strip())
    return ", ".join(found)


LEFT_OUT = (
    "rivals get the same words and local pictures; none reads components or finds what to build, checks pages, keeps"
    " a cache or limits, or claims PDF/A or PDF/UA"
)
