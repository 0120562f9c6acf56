"""Documents made by hand for the tests of all backends: one with every node and role, one like the FAQ page."""

import re
from io import BytesIO
from pathlib import Path

import yaml
from PIL import Image as Picture

from exporter.model.document import Asset, Control, Document, Footnote, RevisionEntry, Sibling, TocEntry
from exporter.model.nodes import (
    Block,
    Cell,
    Code,
    CodeBlock,
    Columns,
    Container,
    Emphasis,
    Figure,
    FootnoteReference,
    Heading,
    Image,
    Inline,
    LineBreak,
    Link,
    List,
    ListItem,
    Paragraph,
    QuestionAnswer,
    Quote,
    ReviewNote,
    Row,
    Rule,
    Span,
    Strong,
    Table,
    Text,
)

ROOT = Path(__file__).resolve().parents[2]

ALERTS = ("note", "info", "tip", "success", "warning", "caution", "important", "danger")
SPANS = ("badge", "kbd", "sub", "sup", "mark", "strike", "small", "underline", "inserted", "icon", "cite", "abbr")
CONTAINERS = ("box", "card", "card-group", "section", "code-group", "steps", "field", "profile", "text-image")

SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="160" height="40" viewBox="0 0 160 40">'
    '<circle cx="20" cy="20" r="16" fill="#f06449"/><rect x="46" y="14" width="104" height="12" fill="#413c58"/></svg>'
)


def text(words: str) -> tuple[Inline, ...]:
    """``words`` as the one text node of an inline run."""
    return (Text(text=words),)


def paragraph(words: str, role: str = "") -> Paragraph:
    """A paragraph of plain words."""
    return Paragraph(children=text(words), role=role)


def bullets(*items: str, ordered: bool = False) -> List:
    """A tight list of plain items."""
    return List(items=tuple(ListItem(children=(paragraph(i),)) for i in items), ordered=ordered)


def question(number: int, words: str, *answer: Block, level: int = 3) -> QuestionAnswer:
    """A question whose anchor is made from its words."""
    anchor = re.sub(r"\W+", "-", words.lower()).strip("-")
    return QuestionAnswer(number=number, anchor=anchor, question=text(words), answer=answer, level=level)


def png(width: int = 320, height: int = 200, color: str = "#f06449") -> bytes:
    """A plain picture."""
    out = BytesIO()
    Picture.new("RGB", (width, height), color).save(out, "PNG", optimize=True)
    return out.getvalue()


def assets() -> dict[str, Asset]:
    """A PNG, a small square one for a face, and an SVG with its fallback."""
    made = (
        Asset(name="diagram.png", media_type="image/png", data=png(), width=320, height=200),
        Asset(name="face.png", media_type="image/png", data=png(96, 96, "#413c58"), width=96, height=96),
        Asset(
            name="logo.svg", media_type="image/svg+xml", data=SVG.encode(), width=160, height=40, fallback=png(320, 80)
        ),
    )
    return {asset.name: asset for asset in made}


def sample_document() -> Document:
    """Every node type and every role, with words such as pages have."""
    return Document(
        title="Device Management at a Glance",
        subtitle="What every node looks like",
        language="en",
        description="A document that shows every kind of block and inline.",
        author="Working Group DM",
        publisher="OMA SpecWorks",
        keywords=("device management", "LwM2M"),
        logo="logo.svg",
        control=Control(
            identifier="OMA-WP-Sample-20231120-D",
            date="2023-11-20",
            status="Draft",
            address="https://www.example.org/about/sample",
            source="about/sample.md",
            section="Device management",
            source_date="2023-11-18",
            history=(
                RevisionEntry(version="1.0", date="2023-10-02", text="First version"),
                RevisionEntry(version="1.1", date="2023-11-20", text="Questions on bootstrapping added"),
            ),
            legal=("© 2023 OMA SpecWorks. Use of this document is subject to the use agreement.",),
        ),
        siblings=(Sibling(format="pdf", address="https://www.example.org/files/sample.pdf"),),
        body=(*_prose(), *_lists(), *_figures(), *_roles(), *_questions()),
        footnotes=(
            Footnote(label="a", number=1, children=(paragraph("Measured on a network of forty thousand meters."),)),
            Footnote(label="b", number=2, children=(paragraph("See the registry."), bullets("objects", "resources"))),
        ),
        toc=_toc(),
        assets=assets(),
    )


def _toc() -> tuple[TocEntry, ...]:
    return (
        TocEntry(level=2, anchor="device-management", children=text("Device management")),
        TocEntry(level=3, anchor="lists", children=text("Lists and code")),
        TocEntry(level=3, anchor="tables", children=text("Tables and pictures")),
        TocEntry(level=2, anchor="roles", children=text("Roles")),
        TocEntry(level=2, anchor="questions", children=text("Questions")),
        TocEntry(level=3, anchor="what-is-an-object", children=text("What is an Object?"), question=True),
        TocEntry(level=3, anchor="how-does-a-client-start", children=text("How does a client start?"), question=True),
    )


