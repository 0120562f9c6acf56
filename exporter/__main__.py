"""The command ``exporter``."""

import gc
import os
import sys
from pathlib import Path


def main() -> None:
    """Run the command line and end the process with its exit code."""
    for name in ("stdin", "stdout", "stderr"):  # a caller may have closed them
        if getattr(sys, name) is None:
            setattr(sys, name, Path(os.devnull).open("r+", encoding="utf-8"))  # noqa: SIM115 (open until the end)
    gc.set_threshold(100_000)  # imports and trees make few cycles; looking for them took a tenth of a short run
    try:
        from exporter.cli import run

        code = run(sys.argv[1:])
    except KeyboardInterrupt:
        code = 130
    sys.exit(code)


if __name__ == "__main__":
    main()
