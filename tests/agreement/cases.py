"""A site for each code: what makes ``build`` and ``validate`` report it."""

import os
import struct
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

CONFIGURATION = """\
site: {{url: https://example.org}}
formats: [{formats}]
exports:
  - {{page: a.md, output: files/a}}
"""
HEAD = "---\ntitle: A\n---\n\n"


def nothing(_: Path) -> None:
    """Nothing to prepare."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A faulty site.

    ``page`` is the body of ``content/a.md``, or the whole page where it begins with ``---``. ``more`` is added to the
    configuration, ``config`` takes its place. ``files`` are further files. ``names`` are given on the command line.
    """

    page: str | bytes = "Words.\n"
    formats: str = "html"
    more: str = ""
    config: str | bytes | None = None
    files: Mapping[str, str | bytes] = field(default_factory=dict)
    names: tuple[str, ...] = ()
    prepare: Callable[[Path], None] = nothing

    def write(self, folder: Path) -> None:
        """Make the site."""
        (folder / "content" / "public").mkdir(parents=True)
        config = CONFIGURATION.format(formats=self.formats) + self.more if self.config is None else self.config
        body = self.page if self.page[:3] in ("---", b"---") or isinstance(self.page, bytes) else HEAD + self.page
        for name, content in {"exporter.yaml": config, "content/a.md": body, **self.files}.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content.encode() if isinstance(content, str) else content)
        self.prepare(folder)


def png(side: int = 1) -> bytes:
    """A red square."""
    rows = zlib.compress((b"\0" + b"\xff\0\0" * side) * side)
    head = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + b"".join(map(_chunk, (b"IHDR", b"IDAT", b"IEND"), (head, rows, b"")))


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def _pipe(folder: Path) -> None:
    os.mkfifo(folder / "content" / "b.md")


def _linked_folder(folder: Path) -> None:
    (folder / "elsewhere").mkdir()
    (folder / "content" / "linked").symlink_to(folder / "elsewhere")


def _content_elsewhere(folder: Path) -> None:
    (folder / "content").rename(folder.parent / "elsewhere")
    (folder / "content").symlink_to(folder.parent / "elsewhere")


def _no_public(folder: Path) -> None:
    (folder / "content" / "public").rmdir()


PICTURE = {"content/public/p.png": png()}
WIDE_TABLE = "".join(f"|{'|'.join([cell] * 24)}|\n" for cell in ("measurements", "---", "measurements"))
DRAWING = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><foreignObject width="9" height="9">'
    '<p xmlns="http://www.w3.org/1999/xhtml">Dog</p></foreignObject></svg>'
)
DEMANDED = "pdf: {standard: [a-3a, ua-1]}\n"
FAQ = "::ShFaq\n---\nqas:\n  - q: {}\n    a: {}\n---\n::\n"
TABLE = "| a | b |\n|---|---|\n| 1 | 2 |\n"
PARTLY_HEADED = "<table><tr><th scope='row'>a</th><td>b</td></tr><tr><td>c</td><td>d</td></tr></table>\n"
MERGED = '<table><tr><td colspan="2">x</td></tr><tr><td>y</td><td>z</td></tr></table>\n'
FONT = ':root {{ --font-text: "Nowhere Sans"; }}\n'

