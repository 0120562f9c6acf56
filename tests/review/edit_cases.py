"""The written list of edits: ``edits/*.txt``, a page and the edits of one kind in each.

An edit is one line; below it stand the rows of ``review list`` and the changed lines of the page, as they must be::

    07 replace "small" by "tiny"
       5:3 replace [automatic] A [-small-]{+tiny+} part.
       -A small part.
       +A tiny part.

``then`` joins several edits of one file, ``untracked`` makes one without tracking. After a change that is meant,
``python -m tests.review.edit_cases`` writes all outcomes anew: look at each difference.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from exporter.review import as_text, rows, select_changes, write_changes
from tests.backends.documents import png
from tests.review.docxfile import read_page
from tests.review.exported import changed_lines, export
from tests.review.redline_loop import PATH, reviewed
from tests.review.word_edits import WordFile

FOLDER = Path(__file__).with_name("edits")
_PAGE, _EDITS = "----- page\n", "----- edits\n"
_CASE = re.compile(r"^\d\d ", re.MULTILINE)
_ROW = re.compile(r"  \S+  (?:\S+?\.md:(\d+:\d+)|(-))  (.*?)  .*?  \[(.*)\]")


@dataclass(frozen=True, slots=True)
class Case:
    """An edit of a page and its outcome."""

    name: str
    page: str
    edit: str
    outcome: str

    @property
    def written(self) -> bool:
        """Whether the page changes and no change is left."""
        return bool(changed(self.outcome)) and not re.search(r"\[(by hand|conflict|untracked)\]", self.outcome)


def cases() -> list[Case]:
    """The cases of all files."""
    return [case for file in sorted(FOLDER.glob("*.txt")) for case in _cases(file)]


def _cases(file: Path) -> Iterator[Case]:
    page, edits = _parts(file.read_text("utf-8"))[1:]
    for block in _blocks(edits):
        edit, _, outcome = block.partition("\n")
        yield Case(f"{file.stem} {edit[:2]}", page, edit[3:], outcome.rstrip("\n"))


def _parts(content: str) -> tuple[str, str, str]:
    """The words about a file, its page, its edits."""
    about, rest = content.split(_PAGE)
    page, edits = rest.split(_EDITS)
    return about, page.strip("\n") + "\n", edits


def _blocks(edits: str) -> list[str]:
    starts = [m.start() for m in _CASE.finditer(edits)]
    return [edits[start:end] for start, end in zip(starts, [*starts[1:], len(edits)], strict=True)]


def outcome(page: str, edit: str) -> str:
    """The rows of the list and the changed lines of the page."""
    return outcome_of(edited(export(page), edit), page, everything=writes_everything(edit))


def writes_everything(edit: str) -> bool:
    """Whether an edit has untracked changes, which are written on demand."""
    return "untracked" in edit or edit.startswith(UNTRACKED)


def changed(outcome: str) -> list[str]:
    """The changed lines of an outcome."""
    return [line for line in outcome.splitlines() if re.match(r"   [+-]", line)]


def outcome_of(data: bytes, page: str, *, everything: bool = False) -> str:
    """The outcome of a reviewed file; with ``everything``, untracked changes are written too."""
    session = reviewed(data, page)
    chosen = {c.id for c in session.changes} if everything else select_changes(session)[0]
    texts, statuses = write_changes(session, chosen, read_page)
    lines = [*_rows(as_text(session, rows(session, statuses))), *changed_lines(page, texts.get(PATH, page))]
    return "\n".join(f"   {line}" for line in lines)


def _rows(listed: str) -> Iterator[str]:
    """Each row in one line: place, kind, status, words in context, reason."""
    made: list[str] = []
    for line in listed.splitlines():
        if found := _ROW.fullmatch(line):
            if made:
                yield " ".join(made)
            made = [f"{found[1] or 'outside'} {found[3]} [{found[4]}]"]
        elif line.startswith("      ") and made:
            made.append(line.strip() if len(made) < 2 else f"({line.strip()})")
        elif line.startswith("note:"):
            yield line
    if made:
        yield " ".join(made)


# --- the words of edits -------------------------------------------------------------------------------------------

UNTRACKED = ("alt", "link", "unlink", "picture")
"""Edits that no program tracks."""

TRAITS = {"bold": "b", "italic": "i", "strike": "strike"}
_S = r'"((?:[^"]|"")*)"'
_IN = rf"(?: in {_S})?"
_LISTED = r"(?: (bullet|number)(?: level (\d))?)?"

Do = Callable[..., None]
GRAMMAR: tuple[tuple[str, Do], ...] = (
    (rf"delete {_S}{_IN}", lambda f, words, within: f.delete(words, within)),
    (rf"insert {_S} after {_S}{_IN}", lambda f, words, after, within: f.insert(words, after=after, within=within)),
    (rf"insert {_S} before {_S}{_IN}", lambda f, words, at, within: f.insert(words, before=at, within=within)),
    (rf"insert plain {_S} after {_S}", lambda f, words, after: f.insert(words, after=after, plain=True)),
    (rf"replace {_S} by {_S}{_IN}", lambda f, words, by, within: f.replace(words, by, within)),
    (rf"(bold|italic|strike) {_S}{_IN}", lambda f, trait, words, within: f.format(words, TRAITS[trait], within=within)),
    (rf"not (bold|italic|strike) {_S}{_IN}", lambda f, t, words, within: f.format(words, TRAITS[t], False, within)),
    (rf"link {_S} to (\S+)", lambda f, words, target: f.link(words, target)),
    (rf"unlink {_S}", lambda f, words: f.link(words, "")),
    (rf"add row {_S} behind {_S}", lambda f, cells, behind: f.add_row(cells.split(" | "), behind)),
    (rf"add (\w*) ?{_S} behind {_S}{_LISTED}", lambda f, s, w, at, k, n: f.add(s, w, behind=at, kind=k, level=n)),
    (rf"add (\w*) ?{_S} before {_S}{_LISTED}", lambda f, s, w, at, k, n: f.add(s, w, before=at, kind=k, level=n)),
    (rf"type (\w+) {_S} under {_S}", lambda f, style, words, under: f.type_under(style, words, under)),
    (rf"split after {_S}", lambda f, words: f.split(words)),
    (rf"join {_S} with the next", lambda f, words: f.join(words)),
    (rf"drop {_S}", lambda f, words: f.drop(words)),
    (rf"move {_S} behind {_S}", lambda f, words, behind: f.move(words, behind)),
    (rf"make {_S} (\w*){_LISTED}", lambda f, words, style, kind, level: f.restyle(words, style, kind, level)),
    (rf"drop row {_S}", lambda f, words: f.drop_row(words)),
    (rf"move row {_S} behind {_S}", lambda f, words, behind: f.move_row(words, behind)),
    (rf"alt {_S} to {_S}", lambda f, old, new: f.alt(old, new)),
    (rf"picture {_S}", lambda f, alt: f.picture(alt, png(9, 9, "#123456"))),
    (rf"add note {_S} after {_S}", lambda f, words, after: f.add_note(words, after)),
    (rf"drop note {_S}", lambda f, words: f.drop_note(words)),
)


@cache
def _grammar() -> tuple[tuple[re.Pattern[str], Do], ...]:
    return tuple((re.compile(pattern), do) for pattern, do in GRAMMAR)


def edited(data: bytes, edit: str) -> bytes:
    """The file with an edit, or several."""
    file = WordFile(data)
    for one in edit.split(" then "):
        file.tracked = not one.startswith("untracked ")
        _apply(file, one.removeprefix("untracked "))
    return file.data()


def _apply(file: WordFile, edit: str) -> None:
    for pattern, do in _grammar():
        if found := pattern.fullmatch(edit):
            do(file, *(_value(group) for group in found.groups()))
            return
    raise AssertionError(f"no such edit: {edit}")


def _value(group: str | None) -> object:
    if group is None:
        return ""
    return int(group) if group.isdigit() and len(group) == 1 else group.replace('""', '"').replace("\\n", "\n")


def write() -> None:
    """Write all outcomes anew, and number the edits."""
    for file in sorted(FOLDER.glob("*.txt")):
        about, page, edits = _parts(file.read_text("utf-8"))
        made = []
        for number, block in enumerate(_blocks(edits), 1):
            edit = block.partition("\n")[0][3:].strip()
            made.append(f"{number:02} {edit}\n{outcome(page, edit)}\n")
        file.write_text(f"{about}{_PAGE}{page}{_EDITS}\n" + "\n".join(made), "utf-8")


if __name__ == "__main__":
    write()
