"""``python -m tests.benchmarks.command COMMAND...``: a command of the exporter with its own processor time and memory.

Files are not rendered: they cost the workers next to nothing, so that the main process is measured alone. The last line
of standard error has the figures as JSON: ``seconds``, bytes of ``memory`` at most, bytes of memory ``early``, when a
quarter of the files was written, and the number of pages ``read``.
"""

import gc
import json
import os
import sys
import time
from pathlib import Path
from typing import Any

from exporter.backends.base import Rendered
from exporter.build import batch
from exporter.build.flow import Flow
from exporter.build.made_files import MadeFile
from exporter.build.making import described
from exporter.build.rendering import FileTask
from exporter.build.results import Results
from exporter.build.workers import fork_server
from exporter.cli import run

PAGES = int(os.environ.get("BENCH_FILES", "0"))


def empty_file(task: FileTask) -> MadeFile:
    """Return a file of the task's document that nobody rendered."""
    return described(Rendered(b"%" * 5000), task.document.value, task.format, task.theme, task.findings)


def main(arguments: list[str]) -> int:
    """Run the command and print its figures."""
    gc.set_threshold(100_000)  # as the command does
    figures = {"read": 0, "early": 0, "written": 0}
    keep, write = Flow._keep, Results.write

    def counted(flow: Flow, *values: Any) -> Any:
        figures["read"] += 1
        return keep(flow, *values)

    def watched(results: Results, *values: Any) -> bool:
        figures["written"] += 1
        if figures["written"] == PAGES // 4:
            figures["early"] = _memory("VmRSS")
        return write(results, *values)

    Flow._keep, Results.write, batch.make_file = counted, watched, empty_file  # type: ignore[method-assign]
    code = run(arguments)
    seconds = time.process_time()
    print(json.dumps({**figures, "seconds": seconds, "memory": _memory("VmHWM")}), file=sys.stderr)
    fork_server.end()
    return code


def _memory(name: str) -> int:
    status = dict(line.split(":", 1) for line in Path("/proc/self/status").read_text().splitlines())
    return int(status[name].split()[0]) * 1024


if __name__ == "__main__":
    from tests.benchmarks import command

    sys.exit(command.main(sys.argv[1:]))
