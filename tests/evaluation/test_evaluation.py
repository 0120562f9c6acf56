"""The table of criteria, the items of a document, people's answers, and what follows from them."""

from dataclasses import replace

import pytest

from exporter.build.evaluation import items_of
from exporter.diagnostics import Code, Severity
from exporter.evaluation.answers import NO_ANSWERS, parse_answers
from exporter.evaluation.criteria import criteria, judged_formats
from exporter.evaluation.items import ItemKind, document_items, file_item
from exporter.evaluation.results import FileFacts, Status, counts, evaluate
from exporter.model.document import Control, Document, RevisionEntry
from exporter.model.nodes import Image, Link, Paragraph, Span, Text
from exporter.report.codes import known_codes
from exporter.theme.files import Theme
from tests.backends.documents import faq_document, sample_document

# WCAG 2.1: the numbers of the criteria of each guideline on levels A and AA.
WCAG = {
    "1.1": [1],
    "1.2": [1, 2, 3, 4, 5],
    "1.3": [1, 2, 3, 4, 5],
    "1.4": [1, 2, 3, 4, 5, 10, 11, 12, 13],
    "2.1": [1, 2, 4],
    "2.2": [1, 2],
    "2.3": [1],
    "2.4": [1, 2, 3, 4, 5, 6, 7],
    "2.5": [1, 2, 3, 4],
    "3.1": [1, 2],
    "3.2": [1, 2, 3, 4],
    "3.3": [1, 2, 3, 4],
    "4.1": [1, 2, 3],
}
AA = {
    *("1.2.4", "1.2.5", "1.3.4", "1.3.5", "1.4.3", "1.4.4", "1.4.5", "1.4.10", "1.4.11", "1.4.12", "1.4.13"),
    *("2.4.5", "2.4.6", "2.4.7", "3.1.2", "3.2.3", "3.2.4", "3.3.3", "3.3.4", "4.1.3"),
}
VOID = {"10.2.4.1", "10.2.4.5", "10.3.2.3", "10.3.2.4"}  # EN 301 549 V3.2.1
ANSWER = "answers:\n  - export: a\n    items: [{}]\n    verdict: {}\n    by: Ann\n    date: 2026-11-29\n"


@pytest.mark.parametrize("name", judged_formats())
def test_the_table_has_every_criterion_of_levels_a_and_aa(name: str) -> None:
    """Numbers, levels and clauses are those of WCAG 2.1 and EN 301 549, and each criterion has one way to a result."""
    found = [criterion for criterion in criteria(name) if criterion.level]
    others = [criterion.clause for criterion in criteria(name) if not criterion.level]
    assert others == (["9.6"] if name == "html" else ["10.5", "10.6"])
    assert [c.number for c in found] == [f"{line}.{number}" for line, own in WCAG.items() for number in own]
    assert {c.number for c in found if c.level == "AA"} == AA
    assert all(c.clause == f"{judged_formats()[name].clause}.{c.number}" for c in found)
    assert {c.clause for c in found if "clause 10 leaves it out" in c.none} == (
        VOID if name in ("pdf", "docx") else set()  # EPUB Accessibility 1.1 asks for them in books
    )
    assert all(bool(c.none) != bool(c.passes or c.person or c.website) for c in found)


def test_the_table_names_known_findings() -> None:
    """A code that no stage reports would pass its criterion for ever."""
    assert {code for name in judged_formats() for c in criteria(name) for code in c.codes} <= known_codes().keys()


def test_every_item_of_a_document_is_found_once() -> None:
    """All pictures, links, tables, languages and passages of the document with every node, under names of their own."""
    items = document_items(sample_document())
    assert len({one.name for one in items}) == len(items)
    others = {ItemKind.MOTION, ItemKind.READING_ORDER, ItemKind.BOOK, ItemKind.FILE}
    assert {one.kind for one in items} == set(ItemKind) - others
    table = next(one for one in items if one.kind is ItemKind.TABLE)
    assert "(header of its column)" in table.lines[0]