def _prose() -> tuple[Block, ...]:
    link = Link(
        target="https://www.example.org/registry", children=(Strong(children=text("registry")), *text(" of objects"))
    )
    inlines: tuple[Inline, ...] = (
        *text("Objects are listed in the "),
        link,
        *text("; a client reads "),
        Code(text="/3/0/9"),
        *text(" "),
        Emphasis(children=text("now and then")),
        *text("."),
        FootnoteReference(label="a", number=1),
        LineBreak(),
        *text("A line after a hard break, with "),
        Link(target="#questions", children=text("a link inside the document")),
        *text(" and a second note"),
        FootnoteReference(label="b", number=2),
        *text(", and the first again"),
        FootnoteReference(label="a", number=1),
        ReviewNote(text="Is this still so?"),
        *text(". "),
        Span(children=text("Ein fremder Satz"), lang="de"),
        *text(" & <escaped> “quoted” text."),
    )
    return (
        paragraph("A lead paragraph says what the page is about.", "lead"),
        Heading(level=2, children=text("Device management"), anchor="device-management"),
        Paragraph(children=inlines),
        Quote(children=(paragraph("There is no such thing as a dumb question."), paragraph("Carl Sagan", "caption"))),
        Rule(),
    )


def _lists() -> tuple[Block, ...]:
    nested = List(
        items=(
            ListItem(children=(paragraph("Registration"), bullets("lifetime", "binding"))),
            ListItem(children=(paragraph("Observation"), CodeBlock(text="observe /3/0/9\n", language="sh"))),
            ListItem(children=(paragraph("Two paragraphs:"), paragraph("this is the second."))),
        ),
        ordered=True,
        start=3,
        tight=False,
    )
    tasks = List(
        items=(
            ListItem(children=(paragraph("write the test"),), checked=True),
            ListItem(children=(paragraph("run the test"),), checked=False),
        ),
        role="tasks",
    )
    code = CodeBlock(
        text='{\n  "bn": "/3/0/",\n  "e": [{"n": "9", "v": 100}]\n}\n',
        language="json",
        filename="reading.json",
        highlights=(3,),
    )
    steps = List(
        items=(ListItem(children=(paragraph("Flash"),)), ListItem(children=(paragraph("Boot"),))),
        ordered=True,
        role="steps",
    )
    return (Heading(level=3, children=text("Lists and code"), anchor="lists"), nested, tasks, code, steps)


def _figures() -> tuple[Block, ...]:
    def row(*words: str, header: bool = False) -> Row:
        scopes = ("col",) * len(words) if header else ("row", *(None,) * (len(words) - 1))
        pairs = zip(words, scopes, strict=True)
        return Row(cells=tuple(Cell(children=(paragraph(w),) if w else (), scope=s) for w, s in pairs))  # type: ignore[arg-type]

    spanned = Row(
        cells=(
            Cell(children=(paragraph("Firmware"),), scope="rowgroup", rowspan=2),
            Cell(children=(paragraph("Push"), bullets("block-wise", "resumable")), colspan=1),
            Cell(children=(paragraph("12"),), align="right"),
        )
    )
    after = Row(cells=(Cell(children=(paragraph("Pull"),)), Cell(children=(paragraph("7"),), align="right")))
    table = Table(
        head=(row("Object", "How", "Count", header=True),),
        body=(spanned, after, row("Location", "Read", "3")),
        foot=(row("Sum", "", "22"),),
        caption=text("Objects that were read"),
    )
    figure = Figure(image=Image(asset="diagram.png", alt="A client, a server and the registry"), caption=text("Roles"))
    inline = Paragraph(
        children=(*text("An icon "), Image(asset="logo.svg", alt="", decorative=True, width=80), *text(" in a line."))
    )
    columns = Columns(widths=(1, 3), columns=((figure,), (paragraph("Beside the picture."), bullets("one", "two"))))
    return (Heading(level=3, children=text("Tables and pictures"), anchor="tables"), table, figure, inline, columns)


