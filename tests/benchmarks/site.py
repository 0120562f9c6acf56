"""A generated site of FAQ pages of the seed's kind: 23 questions in 4 sections, each behind a download link."""

import random
from pathlib import Path

SECTIONS = (7, 4, 2, 10)
VOCABULARY = """
the protocol device server network standard object resource client group member test event utility meter
management security interface version document work process open mobile alliance registry request response
supports defines provides enables uses allows describes requires improves contains secure simple efficient
remote reliable common new many each and for with of to in on from
"""
WORDS = VOCABULARY.split()


def write_site(folder: Path, pages: int, formats: str = "pdf") -> Path:
    """A site of ``pages`` pages below ``folder``; gives its configuration file."""
    content = folder / "content"
    content.mkdir(parents=True, exist_ok=True)
    for number in range(1, pages + 1):
        (content / f"page-{number:03}.md").write_text(page_text(number), "utf-8")
    config = folder / "exporter.yaml"
    config.write_text(f"site:\n  url: https://example.org\nformats: [{formats}]\n", "utf-8")
    return config


def page_text(number: int) -> str:
    """One page; the same for the same number."""
    words = random.Random(number)
    parts = [f'---\ntitle: "Questions {number}"\ndescription: Benchmark page\n---\n']
    for section, questions in enumerate(SECTIONS, 1):
        parts.append(f"## Section {section} of page {number}\n\n{_sentences(words, 2)}\n\n::ShFaq\n---\nqas:\n")
        for _ in range(questions):
            answer = "\n".join(f"      {line}\n" for line in (_sentences(words, 4), _sentences(words, 3)))
            parts.append(f'  - q: "What is {_words(words, 5)}?"\n    a: |\n{answer}')
        parts.append("---\n::\n\n::ShAlert\n")
        parts.append(f"Download: [these answers](/files/page-{number:03}/section-{section}.pdf)\n::\n\n")
    return "".join(parts)


def _sentences(words: random.Random, count: int) -> str:
    return " ".join(_words(words, words.randint(9, 22)).capitalize() + "." for _ in range(count))


def _words(words: random.Random, count: int) -> str:
    return " ".join(words.choice(WORDS) for _ in range(count))
