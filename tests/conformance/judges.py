"""What is asked about the files of a build: each judge gives what is wrong, by file."""

import tempfile
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from tests.conformance import nu

Faults = dict[Path, list[str]]
PROCESSES = 2


UA = "PDF/UA-1"


def is_marked(file: Path) -> bool:
    """Whether a PDF claims PDF/UA; PDF/A keeps its metadata readable (ISO 19005-3, 6.6.2.1)."""
    return b"pdfuaid:part" in file.read_bytes()


def _pdf(file: Path) -> list[str]:
    from tests.conformance.verapdf import untrue

    return untrue(file)


def _docx(file: Path) -> list[str]:
    from tests.backends.docx.opened import audit

    with tempfile.TemporaryDirectory() as folder:
        return audit(file.read_bytes(), Path(folder))


def _epub(file: Path) -> list[str]:
    from tests.conformance import ace, epub

    return [*epub.failures(file), *ace.failures(file)]


def _epubs(files: Sequence[Path]) -> Faults:
    from tests.conformance import ace

    ace.command()  # once, before there are processes
    return _each(_epub, files)


def _each(judge: Callable[[Path], list[str]], files: Sequence[Path]) -> Faults:
    with ProcessPoolExecutor(PROCESSES) as pool:
        results = dict(zip(files, pool.map(judge, files, chunksize=4), strict=True))
    return {file: found for file, found in results.items() if found}


def _html(files: Sequence[Path]) -> Faults:
    found: Faults = defaultdict(list)
    names = {file.as_uri(): file for file in files}
    for line in nu.errors(files):
        own = next((file for name, file in names.items() if name in line or str(file) in line), files[0])
        found[own].append(line)
    return dict(found)


JUDGES: Mapping[str, tuple[str, Callable[[Sequence[Path]], Faults]]] = {
    "pdf": ("veraPDF, by the standards that the file claims", lambda files: _each(_pdf, files)),
    "docx": ("openxml-audit, ooxml-integrity and our own checks", lambda files: _each(_docx, files)),
    "html": ("the Nu checker", _html),
    "epub": ("EPUBCheck, and Ace for serious findings", _epubs),
}
