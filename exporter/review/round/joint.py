"""Several reviewed files taken together: which changes agree, which conflict, and the pages with all others in them."""

from collections import Counter, deque
from collections.abc import Collection, Hashable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Final

from exporter.diagnostics import counted, shortened
from exporter.review.match.changes import ChangeKind, ReviewChange
from exporter.review.match.current_page import ReadPage
from exporter.review.round.proposals import Claim, Proposal, proposal
from exporter.review.session import Session, against, places, write_changes
from exporter.review.write.status import Decision, Status, Statuses

Ref = tuple[int, str]
"""A change: the number of its file, and its id."""
_LONGEST: Final = 80
_NAMED: Final = 3
_WORDS: Final = 1
_AGAIN: Final = 3
"""Most times that changes are tried again beside those written after them."""
_LEFT: Final = (Status.CONFLICT, Status.BY_HAND)
_TURNS: Final = {ChangeKind.STYLE: 0, ChangeKind.SPLIT: 2, ChangeKind.MERGE: 2}
"""The turn of changes to paragraphs as a whole; that of all others is ``_WORDS``."""


@dataclass(slots=True)
class Round:
    """Reviewed files by their ``names``.

    ``first`` leads from a change to the same one in the first file that has it, ``same`` from there to all of them.
    ``conflicts`` leads from a change to those of other files that change the same words in another way; ``beside`` are
    the changes that meet another one of their own file.
    """

    sessions: Sequence[Session]
    names: Sequence[str]
    first: dict[Ref, Ref] = field(default_factory=dict)
    conflicts: dict[Ref, list[Ref]] = field(default_factory=dict)
    same: dict[Ref, list[Ref]] = field(default_factory=dict)
    changes: dict[Ref, ReviewChange] = field(default_factory=dict)
    proposals: dict[Ref, Proposal] = field(default_factory=dict)
    beside: set[Ref] = field(default_factory=set)

    @property
    def name(self) -> str:
        """The names of all files."""
        return ", ".join(self.names)

    @property
    def export(self) -> str:
        """The export of the first file."""
        return self.sessions[0].export

    @property
    def title(self) -> str:
        """The title of the document."""
        return self.sessions[0].title

    @property
    def page(self) -> str:
        """The page of the first file."""
        return self.sessions[0].page

    @property
    def notes(self) -> list[str]:
        """The notes on all files: how their builds differ, and those on each."""
        own = (f"{name}: {note}" for name, s in zip(self.names, self.sessions, strict=True) for note in s.notes)
        return [*_notes_on_builds(self), *own]

    def files(self, ref: Ref) -> set[int]:
        """Return the numbers of the files that have a change."""
        return {number for number, _ in self.same[self.first[ref]]}

    def against(self, ref: Ref) -> list[Ref]:
        """Return the changes that a change, or the same one in another file, conflicts with."""
        found = (other for one in self.same[self.first[ref]] for other in self.conflicts.get(one, ()))
        return list(dict.fromkeys(found))


def join(sessions: Sequence[Session], names: Sequence[str]) -> Round:
    """Compare the changes of several files against the pages of today."""
    joint = Round(sessions, names)
    known: dict[Hashable, Ref] = {}
    for number, session in enumerate(sessions):
        seen: Counter[Hashable] = Counter()
        for change in session.changes:
            ref, found = (number, change.id), proposal(session, change)
            key: Hashable = found or _outside(session, change)
            seen[key] += 1
            joint.changes[ref] = change
            first = known.get(change.id) or known.get((key, seen[key])) or ref
            joint.first[ref] = known[change.id] = known[key, seen[key]] = first
            joint.same.setdefault(first, []).append(ref)
            if found is not None:
                joint.proposals[ref] = found
    _find_conflicts(joint)
    return joint


def _outside(session: Session, change: ReviewChange) -> Hashable:
    """Return the key of a change that no page has; only equal words at an equal place are the same."""
    place = ("", *places(session, change.entry)) if change.entry is None else session.review_map.entries[change.entry]
    return place, change.kind, change.at, change.before, change.after


