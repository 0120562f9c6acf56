"""The record as one HTML page, or as a PDF of it: results, the items to judge, and answers to fill in."""

import base64
import json
from collections import Counter
from collections.abc import Callable, Container, Mapping
from dataclasses import replace
from typing import Any

from exporter.backends.html.asset_addresses import asset_address
from exporter.backends.pdf.printed import Printed, printed
from exporter.diagnostics import counted
from exporter.evaluation.criteria import criteria, judged_formats
from exporter.evaluation.items import NOUNS, ItemKind
from exporter.model.document import Asset
from exporter.report.accessibility import criteria_tables, plan
from exporter.report.accessibility.collect import Evidence
from exporter.report.accessibility.faults import ItemState, document_faults, has_failed, item_state
from exporter.report.accessibility.numbered_blocks import letters, numbered
from exporter.report.accessibility.record import DocumentRecord, FileRecord, JudgedItem, Record
from exporter.report.codes import known_codes
from exporter.theme.files import Theme
from exporter.theme.templates import templates

TEMPLATE = "report/accessibility.html.j2"
# Each kind of item: its heading, and what a person looks at and decides.
KINDS: Mapping[ItemKind, tuple[str, str]] = {
    ItemKind.PICTURE: (
        "Pictures and their alternative texts",
        "Does the text say what the picture says at this place? Is a picture without one mere decoration? Does the"
        " picture show words that text could say, faint words or lines, or meaning by colour alone?",
    ),
    ItemKind.MOTION: (
        "Moving pictures",
        "Can it be stopped, or does it end within five seconds? Does it flash? Does its alternative text say what"
        " happens in it?",
    ),
    ItemKind.LINK: (
        "Links, out of their context",
        "Do the words, with the line around them, say where the link leads?",
    ),
    ItemKind.OUTLINE: (
        "Title and outline of headings",
        "Does the title name the document? Do the headings say what is below them, on the right levels? Is each"
        " heading of the page here, or is one only bold text? Headings that the exporter adds, such as those of"
        " contents, lists of figures and tables, the history and facts about the document, are not listed.",
    ),
    ItemKind.READING_ORDER: (
        "Reading order of the pages",
        "Read the words in the order of the numbers. Does the text keep its meaning? Is a heading a heading, and a"
        " caption beside its picture? Words that stand under 'Passages' too are shortened.",
    ),
    ItemKind.TABLE: ("Tables and their headers", "Is each header marked as the header of the right cells?"),
    ItemKind.LANGUAGE: ("Languages", "Is the text in this language?"),
    ItemKind.PASSAGE: (
        "Passages",
        "Do the words point to anything by its shape, size, place or colour alone ('the round button', 'the part in"
        " red')? Are words of another language missing from the list of languages? Is the order of the sentences"
        " right?",
    ),
    ItemKind.BOOK: (
        "Whole e-books",
        "Open the book in a reading program, enlarge its letters, widen their spacing, and have it read aloud: is"
        " everything there in the right order and readable, wide tables, code and formulas too? Is anything said by"
        " colour alone?",
    ),
    ItemKind.FILE: (
        "Whole files",
        "Open the file, enlarge it to 400 %, and set wider spacing of text where the program can: is everything"
        " still there, readable without scrolling to the side, and with enough contrast? A PDF is enlarged in the"
        " view that reflows its text: use a reader that has one, and name it in the note. Is anything said by colour"
        " alone? Does a screen reader say all of a web page, in an order that keeps its meaning, and reach its links"
        " and buttons? The answer of a program that checks files counts for tags and syntax alone.",
    ),
}
LEAST = 4.5  # contrast of text (WCAG 2.1, 1.4.3)
LOWEST = 3  # pairs of colours that are shown of a theme if all reach it
REMARK = 60  # characters of the words beside the name of an item to answer
MARKS = {"failed": "✕", "needs a person": "?", "passed": "✓", "left to the website": "→", "not applicable": "–"}


Address = Callable[[Asset], str]


