"""``python -m tests.benchmarks [NAME...]``: every figure with its bound; exit status 1 where one is over."""

import importlib
import sys

BENCHMARKS = (
    "reading",
    "cold",
    "pdf",
    "docx",
    "html",
    "long_texts",
    "code",
    "review",
    "guards",
    "sandbox",
    "coordinator",
    "growth",
    "batch",
)


def main(names: list[str]) -> int:
    """Runs the benchmarks of these names, all by default."""
    over = 0
    for name in names or BENCHMARKS:
        print(f"{name}:", flush=True)
        for ratio in importlib.import_module(f"tests.benchmarks.{name}").ratios():
            print(f"  {ratio}", flush=True)
            over += not ratio.held
    return 1 if over else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