def _find_conflicts(joint: Round) -> None:
    """Find the changes that meet, by a sweep over the claims in each paragraph.

    Two of them are no conflict if a file has both: its last editor saw both.
    """
    claims = sorted(((claim, ref) for ref, own in joint.proposals.items() for claim in own.claims), key=_place)
    for at, (claim, one) in enumerate(claims):
        for later, other in islice(claims, at + 1, None):
            if later[:2] != claim[:2] or later.start > claim.end:
                break
            if joint.first[one] == joint.first[other] or not claim.meets(later):
                continue
            if one[0] == other[0]:
                joint.beside.update((one, other))
            elif not joint.files(one) & joint.files(other):
                joint.conflicts.setdefault(one, []).append(other)
                joint.conflicts.setdefault(other, []).append(one)


def _place(claimed: tuple[Claim, Ref]) -> tuple[str, str, int, int]:
    claim = claimed[0]
    return claim.page, str(claim.paragraph), claim.start, claim.end


def write_round(
    joint: Round, chosen: Sequence[Collection[str]], read: Sequence[ReadPage]
) -> tuple[dict[str, str], list[Statuses]]:
    """Return the pages with the chosen changes of all files in them, and the statuses of each file's changes.

    Each file's changes are merged into the pages with those of the files before it. A change that several files have
    is written once. Of chosen changes that conflict, none is.
    """
    wanted = {(number, name) for number, names in enumerate(chosen) for name in names}
    open_ = wanted - _settled(joint, wanted, read)
    blocked = {ref: _contradiction(joint, ref, open_) for ref in open_ if _against(joint, ref, open_)}
    writer = {joint.first[ref]: _writer(joint, joint.first[ref], wanted) for ref in wanted}
    mine = {ref for ref in wanted if ref not in blocked and writer[joint.first[ref]] == ref}
    texts: dict[str, str] = {}
    results: list[Statuses] = [{} for _ in joint.sessions]
    done: set[Ref] = set()
    turns = deque(_turns(joint, mine))
    seen: list[dict[str, str]] = [{}]
    while turns:
        turn = turns.popleft()
        for number, session in enumerate(joint.sessions):
            own = {ref for ref in turn if ref[0] == number}
            if results[number] and not own:
                continue
            written, statuses = write_changes(against(session, texts, read[number]), {c for _, c in own}, read[number])
            if texts and len(seen) == 1:
                statuses |= _overtaken(joint, statuses, own, done, read[number])
            news = {c: statuses[c] for _, c in own if len(seen) == 1 or statuses[c].status not in _LEFT}
            results[number] = results[number] | news if results[number] else statuses
            texts |= written
            done |= own
        if not turns and texts != seen[-1] and len(seen) <= _AGAIN:
            seen.append(dict(texts))
            turns.append({(number, c) for number, c in mine if results[number][c].status in _LEFT})
    for ref in wanted:
        number, name = writer[joint.first[ref]]
        results[ref[0]][ref[1]] = blocked.get(ref) or results[number][name]
    return texts, results


def _settled(joint: Round, wanted: Collection[Ref], read: Sequence[ReadPage]) -> set[Ref]:
    """Return the changes that the pages of today have already: they are no conflict with others."""
    found: set[Ref] = set()
    for number, session in enumerate(joint.sessions):
        own = {ref[1] for ref in wanted if ref[0] == number and _against(joint, ref, wanted)}
        if own and any(page.changed for page in session.pages.values()):
            statuses = write_changes(session, own, read[number])[1]
            found |= {(number, c) for c in own if statuses[c].status is Status.NO_EFFECT}
    return found


def _turns(joint: Round, wanted: Collection[Ref]) -> list[set[Ref]]:
    """Return changes in the order in which they are written, those of one file to one paragraph together.

    Where others change a paragraph too, its kind comes before its words, and its ends come after them: so each change
    finds the words that it is about in one block.
    """
    placed = [(ref, p) for ref in wanted if ref in joint.proposals for p in joint.proposals[ref].paragraphs]
    files: dict[Hashable, set[int]] = {}
    for ref, paragraph in placed:
        files.setdefault(paragraph, set()).add(ref[0])
    turns: dict[tuple[int, Hashable], int] = {}
    for ref, paragraph in placed:
        if len(files[paragraph]) > 1 and (turn := _TURNS.get(joint.changes[ref].kind)) is not None:
            turns[ref[0], paragraph] = max(turn, turns.get((ref[0], paragraph), turn))
    found: dict[Ref, int] = {}
    for ref, paragraph in placed:
        found[ref] = max(turns.get((ref[0], paragraph), _WORDS), found.get(ref, 0))
    return [{ref for ref in wanted if found.get(ref, _WORDS) == turn} for turn in range(3)]