def as_html(evidence: Evidence) -> str:
    """Return the page: one file, without scripts and without anything from elsewhere."""
    return _page(evidence, lambda asset: f"data:{asset.media_type};base64,{base64.b64encode(asset.data).decode()}")


def as_pdf(evidence: Evidence) -> Printed:
    """Return the page printed by the PDF backend. Raises ``EnvironmentFault`` if a library is missing."""
    pictures: dict[str, Asset] = {}

    def address(asset: Asset) -> str:
        pictures[asset.name] = asset
        return asset_address(asset)

    return printed(_page(evidence, address, copied=False), pictures, Theme())


def _page(evidence: Evidence, address: Address, *, copied: bool = True) -> str:
    """Return the page, with the answers to fill in if they can be ``copied`` from it."""
    record = evidence.record
    shown: dict[str, tuple[JudgedItem, DocumentRecord]] = {}
    for document in record.documents:
        shown.update({one.name: (one, document) for one in document.items if one.name not in shown})
    asked = {n for d in record.documents for file in d.files for result in file.results for n in result.items}
    kinds = {kind: [pair for pair in shown.values() if pair[0].kind == kind] for kind in KINDS}
    shared = criteria_tables.shared_results(record)
    files = [file for document in record.documents for file in document.files if file.results]
    known = known_codes()
    return templates(Theme()).render(
        TEMPLATE,
        record=record,
        states=plan.document_states(record),
        unseen=[file for document in record.documents for file in document.files if not file.results],
        work=plan.work(record),
        faults=document_faults(record),
        documents=[_document(number, document, shared) for number, document in enumerate(record.documents, 1)],
        shared=criteria_tables.shared_rows(shared, (file.format for file in files)),
        clauses={judged_formats()[file.format].name: file.clause for file in files},
        themes=_themes(record),
        checks=[(c, known[c].meaning, numbers) for c, numbers in criteria_tables.checks(record).items() if c in known],
        people=Counter(one.by for one, _ in shown.values() if one.by),
        groups=[_group(kind, pairs, asked, evidence, address) for kind, pairs in kinds.items() if pairs],
        marks=MARKS,
        answers=answers_to_fill_in(record) if copied else "",
    )


def answers_to_fill_in(record: Record) -> str:
    """Return YAML with an answer for each kind of open items, under the first export that has them."""
    seen: set[str] = set()
    lines = []
    for document in record.documents:
        failed = {one.name for one in document.items if has_failed(one)}
        asked = {name for file in document.files for result in file.results for name in result.items} - seen - failed
        seen |= asked
        for kind in KINDS:
            if items := [one for one in document.items if one.kind == kind and one.name in asked]:
                lines += [f"  - export: {json.dumps(document.export, ensure_ascii=False)}", "    items:"]
                lines += [f"      - {one.name}{_remark(one)}" for one in items]
                lines += ["    verdict: # pass or fail", "    by:", "    date:"]
    return "\n".join(["answers:", *lines]) if lines else ""


def _remark(one: JudgedItem) -> str:
    """Return a comment that tells items from each other: the page's number, or the first words."""
    words = f"page {one.page}" if one.page else " ".join((one.words or next(iter(one.lines), "")).split())
    shown = "".join(character for character in words if character.isprintable())[:REMARK]
    return f" # {shown}" if shown else ""


def _themes(record: Record) -> list[dict[str, Any]]:
    """Return the colours of each theme with its documents: the pairs of too low contrast, else the lowest."""
    found = []
    for theme, scheme in dict.fromkeys((pair.theme, pair.scheme) for pair in record.colours):
        own = [pair for pair in record.colours if (pair.theme, pair.scheme) == (theme, scheme)]
        low = [pair for pair in own if pair.contrast < LEAST]
        titles = [d.title for d in record.documents if any(file.theme == theme for file in d.files)]
        facts = {"name": theme, "scheme": scheme, "documents": titles, "number": len(own), "too_low": len(low)}
        found.append({**facts, "shown": low or own[:LOWEST]})
    return found


