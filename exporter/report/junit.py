"""The report as JUnit XML: one test case a file, one for what was found outside of any.

The elements and attributes are those that Jenkins reads (junit-10.xsd of its xUnit plugin), as GitLab does.
"""

import re
from collections.abc import Iterable
from xml.sax.saxutils import escape, quoteattr

from exporter.build.run import Run, identity, once
from exporter.diagnostics import Diagnostic, Severity, visible

# What XML 1.0 has no form for (section 2.2).
_UNWRITABLE = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def as_junit(run: Run) -> str:
    """One suite; an error or warning is in its case's text, an error makes it fail."""
    cases = [_case(r.path, r.export, r.seconds, once(r.findings), r.state == "failed") for r in run.results]
    own = {identity(f) for r in run.results for f in r.findings}
    rest = [f for f in once(run.findings) if identity(f) not in own]
    for file in sorted({f.pos.file if f.pos else "" for f in rest}):
        found = [f for f in rest if (f.pos.file if f.pos else "") == file]
        cases.append(_case(file or "run", "findings", 0.0, found, any(f.severity is Severity.ERROR for f in found)))
    failures = sum("<failure" in case for case in cases)
    counts = f'tests="{len(cases)}" failures="{failures}" errors="0" time="{run.seconds:.3f}"'
    head = '<?xml version="1.0" encoding="UTF-8"?>\n'
    suite = f'<testsuite name="exporter" {counts} skipped="0">\n{"".join(cases)}</testsuite>\n'
    return f"{head}<testsuites {counts}>\n{suite}</testsuites>\n"


def _case(name: str, group: str, seconds: float, findings: Iterable[Diagnostic], failed: bool) -> str:
    found = [f for f in findings if f.severity is not Severity.NOTE]
    head = f"<testcase name={_attribute(name)} classname={_attribute(group)} time={quoteattr(f'{seconds:.3f}')}"
    if not found and not failed:
        return f"{head}/>\n"
    text = _text("\n".join(str(f) for f in found))
    if failed:
        first = next((f.message for f in found if f.severity is Severity.ERROR), "failed")
        return f"{head}><failure message={_attribute(first)}>{text}</failure></testcase>\n"
    return f"{head}><system-out>{text}</system-out></testcase>\n"


def _text(text: str) -> str:
    return escape(_writable(text))


def _attribute(text: str) -> str:
    return quoteattr(_writable(text))


def _writable(text: str) -> str:
    """``text`` with what XML has no form for, and what a terminal obeys, shown by its number."""
    return _UNWRITABLE.sub(lambda found: f"\\u{ord(found[0]):04x}", visible(text, lines=True))