def _writer(joint: Round, first: Ref, wanted: Collection[Ref]) -> Ref:
    """Return the change of several files in the one that writes it: there it is beside another one, if anywhere."""
    same = [ref for ref in joint.same[first] if ref in wanted]
    return next((ref for ref in same if ref in joint.beside), same[0])


def _against(joint: Round, ref: Ref, wanted: Collection[Ref]) -> list[Ref]:
    """Return the wanted changes that a wanted one conflicts with."""
    same = (one for one in joint.same[joint.first[ref]] if one in wanted)
    found = (other for one in same for other in joint.conflicts.get(one, ()) if other in wanted)
    return list(dict.fromkeys(found))


def _contradiction(joint: Round, ref: Ref, wanted: Collection[Ref]) -> Decision:
    """Return the decision on a change that contradicts those of other files."""
    others: dict[Ref, list[Ref]] = {}
    for other in _against(joint, ref, wanted):
        others.setdefault(joint.first[other], []).append(other)
    words = "; ".join(_in_words(joint, refs) for refs in others.values())
    return Decision(
        Status.CONFLICT, f"against {words}: compare them, and take one with '--only', or write it into the page"
    )


def _in_words(joint: Round, refs: Sequence[Ref]) -> str:
    """Name a change that one or several files have."""
    change = joint.changes[refs[0]]
    people = ", ".join(f"{joint.changes[r].by.author or 'unknown author'} ({joint.names[r[0]]})" for r in refs)
    before, after = (shortened(" ".join(text.split()), _LONGEST) for text in (change.before, change.after))
    words = f"“{before}” -> “{after}”" if before and after and before != after else f"“{before or after}”"
    return f"{refs[0][1]} by {people}: {change.kind} {words}"


def _overtaken(
    joint: Round, statuses: Statuses, own: Collection[Ref], done: Collection[Ref], read: ReadPage
) -> Statuses:
    """Return new reasons of changes that only the changes ``done`` before them keep from being written."""
    left = {c for _, c in own if statuses[c].status in _LEFT}
    if not left:
        return {}
    number = next(iter(own))[0]
    alone = write_changes(joint.sessions[number], left, read)[1]
    found: Statuses = {}
    for name in left:
        if alone[name].status is Status.AUTOMATIC:
            near = joint.proposals[number, name].paragraphs if (number, name) in joint.proposals else set()
            earlier = sorted(ref for ref in done if ref[0] != number and ref in joint.proposals)
            beside = [ref for ref in earlier if joint.proposals[ref].paragraphs & near]
            words = (
                "; ".join(_in_words(joint, [ref]) for ref in beside[:_NAMED]) or "the changes of the files before it"
            )
            reason = f"beside {words}, which came first: compare them, and write it into the page"
            found[name] = Decision(Status.CONFLICT, reason)
    return found


def _notes_on_builds(joint: Round) -> Iterator[str]:
    """Yield which files come from another export, or from another build of it, than the first one."""
    first, *others = joint.sessions
    for session, name in zip(others, joint.names[1:], strict=True):
        own, known = session.review_map, first.review_map
        if not (session.has_map and first.has_map) or own == known:
            continue
        if own.export != known.export:
            yield f"'{name}' is of the export '{own.export}', '{joint.names[0]}' of '{known.export}'"
            continue
        texts, exported = (Counter(e.text for e in one.entries) for one in (own, known))
        differing = max((texts - exported).total(), (exported - texts).total())
        words = f"{counted(differing, 'paragraph')} with other words" if differing else "with the same words"
        yield f"'{name}' comes from another build than '{joint.names[0]}', {words}: today's pages join them"