def test_only_a_changed_item_has_a_new_name() -> None:
    """An answer about one link holds if the words elsewhere change, and no longer if its own line does."""
    link = Link(target="https://example.org", children=(Text(text="the site"),))
    first = Document(title="A", body=(Paragraph(children=(link,)), Paragraph(children=(Text(text="More."),))))
    second = replace(first, body=(first.body[0], Paragraph(children=(Text(text="Else."),))))
    third = replace(first, body=(Paragraph(children=(link, Text(text=" now"))), first.body[1]))
    names = [{i.kind: i.name for i in document_items(document)} for document in (first, second, third)]
    assert names[0]["link"] == names[1]["link"] != names[2]["link"]
    assert names[0]["passage"] != names[1]["passage"]
    assert names[0]["outline"] == names[1]["outline"] == names[2]["outline"]


def facts(document: Document, name: str = "html", **more: object) -> FileFacts:
    """A file of a document."""
    return FileFacts(format=name, items=(*items_of(name, document, Theme()), file_item("a" * 64, "a")), **more)  # type: ignore[arg-type]


def status(file: FileFacts, number: str, answers: str = "") -> Status:
    """The status of a criterion."""
    results = evaluate(file, parse_answers(answers, "answers.yaml"))
    return next(result.status for result in results if result.criterion.number == number)


@pytest.mark.parametrize("name", judged_formats())
def test_nothing_is_passed_that_only_a_person_can_say(name: str) -> None:
    """Without answers, no criterion with something to look at is passed, and every item is asked for by one."""
    file = facts(faq_document(), name)
    results = evaluate(file, NO_ANSWERS)
    kinds = {item.kind for item in file.items}
    assert all(r.status is Status.PERSON for r in results if set(r.criterion.person) & kinds and not r.criterion.none)
    assert sum(counts(results).values()) == len(criteria(name))
    assert sum(map(len, WCAG.values())) == 50


def test_what_asks_for_all_criteria_is_not_passed_before_them() -> None:
    """A person who looked at the whole file has not judged 9.6 as long as another criterion of it is open."""
    link = Link(target="https://example.org", children=(Text(text="the site"),))
    file = facts(Document(title="A", body=(Paragraph(children=(link,)),)))
    names = [one.name for one in file.items]
    assert status(file, "9.6", ANSWER.format(names[-1], "pass")) is Status.PERSON
    assert status(file, "9.6", ANSWER.format(", ".join(names), "pass")) is Status.WEBSITE  # 2.4.5 is no page's
    assert status(file, "9.6", ANSWER.format(", ".join(names), "fail")) is Status.PERSON


def test_tables_that_the_exporter_adds_are_items() -> None:
    """The facts in the head and the history have headers that a person may look at, in the words of the document."""
    control = Control(
        version="2", working_group="Dots", history=(RevisionEntry(version="1", date="2026-01-01", text="First."),)
    )
    found = items_of("pdf", Document(title="A", body=(), control=control), Theme())
    assert [(one.words, one.lines) for one in found if one.kind is ItemKind.TABLE] == [
        (
            "the table in the head of the document",
            ("Version (header of its row) | 2", "Working group (header of its row) | Dots"),
        ),
        (
            "Revision history",
            (
                "Version (header of its column) | Date (header of its column) | Change (header of its column)",
                "1 | 2026-01-01 | First.",
            ),
        ),
    ]


def test_an_answer_of_a_day_to_come_is_told() -> None:
    """It counts no longer than a report asks for the day; a day that has begun somewhere is no such day."""
    answers = parse_answers(ANSWER.format("x-1", "pass"), "accessibility.yaml")
    assert list(answers.early("2026-11-29")) == []
    assert answers.until("2026-11-29").of("x-1") is not None
    assert answers.until("2026-11-28").of("x-1") is None
    (finding,) = answers.early("2026-11-28")
    assert (finding.code, str(finding.pos)) == ("early-answer", "accessibility.yaml:2:5")


def test_answers_decide_and_failures_win() -> None:
    """A criterion passes once all of its items do; a 'fail' about one, or a finding, fails it."""
    link = Link(target="https://example.org", children=(Text(text="here"),))
    document = Document(title="A", body=(Paragraph(children=(link,)),))
    name = next(one.name for one in document_items(document) if one.kind is ItemKind.LINK)
    file = facts(document)
    assert status(file, "2.4.4") is Status.PERSON
    assert status(file, "2.4.4", ANSWER.format(name, "pass")) is Status.PASSED
    both = ANSWER.format(name, "fail") + ANSWER.format(name, "pass").partition("\n")[2]
    assert status(file, "2.4.4", both) is Status.FAILED
    empty = Code("link-empty", Severity.WARNING, "").finding("a link without words")
    assert status(replace(file, findings=(empty,)), "2.4.4", ANSWER.format(name, "pass")) is Status.FAILED


