"""The command ``exporter``."""

import sys


def main() -> None:
    """Run the command line and end the process with its exit code."""
    _end_at_interrupt()
    from exporter.process import search_path  # noqa: PLC0415 (an interrupt from now on ends the process)

    search_path.leave_current_folder()  # before any import that a folder of content could answer
    import gc  # noqa: PLC0415 (the search path is safe only now)

    from exporter.process import signals, streams  # noqa: PLC0415 (the search path is safe only now)

    signals.end_at_once()
    streams.guard()
    gc.set_threshold(100_000)  # imports and trees make few cycles; looking for them took a tenth of a short run
    try:
        from exporter.cli import run  # noqa: PLC0415 (it may fail, and the search path is safe only now)
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
    code = _finish(code)
    if signals.exit_code():
        signals.leave()
    sys.exit(code)


def _end_at_interrupt() -> None:
    """Let Ctrl-C end the process without a traceback from now on, before the first import that takes time."""
    # built in: no file of the current folder can stand for it
    import _signal  # type: ignore[import-not-found] # noqa: PLC0415 (before any other import)
    import os  # noqa: PLC0415 (before any other import)

    if _signal.getsignal(_signal.SIGINT) is _signal.default_int_handler:
        _signal.signal(_signal.SIGINT, lambda number, _: os._exit(128 + number))


def _finish(code: int | str | None) -> int | str | None:
    """End the children, flush the streams, and return the exit code."""
    from exporter.cli.exit_codes import print_error  # noqa: PLC0415 (the search path is safe only now)
    from exporter.process import signals, streams  # noqa: PLC0415 (as above)

    if forks := sys.modules.get("exporter.build.workers.fork_server"):
        forks.end()
    fault = streams.finish()
    if signals.exit_code():
        return signals.exit_code()
    if fault is None:
        return code
    fault.filename = "standard output"
    return print_error(fault, verbose=False)


if __name__ == "__main__":
    main()
