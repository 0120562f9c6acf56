"""The record as one HTML page, or as a PDF of it: results, the items to judge, and answers to fill in."""

import base64
import json
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from exporter.backends.html.asset_addresses import asset_address
from exporter.backends.pdf.printed import printed
from exporter.diagnostics import counted
from exporter.evaluation.criteria import criteria, judged_formats
from exporter.evaluation.items import NOUNS, ItemKind
from exporter.model.document import Asset
from exporter.report.accessibility.collect import Evidence
from exporter.report.accessibility.record import CriterionResult, DocumentRecord, Fault, FileRecord, JudgedItem, Record
from exporter.report.codes import known_codes
from exporter.theme.contrast import SCHEMES
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
        "Does the title name the document? Do the headings say what is below them, on the right levels? Is each heading"
        " of the file here, or is one only bold text?",
    ),
    ItemKind.READING_ORDER: (
        "Reading order of the pages",
        "Read the words in the order of the numbers. Does the text keep its meaning? Is a heading a heading, and a"
        " caption below its picture? The tags before the words: H1 to H6 are headings, P is a paragraph, LI an item of"
        " a list, TH a header and TD another cell of a table, TOCI a line of the contents.",
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
        "Open the file, enlarge it to 400 %, and set wider spacing of text where the program can: is everything still"
        " there, readable, and with enough contrast? Is anything said by colour alone? The answer of a program that"
        " checks files counts for tags and syntax alone.",
    ),
}
# Who can judge: people who know the text judge all other kinds.
WITH_PROGRAMS = (ItemKind.READING_ORDER, ItemKind.BOOK, ItemKind.FILE)
LOW = 5.0  # contrasts below are shown
REMARK = 60  # characters of the words beside the name of an item to answer
CHECK = "check "
MARKS = {"failed": "✕", "needs a person": "?", "passed": "✓", "not applicable": "–"}


Address = Callable[[Asset], str]


def as_html(evidence: Evidence) -> str:
    """Return the page: one file, without scripts and without anything from elsewhere."""
    return _page(evidence, lambda asset: f"data:{asset.media_type};base64,{base64.b64encode(asset.data).decode()}")


def as_pdf(evidence: Evidence) -> bytes:
    """Return the page printed by the PDF backend. Raises ``EnvironmentFault`` if a library is missing."""
    pictures: dict[str, Asset] = {}

    def address(asset: Asset) -> str:
        pictures[asset.name] = asset
        return asset_address(asset)

    return printed(_page(evidence, address), pictures, Theme())


def _page(evidence: Evidence, address: Address) -> str:
    record = evidence.record
    shown: dict[str, tuple[JudgedItem, DocumentRecord]] = {}
    for document in record.documents:
        shown.update({one.name: (one, document) for one in document.items if one.name not in shown})
    kinds = {kind: [pair for pair in shown.values() if pair[0].kind == kind] for kind in KINDS}
    documents = [_document(number, document) for number, document in enumerate(record.documents, 1)]
    unseen = [file for document in record.documents for file in document.files if not file.results]
    return templates(Theme()).render(
        TEMPLATE,
        record=record,
        documents=documents,
        unseen=unseen,
        left=_left(record.documents),
        books=any(file.format == "epub" for document in record.documents for file in document.files),
        themes=_themes(record),
        check=CHECK,
        checks=_checks(record),
        failed=_failed(record),
        people=Counter(one.by for one, _ in shown.values() if one.by),
        groups=[_group(kind, pairs, evidence, address) for kind, pairs in kinds.items() if pairs],
        marks=MARKS,
        answers=answers_to_fill_in(record),
    )


def answers_to_fill_in(record: Record) -> str:
    """Return YAML with an answer for each kind of open items, under the first export that has them."""
    seen: set[str] = set()
    lines = []
    for document in record.documents:
        asked = {name for file in document.files for result in file.results for name in result.items} - seen
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


def _left(documents: Iterable[DocumentRecord], only: Collection[ItemKind] = tuple(KINDS)) -> list[tuple[str, str]]:
    """Return the kinds of items that are still to judge, with their number in words, each item once."""
    documents = tuple(documents)
    asked = {name for d in documents for file in d.files for result in file.results for name in result.items}
    kinds = {one.name: one.kind for document in documents for one in document.items if one.kind in only}
    return list(_by_kind(tuple(asked), kinds))


def _themes(record: Record) -> list[dict[str, Any]]:
    """Return the colours of each theme with its documents: low contrasts, and the number and least of the others."""
    found = []
    for theme in dict.fromkeys(pair.theme for pair in record.colours):
        titles = [d.title for d in record.documents if any(file.theme == theme for file in d.files)]
        for scheme in SCHEMES:
            own = [pair for pair in record.colours if (pair.theme, pair.scheme) == (theme, scheme)]
            low = [pair for pair in own if pair.contrast < LOW]
            rest = [pair.contrast for pair in own[len(low) :]]
            found.append({"name": theme, "scheme": scheme, "documents": titles, "low": low, "rest": rest})
    return found


def _checks(record: Record) -> dict[str, str]:
    """Return the meaning of each check that a result names, by its code."""
    known = known_codes()
    results = (result for d in record.documents for file in d.files for result in file.results)
    named = sorted({words.removeprefix(CHECK) for r in results for words in r.by if words.startswith(CHECK)})
    return {code: known[code].meaning for code in named if code in known}


def _failed(record: Record) -> dict[Fault, list[str]]:
    """Return each fault once, with the numbers of the criteria that it fails."""
    found: dict[Fault, list[str]] = {}
    for result in (result for d in record.documents for file in d.files for result in file.results):
        for fault in result.faults:
            if result.number not in found.setdefault(fault, []):
                found[fault].append(result.number)
    return found


