"""Explanation of a code: its meaning, why it matters, what to do, how to lower it; and the list of all codes."""

from collections.abc import Iterator, Sequence

from exporter.diagnostics import Code, Severity
from exporter.report.codes import CHECKING, OUTSIDE, stage_of, stages


def explained(code: Code) -> str:
    """Return the explanation of a code for people who write pages."""
    parts = [
        f"{code.name} ({code.severity})",
        meaning(code),
        f"Why it matters: {code.why}",
        f"What to do: {code.mend}",
        f"To change its severity: {lowering(code)}",
        f"Found while: {stage_of(code)}{_by(code)}.",
    ]
    return "\n\n".join(parts)


def listed() -> str:
    """Return all codes by their stages, a line each."""
    parts = ([f"{stage[:1].upper()}{stage[1:]}", *_lines(codes)] for stage, codes in stages().items())
    return "\n\n".join("\n".join(lines) for lines in parts)


def meaning(code: Code) -> str:
    """Return the meaning of a code as a sentence; for a loss, the content that a format cannot show."""
    text = code.meaning.rstrip(".")
    if code.severity is Severity.LOSS:
        return f"The format cannot show this: {text}."
    return f"{text[:1].upper()}{text[1:]}."


def lowering(code: Code) -> str:
    """Return how to lower, raise or silence a code, if that is possible."""
    key = f"severities: {{{code.name}: %s}} in exporter.yaml"
    comment = f"<!-- exporter-disable-next-line {code.name} --> above the line in the page silences it there"
    in_page = f"; {comment}" if stage_of(code) not in OUTSIDE else ""
    if code.lowered:
        return f"{key % 'warning'} still makes the file{in_page}."
    if code.severity is not Severity.ERROR:
        return f"{key % 'error'} makes it an error, 'off' silences it{in_page}."
    if stage_of(code) == CHECKING:
        return f"{key % 'warning'} lets 'exporter check' pass."
    return "it stays an error, since the exporter cannot continue."


def _by(code: Code) -> str:
    only = "; only by 'exporter build' and 'exporter validate --render', which make the file"
    return only if code.needs_layout else ""


def _lines(codes: Sequence[Code]) -> Iterator[str]:
    width = max((len(code.name) for code in codes), default=0)
    for code in sorted(codes, key=lambda c: c.name):
        yield f"  {code.name:<{width}}  {code.severity:<7}  {meaning(code)}"
