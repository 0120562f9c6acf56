"""A reviewer's change in code that the file shows in colour comes back to its characters."""

import zipfile
from pathlib import Path

import pytest

from exporter.cli import run as exporter

PAGE = """---
title: Page
---

Call `open('door')`{lang="ts"} first.

```ts {2}
const door = 'shut' // a comment
open(door)
close(door)
```

```ts
enter(room) // [!code ++]
leave(room) // [!code --]
```
"""
CONFIGURATION = """site: {url: https://example.org}
formats: [docx]
exports:
  - {page: page.md, output: page}
"""
CHANGE = 'w:id="900" w:author="Ada" w:date="2026-01-02T03:04:05Z"'


def reviewed(folder: Path, old: str, new: str) -> None:
    """Build the page's file, and change one of its words in the run that shows it."""
    (folder / "content").mkdir()
    (folder / "content/page.md").write_text(PAGE, encoding="utf-8")
    (folder / "exporter.yaml").write_text(CONFIGURATION, encoding="utf-8")
    assert exporter(["build", "--in-process", "--no-cache", "--force", "-q"]) == 0
    with zipfile.ZipFile(folder / "out/review/page.docx") as made:
        parts = {name: made.read(name) for name in made.namelist()}
    document = parts["word/document.xml"].decode()
    end = document.index(f">{old}</w:t></w:r>") + len(f">{old}</w:t></w:r>")
    start = document.rindex("<w:r>", 0, end)
    gone = document[start:end].replace("<w:t", "<w:delText").replace("</w:t>", "</w:delText>")
    added = document[start:end].replace(f">{old}<", f">{new}<")
    changed = f"<w:del {CHANGE}>{gone}</w:del><w:ins {CHANGE.replace('900', '901')}>{added}</w:ins>"
    parts["word/document.xml"] = (document[:start] + changed + document[end:]).encode()
    with zipfile.ZipFile(folder / "page.docx", "w") as file:
        for name, data in parts.items():
            file.writestr(name, data)


@pytest.mark.parametrize(
    ("old", "new", "where"),
    [
        ("'shut'", "'wide open'", "const door = 'shut'"),
        ("// a comment", "// another", "// a comment"),
        ("close", "shut", "close(door)"),
        ("'door'", "'gate'", "`open('door')`"),
        ("leave", "quit", "leave(room)"),
    ],
)
def test_words_of_code_are_replaced(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, old: str, new: str, where: str
) -> None:
    """A new word takes the place of the old one in its line, and no mark of Markdown is added."""
    monkeypatch.chdir(tmp_path)
    reviewed(tmp_path, old, new)
    assert exporter(["review", "apply", "page.docx"]) == 0
    text = (tmp_path / "content/page.md").read_text(encoding="utf-8")
    assert text == PAGE.replace(where, where.replace(old, new))


def test_signs_of_lines_are_left_to_the_writer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A changed sign is listed, and the page keeps its notations: a sign is no character of it."""
    monkeypatch.chdir(tmp_path)
    reviewed(tmp_path, "+ ", "- ")
    assert exporter(["review", "apply", "page.docx"]) == 1
    assert (tmp_path / "content/page.md").read_text(encoding="utf-8") == PAGE
