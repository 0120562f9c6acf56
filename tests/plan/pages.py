"""Pages made by hand, and a small project around them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from exporter.config import Config
from exporter.config.load import load
from exporter.diagnostics import Diagnostics
from exporter.model.document import Document, Footnote, Page
from exporter.model.export import Export
from exporter.model.nodes import (
    Block,
    Container,
    FootnoteReference,
    Heading,
    Inline,
    Link,
    Paragraph,
    QuestionAnswer,
    Text,
)
from exporter.model.position import Places, Pos
from exporter.plan import Selection, plan
from exporter.select import DocumentContext, select
from exporter.source.navigation import read_folder, silent
from exporter.source.site import Site
from exporter.theme.files import Theme
from exporter.transforms import apply


@dataclass(frozen=True)
class Form:
    """A format as planning sees it."""

    name: str
    suffix: str
    public: bool


FORMATS = (
    *(Form("pdf", ".pdf", True), Form("docx", ".docx", False), Form("html", ".html", True)),
    Form("text", ".txt", True),
)


def at(file: str, line: int) -> Pos:
    """A place."""
    return Places.of(file, "\n" * line).pos(line - 1, line - 1)


def words(text: str) -> tuple[Inline, ...]:
    """Inlines of plain text."""
    return (Text(text=text),)


def para(*children: Inline | str) -> Paragraph:
    """A paragraph."""
    return Paragraph(children=tuple(Text(text=c) if isinstance(c, str) else c for c in children))


def heading(text: str, level: int = 2, line: int = 1, file: str = "content/about/faq.md") -> Heading:
    """A heading with the anchor that the site would give it."""
    anchor = "-".join("".join(c for c in text.lower() if c.isalnum() or c == " ").split())
    return Heading(level=level, children=words(text), anchor=anchor, pos=at(file, line))


def question(text: str, *answer: Block) -> QuestionAnswer:
    """A question without a number."""
    anchor = text.lower().replace(" ", "-")
    return QuestionAnswer(number=0, anchor=anchor, question=words(text), answer=answer or (para(f"On {text}."),))


def questions(count: int, prefix: str = "What") -> tuple[Block, ...]:
    """Some questions."""
    return tuple(question(f"{prefix} {n}") for n in range(1, count + 1))


def link(target: str, text: str = "here", line: int = 1) -> Link:
    """A link."""
    return Link(target=target, children=words(text), pos=at("content/about/faq.md", line))


def offer(target: str, line: int = 1) -> Container:
    """An alert that offers a file for download."""
    return Container(role="alert-info", children=(para("Download: ", link(target, "PDF", line)),))


def note(label: str) -> FootnoteReference:
    """A mark of a footnote."""
    return FootnoteReference(label=label, number=0)


def footnote(label: str, *children: Block) -> Footnote:
    """A footnote."""
    return Footnote(label=label, number=0, children=children or (para(f"Note {label}."),))


def page(*body: Block, file: str = "content/about/faq.md", **values: Any) -> Page:
    """A page with its route; ``values`` are other fields, or front matter."""
    own = {k: values.pop(k) for k in ("footnotes", "places", "route") if k in values}
    route = "/" + file.removeprefix("content/").removesuffix(".md").removesuffix("index").strip("/")
    return Page(file=file, sha256="0" * 64, data=values, body=body, **{"route": route, **own})


DATED = "documents/whitepapers/OMA-WP-LwM2M-for-Utilities/OMA-QA-Utilities-And-LwM2M-20231120-D"


def faq() -> Page:
    """A page built like the FAQ page of the project."""
    host = "https://www.openmobilealliance.org"
    return page(
        *(heading("OMA & OMASpecWorks", line=20), *questions(7, "OMA"), offer("/faq/OMASpecWorks FAQ.pdf", 77)),
        *(heading("LwM2M", line=80), *questions(4, "LwM2M")),
        *(heading("Test Events", line=110), *questions(2, "Event")),
        *(heading("Utilities", line=140), offer(f"{host}/{DATED}.pdf", 150), *questions(10, "Utility")),
        title="Frequently Asked Questions",
    )


@dataclass
class Project:
    """A configuration, pages and findings; with ``folders``, navigation files are read below the folder."""

    folder: Path
    pages: Sequence[Page]
    yaml: str = ""
    folders: bool = False
    routes: Mapping[str, str] = field(default_factory=dict)
    diagnostics: Diagnostics = field(default_factory=Diagnostics)

    def config(self) -> Config:
        """The configuration."""
        (self.folder / "exporter.yaml").write_text(self.yaml, "utf-8")
        return load(self.folder, [f.name for f in FORMATS], self.diagnostics)

    def site(self) -> Site:
        """The site around the pages."""
        config = self.config()
        routes = {p.route: p.file for p in self.pages} | dict(self.routes)
        read = partial(read_folder, config) if self.folders else silent
        return Site(config.site.url or "", config.all_hosts, routes, navigation=read)

    def plan(self, *targets: str, formats: tuple[str, ...] = ()) -> tuple[Export, ...]:
        """The exports."""
        config = self.config()
        self.diagnostics = Diagnostics()
        selection = Selection(targets, formats)
        return plan(self.pages, config, self.site(), FORMATS, self.diagnostics, selection)

    def documents(self, *targets: str) -> dict[str, Document]:
        """The finished documents by output."""
        around = DocumentContext(self.config(), self.site(), FORMATS, Theme())
        pages = {p.file: p for p in self.pages}
        made = ((e.output, select(pages, e, around, self.diagnostics)) for e in self.plan(*targets))
        return {output: apply(document, self.diagnostics) for output, document in made if document}

    @property
    def lines(self) -> list[str]:
        """The findings without their hints."""
        return [str(d).splitlines()[0] for d in self.diagnostics]

    @property
    def hints(self) -> list[str | None]:
        """The hints alone."""
        return [d.hint for d in self.diagnostics]
