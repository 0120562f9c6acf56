"""The closed loop: change a page at random, make a redline, read it back, write it into the old page."""

import re
from dataclasses import dataclass, replace
from io import BytesIO
from pathlib import Path
from random import Random
from typing import Literal

from exporter.backends.docx import BACKEND
from exporter.backends.docx.options import DocxOptions
from exporter.model.document import Control, Document, Page
from exporter.model.nodes import Inline, Link
from exporter.model.walk import rebuild
from exporter.ooxml.package import read_package
from exporter.review import select_changes, write_changes
from exporter.review.match.text_blocks import text_blocks
from exporter.review.session import Session
from exporter.review.word.document import DocumentView, paragraphs
from exporter.review.word.reader import read
from exporter.review.write.expected import shown_characters
from exporter.theme.files import Theme
from exporter.transforms.redline import redline
from tests.review.docxfile import read_page, session_of

AUTHOR, DATE = "Rita", "2026-01-02T00:00:00Z"
PATH = "content/page.md"
_ITEM = re.compile(r"^  - q: .*?(?=^  - q: |^---$)", re.MULTILINE | re.DOTALL)
_WORDS = ("apple", "Birne", "zwölf", "a*b", "[x]", "snake_case", "1.", ":colon", "5 < 6", "“quoted”", "C#", "naïve")


def document(page: Page, path: str = PATH) -> Document:
    """A whole page as a document, its links as a reader's program needs them."""

    def absolute(inline: Inline) -> tuple[Inline]:
        if isinstance(inline, Link) and inline.target.startswith("/"):
            return (replace(inline, target=f"https://site.example{inline.target}"),)
        return (inline,)

    return Document(
        title="Page",
        body=rebuild(page.body, inline=absolute),
        footnotes=page.footnotes,
        control=Control(source=path),
    )


def redline_bytes(old: str, new: str) -> bytes:
    """The DOCX that shows two texts of a page."""
    before, after = (document(read_page(PATH, text)[0]) for text in (old, new))
    made = redline(before, after, author=AUTHOR, date=DATE)
    data = BACKEND.render(made, DocxOptions(), Theme()).data
    assert data is not None
    return data


def reviewed(data: bytes, today: str, name: str = "changes.docx") -> Session:
    """A session of a DOCX against a page."""
    return session_of(read_package(BytesIO(data), name), lambda path: today if path == PATH else None, read_page)


def shown(text: str) -> list[object]:
    """Return the kinds, words, emphasis and links that a page shows."""
    return [(block.kind, shown_characters(block)) for block in text_blocks(read_page(PATH, text)[0])]


@dataclass
class Result:
    """Result of a loop."""

    old: str
    new: str
    written: str
    statuses: list[tuple[str, str, str, str, str]]
    texts: Literal["equal", "old differs", "new differs"]

    @property
    def same_bytes(self) -> bool:
        """Whether the page came out as it was changed, byte for byte."""
        return self.written == self.new

    @property
    def same_look(self) -> bool:
        """Whether it shows the same."""
        return shown(self.written) == shown(self.new)


def loop(old: str, new: str) -> Result:
    """One loop."""
    data = redline_bytes(old, new)
    session = reviewed(data, old)
    chosen, _ = select_changes(session)
    texts, statuses = write_changes(session, chosen, read_page)
    told = [(c.kind, c.before, c.after, *statuses[c.id]) for c in session.changes]
    return Result(old, new, texts.get(PATH, old), told, _texts(data, old, new))


def _texts(data: bytes, old: str, new: str) -> Literal["equal", "old differs", "new differs"]:
    characters = read(read_package(BytesIO(data), "x")).characters
    for view, text in ((DocumentView.ORIGINAL, old), (DocumentView.FINAL, new)):
        bare = BACKEND.render(document(read_page(PATH, text)[0]), DocxOptions(), Theme()).data
        assert bare is not None
        plain = read(read_package(BytesIO(bare), "x")).characters
        ours = [p.text for p in paragraphs(characters, view) if p.text.strip()]
        theirs = [p.text for p in paragraphs(plain, DocumentView.FINAL) if p.text.strip()]
        if ours != theirs:
            return "old differs" if view is DocumentView.ORIGINAL else "new differs"
    return "equal"


# --- random changes ---------------------------------------------------------------------------------------------------


def mutated(text: str, random: Random, count: int = 6) -> str:
    """A page of questions with some random changes, as a person could have made them."""
    for _ in range(count):
        text = random.choice(_MUTATIONS)(text, random)
    return text


def _items(text: str) -> list[re.Match[str]]:
    return list(_ITEM.finditer(text))


def _answer_lines(text: str) -> list[tuple[int, int]]:
    spans = []
    for item in _items(text):
        at = item[0].find("a: |\n")
        if at >= 0:
            start = item.start() + at + len("a: |\n")
            for line in re.finditer(r"[^\n]*\n", text[start : item.end()]):
                if line[0].strip():
                    spans.append((start + line.start(), start + line.end()))
    return spans


