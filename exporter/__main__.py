"""The command ``exporter``."""

import sys


def main() -> None:
    """Run the command line and end the process with its exit code."""
    try:
        from exporter.cli import run

        code = run(sys.argv[1:])
    except KeyboardInterrupt:
        code = 130
    sys.exit(code)


if __name__ == "__main__":
    main()
