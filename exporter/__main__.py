"""The command ``exporter``."""

import sys


def main() -> None:
    """Run the command line and end the process with its exit code."""
    _end_at_interrupt()
    from exporter.process import search_path

    search_path.leave_current_folder()  # before anything is imported that a folder of content could have too
    import gc

    from exporter.process import signals, streams

    signals.end_at_once()
    streams.guard()
    gc.set_threshold(100_000)  # imports and trees make few cycles; looking for them took a tenth of a short run
    try:
        from exporter.cli import run
    except (MemoryError, OSError) as error:
        print(f"error[machine-limit]: the exporter cannot be loaded: {error or 'too little memory'}", file=sys.stderr)
        sys.exit(3)
    code: int | str | None = 0
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
    code = _ended(code)
    if signals.exit_code():
        signals.leave()
    sys.exit(code)


def _end_at_interrupt() -> None:
    """Have Ctrl-C end the process without a traceback from now on, before the first import that takes time."""
    import _signal  # type: ignore[import-not-found] # built in: no file of the current folder can stand for it
    import os

    if _signal.getsignal(_signal.SIGINT) is _signal.default_int_handler:
        _signal.signal(_signal.SIGINT, lambda number, _: os._exit(128 + number))


def _ended(code: int | str | None) -> int | str | None:
    """End the children, write what is still to be said, and return the exit code."""
    from exporter.process import signals, streams

    if forks := sys.modules.get("exporter.build.workers.fork_server"):
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