CASES: Mapping[str, Case] = {
    # what documents have no place for
    "pdf-link-title": Case(page='[the page](https://example.com/ "A title")\n', formats="pdf"),
    "lost-cells": Case(page="| a |\n|---|\n| 1 | lost |\n"),
    "loss-title": Case(page="---\ndescription: x\n---\n\n# A [link](https://example.com/)\n\nx\n"),
    "loss-prop": Case(page='::ShAlert{aria-label="Some words"}\nx\n::\n'),
    "loss-list": Case(page='<ol type="a"><li>x</li></ol>\n'),
    "loss-code": Case(page='<pre><code>x <a href="https://example.com/">y</a></code></pre>\n'),
    "loss-attribute": Case(page='<span title="Some words">x</span>\n'),
    # configuration
    "broken-configuration": Case(config=b"site: \xff\n"),
    "unknown-key": Case(more="colour: red\n"),
    "wrong-value": Case(more="download_links: perhaps\n"),
    "unknown-format": Case(more="losses: {iframe: {pfd: note}}\n"),
    "unknown-code": Case(more="severities: {mising-alt: note}\n"),
    # pages and files
    "unreadable-page": Case(prepare=_pipe),
    "link-leads-out": Case(prepare=_content_elsewhere),
    "bad-encoding": Case(page=HEAD.encode() + b"caf\xe9\n"),
    "missing-page": Case(more="  - {page: nope.md, output: files/b}\n"),
    "unpublished-page": Case(files={"content/b.md": "---\ndraft: true\n---\nx\n"}, names=("content/b.md",)),
    "link-not-followed": Case(prepare=_linked_folder),
    "no-pages": Case(config="content: nowhere\n"),
    "navigation-file": Case(
        more="  - {pages: '**/*.md', output: files/b}\n",
        files={"content/g/b.md": "x\n", "content/g/.navigation.yml": "title: [Guide]\n"},
    ),
    "no-public-folder": Case(prepare=_no_public, more="public: nowhere\n"),
    "no-language-folder": Case(more="languages: {fr: fr}\n"),
    "missing-sitemap": Case(config="site: {url: https://example.org, sitemap: no.xml}\nformats: [html]\n"),
    # YAML
    "yaml-syntax": Case(page="::ShAlert\n---\ntypeAlert: [\n---\nx\n::\n"),
    "yaml-refused": Case(page="::ShAlert\n---\ntypeAlert: &a info\n---\nx\n::\n"),
    "yaml-duplicate-key": Case(page="::ShAlert\n---\ntypeAlert: info\ntypeAlert: warning\n---\nx\n::\n"),
    "yaml-shape": Case(page="::ShAlert\n---\n- type\n---\nx\n::\n"),
    # Markdown
    "unclosed-component": Case(page="::ShAlert\nx\n"),
    "stray-component-end": Case(page="x\n\n::\n"),
    "unclosed-yaml": Case(page="::ShAlert\n---\ntype: info\n\nx\n"),
    "lost-yaml": Case(page="> a\n\n  ::card\n---\na: 1\n---\n::\n"),
    "bad-attributes": Case(page="**b**{x y=}\n"),
    "lost-attributes": Case(page="::card[Label]{a=1}\n::\n"),
    "bad-component": Case(page="::card text\n"),
    "unsafe-attribute": Case(page='<p onclick="x()">a</p>\n'),
    "bad-escape": Case(page="[the page](/%E4)\n"),
    "unclosed-html": Case(page="<div>\n\nx\n"),
    "stray-html-end": Case(page="x\n\n</div>\n"),
    "too-deep": Case(page="> > > x\n", more="limits: {markdown: {blocks: 2}}\n"),
    "too-long": Case(page="word " * 20 + "\n", more="limits: {markdown: {line: 50}}\n"),
    "too-many-cells": Case(page="| a | b | c |\n|---|---|---|\n| 1 |\n", more="limits: {markdown: {cells: 1}}\n"),
    # components and elements
    "unknown-prop": Case(page='::ShAlert{typeAlrt="x"}\nx\n::\n'),
    "prop-value": Case(page='::ShAlert{typeAlert="sky"}\nx\n::\n'),
    "prop-missing": Case(page=":ShVideo\n"),
    "unknown-slot": Case(page="::ShAlert\n#nowhere\nx\n::\n"),
    "loss-cards": Case(page="::ShListCards\n::\n"),
    "loss-data": Case(page='::ShDynamicTable{dataUrl="https://api.example.com/x"}\n::\n'),
    "loss-motion": Case(page="::ShCarousel\n:::ShCard\nx\n:::\n:::ShCard\ny\n:::\n::\n"),
    "loss-website": Case(page="::ShFormContactUs\n::\n"),
    "unknown-element": Case(page="<blorb>x</blorb>\n"),
    "unknown-component": Case(page="::ShFaqq\nx\n::\n"),
    "loss-component": Case(page="::Blorb\nx\n::\n"),
    "include": Case(page="::partial{content=gone}\n::\n", more="components: {partial: {include: content}}\n"),
    "dropped-script": Case(page="<script>x()</script>\n\ny\n"),
    "dropped-style": Case(page="<style>p {}</style>\n\ny\n"),
    "link-refused": Case(page='<a href="file:///etc/x">the file</a>\n'),
    "link-scheme": Case(page="[the room](irc://example.org/x)\n"),
    "link-empty": Case(page='<a href="">the page</a>\n'),
    "control-character": Case(page="a\x08b\n"),
    "unresolved-binding": Case(page="{{ $doc.nothing }}\n"),
    "hidden": Case(page="<p hidden>x</p>\n"),
    "bad-language": Case(page='<p lang="no language">x</p>\n'),
    "duplicate-anchor": Case(page='<div id="x">a</div>\n\n<div id="x">b</div>\n'),
    "depth": Case(page="* a\n  * b\n    * c\n", more="limits: {lowering: {lists: 2}}\n"),
    "table-span": Case(page=MERGED.replace('"2"', '"9"')),
    "table-size": Case(page=TABLE + "| 3 | 4 |\n| 5 | 6 |\n", more="limits: {lowering: {table_cells: 4}}\n"),
    "image-source": Case(page='<img alt="x">\n'),
    "loss-media": Case(page=":ShVideo{src='https://example.org/v.mp4'}\n"),
    "loss-form": Case(page="<form><input></form>\n"),
    "loss-drawing": Case(page="<svg><circle/></svg>\n"),
    # content
    "broken-link": Case(page="[the file](/none.pdf)\n"),
    "broken-anchor": Case(page="# One\n\n[the part](#two)\n"),
    "bad-link": Case(page='::sh-button{urlButton="http://[x"}\nWords\n::\n'),
    "missing-alt": Case(page="![](/p.png)\n", files=PICTURE),
    "weak-alt": Case(page="![picture of](/p.png)\n", files=PICTURE),
    "heading-skipped": Case(page="## One\n\n#### Two\n"),
    "heading-id": Case(page="## Head {#id}\n"),
    "caption-id": Case(page="Table: words {#id}\n"),
    "unclosed-emphasis": Case(page="**「文」**字\n"),
    "open-front-matter": Case(page="---\ntitle: A\n\nWords.\n"),
    "github-alert": Case(page="> [!NOTE]\n> Words.\n"),
    "bare-link": Case(page="[here](https://example.com/x)\n"),
    "link-blank": Case(page="Get [the FAQ](/faq/An FAQ.pdf).\n"),
    "swallowed-paragraph": Case(page="* one.\n* two.\nThen more.\n"),
    "stray-quotes": Case(page=FAQ.format("Why?", "'\"So.\"'")),
    "two-answers": Case(page=FAQ.format("Why?", "So.") + "\n" + FAQ.format("Why?", "Thus.")),
    "term": Case(page="LWM2M\n", more="terms: [LwM2M]\n"),
    "spelling": Case(page="We recieve it.\n"),
    # planning
    "missing-section": Case(more="  - {page: a.md, section: Nope, output: files/b}\n"),
    "bad-output": Case(more="  - {page: a.md, output: ../b}\n"),
    "output-twice": Case(files={"content/b.md": "x\n"}, more="  - {page: b.md, output: files/A}\n"),
    "output-at-route": Case(files={"content/b.md": "x\n"}, more="  - {page: a.md, output: b}\n"),
    "no-export": Case(more="  - {output: files/nothing, title: x}\n"),
    "unknown-target": Case(names=("nope",)),
    "bad-property": Case(page="---\ntitle: A\ndate: soon\n---\n\nx\n"),
    "nothing-asked": Case(config="formats: [html]\n"),
    "not-in-navigation": Case(
        more="  - {pages: '*.md', output: files/b}\n", files={"content/b.md": "---\nnavigation: false\n---\nx\n"}
    ),
    # documents
    "link-without-site": Case(config="formats: [html]\n", page="[the page](/b)\n", names=("content/a.md",)),
    "labels-missing": Case(page="---\ntitle: A\nlanguage: tlh\n---\n\nx\n"),
    "long-word": Case(page="x" * 60 + "\n", more="limits: {document: {word: 50}}\n"),
    "reference-target": Case(page="See [](#nowhere).\n"),
    "unknown-reference": Case(page="---\nreferences: [{a: A}]\n---\n[@a] and [@b].\n"),
    "duplicate-reference": Case(page="---\nreferences: [{a: A}, {a: B}]\n---\n[@a].\n"),
    "bad-reference": Case(page="---\nreferences: [{id: a, titel: A}]\n---\n[@a].\n"),
    "bad-abbreviation": Case(page="---\nabbreviations: {OMA: [1]}\n---\nWords.\n"),
    "git-history": Case(page="Words.\n", more="document: {history: git}\n"),
    "unused-reference": Case(page="---\nreferences: [{a: A}]\n---\nWords.\n"),
    "missing-image": Case(page="![A dog](/dog.png)\n"),
    "bad-image": Case(page="![A dog](/dog.png)\n", files={"content/public/dog.png": b"no picture"}),
    "remote-image": Case(page="![A dog](https://other.example/dog.png)\n"),
    "drawing-loss": Case(page="![A dog](/dog.svg)\n", files={"content/public/dog.svg": DRAWING}),
    "failed-download": Case(page="![A dog](http://127.0.0.1:9/dog.png)\n", more="assets: {remote: ['127.0.0.1:9']}\n"),
    "export-theme": Case(
        config="site: {url: https://example.org}\nexports: [{page: a.md, output: files/a, theme: standart}]\n"
    ),
    "option-file": Case(formats="docx", more="docx: {reference: no.docx}\n"),
    # formats
    "pdf-alt-text": Case(formats="pdf", page="![](/p.png)\n", files=PICTURE, more=DEMANDED),
    "pdf-glyph": Case(formats="pdf", page="a \U00013000 sign\n", more=DEMANDED),
    "pdf-substitute": Case(formats="pdf", page="made on a \uf8ff\n"),
    "pdf-emphasis": Case(formats="pdf", page="some *مهم* word\n"),
    "theme-file": Case(more="theme: own\n", files={"own/styles/themes.css": ":root { --radius: 1pt }\n"}),
    "theme-style": Case(more="theme: own\n", files={"own/styles/theme.css": ":root { --color-acent: #000000 }\n"}),
    "theme-contrast": Case(more="theme: own\n", files={"own/styles/theme.css": ":root { --color-text: #999999 }\n"}),
    "pdf-unmarked": Case(
        formats="pdf", page="![](/p.png)\n", files=PICTURE, more=f"{DEMANDED}severities: {{pdf-alt-text: warning}}\n"
    ),
    "pdf-cut": Case(formats="pdf", more="theme: own\n", files={"own/styles/print.css": "p { margin-left: -50mm }\n"}),
    "pdf-outside": Case(
        formats="pdf", more="theme: own\n", files={"own/styles/print.css": "p { margin-left: -5mm }\n"}
    ),
    "pdf-overlap": Case(
        formats="pdf",
        page="one\n\ntwo\n",
        more="theme: own\n",
        files={"own/styles/print.css": "p { margin: 0 } p + p { margin-top: -12pt }\n"},
    ),
    "pdf-style": Case(formats="pdf", more="theme: own\n", files={"own/styles/print.css": "p { colour: red }\n"}),
    "pdf-font": Case(formats="pdf", more="theme: own\n", files={"own/styles/tokens.css": FONT.format()}),
    "html-font": Case(more="theme: own\n", files={"own/styles/tokens.css": FONT.format()}),
    "docx-reference": Case(formats="docx", more="docx: {reference: exporter.yaml}\n"),
    "gfm-table": Case(formats="gfm", page=MERGED),
    "gfm-language": Case(formats="gfm", page='<p lang="de">Wort</p>\n'),
    "formula": Case(page="$$\n\\frac{a\n$$\n", more="math: true\n"),
    "docx-formula-rules": Case(
        formats="docx", page="$$\n\\begin{array}{c|c} a & b \\end{array}\n$$\n", more="math: true\n"
    ),
    "docx-table-header": Case(formats="docx", page=PARTLY_HEADED),
    "formula-letter": Case(page="$$\n\\text{中}\n$$\n", more="math: true\n"),
    "single-dollar": Case(page="It costs $5 and $10.\n", more="math: true\n"),
    "unclosed-formula": Case(page="Words.\n\n$$\n\nMore words.\n", more="math: true\n"),
    "diagram-source": Case(page="```mermaid\nnothing known\n```\n"),
    "command-not-trusted": Case(more="diagrams: {plantuml: plantuml}\n"),
    "code-plain": Case(page="```java\n" + "f(1);\n" * 1_000 + "```\n"),
    "gfm-highlight": Case(formats="gfm", page="```js {1}\nx\n```\n"),
    "epub-pages": Case(formats="pdf, epub", page=WIDE_TABLE),
    "gfm-page-break": Case(formats="gfm", page="a\n\n\\pagebreak\n\nb\n"),
    "text-page-break": Case(formats="text", page="a\n\n\\pagebreak\n\nb\n"),
    "text-picture": Case(formats="text", page="![A dog](/p.png)\n", files=PICTURE),
    "text-table": Case(formats="text", page=MERGED),
    "text-language": Case(formats="text", page='<p lang="de">Wort</p>\n'),
    "text-link": Case(formats="text", page="## One\n\n[the part](#one)\n"),
    "text-mark": Case(formats="text", page="~~gone~~\n"),
    "json-picture": Case(formats="json", page="![A dog](/p.png)\n", files=PICTURE),
}

