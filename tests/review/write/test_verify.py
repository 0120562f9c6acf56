"""A search for wrong writes: whatever is typed and deleted, the page shows what the reviewer saw, or is left alone."""

from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from exporter.review import select_changes, write_changes
from exporter.review.match.alignment import AlignedCharacter
from exporter.review.match.current_page import read_current_page
from exporter.review.match.text_blocks import TextBlock, text_blocks
from exporter.review.session import Session
from exporter.review.word.document import BARRIER, PARAGRAPH
from exporter.review.write.status import Statuses
from tests.review.docxfile import Part, Reviewed, dele, deleted, gone, ins, inserted, new, read_page, run, runs
from tests.review.sample import PAGE, PATH, opened, review_copy

SIGNS = "*_`[](){}<>#&|\\~:!\"'-+=.$@/%^;,? \u00a0é“”1a\n"
PHRASES = (
    *("::box", ":icon{x}", "{{ $doc.title }}", "<b>x</b>", "# ", "- ", "1. ", "> ", "---", "```", "&amp;", "**", "  "),
    *("https://example.org/x", "[a](b)", "<!-- no -->", "~~~", "![x](y.png)", "* * *", "\ttab", "q: a", "| a |"),
)
words = st.one_of(
    st.text(alphabet=SIGNS, min_size=1, max_size=12),
    st.sampled_from(PHRASES),
    st.text(min_size=1, max_size=8).filter(lambda t: all(c == "\n" or ord(c) >= 32 for c in t)),
)
LOOKS = st.sampled_from(("", "", "", "b", "i", "c", "bi", "s"))
Edit = tuple[int, float, float, str, str, str]
edits = st.lists(
    st.tuples(
        st.integers(0, 30),
        st.floats(0, 1),
        st.floats(0, 0.4),
        st.one_of(st.just(""), words),
        st.sampled_from("iidrs"),
        LOOKS,
    ),
    min_size=1,
    max_size=6,
)


def _xml_safe(text: str) -> str:
    return "".join(c for c in text if c in "\t\n" or " " <= c < "\ud800" or "\ue000" <= c <= "\ufffd" or c > "\uffff")


def _reviewed(plan: list[Edit]) -> Reviewed:
    """A review file with one edit at most in each paragraph, and new paragraphs behind some."""
    file = review_copy()
    page, _ = read_page(PATH, PAGE)
    found = text_blocks(page)
    done: set[int] = set()
    added: list[tuple[Part, Part]] = []
    for number, at, length, text, kind, look in plan:
        index = number % len(found)
        part, block = file.parts[index], found[index]
        typed = _xml_safe(text)
        if kind == "s" and typed.strip():
            added.append((part, inserted("item" if block.kind == "item" else "paragraph", typed, look=look)))
        if index in done or kind == "s":
            continue
        done.add(index)
        start = int(at * len(block.chars))
        end = start if kind == "i" else min(len(block.chars), start + 1 + int(length * len(block.chars)))
        chars = block.chars
        out = "".join(gone(c.char, c.format) if c.char != "\n" else dele(run("\n")) for c in chars[start:end])
        typed = typed if kind != "d" else ""
        part.runs = (
            runs(chars[:start], file.links) + out + (new(typed, look) if typed else "") + runs(chars[end:], file.links)
        )
    for beside, part in added:
        file.parts.insert(file.parts.index(beside) + 1, part)
    return file


def _seen(session: Session, statuses: Statuses) -> list[str]:
    """The paragraphs of the reviewed file with the written changes accepted and all others rejected."""
    written = {i for c in session.changes if statuses[c.id][0] == "automatic" for i in (*c.indexes, *c.origin)}
    out: list[str] = []
    text: list[str] = []
    for i, aligned in enumerate(session.alignment):
        if aligned.character.char == BARRIER or not _stays(aligned, i in written):
            continue
        if aligned.character.char == PARAGRAPH:
            out.append("".join(text))
            text = []
        else:
            text.append(aligned.character.char)
    return [folded for t in out if (folded := _folded(t))]


def _stays(aligned: AlignedCharacter, written: bool) -> bool:
    if aligned.cancelled:
        return False
    return aligned.kept or (written and not aligned.character.original) or (not written and aligned.character.original)


def _folded(text: str) -> str:
    """White space as a page shows it: none at line ends, one blank for several."""
    lines = (
        " ".join(w for w in line.replace("\t", " ").replace("\r", " ").split(" ") if w) for line in text.split("\n")
    )
    return "\n".join(lines).strip("\n ")


def _squeezed(text: str) -> str:
    return "\n".join(line for line in text.split("\n") if line)


@settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
@given(edits)
def test_no_wrong_write(plan: list[Edit]) -> None:
    """Whatever is written, the page shows the words of the reviewed file, paragraph by paragraph."""
    with TemporaryDirectory() as folder:
        session = opened(_reviewed(plan), Path(folder))
        chosen, _ = select_changes(session)
        texts, statuses = write_changes(session, chosen, read_page)
    text = texts.get(PATH, PAGE)
    page, _ = read_page(PATH, text)
    shown = [_squeezed(_folded(block.text)) for block in text_blocks(page)]
    assert shown == [_squeezed(t) for t in _seen(session, statuses)]
    assert _looks_shown(text_blocks(page)) == _looks_seen(session, statuses)


