"""The facts about a file that decide the results of its criteria."""

import hashlib
from collections.abc import Iterator, Sequence

from exporter.backends.base import Rendered
from exporter.backends.front_back import generated_words
from exporter.build.documents import ExportContent
from exporter.diagnostics import Diagnostic
from exporter.evaluation.answers import NO_ANSWERS
from exporter.evaluation.criteria import criteria, judged_formats
from exporter.evaluation.items import Item, ItemKind, book_item, document_items, file_item, generated_tables, item
from exporter.evaluation.results import FileFacts, Status, counts, evaluate
from exporter.model.document import Document, Evaluation
from exporter.model.passages import questions
from exporter.theme.contrast import low_contrast
from exporter.theme.files import Theme
from exporter.theme.styles import TOKEN_FILES

_MEASURED = (*TOKEN_FILES, "styles/roles.toml")  # their colours are measured


def file_facts(
    name: str,
    theme: Theme,
    document: Document,
    items: Sequence[Item],
    findings: Sequence[Diagnostic],
    standards: Sequence[str],
) -> FileFacts:
    """Return the facts about a file of the format ``name`` that decide the results of the criteria."""
    known = judged_formats()[name]
    own = (path for path in theme.files if path not in _MEASURED)
    return FileFacts(
        format=name,
        items=items,
        findings=(*findings, *low_contrast(theme, theme.folder)),
        marked=not known.mark or any(standard.startswith(known.mark) for standard in standards),
        designed=not any(path.startswith(known.design) for path in own),
        questions=any(questions(document.body)),
    )


def items_of(name: str, document: Document, theme: Theme, items: tuple[Item, ...] | None = None) -> tuple[Item, ...]:
    """Return the items of a document in the format ``name``, without those of pages and files.

    ``items`` are those of the document in all formats, if they are known.
    """
    items = document_items(document) if items is None else items
    items = (*items, *generated_tables(document, generated_words(document, theme)))
    asked = any(ItemKind.BOOK in criterion.person for criterion in criteria(name))
    return (*items, book_item(document.title, items, _looks(theme))) if asked else items


def _looks(theme: Theme) -> Iterator[str]:
    """Yield the name of a theme and the hashes of the files in it that are the user's own."""
    yield theme.name
    for path, data in sorted(theme.files.items()):
        yield f"{path} {hashlib.sha256(data).hexdigest()}"


def evaluation(content: ExportContent, name: str, theme: Theme) -> Evaluation | None:
    """Return people's verdict that the file of an export meets all criteria; None as long as one is failed or open.

    Only an export with answers of its own is looked at, so that others cost nothing.
    """
    answers = content.answers
    if content.export.known_as not in answers.exports or content.document is None:
        return None
    items = items_of(name, content.document, theme)
    facts = file_facts(name, theme, content.document, items, content.findings, ())
    results = evaluate(facts, answers)
    judged = [answer for answer in (answers.of(one.name) for one in items) if answer is not None]
    met = all(result.status in (Status.PASSED, Status.NONE) for result in results)
    if not (met and judged and facts.designed and facts.marked):
        return None
    people = sorted({answer.by for answer in judged})
    return Evaluation(by=", ".join(people), date=max(answer.date for answer in judged))


def figures(
    name: str, theme: Theme, document: Document, findings: Sequence[Diagnostic], rendered: Rendered, sha256: str
) -> dict[str, int]:
    """Return the number of criteria of each result for a new file, before people have judged anything.

    The dictionary is empty for a format without criteria. Pages count as one item, since nobody needs their words here.
    """
    if name not in judged_formats():
        return {}
    pages = (item(ItemKind.READING_ORDER, ""),) if name == "pdf" else ()
    items = (*items_of(name, document, theme), *pages, file_item(sha256, ""))
    facts = file_facts(name, theme, document, items, (*findings, *rendered.findings), rendered.standards)
    return counts(evaluate(facts, NO_ANSWERS))
