"""Whether files say the languages that their words are in: ``python -m tests.conformance.languages``.

Pages in languages of three scripts, with passages of the others, become web pages, books and Word files. HTML is read
by the parser of the standard library, Word by LibreOffice, its properties too; the Nu checker then says for the words
of each language whether they are in it. None of them shares code with the exporter.
"""

import subprocess
import sys
import tempfile
import zipfile
from collections import defaultdict
from collections.abc import Iterator, Mapping
from html import escape
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree

from exporter.cli import run
from tests.conformance import nu

# Sentences whose letters and words tell the language.
TEXTS = {
    "en": "A device registers with the server and names the objects that it knows, so that the server can read them.",
    "de": "Ein Gerät meldet sich beim Server an und nennt die Objekte, die es kennt, damit dieser sie lesen kann.",
    "fr": "Un appareil s’inscrit auprès du serveur et nomme les objets qu’il connaît, afin que celui-ci les lise.",
    "ru": "Устройство регистрируется на сервере и называет известные ему объекты, чтобы сервер мог их читать.",
    "ar": "يسجل الجهاز نفسه لدى الخادم ويذكر الكائنات التي يعرفها حتى يتمكن الخادم من قراءتها متى شاء.",
    "ja": "機器はサーバーに登録し、知っているオブジェクトの名前を伝えるので、サーバーはそれらを読むことができます。",
}
ENOUGH = 1500  # letters by which the checker decides
LEAST = 30  # letters of a passage that is judged: fewer are names and labels
Passages = Mapping[str, str]
"""The words of a file by the language that it gives them."""


def make(folder: Path) -> None:
    """Build a page for each language, with a passage in each other one."""
    (folder / "content").mkdir()
    for tag, words in TEXTS.items():
        others = "\n\n".join(f"[{text}]{{lang={other}}}" for other, text in TEXTS.items() if other != tag)
        page = f"---\ntitle: {words[:20]}\nlanguage: {tag}\n---\n\n{words}\n\n{others}\n"
        (folder / "content" / f"{tag}.md").write_text(page, "utf-8")
    (folder / "exporter.yaml").write_text("formats: [docx, html, epub]\nevery_page: true\n", "utf-8")
    options = ("--config", str(folder / "exporter.yaml"), "--out", str(folder / "out"), "--no-cache", "-q")
    assert run(["build", "--in-process", *options]) == 0


class _Reader(HTMLParser):
    """The words of a page by their languages, which elements inherit."""

    VOID = frozenset(("img", "br", "meta", "link", "hr", "input", "col", "wbr"))
    SKIPPED = frozenset(("script", "style", "code", "pre"))

    def __init__(self) -> None:
        super().__init__()
        self.open: list[tuple[str, str]] = [("", "")]
        self.words: dict[str, str] = defaultdict(str)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in self.VOID:
            self.open.append((tag, dict(attrs).get("lang") or self.open[-1][1]))

    def handle_endtag(self, tag: str) -> None:
        if tag not in self.VOID:
            self.open.pop()

    def handle_data(self, data: str) -> None:
        if not self.SKIPPED.intersection(name for name, _ in self.open):
            self.words[self.open[-1][1]] += data


def of_html(text: str) -> Passages:
    """The words of a web page."""
    reader = _Reader()
    reader.feed(text)
    return reader.words


STYLE, TEXT, FO = (
    f"{{urn:oasis:names:tc:opendocument:xmlns:{name}:1.0}}" for name in ("style", "text", "xsl-fo-compatible")
)
_PLACES = (f"{FO}language", f"{STYLE}language-asian", f"{STYLE}language-complex")  # by script


