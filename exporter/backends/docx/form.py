"""The form of a change request: a user's Word file whose text comes first, with its fields filled in.

The import is that of a reference document, but keeps the text. So the form's styles, lists, headers and footers are
those of the whole file.
"""

from collections.abc import Mapping
from io import BytesIO

from exporter.backends.docx.import_reference import LIMITS, Import, check_package, refuse_fetching, safe_target
from exporter.backends.docx.options import FORM, FORM_FIELD
from exporter.diagnostics import Diagnostics, did_you_mean
from exporter.model.document import RequestField
from exporter.ooxml import names
from exporter.ooxml.elements import Element, serialize
from exporter.ooxml.form_fields import fill
from exporter.ooxml.names import NAMESPACES, qname
from exporter.ooxml.package import Package, PackageError, read_package

_NAME = "the form"
_NOTES = ("footnoteReference", "endnoteReference")
_RELATION = f"{{{NAMESPACES['r']}}}"
_LINES = {qname("w:headerReference"): "header", qname("w:footerReference"): "footer"}


def form_file(data: bytes, fields: tuple[RequestField, ...], diagnostics: Diagnostics) -> bytes:
    """Return the form with its fields filled in, as a new package. Raises ``PackageError``.

    A field of the form without a value, and a given value without a field, are findings.
    """
    package = read_package(BytesIO(data), _NAME, LIMITS)
    check_package(package)
    made = _FormImport(package, BytesIO(data), {field.name: field.value for field in fields if field.value})
    file = made.word_file()
    given = [field.name for field in fields]
    for name in sorted(name for name, has_value in made.found.items() if not has_value):
        near = did_you_mean(name, given) if name not in given else ""
        hint = near or f"give it one with --field {name}=VALUE"
        diagnostics.add(FORM_FIELD, f"the form's field '{name}' has no value and stays as it is", hint=hint)
    for field in fields:
        if field.given and field.name not in made.found:
            hint = f"write {{{{{field.name}}}}} in its place, or give a content control this tag"
            diagnostics.add(FORM_FIELD, f"the form has no field '{field.name}'", hint=hint)
    return file


def check_form(data: bytes, diagnostics: Diagnostics) -> None:
    """Add a finding if the form cannot be used."""
    try:
        form_file(data, (), Diagnostics())
    except PackageError as error:
        diagnostics.add(FORM, f"the form cannot be used: {error}", hint="save it in Word as .docx without that part")


class _FormImport(Import):
    """The import of a form; ``found`` are its fields, each with whether it got a value."""

    def __init__(self, package: Package, file: BytesIO, values: Mapping[str, str]) -> None:
        super().__init__(package, file)
        self.values = values
        self.found: dict[str, bool] = {}

    def main(self) -> bytes:
        """Return the main part with the form's text, and with the layout of its last section at the end."""
        root = self.xml(self.package.main)
        body = root.find(qname("w:body"))
        if body is None:
            raise PackageError(f"{_NAME} is damaged: it has no text")
        if next(root.iter(*(qname(f"w:{name}") for name in _NOTES)), None) is not None:
            raise PackageError(f"{_NAME} has footnotes or endnotes", "write them into the text")
        refuse_fetching(root, _NAME, "paragraph")
        last = self.section()
        for old in body.findall(qname("w:sectPr")):
            body.remove(old)
        self._relate_text(self.renumbered(root))
        body.append(last)
        return serialize(root)

    def renumbered(self, content: Element) -> Element:
        """Return a story as the import of a reference document does, with its fields filled in."""
        content = super().renumbered(content)
        for name, has_value in fill(content, self.values).items():
            self.found[name] = self.found.get(name, False) or has_value
        return content

    def _relate_text(self, root: Element) -> None:
        """Give the text's pictures, links, headers and footers relationships of the new package."""
        known = self.package.relationships(self.package.main)
        for part in root.iter():
            for key in [key for key in part.attrib if str(key).startswith(_RELATION)]:
                old = str(part.get(key))
                found = known.get(old)
                if found is None:
                    raise PackageError(f"{_NAME} is damaged: it has no relationship '{old}'")
                if part.tag in _LINES:
                    part.set(key, self.header_or_footer(_LINES[part.tag], old))
                elif found.external:
                    part.set(key, self.outside(safe_target(found, _NAME)))
                elif found.kind == "image":
                    part.set(key, self.further(names.IMAGE, f"/{self.binary(found.target)}"))
                else:
                    raise PackageError(f"{_NAME} has an embedded {found.kind} in its text")
