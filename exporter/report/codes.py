"""The codes of all findings, by the stage that finds them.

SARIF reports, ``exporter explain`` and the documentation take their texts from here. Comments that silence findings
may name these codes only.
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from exporter import assets, backends, markdown, output, plan, published, transforms, validate, yamltext
from exporter.backends import third_party
from exporter.build import accessibility, diagrams, settings
from exporter.build.workers import cluster_faults, tasks
from exporter.cache import CODES as CACHE_CODES
from exporter.components import codes as components
from exporter.config import load as config
from exporter.diagnostics import Code
from exporter.evaluation import answers
from exporter.lowering import codes as lowering
from exporter.report import fatal_codes, page_images
from exporter.review import codes as review
from exporter.source import languages, navigation, reader, revisions, snapshot, tags
from exporter.theme import checks, contrast
from exporter.validate import suppressions

CONFIGURATION = "reading the configuration"
FILES = "finding pages and files"
CLUSTER = "making files on a cluster"
CHECKING = "comparing files with their pages (exporter check)"
REVIEW = "applying a reviewer's changes"
OUTSIDE = (CONFIGURATION, FILES, CLUSTER, CHECKING, REVIEW)  # their findings are of no line of a page


@cache
def known_codes() -> Mapping[str, Code]:
    """Return the codes by their names."""
    return {code.name: code for codes in stages().values() for code in codes}


@cache
def stages() -> Mapping[str, Sequence[Code]]:
    """Return the codes by the stage that finds them, in the order of the flow, each once."""
    seen: set[Code] = set()
    return {stage: tuple(_new(codes, seen)) for stage, codes in _stages()}


def stage_of(code: Code) -> str:
    """Return the stage that finds a code."""
    return next(stage for stage, codes in stages().items() if code in codes)


def _new(codes: Sequence[Code], seen: set[Code]) -> Iterator[Code]:
    for code in codes:
        if code not in seen:
            seen.add(code)
            yield code


def _stages() -> Iterator[tuple[str, Sequence[Code]]]:
    yield "starting", fatal_codes.CODES
    yield CONFIGURATION, (*config.CODES, *suppressions.CODES, *contrast.CODES, *checks.CODES)
    versions = (*revisions.CODES, *tags.CODES)
    yield FILES, (*reader.CODES, *languages.CODES, *navigation.CODES, *snapshot.CODES, *versions, *CACHE_CODES)
    yield "reading a page: YAML", yamltext.CODES
    yield "reading a page: Markdown and components", (*markdown.CODES, *components.CODES, *lowering.CODES)
    yield "checking the content", validate.known_codes()
    yield "planning", plan.CODES
    yield "putting a document together", (*transforms.CODES, *assets.CODES, *diagrams.CODES, *settings.CODES)
    for name in backends.FORMATS:
        yield f"making a file: {name}", backends.load(name).codes
    yield "making a file: all formats", (*tasks.CODES, third_party.FAILED)
    yield CLUSTER, cluster_faults.CODES
    yield "writing files", output.CODES
    yield CHECKING, (*published.CODES, *accessibility.CODES, *answers.CODES, *page_images.CODES)
    yield REVIEW, review.CODES
