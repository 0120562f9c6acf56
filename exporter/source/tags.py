"""The history of pages by the tags of their repository: each tag at which a page has other bytes than before.

Tags are those of the checked out commit's own history, by the dates of their commits. Without that history, or without
git, there are no rows: a shallow clone would show some of them only.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from exporter.diagnostics import Code, EnvironmentFault, Severity, UsageError
from exporter.disk import repository_above
from exporter.source.git import entries, git

NO_HISTORY = Code(
    "git-history",
    Severity.WARNING,
    "The history of a document is to come from git tags, and git does not have it here.",
    why="The document has only the rows of the history that somebody wrote.",
    mend="Build in a clone with its whole history and its tags: 'git fetch --unshallow --tags'; in CI, fetch-depth: 0.",
)
CODES = (NO_HISTORY,)
MOST = 1_000  # tags, the newest ones
_FIELDS = ("objectname", "objecttype", "creatordate:short", "refname:strip=2", "contents:subject")
_COMMITTED = "%(if)%(*committerdate)%(then)%(*committerdate:unix)%(else)%(committerdate:unix)%(end)%00"
_FORMAT = _COMMITTED + "%00".join(f"%({name})" for name in _FIELDS) + "%00"


@dataclass(frozen=True, slots=True)
class Tag:
    """A tag: its place in the history, its object, its name, its date (ISO 8601), the subject of an annotated one."""

    place: int
    object: str = field(repr=False)
    name: str
    date: str
    subject: str


class NoHistory(Exception):
    """The reason why there is no history."""


def tags_of(pages: Sequence[Path]) -> Mapping[Path, tuple[Tag, ...]]:
    """Return the tags that changed each page, the oldest first. Raises ``NoHistory``."""
    resolved = {page: page.resolve() for page in pages}
    top = repository_above(next(iter(resolved.values()))) if resolved else None
    if top is None:
        raise NoHistory("the pages are in no git repository")
    names = {page: path.relative_to(top).as_posix() for page, path in resolved.items() if path.is_relative_to(top)}
    try:
        if git(top, "rev-parse", "--is-shallow-repository").strip() != b"false":
            raise NoHistory("the clone is shallow")
        known = _tags(top)
        states = [{name: entry.object for name, entry in entries(top, tag.object, *names.values())} for tag in known]
    except (UsageError, EnvironmentFault) as error:
        raise NoHistory(str(error)) from error
    return {page: tuple(_changing(names.get(page, ""), known, states)) for page in pages}


def _tags(top: Path) -> list[Tag]:
    output = git(top, "for-each-ref", "--merged=HEAD", "--sort=refname", f"--format={_FORMAT}", "refs/tags")
    lines = (line.split("\0") for line in output.decode("utf-8", "replace").split("\0\n") if line)
    found = sorted((line for line in lines if line[0]), key=lambda line: int(line[0]))[-MOST:]
    return [
        Tag(place, name, own, date, subject if kind == "tag" else "")
        for place, (_, name, kind, date, own, subject) in enumerate(found)
    ]


def _changing(name: str, known: Iterable[Tag], states: Iterable[Mapping[str, str]]) -> Iterable[Tag]:
    before: str | None = None
    for tag, state in zip(known, states, strict=True):
        now = state.get(name)
        if now is not None and now != before:
            yield tag
        before = now
