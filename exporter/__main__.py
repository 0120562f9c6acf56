"""The command ``exporter``."""

import gc
import sys

from exporter.process import search_path


def main() -> None:
    """Run the command line and end the process with its exit code."""
    search_path.leave_current_folder()  # before anything is imported that a folder of content could have too
    from exporter.process import signals, streams

    signals.end_at_once()
    streams.guard()
    gc.set_threshold(100_000)  # imports and trees make few cycles; looking for them took a tenth of a short run
    from exporter.cli import run

    code: object = 0
    try:
        try:
            signals.interrupt()
            code = run(sys.argv[1:])
        except SystemExit as error:
            code = error.code
        finally:
            signals.ignore()
    except KeyboardInterrupt:  # it came outside of the command itself
        pass
    sys.exit(_ended(code))


def _ended(code: object) -> object:
    """End the children, write what is still to be said, and return the exit code."""
    from exporter.process import signals, streams

    if forks := sys.modules.get("exporter.batch.forks"):
        forks.end()
    fault = streams.finish()
    if signals.exit_code():
        return signals.exit_code()
    if fault is None:
        return code
    from exporter.cli.failures import tell

    fault.filename = "standard output"
    return tell(fault, verbose=False)


if __name__ == "__main__":
    main()