def test_a_fail_fails_the_criteria_that_it_names_and_no_others() -> None:
    """A bad alternative text says nothing about contrast; a 'fail' without criteria leaves all of them open."""
    sample = sample_document()
    image = Image(asset=next(iter(sample.assets)), alt="A dot")
    file = facts(Document(title="A", body=(Paragraph(children=(image,)),), assets=sample.assets))
    name = next(one.name for one in file.items if one.kind is ItemKind.PICTURE)

    def found(answers: str) -> list[Status]:
        return [status(file, number, answers) for number in ("1.1.1", "1.4.5", "2.1.1")]

    failed = ANSWER.format(name, "fail")
    assert found(failed) == [Status.PERSON, Status.PERSON, Status.PASSED]
    named = failed.replace("verdict", "criteria: [1.1.1]\n    verdict")
    assert found(named) == [Status.FAILED, Status.PERSON, Status.PASSED]
    assert found(named + ANSWER.format(name, "pass").partition("\n")[2]) == [
        *(Status.FAILED, Status.PASSED, Status.PASSED)
    ]
    assert found(named.replace("[1.1.1]", "[2.1.1]")) == [Status.PERSON, Status.PERSON, Status.FAILED]


def test_a_picture_without_words_fails_even_if_its_finding_is_off() -> None:
    """`severities: {missing-alt: off}` changes no result."""
    sample = sample_document()
    image = Image(asset=next(iter(sample.assets)), alt="")
    document = Document(title="A", body=(Paragraph(children=(image,)),), assets=sample.assets)
    assert status(facts(document), "1.1.1") is Status.FAILED


def test_a_document_without_such_items_is_not_asked_about_them() -> None:
    """A criterion about pictures does not apply to a text without any."""
    document = Document(title="A", body=(Paragraph(children=(Text(text="Words."),)),))
    assert status(facts(document), "1.1.1") is Status.NONE
    assert status(facts(document), "1.4.3") is Status.PASSED


def test_the_design_stands_only_for_files_of_the_exporters_own_design() -> None:
    """With templates of a theme, or without the mark for tags, a person looks at the file."""
    document = Document(title="A", body=(Paragraph(children=(Span(children=(Text(text="Words."),)),)),))
    assert status(facts(document), "2.1.1") is Status.PASSED
    assert status(facts(document, designed=False), "2.1.1") is Status.PERSON
    assert status(facts(document, "pdf"), "4.1.2") is Status.PASSED
    assert status(facts(document, "pdf", marked=False), "4.1.2") is Status.PERSON
    checker = ANSWER.format("file-aaaaaaaaaaaa", "fail").replace("by: Ann", "checker: a checker of tags 1.0")
    assert status(facts(document, "pdf"), "4.1.2", checker) is Status.PERSON  # it does not say which criterion
    named = checker.replace("verdict", "criteria: [4.1.2]\n    verdict")
    assert status(facts(document, "pdf"), "4.1.2", named) is Status.FAILED


def test_a_checker_answers_for_tags_of_its_own_format_alone() -> None:
    """No program that reads tags has seen whether a file can be enlarged, nor the tags of another format."""
    document = Document(title="A", body=(Paragraph(children=(Text(text="Words."),)),))
    checker = ANSWER.format("file-aaaaaaaaaaaa", "pass").replace("by: Ann", "checker: veraPDF 1.31, PDF/UA-1")
    unmarked = facts(document, "pdf", marked=False)
    assert status(unmarked, "4.1.2") is Status.PERSON
    assert status(unmarked, "4.1.2", checker) is Status.PASSED
    assert status(unmarked, "1.4.10", checker) is Status.PERSON
    own_templates = facts(document, "docx", designed=False)
    assert status(own_templates, "4.1.2", checker) is Status.PERSON
    both = checker.replace("checker:", "by: Ann\n    checker:")
    assert status(unmarked, "1.4.10", both) is Status.PASSED