def _document(number: int, document: DocumentRecord) -> dict[str, Any]:
    judged = [file for file in document.files if file.results]
    kinds = {one.name: one.kind for one in document.items}
    rows: list[dict[str, Any]] = []
    nowhere: dict[str, list[str]] = {}  # criteria that apply to none of the files, by the reason
    for results in zip(*(file.results for file in judged), strict=True):
        first = results[0]
        if all(result.status == "not applicable" and result.reason == first.reason for result in results):
            nowhere.setdefault(first.reason, []).append(f"{first.number} {first.name} ({first.level})")
        else:
            details = _details(judged, results, kinds)
            rows.append({"criterion": first, "results": results, "details": details})
    return {
        "id": f"document-{number}",
        "state": _state(document),
        "readers": _left((document,), [kind for kind in KINDS if kind not in WITH_PROGRAMS]),
        "testers": _left((document,), WITH_PROGRAMS),
        "record": document,
        "files": [
            {
                "record": file,
                "name": judged_formats()[file.format].name,
                "statement": _statement(file),
                "by_design": sum(result.status == "passed" and not result.by for result in file.results),
            }
            for file in document.files
        ],
        "judged": [f"{judged_formats()[file.format].name}, clause {file.clause}" for file in judged],
        "rows": rows,
        "nowhere": nowhere,
    }


def _details(
    files: Sequence[FileRecord], results: Sequence[CriterionResult], kinds: Mapping[str, str]
) -> list[dict[str, Any]]:
    """Return the details of a criterion's results, each once, grouped by the formats that they are about."""
    found: dict[tuple[str, Any], list[str]] = {}
    for file, result in zip(files, results, strict=True):
        for detail in _detail(result, kinds):
            found.setdefault(detail, []).append(judged_formats()[file.format].name)
    groups: dict[tuple[str, ...], list[tuple[str, Any]]] = {}
    for detail, formats in found.items():
        groups.setdefault(() if len(formats) == len(files) else tuple(formats), []).append(detail)
    return [{"formats": formats, "details": groups[formats]} for formats in sorted(groups, key=len)]


def _detail(result: CriterionResult, kinds: Mapping[str, str]) -> Iterator[tuple[str, Any]]:
    yield from (("fault", fault) for fault in result.faults)
    yield from (("failing", pair) for pair in _by_kind(result.failing, kinds))
    if asked := tuple(_by_kind(result.items, kinds)):
        yield "asked", asked
    yield from (("words", words) for words in (*result.by, result.reason) if words)
    if result.design:
        yield "design", result.design


def _by_kind(names: Sequence[str], kinds: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Yield each kind of some items, with their number in words."""
    for kind in KINDS:
        if number := sum(kinds.get(name) == kind for name in names):
            yield kind.value, counted(number, NOUNS[kind])


def _state(document: DocumentRecord) -> str:
    """Return the state of a document in a few words."""
    results = [result for file in document.files for result in file.results]
    if any(not file.results for file in document.files):
        return "not all files are up to date"
    if failed := {result.number for result in results if result.status == "failed"}:
        return f"{counted(len(failed), 'criterion', 'criteria')} failed"
    left = any(result.status == "needs a person" for result in results)
    return "not judged yet" if left else "judged, without a fault"


def _statement(file: FileRecord) -> str:
    """Return what the results say of a file. Only with people's answers to all questions does it conform."""
    if not file.results:
        return f"The file is {file.state}{f': {file.why}' if file.why else ''}. Run 'exporter build', then this report."
    failed, left = file.counts["failed"], file.counts["needs a person"]
    if failed or left:
        parts = [f"{failed} of the criteria failed"] if failed else []
        parts += [f"{left} of the criteria need a person's answers"] if left else []
        return f"{' and '.join(parts)}: nothing is said yet about conformance."
    around = " 2.4.5, 3.2.3 and 3.2.4 are about the website that offers the page." if file.clause == 9 else ""
    return (
        f"No criterion is failed or open. On the word of the people named below, and by the checks and the design named"
        f" beside them, the file conforms to the criteria of WCAG 2.1, levels A and AA, that clause {file.clause} of"
        f" EN 301 549 applies. That helps to meet rules that ask for it.{around}"
    )


def _group(
    kind: ItemKind, pairs: list[tuple[JudgedItem, DocumentRecord]], evidence: Evidence, address: Address
) -> dict[str, Any]:
    title, question = KINDS[kind]
    names = dict.fromkeys(
        f"{criterion.number} {criterion.name}"
        for name in judged_formats()
        for criterion in criteria(name)
        if kind in criterion.person
    )
    items = [_item(one, document, evidence, address) for one, document in pairs]
    left = sum(not (one.verdict or one.fault) for one, _ in pairs)
    return {
        "kind": kind.value,
        "title": title,
        "question": question,
        "criteria": list(names),
        "items": items,
        "open": left,
    }


def _item(one: JudgedItem, document: DocumentRecord, evidence: Evidence, address: Address) -> dict[str, Any]:
    picture, page = evidence.pictures.get(one.name), evidence.pages.get(one.name)
    if page is not None and page.picture:
        picture = Asset(name="page", media_type="image/png", data=page.picture, width=0, height=0)
    return {
        "record": one,
        "export": document.export,
        "language": one.words if one.kind == ItemKind.LANGUAGE else document.language,
        "picture": address(replace(picture, name=one.name)) if picture else "",
        "page": page,
    }
