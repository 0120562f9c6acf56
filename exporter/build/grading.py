"""Grading: the severity of findings by the configuration's ``severities:`` and ``losses:`` and by comments in pages."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from copy import copy
from dataclasses import replace

from exporter.config import Config
from exporter.diagnostics import Diagnostic, Severity
from exporter.validate.suppressions import Suppressions

GRAVITY = ("off", *(s.value for s in (Severity.NOTE, Severity.LOSS, Severity.WARNING, Severity.ERROR)))


class Grading:
    """Grades findings; grading them once more changes nothing.

    ``texts`` are the sources by file, whose comments silence findings. A policy for a component's losses overrides the
    severity of their code. An error that keeps a file from being made stays an error.
    """

    def __init__(self, config: Config, texts: Mapping[str, str]) -> None:
        self._severities = dict(config.severities)
        self._losses = {plain_name(name): policy for name, policy in config.losses.items()}
        self._suppressions = Suppressions(texts)

    def __call__(self, findings: Iterable[Diagnostic], formats: Sequence[str] = ()) -> tuple[Diagnostic, ...]:
        """Return the findings with their severity in the mildest of ``formats``, without those off or silenced.

        Without formats, policies of single formats do not count.
        """
        return tuple(self._graded(self._suppressions.unsuppressed(findings), formats))

    @property
    def by_format(self) -> bool:
        """Whether the severity of a finding may differ by format."""
        return any(isinstance(policy, dict) for policy in self._losses.values())

    def of(self, files: Collection[str]) -> "Grading":
        """Return the same grading for these files: small, since it goes to a worker with each job."""
        small = copy(self)
        small._suppressions = self._suppressions.of(files)
        return small

    def _graded(self, findings: Iterable[Diagnostic], formats: Sequence[str]) -> Iterator[Diagnostic]:
        for finding in findings:
            level = self._level(finding, formats) if not finding.fatal else finding.severity
            if level == finding.severity:
                yield finding
            elif level != "off":
                yield replace(finding, severity=Severity(level))

    def _level(self, finding: Diagnostic, formats: Sequence[str]) -> str:
        level = self._severities.get(finding.code, finding.severity.value)
        policy = self._losses.get(plain_name(finding.subject), level) if finding.subject else level
        if isinstance(policy, str):
            return policy
        return min((policy.get(name, level) for name in formats), key=GRAVITY.index, default=level)


def plain_name(component: str) -> str:
    """Return the name of a component or element in one spelling: ``ShVideo`` is ``sh-video``, ``<svg>`` is ``svg``."""
    return component.strip("<>").replace("-", "").casefold()