def of_word(flat: Path) -> Passages:
    """The words of a Word file that LibreOffice has read and written as flat XML."""
    root = ElementTree.parse(flat).getroot()
    styles = {}
    for style in root.iter(f"{STYLE}style"):
        own = style.find(f"{STYLE}text-properties")
        styles[style.get(f"{STYLE}name", "")] = (style.get(f"{STYLE}parent-style-name", ""), own)
    (usual,) = (s for s in root.iter(f"{STYLE}default-style") if s.get(f"{STYLE}family") == "paragraph")
    default = usual.find(f"{STYLE}text-properties")
    words: dict[str, str] = defaultdict(str)

    def language(chain: tuple[str, ...], script: int) -> str:
        for name in reversed(chain):
            while name:
                name, own = styles.get(name, ("", None))
                if own is not None and own.get(_PLACES[script]):
                    return own.get(_PLACES[script], "")
        return default.get(_PLACES[script], "") if default is not None else ""

    def read(element: ElementTree.Element, chain: tuple[str, ...]) -> None:
        chain = (*chain, element.get(f"{TEXT}style-name", ""))
        if element.text:
            words[language(chain, _script(element.text))] += element.text
        for child in element:
            read(child, chain)
            if child.tail:
                words[language(chain, _script(child.tail))] += child.tail

    for paragraph in (*root.iter(f"{TEXT}p"), *root.iter(f"{TEXT}h")):
        read(paragraph, ())
    return words


def properties(folder: Path) -> Iterator[str]:
    """Yield the Word files whose properties have another language than their page, as LibreOffice reads them."""
    for flat in sorted(folder.glob("*.fodt")):
        found = ElementTree.parse(flat).getroot().findtext(".//{http://purl.org/dc/elements/1.1/}language", "")
        if found.partition("-")[0] != flat.stem:
            yield f"{flat.stem}: the properties have the language '{found}'"


def _script(text: str) -> int:
    """The place of the language of a text among ``_PLACES``, by its letters."""
    if any("\u3040" <= letter <= "\u9fff" for letter in text):
        return 1
    return 2 if any("\u0590" <= letter <= "\u08ff" for letter in text) else 0


def judged(folder: Path, files: Mapping[str, Passages]) -> list[str]:
    """What the Nu checker says against the languages of passages, a line each."""
    pages = {}
    for file, passages in files.items():
        for tag, words in passages.items():
            text = " ".join(words.split())
            if len(text) >= LEAST:
                page = folder / f"{len(pages)}.html"
                repeated = f"<p>{escape(text)}</p>\n" * (ENOUGH // len(text) + 1)
                head = f'<!DOCTYPE html>\n<html lang="{tag}"{" dir=rtl" if tag == "ar" else ""}>'
                page.write_text(f"{head}<title>t</title>{repeated}</html>", "utf-8")
                pages[page.name] = f"{file}: {tag or 'no language'}: {text[:40]}"
    said = nu.languages(folder / name for name in pages)
    return [f"{pages[name]}: {message}" for name, message in said]


def passages(folder: Path) -> Iterator[tuple[str, Passages]]:
    """The passages of all files of the site in ``folder``."""
    out = folder / "out"
    for page in sorted(out.rglob("*.html")):
        yield page.name, of_html(page.read_text("utf-8"))
    for book in sorted(out.rglob("*.epub")):
        with zipfile.ZipFile(book) as archive:
            yield book.name, of_html(archive.read("EPUB/content.xhtml").decode())
    files = sorted(out.rglob("*.docx"))
    command = ["soffice", "--headless", f"-env:UserInstallation={(folder / 'profile').as_uri()}"]
    command += ["--convert-to", "fodt", "--outdir", str(folder / "flat"), *map(str, files)]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    for file in files:
        yield file.name, of_word(folder / "flat" / f"{file.stem}.fodt")


def main() -> int:
    """Builds, reads and judges; 1 where a language is untrue, or the judge does not see one that is."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        make(folder)
        found = dict(passages(folder))
        wrong = [f"{file}: {len(own)} languages" for file, own in found.items() if not own.keys() >= TEXTS.keys()]
        wrong += [*judged(folder, found), *properties(folder / "flat")]
        tags = list(TEXTS)
        swapped = {f"swapped {tag}": {tags[at - 1]: TEXTS[tag]} for at, tag in enumerate(tags)}
        seen = {line.partition(":")[0] for line in judged(folder, swapped)}
    wrong += [f"{name}: the judge does not see it" for name in swapped if name not in seen]
    print("\n".join([*wrong, f"{len(found)} files in {len(TEXTS)} languages, {len(wrong)} untrue"]))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
