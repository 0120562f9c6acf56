"""Exit codes: one table, and no number has two meanings."""

from enum import IntEnum


class Exit(IntEnum):
    """What the process ends with."""

    FINE = 0
    FINDINGS = 1
    USAGE = 2
    FAULT = 3
    HUNG_UP = 129
    INTERRUPTED = 130
    TERMINATED = 143


MEANINGS = {
    Exit.FINE: "fine",
    Exit.FINDINGS: "findings: errors, or warnings with --strict; stale files in check",
    Exit.USAGE: "wrong command line or configuration",
    Exit.FAULT: "the machine lacks something, or a bug in the exporter",
    Exit.HUNG_UP: "the terminal closed",
    Exit.INTERRUPTED: "interrupted",
    Exit.TERMINATED: "told to end",
}

EPILOG = "Exit codes: " + "; ".join(f"{code.value} {meaning}" for code, meaning in MEANINGS.items()) + "."
