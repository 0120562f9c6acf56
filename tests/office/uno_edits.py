"""Edits of reviewers in LibreOffice: run by the Python that LibreOffice comes with, which has ``uno``.

``uno_edits.py PIPE JOBS.json``: each job is a file, the file to save, its author, and edits in the words of
``tests.review.working_group``. Changes are recorded.
"""

import json
import sys
import time
from pathlib import Path
from typing import Any

import uno
from com.sun.star.beans import PropertyValue
from com.sun.star.connection import NoConnectException

FILTERS = {".docx": "MS Word 2007 XML", ".odt": "writer8"}
PATIENCE = 120  # tries


def property_of(name: str, value: object) -> Any:
    """Return a property."""
    made = PropertyValue()
    made.Name, made.Value = name, value
    return made


def connected(pipe: str) -> Any:
    """Return the context of the running LibreOffice once it answers."""
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
    for _ in range(PATIENCE):
        try:
            return resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
        except NoConnectException:
            time.sleep(0.5)
    raise SystemExit("LibreOffice does not answer")


class Reviewer:
    """A person with a name at a running LibreOffice."""

    def __init__(self, context: Any, author: str) -> None:
        self.context, self.manager = context, context.ServiceManager
        provider = self.manager.createInstanceWithContext("com.sun.star.configuration.ConfigurationProvider", context)
        at = (property_of("nodepath", "/org.openoffice.UserProfile/Data"),)
        access = provider.createInstanceWithArguments("com.sun.star.configuration.ConfigurationUpdateAccess", at)
        access.setPropertyValue("givenname", author)
        access.commitChanges()
        self.author = author

    def edit(self, source: Path, target: Path, edits: list[list[Any]]) -> None:
        """Open a file, make the edits, and save it under another name."""
        self.document = self.manager.createInstanceWithContext("com.sun.star.comp.Writer.TextDocument", self.context)
        self.document.load((property_of("URL", source.as_uri()), property_of("FilterName", FILTERS[source.suffix])))
        self.document.RecordChanges = True
        for name, *arguments in edits:
            getattr(self, name)(*arguments)
        self.document.storeToURL(target.as_uri(), (property_of("FilterName", FILTERS[target.suffix]),))
        self.document.close(True)

    def paragraph(self, words: str) -> Any:
        """Return the paragraph with these words."""
        paragraphs = self.document.Text.createEnumeration()
        while paragraphs.hasMoreElements():
            one = paragraphs.nextElement()
            if one.supportsService("com.sun.star.text.Paragraph") and words in one.String:
                return one
        raise SystemExit(f"no paragraph has {words!r}")

    def found(self, words: str, within: str) -> Any:
        """Select words."""
        paragraph = self.paragraph(within)
        at = paragraph.String.index(words, paragraph.String.index(within))
        cursor = self.document.Text.createTextCursorByRange(paragraph.Start)
        cursor.goRight(at, False)
        cursor.goRight(len(words), True)
        return cursor

    def replace(self, words: str, by: str, within: str) -> None:
        """Type over selected words."""
        self.found(words, within).String = by

    def insert(self, words: str, after: str, within: str) -> None:
        """Type behind words."""
        end = self.found(after, within).End
        self.document.Text.insertString(end, words, False)

    def add(self, style: str, words: str, behind: str) -> None:
        """Press Enter at the end of a paragraph, and type a new one; ``style`` is another one for it."""
        end = self.document.Text.createTextCursorByRange(self.paragraph(behind).End)
        self.document.Text.insertControlCharacter(end, 0, False)  # a paragraph's end
        self.document.Text.insertString(end, words, False)
        if style:
            end.ParaStyleName = style

    def drop(self, words: str) -> None:
        """Select a paragraph with its end, and delete it."""
        cursor = self.document.Text.createTextCursorByRange(self.paragraph(words).Start)
        cursor.gotoEndOfParagraph(True)
        cursor.goRight(1, True)
        cursor.String = ""

    def comment(self, words: str, text: str) -> None:
        """Comment on words."""
        note = self.document.createInstance("com.sun.star.text.textfield.Annotation")
        note.Author, note.Content = self.author, text
        self.document.Text.insertTextContent(self.found(words, words), note, True)


def main(pipe: str, jobs: str) -> None:
    """Do all jobs, and end LibreOffice."""
    context = connected(pipe)
    for job in json.loads(Path(jobs).read_text("utf-8")):
        Reviewer(context, job["author"]).edit(Path(job["source"]), Path(job["target"]), job["edits"])
    manager = context.ServiceManager
    manager.createInstanceWithContext("com.sun.star.frame.Desktop", context).terminate()


if __name__ == "__main__":
    main(*sys.argv[1:])