def _roles() -> tuple[Block, ...]:
    alerts = tuple(
        Container(role=f"alert-{a}", children=(paragraph(f"An alert of the kind {a}."),), label=True) for a in ALERTS
    )
    titled = Container(
        role="alert-warning", title=text("Mind the gap"), children=(paragraph("With a title."),), label=True
    )
    plain = tuple(
        Container(role=c, title=text(f"A {c}") if c != "box" else (), children=(paragraph(f"Inside a {c}."),))
        for c in CONTAINERS
    )
    loss = Container(
        role="loss",
        children=(Paragraph(children=(Link(target="https://www.example.org/video", children=text("Video: a tour")),)),),
    )
    unknown = Container(role="unknown", children=(paragraph("Content of a component that no one knows."),), lang="en")
    spans = tuple(x for s in SPANS for x in (Span(children=text(s), role=s), *text(" ")))
    links = (
        Link(target="https://www.example.org/join", children=text("Join now"), role="button"),
        *text(" "),
        Link(target="mailto:staff@example.org", children=text("Write to us"), role="card-link", title="by mail"),
    )
    face = Image(asset="face.png", alt="Portrait of the chair", role="avatar")
    cover = Image(asset="diagram.png", alt="A cover", role="cover", width=240)
    paragraphs = tuple(paragraph(f"A {r} paragraph.", r) for r in ("subtitle", "caption", "note", "label"))
    return (
        Heading(level=2, children=text("Roles"), anchor="roles"),
        *alerts,
        titled,
        *plain,
        loss,
        unknown,
        Paragraph(children=spans),
        Paragraph(children=links),
        Paragraph(children=(face,)),
        Paragraph(children=(cover,)),
        *paragraphs,
    )


def _questions() -> tuple[Block, ...]:
    return (
        Heading(level=2, children=text("Questions"), anchor="questions"),
        question(
            1, "What is an Object?", paragraph("A standard data model."), bullets("It has an id.", "It has URNs.")
        ),
        question(2, "How does a client start?", paragraph("It bootstraps, then it registers.")),
    )


# --- the FAQ page ------------------------------------------------------------------------------------------------

_LINK = re.compile(r"\[([^\]]+)\]\(([^)]+)\)(?:\{[^}]*\})?|<a href=\"([^\"]+)\"[^>]*>(.*?)</a>")


def faq_document() -> Document:
    """The FAQ page's headings, introductions, questions and answers: read roughly, for the looks and the size of it."""
    source = (ROOT / "content/about/faq.md").read_text("utf-8")
    body: list[Block] = []
    toc: list[TocEntry] = []
    for part in re.split(r"^## ", source, flags=re.MULTILINE)[1:]:
        body.extend(_section(part, toc))
    return Document(
        title="Frequently Asked Questions",
        language="en",
        publisher="OMA SpecWorks",
        logo="logo.svg",
        page_size="Letter",
        control=Control(address="https://www.example.org/about/faq", source="about/faq.md", source_date="2024-03-01"),
        siblings=(Sibling(format="pdf", address="https://www.example.org/faq/Frequently%20Asked%20Questions.pdf"),),
        body=tuple(body),
        toc=tuple(toc),
        assets=assets(),
    )


def _section(part: str, toc: list[TocEntry]) -> list[Block]:
    title, rest = part.split("\n", 1)
    anchor = re.sub(r"\W+", "-", title.strip().lower()).strip("-")
    toc.append(TocEntry(level=2, anchor=anchor, children=text(title.strip())))
    blocks: list[Block] = [Heading(level=2, children=text(title.strip()), anchor=anchor)]
    for piece in re.split(r"^::(?=Sh|\s*$)", rest, flags=re.MULTILINE):
        if piece.startswith("ShFaq"):
            qas = yaml.safe_load(piece.split("---")[1])["qas"]
            blocks.extend(_entry(qa, len(toc) + n, toc) for n, qa in enumerate(qas))
        elif piece.startswith("ShAlert"):
            alert = (Paragraph(children=_inlines(piece.split("\n", 1)[1].split("---\n")[-1].strip())),)
            blocks.append(Container(role="alert-info", label=True, children=alert))
        else:
            blocks.extend(Paragraph(children=_inlines(p)) for p in re.split(r"\n\s*\n", piece.strip()) if p)
    return blocks


def _entry(qa: dict[str, str], number: int, toc: list[TocEntry]) -> QuestionAnswer:
    made = question(number, qa["q"], *_answer(qa["a"]))
    made = QuestionAnswer(
        number=sum(t.question for t in toc) + 1,
        anchor=f"{made.anchor}-{number}",
        question=made.question,
        answer=made.answer,
    )
    toc.append(TocEntry(level=3, anchor=made.anchor, children=made.question, question=True))
    return made


def _answer(source: str) -> list[Block]:
    blocks: list[Block] = []
    for piece in re.split(r"\n\s*\n", source.strip()):
        lines = piece.split("\n")
        words = [line for line in lines if not line.startswith("* ")]
        items = [line[2:].strip() for line in lines if line.startswith("* ")]
        blocks.append(Paragraph(children=_inlines(" ".join(w.strip() for w in words))))
        if items:
            blocks.append(bullets(*items))
    return blocks


def _inlines(source: str) -> tuple[Inline, ...]:
    found: list[Inline] = []
    at = 0
    for match in _LINK.finditer(source):
        found.extend(text(source[at : match.start()]))
        words, target = match[1] or match[4], match[2] or match[3]
        full = target if ":" in target else f"https://www.example.org{target}"
        found.append(Link(target=full.replace(" ", "%20"), children=text(words), written=target))
        at = match.end()
    return (*found, *text(source[at:])) if source[at:] else tuple(found)