def _document(number: int, document: DocumentRecord, shared: criteria_tables.Shared) -> dict[str, Any]:
    people = {one.by for one in document.items if one.by}
    return {
        "id": plan.document_id(number),
        "record": document,
        "files": [
            {
                "record": file,
                "name": judged_formats()[file.format].name,
                "statement": _statement(file, people),
                "pages": counted(file.pages, "page") if file.pages else "",
            }
            for file in document.files
        ],
        "rows": criteria_tables.own_rows(document, shared),
    }


def _statement(file: FileRecord, people: Container[str]) -> str:
    """Return the words about the results of a file; ``people`` have signed answers about its document.

    The person who answers for the file says whether it conforms: a program cannot know whether people looked.
    """
    if not file.results:
        return f"The file is {file.state}{f': {file.why}' if file.why else ''}. Run 'exporter build', then this report."
    failed, left = file.counts["failed"], file.counts["needs a person"]
    if failed or left:
        parts = [f"{failed} of the criteria failed"] if failed else []
        parts += [f"{left} of the criteria need a person's answers"] if left else []
        return f"{' and '.join(parts)}: nothing is said yet about conformance."
    signed = sorted({words for result in file.results for words in result.by if words in people})
    website = ", ".join(result.number for result in file.results if result.status == "left to the website")
    return (
        f"{f'The website that offers the page decides {website}: judge them there. ' if website else ''}"
        f"No {'other ' if website else ''}criterion of WCAG 2.1, levels A and AA, as clause {file.clause} of EN 301 549"
        f" applies them, is failed or open: by the answers of {'; '.join(signed)}, and by the checks and the design"
        " named beside each criterion. This is evidence for the person who answers for the file, and helps to meet"
        " rules that ask for it."
    )


def _group(
    kind: ItemKind,
    pairs: list[tuple[JudgedItem, DocumentRecord]],
    asked: Container[str],
    evidence: Evidence,
    address: Address,
) -> dict[str, Any]:
    """Return the items of a kind: those that failed, then those to judge, then the others."""
    title, question = KINDS[kind]
    names = dict.fromkeys(
        f"{criterion.number} {criterion.name}"
        for name in judged_formats()
        for criterion in criteria(name)
        if kind in criterion.person
    )
    passages = _passages(evidence.record) if kind is ItemKind.READING_ORDER else frozenset()
    states = [item_state(one, asked) for one, _ in pairs]
    failed, open_ = states.count(ItemState.FAIL), states.count(ItemState.OPEN)
    parts = [*([f"{failed:,} failed"] if failed else []), *([f"{open_:,} left to judge"] if open_ else [])]
    items = [
        _item(one, state, document, evidence, address, passages)
        for state, (one, document) in zip(states, pairs, strict=True)
    ]
    return {
        "kind": kind.value,
        "title": title,
        "question": question,
        "criteria": list(names),
        "items": sorted(items, key=lambda item: list(ItemState).index(item["state"])),
        "number": counted(len(pairs), NOUNS[kind]),
        "failed": failed,
        "left": ", ".join(parts) or "nothing left",
    }


def _item(
    one: JudgedItem,
    state: ItemState,
    document: DocumentRecord,
    evidence: Evidence,
    address: Address,
    passages: frozenset[str],
) -> dict[str, Any]:
    picture, page = evidence.pictures.get(one.name), evidence.pages.get(one.name)
    if page is not None and page.picture:
        picture = Asset(name="page", media_type="image/png", data=page.picture, width=0, height=0)
    return {
        "record": one,
        "state": state,
        "document": document,
        "language": one.words if one.kind == ItemKind.LANGUAGE else document.language,
        "picture": address(replace(picture, name=one.name)) if picture else "",
        "page": page,
        "blocks": numbered(page, passages) if page else [],
    }


def _passages(record: Record) -> frozenset[str]:
    """Return the letters of each line that is an item to judge in itself."""
    items = (one for document in record.documents for one in document.items if one.kind == ItemKind.PASSAGE)
    return frozenset(letters(line) for one in items for line in (one.words, *one.lines))