def _looks_shown(found: list[TextBlock]) -> list[tuple[str, frozenset[str]]]:
    """Each character with its look, but for those of questions, which are plain text."""
    return [
        (c.char, c.format) for block in found if block.kind != "question" for c in block.chars if not c.char.isspace()
    ]


def _looks_seen(session: Session, statuses: Statuses) -> list[tuple[str, frozenset[str]]]:
    written = {i for c in session.changes if statuses[c.id][0] == "automatic" for i in (*c.indexes, *c.origin)}
    out: list[tuple[str, frozenset[str]]] = []
    text: list[tuple[str, frozenset[str]]] = []
    for i, aligned in enumerate(session.alignment):
        if aligned.character.char == BARRIER or not _stays(aligned, i in written):
            continue
        if aligned.character.char == PARAGRAPH:
            out.extend(text if aligned.character.form.kind != "question" else ())
            text = []
        elif not aligned.character.char.isspace():
            text.append((aligned.character.char, aligned.character.format))
    return out


def test_marks_of_paragraphs(tmp_path: Path) -> None:
    """Splits and merges of neighbouring paragraphs at once are written right or left alone."""
    file = review_copy()
    file.part("every day").mark = dele("")
    part = file.part("repair them")
    at = file.parts.index(part)
    file.parts[at : at + 1] = [
        Part(part.style, run("Some shops repair them too."), part.name, mark=ins("")),
        Part(part.style, run(" Ask first.")),
    ]
    session = opened(file, tmp_path)
    texts, statuses = write_changes(session, {c.id for c in session.changes}, read_page)
    page, _ = read_page(PATH, texts.get(PATH, PAGE))
    shown = [_squeezed(_folded(block.text)) for block in text_blocks(page)]
    seen = [t.replace("day.Some", "day. Some") for t in _seen(session, statuses)]
    assert shown == seen


UNITS = (("widgit", 3), ("How are", 5), ("Who sells", 3), ("What is the price", 2))  # questions, and their paragraphs
steps = st.lists(
    st.tuples(
        st.sampled_from(("delete", "move", "reword", "new", "take", "put", "split", "join", "carry", "word")),
        st.integers(0, 3),
        st.integers(0, 4),
        st.integers(0, 3),
        st.sampled_from(("", "b", "i", "c")),
    ),
    min_size=1,
    max_size=4,
)


def _whole(part: Part, words: str = "", look: str = "") -> Part:
    """A copy of a paragraph put in, perhaps with more words."""
    more = run(f" {words}", look) if words else ""
    return replace(part, runs=ins(part.runs + more), mark=ins(""), name="")


def _structured(plan: list[tuple[str, int, int, int, str]]) -> Reviewed:
    """A review file in which whole questions and paragraphs come, go and move; one step a question."""
    file = review_copy()
    found = [file.parts.index(file.part(words)) for words, _ in UNITS]
    units = [file.parts[at : at + count] for at, (_, count) in zip(found, UNITS, strict=True)]
    ends = [unit[-1] for unit in units]
    done: set[int] = set()
    for what, number, inside, target, look in plan:
        if number in done:
            continue
        done.add(number)
        unit = units[number]
        own = unit[1 + inside % (len(unit) - 1)]
        fresh: list[Part] = []
        if what in ("move", "reword"):
            fresh = [_whole(p, "more" if what == "reword" and p is own else "", look) for p in unit]
        elif what == "new":
            fresh = [inserted("question", f"Is {inside} new?"), inserted("paragraph", "Yes it is.", look=look)]
        if what in ("delete", "move", "reword"):
            _replace(file, {id(p): [deleted(p)] for p in unit})
        elif what in ("take", "carry"):
            _replace(file, {id(own): [deleted(own)]})
        elif what == "put":
            _replace(file, {id(own): [own, inserted("item" if "List" in own.style else "paragraph", "Put in.")]})
        elif what == "split":
            _replace(file, {id(own): [replace(own, mark=ins("")), Part(own.style, new("And more.", look))]})
        elif what == "join":
            own.mark = dele("")
        elif what == "word":
            own.runs += new(" at the end", look)
        fresh = [_whole(own)] if what == "carry" else fresh
        at = next((i for i, p in enumerate(file.parts) if p is ends[target]), None)
        if fresh and at is not None:
            file.parts[at + 1 : at + 1] = fresh
    return file


def _replace(file: Reviewed, parts: dict[int, list[Part]]) -> None:
    file.parts = [new for old in file.parts for new in parts.get(id(old), [old])]


@settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
@given(steps)
def test_no_wrong_structure(plan: list[tuple[str, int, int, int, str]]) -> None:
    """Whatever comes, goes and moves, the page shows the paragraphs of the reviewed file as they look, or is left."""
    with TemporaryDirectory() as folder:
        session = opened(_structured(plan), Path(folder))
    texts, statuses = write_changes(session, select_changes(session)[0], read_page)
    text = texts.get(PATH, PAGE)
    found = text_blocks(read_page(PATH, text)[0])
    assert [_bare(block.text) for block in found] == [_bare(t) for t in _seen(session, statuses)]
    assert _looks_shown(found) == _looks_seen(session, statuses)
    again, _ = write_changes(_today(session, text), select_changes(session)[0], read_page)
    assert again == {}


def _bare(text: str) -> str:
    return "".join(text.split())


def _today(session: Session, text: str) -> Session:
    """The same file against the page as it was written."""
    return replace(session, pages={PATH: read_current_page(PATH, text, session.review_map, read_page)})