def _word_spans(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Words of a line that stand in no link's target and no tag."""
    line = text[start:end]
    hidden = [m.span() for m in re.finditer(r"\]\([^)]*\)(\{[^}]*\})?|<[^>]*>|https?://\S+|`[^`]*`", line)]
    return [
        (start + m.start(), start + m.end())
        for m in re.finditer(r"(?<=[ ])[A-Za-z]{3,}(?=[ ,.])", line)
        if not any(a <= m.start() < b for a, b in hidden)
    ]


def _some_words(text: str, random: Random) -> list[tuple[int, int]]:
    lines = _answer_lines(text)
    return _word_spans(text, *random.choice(lines)) if lines else []


def _replace_word(text: str, random: Random) -> str:
    words = _some_words(text, random)
    if not words:
        return text
    start, end = random.choice(words)
    return text[:start] + random.choice(("improved", "Modern", "größere", "entirely new")) + text[end:]


def _delete_words(text: str, random: Random) -> str:
    words = _some_words(text, random)
    if len(words) < 4:
        return text
    i = random.randrange(len(words) - 2)
    start, end = words[i][0], words[min(i + random.randrange(1, 3), len(words) - 1)][0]
    if re.search(r"[\[\]()<>`*]", text[start:end]):
        return text
    return text[:start] + text[end:]


def _insert_word(text: str, random: Random) -> str:
    words = _some_words(text, random)
    if not words:
        return text
    start, _ = random.choice(words)
    return text[:start] + random.choice(("really ", "very much ", "nowadays ", "(so far) ")) + text[start:]


def _emphasise(text: str, random: Random) -> str:
    words = _some_words(text, random)
    if not words:
        return text
    start, end = random.choice(words)
    mark = random.choice(("**", "*", "`"))
    if text[start - 2 : start - 1] in "*`" or text[end : end + 1] in "*`":
        return text
    return f"{text[:start]}{mark}{text[start:end]}{mark}{text[end:]}"


def _question_word(text: str, random: Random) -> str:
    found = list(re.finditer(r'^  - q: "([^"\n]*)"', text, re.MULTILINE))
    if not found:
        return text
    match = random.choice(found)
    words = match[1].split(" ")
    words.insert(random.randrange(len(words)), random.choice(("truly", "[x]", "a*b", "5 < 6")))
    return text[: match.start(1)] + " ".join(words) + text[match.end(1) :]


def _delete_question(text: str, random: Random) -> str:
    items = _items(text)
    if len(items) < 8:
        return text
    item = random.choice(items)
    block = text.rfind("qas:", 0, item.start())
    inside = [i for i in items if text.rfind("qas:", 0, i.start()) == block]
    return text if len(inside) < 3 else text[: item.start()] + text[item.end() :]


def _new_question(text: str, random: Random) -> str:
    items = _items(text)
    if not items:
        return text
    at = random.choice(items).start()
    number = random.randrange(10_000)
    new = f'  - q: "Is number {number} new?"\n    a: |\n      Yes, question {number} was added in this round.\n'
    return text[:at] + new + text[at:]


def _move_question(text: str, random: Random) -> str:
    items = _items(text)
    if len(items) < 3:
        return text
    item = random.choice(items)
    block = text.rfind("qas:", 0, item.start())
    inside = [i for i in items if text.rfind("qas:", 0, i.start()) == block and i.start() != item.start()]
    if not inside:
        return text
    target = random.choice(inside).start()
    without = text[: item.start()] + text[item.end() :]
    target -= len(item[0]) if target > item.start() else 0
    return without[:target] + item[0] + without[target:]


def _new_paragraph(text: str, random: Random) -> str:
    lines = [(a, b) for a, b in _answer_lines(text) if not text[a:b].lstrip().startswith(("*", "-"))]
    if not lines:
        return text
    _, end = random.choice(lines)
    if text[end : end + 20].lstrip().startswith(("*", "-")):
        return text
    return f"{text[:end]}\n      A paragraph numbered {random.randrange(10_000)} stands here now.\n{text[end:]}"


def _split_paragraph(text: str, random: Random) -> str:
    lines = [(a, b) for a, b in _answer_lines(text) if not text[a:b].lstrip().startswith(("*", "-"))]
    if not lines:
        return text
    start, end = random.choice(lines)
    stops = [m.start() for m in re.finditer(r"(?<=[a-z]\.) (?=[A-Z])", text[start:end])]
    if not stops:
        return text
    at = start + random.choice(stops)
    return f"{text[:at]}\n\n      {text[at + 1 :]}"


def _join_paragraphs(text: str, random: Random) -> str:
    found = list(re.finditer(r"(?<=[a-z]\.) *\n *\n      (?=[A-Z])", text))
    if not found:
        return text
    match = random.choice(found)
    return f"{text[: match.start()]} {text[match.end() :]}"


def _whole_items(text: str) -> list[tuple[int, int]]:
    """List items of one line, with no line behind them that goes on with them."""
    lines = [(a, b) for a, b in _answer_lines(text) if text[a:b].lstrip().startswith("* ")]
    return [(a, b) for a, b in lines if re.match(r" *(\* |\n|- q:|---)", text[b : b + 40])]


def _new_item(text: str, random: Random) -> str:
    lines = _whole_items(text)
    if not lines:
        return text
    _, end = random.choice(lines)
    return f"{text[:end]}      * Item {random.randrange(10_000)} comes new\n{text[end:]}"


def _delete_item(text: str, random: Random) -> str:
    lines = _whole_items(text)
    if len(lines) < 6:
        return text
    start, end = random.choice(lines)
    return text[:start] + text[end:]


_MUTATIONS = (
    _replace_word,
    _replace_word,
    _delete_words,
    _insert_word,
    _insert_word,
    _emphasise,
    _question_word,
    _delete_question,
    _new_question,
    _move_question,
    _new_paragraph,
    _split_paragraph,
    _join_paragraphs,
    _new_item,
    _delete_item,
)

PAGE = (Path(__file__).parents[2] / "content" / "about" / "faq.md").read_text(encoding="utf-8")