def test_of_two_answers_the_failure_counts_and_the_other_is_known() -> None:
    """Whoever reads the record sees that people disagree."""
    found = parse_answers(
        ANSWER.format("x-1", "fail") + ANSWER.format("x-1", "pass").partition("\n")[2].replace("Ann", "Bob"), "a.yaml"
    )
    first = found.of("x-1")
    assert first is not None
    assert (first.by, first.verdict) == ("Ann", "fail")
    assert [other.signature for other in found.others("x-1")] == ["Bob, 2026-11-29"]


def test_words_about_questions_are_for_pages_with_questions() -> None:
    """A page without questions has no field, and a link that the exporter adds is not no link."""
    document = Document(title="A", body=(Paragraph(children=(Text(text="Words."),)),))
    for number in ("2.1.4", "3.2.2", "3.3.2"):
        assert status(facts(document), number) is Status.NONE
        assert status(facts(document, questions=True), number) is Status.PASSED
    assert status(facts(document), "2.4.4") is Status.PASSED


def test_looks_are_asked_again_with_another_theme() -> None:
    """A book in another theme is another item; its words keep their answers."""
    document = sample_document()
    first, second = (set(items_of("epub", document, theme)) for theme in (Theme(), Theme("standard")))
    assert {one.kind for one in first - second} == {one.kind for one in second - first} == {ItemKind.BOOK}


@pytest.mark.parametrize(
    ("text", "message", "place"),
    [
        ("answers: [", "broken YAML", ":1:"),
        ("- a\n", "expected keys and values", ":1:1"),
        ("answers: yes\n", "'answers' must be a list", ":1:1"),
        ("answer: []\n", "unknown key 'answer'", ":1:1"),
        ("answers:\n  - export: a\n    items: []\n", "must have at least 1 entry", ":3:"),
        ("answers:\n  - export: a\n    items: [x-1]\n    verdict: yes\n", "answers[0].verdict", ":4:14"),
        (
            "answers:\n  - export: a\n    items: [x-1]\n    verdict: pass\n    date: 2026-01-01\n",
            "name of a person",
            ":2:5",
        ),
        ("answers:\n  - export: a\n    items: [x-1]\n    verdict: pass\n    by: A\n", "needs the day", ":2:5"),
        ("answers:\n  - export: a\n    items: [x-1]\n    verdikt: pass\n", "unknown key 'answers[0].verdikt'", ":4:5"),
        ("answers:\n  - export: a\n    items: [x-1]\n    date: soon\n", "'soon' is not a date", ":4:11"),
        (ANSWER.format("x-1", "pass").replace("Ann", "'?'"), "'?' names no person", ":2:5"),
        (ANSWER.format("x-1", "pass").replace("Ann", "Nobody"), "'Nobody' names no person", ":2:5"),
        (ANSWER.format("x-1", "pass").replace("Ann", "veraPDF 1.28"), "'veraPDF 1.28' is a program", ":2:5"),
        (
            ANSWER.format("x-1", "fail").replace("verdict", "criteria: [1.1.9]\n    verdict"),
            "'1.1.9' is the number of no criterion",
            ":2:5",
        ),
        (
            ANSWER.format("link-1", "pass").replace("by: Ann", "checker: C 1"),
            "only a person can judge 'link-1'",
            ":2:5",
        ),
    ],
)
def test_a_malformed_file_is_told_at_its_place(text: str, message: str, place: str) -> None:
    """Each fault is a finding of one code at its line; no entry with a fault counts."""
    found = parse_answers(text, "accessibility.yaml")
    assert [f.code for f in found.findings] == ["answers-file"]
    assert message in found.findings[0].message
    assert f"accessibility.yaml{place}" in str(found.findings[0].pos)
    assert not found.by_item


def test_one_bad_answer_keeps_the_others() -> None:
    """The answers around a fault count, and an empty verdict answers nothing."""
    text = ANSWER.format("x-1", "pass") + "  - items: [x-2]\n  - export: a\n    items: [x-3]\n    verdict:\n    by:\n"
    found = parse_answers(text, "accessibility.yaml")
    assert list(found.by_item) == ["x-1"]
    assert len(found.findings) == 1
