"""The marks that a PDF bears, read from its bytes, and the rules of their standards that it breaks."""

import re
from io import BytesIO

import page
import pikepdf
from page import ValidationProfile

from exporter.backends.base import Rendered
from tests.backends.pdf import matterhorn

PROFILES = {
    "PDF/A-2a": ValidationProfile.PDF_A_2A,
    "PDF/A-2u": ValidationProfile.PDF_A_2U,
    "PDF/A-3a": ValidationProfile.PDF_A_3A,
    "PDF/A-3u": ValidationProfile.PDF_A_3U,
    "PDF/UA-1": ValidationProfile.PDF_UA_1,
}
# Rules that sound files break: compressed data that happens to end in a carriage return; glyphs that stand for no
# character of their own, as a dot of an Arabic letter (veraPDF has no objection).
FALSE_ALARMS = ("STREAM-LENGTH-001", "UNICODE-MAPPING-001")
_PDFA = re.compile(r"pdfaid:part(?:>|=\")(\d)")
_LEVEL = re.compile(r"pdfaid:conformance(?:>|=\")(\w)")
_PDFUA = re.compile(r"pdfuaid:part(?:>|=\")(\d)")


def claimed(data: bytes) -> tuple[str, ...]:
    """Return the standards that a file claims in its metadata."""
    with pikepdf.open(BytesIO(data)) as pdf:
        text = pdf.Root.Metadata.read_bytes().decode() if "/Metadata" in pdf.Root else ""
    part, level, universal = _PDFA.search(text), _LEVEL.search(text), _PDFUA.search(text)
    archival = (f"PDF/A-{part[1]}{level[1].lower() if level else ''}",) if part else ()
    declared = (f"WTPDF 1.0 {name}" for name in re.findall(r"wtpdf#(\w+?)1\.0", text))
    return (*archival, *([f"PDF/UA-{universal[1]}"] if universal else []), *declared)


def untrue(rendered: Rendered) -> list[str]:
    """Return a line for each rule that a file breaks of a standard that it claims, and for another claim than told."""
    assert rendered.data is not None, rendered.findings
    claims = claimed(rendered.data)
    told = {claim for claim in claims if claim.startswith("PDF/")}
    wrong = [] if told == set(rendered.standards) else [f"{rendered.standards} told, but {claims} claimed"]
    for standard in told & PROFILES.keys():
        report = page.validate_pdf_bytes(rendered.data, profile=PROFILES[standard])
        wrong += [
            f"{standard} {f.rule_id}: {f.message}" for f in report.failures if not f.rule_id.endswith(FALSE_ALARMS)
        ]
    if any(standard.startswith("PDF/UA") for standard in told):
        wrong += matterhorn.faults(rendered.data)
    return wrong