# Codes that no page can bring about, or no run of these two commands, each with where it is tried.
ELSEWHERE: Mapping[str, str] = {
    "cache-untrusted": "the machine: tests/attacks/test_cache.py",
    "no-workers": "the machine: tests/process",
    "no-sandbox": "the machine: tests/cli/test_doctor.py",
    "machine": "the machine: tests/cli/test_exit_codes.py",
    "machine-limit": "the machine: tests/process",
    "revision-file": "old states alone: tests/source/test_revisions.py",
    "review-export": "reviewed files: tests/attacks/test_reviewed_pages.py",
    "page-changed": "reviewed files: tests/attacks/test_reviewed_pages.py",
    "review-decisions": "reviewed files: tests/cli/test_review_report.py",
    "docx-form": "change requests: tests/backends/docx/test_form.py",
    "docx-form-field": "change requests: tests/backends/docx/test_form.py",
    "check": "a package of somebody else's: tests/packaging/test_stranger.py",
    "component": "a package of somebody else's: tests/components/test_third_party.py",
    "format": "a package of somebody else's: tests/packaging/test_stranger.py",
    "formula-library": "the machine: tests/lowering/test_math.py",
    "diagram-library": "the machine: tests/diagrams",
    "docx-font": "fonts of a theme that are damaged or may not be embedded: tests/backends/docx/test_fonts.py",
    "spelling-missing": "the machine: tests/validate/test_rules.py takes codespell away",
    "timeout": "the machine: tests/build",
    "memory": "the machine: tests/build",
    "crash": "the machine: tests/build",
    "internal": "a bug: tests/build",
    "pdf-language": "a language that is none is left out before (bad-property, bad-language): test_pdfua.py",
    "pdf-table-shape": "rows are filled up before a format sees them: tests/backends/pdf/test_pdfua.py",
    "pdf-title": "a page without a title takes its file's name: tests/backends/pdf/test_pdfua.py",
    "pdf-heading-order": "levels are closed up before a format sees them: tests/backends/pdf/test_pdfua.py",
    "pdf-empty-link": "a link without words is left out before (link-empty): tests/backends/pdf/test_pdfua.py",
    "pdf-anchor": "links inside a document lead to what it has: tests/backends/pdf/test_pdfua.py",
    "pdf-picture": "a picture that is not there is left out before (missing-image): tests/backends/pdf/test_pdfua.py",
    "pdf-engine": "what the layout engine says that nobody expected: tests/backends/pdf",
    "pdf-depth": "deep nesting is flattened before (depth): tests/backends/pdf/test_pdfua.py",
    "docx-link": "targets were mended or left out before: tests/backends/docx",
    "docx-picture": "a picture that is not there is left out before (missing-image): tests/backends/docx",
    "docx-styles": "needs a Word file: tests/backends/docx/test_reference.py",
    "epub-link": "links inside a document lead to what it has: tests/backends/epub",
    "gfm-link": "links inside a document lead to what it has: tests/backends/gfm",
    "gfm-picture": "pictures of a page of the site have an address: tests/backends/gfm",
}
