"""The boundary around checks of other packages: their exceptions become findings."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.metadata import EntryPoint
from typing import Any

from exporter.diagnostics import Code, Severity
from exporter.plugins import CHECKS, HINT, PASSED_ON, described, kind_of, loaded, points
from exporter.validate.context import Rule, RuleContext

FAILED = Code(
    "check",
    Severity.ERROR,
    "a check of another package does not work",
    why="The faults that it looks for may be on the page, unseen.",
    mend="Report the message to the author of the package that it names, or uninstall that package.",
    lowered=True,
)


def installed() -> Sequence[Rule]:
    """Return the checks of other packages. Raises ``UsageError`` if one cannot be used."""
    return [_guarded(point) for point in points(CHECKS)]


@cache
def _guarded(point: EntryPoint) -> Rule:
    rule: Rule = loaded(point, _fault)
    return Rule(rule.codes, _Guard(rule, point.name, point.module))


def _fault(value: Any) -> str | None:
    """Return the reason why a value cannot be used as a check."""
    if not isinstance(value, Rule):
        return f"it is not a Rule but {kind_of(value)}"
    if not (isinstance(value.codes, tuple) and all(isinstance(code, Code) for code in value.codes)):
        return "its codes are not a tuple of exporter.diagnostics.Code"
    return None if callable(value.check) else "its check is not a function"


@dataclass(frozen=True, slots=True)
class _Guard:
    """A check of another package, called so that a failure is a finding of the page."""

    rule: Rule
    name: str
    module: str

    def __call__(self, context: RuleContext) -> None:
        try:
            self.rule.check(context)
        except PASSED_ON:
            raise
        except BaseException as error:  # a package may call sys.exit() too
            message = f"the check {self.name} of '{self.module}' does not work: {described(error, self.module)}"
            for places in context.places.values():
                context.report(FAILED, message, places.pos(0, 0), HINT)
