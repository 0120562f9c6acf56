"""``exporter explain``: what a code of a finding means."""

import re
from typing import Annotated

import typer

from exporter.diagnostics import UsageError, did_you_mean


def explain(
    code: Annotated[str, typer.Argument(metavar="[CODE]", help="A code, such as missing-alt; all by default.")] = "",
) -> int:
    """Tell what a code means, why it matters, how to mend it and how to lower it; without one, list all codes."""
    from exporter.report.codes import known_codes
    from exporter.report.explain import explained, listed

    if not code:
        print(listed())
        return 0
    named = re.sub(r".*\[([^\]]*)\].*", r"\1", code.strip()).lower()  # as it stands in a message: error[missing-alt]
    known = known_codes()
    if named not in known:
        hint = did_you_mean(named, known) or "'exporter explain' lists all codes"
        raise UsageError(f"no finding has the code '{code}'", code="unknown-code", hint=hint)
    print(explained(known[named]))
    return 0
