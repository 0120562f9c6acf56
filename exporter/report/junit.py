"""The report as JUnit XML: a test case for each file, and for each page with other findings.

The elements and attributes are those that Jenkins reads (junit-10.xsd of its xUnit plugin), as GitLab does.
"""

import re
from collections.abc import Iterable
from xml.sax.saxutils import escape, quoteattr

from exporter.build.outcome import Run, identity, once
from exporter.diagnostics import Diagnostic, Severity, visible

# characters that XML 1.0 cannot write (section 2.2)
_UNWRITABLE = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def as_junit(run: Run) -> str:
    """Return one suite. The text of a case has its errors and warnings; an error makes it fail."""
    cases = [_case(r.path, r.export, r.seconds, once(r.findings), r.state == "failed") for r in run.results]
    own = {identity(f) for r in run.results for f in r.findings}
    rest = [f for f in once(run.findings) if identity(f) not in own]
    for file in sorted({f.pos.file if f.pos else "" for f in rest}):
        in_file = [f for f in rest if (f.pos.file if f.pos else "") == file]
        cases.append(_case(file or "run", "findings", 0.0, in_file, any(f.severity is Severity.ERROR for f in in_file)))
    failures = sum("<failure" in case for case in cases)
    counts = f'tests="{len(cases)}" failures="{failures}" errors="0" time="{run.seconds:.3f}"'
    head = '<?xml version="1.0" encoding="UTF-8"?>\n'
    suite = f'<testsuite name="exporter" {counts} skipped="0">\n{"".join(cases)}</testsuite>\n'
    return f"{head}<testsuites {counts}>\n{suite}</testsuites>\n"


def _case(name: str, group: str, seconds: float, findings: Iterable[Diagnostic], failed: bool) -> str:
    chosen = [f for f in findings if f.severity is not Severity.NOTE]
    head = f"<testcase name={_attribute(name)} classname={_attribute(group)} time={quoteattr(f'{seconds:.3f}')}"
    if not chosen and not failed:
        return f"{head}/>\n"
    text = _text("\n".join(str(f) for f in chosen))
    if failed:
        first = next((f.message for f in chosen if f.severity is Severity.ERROR), "failed")
        return f"{head}><failure message={_attribute(first)}>{text}</failure></testcase>\n"
    return f"{head}><system-out>{text}</system-out></testcase>\n"


def _text(text: str) -> str:
    return escape(_writable(text))


def _attribute(text: str) -> str:
    return quoteattr(_writable(text))


def _writable(text: str) -> str:
    """Return ``text`` with control characters, and characters that XML cannot write, shown by their numbers."""
    return _UNWRITABLE.sub(lambda match: f"\\u{ord(match[0]):04x}", visible(text, lines=True))
