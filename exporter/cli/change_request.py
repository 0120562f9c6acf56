"""The change request that a redline with ``--only-changed`` is: its fields, its cover, its changed clauses alone."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

from exporter.backends.contents import Toc
from exporter.backends.docx.options import FORM_PATH
from exporter.backends.front_back import generated_words
from exporter.build.project import Project
from exporter.build.settings import Settings
from exporter.cli.named_files import unreadable
from exporter.diagnostics import UsageError
from exporter.disk import read_regular
from exporter.model.characters import CONTROL
from exporter.model.document import Document, RequestField
from exporter.source.files import Refused, read_below, safe_parts
from exporter.transforms.changed_clauses import changed_clauses, clause_names

KEY: Final = "change_request"
WORDS: Final = {
    "document": "",  # the title has it
    "identifier": "identifier",
    "version": "version",
    "clauses": "changed_clauses",
    "source": "source",
    "date": "date",
    "reason": "reason",
}
"""The fields that every change request has, and the keys of the words for them on a plain cover."""
FrontMatter = Mapping[str, Any]
Fields = Mapping[str, str]


def parsed_fields(given: Iterable[str]) -> dict[str, str]:
    """Return the fields of the option ``--field``. Raises ``UsageError``."""
    fields = {}
    for one in given:
        name, sign, value = one.partition("=")
        if not sign or not name.strip():
            raise UsageError(f"'{one}' is not a field", hint="write --field NAME=VALUE, such as --field source=Ada")
        fields[name.strip()] = value.replace("\\n", "\n")
    return fields


def change_request(
    redline: Document, project: Project, pages: tuple[FrontMatter, FrontMatter], known: Fields, given: Fields
) -> Document | None:
    """Return a redline of two ``pages`` as a change request, None if no clause is changed.

    Its fields are those ``given`` by options, else those of the new page's front matter, of the configuration, and
    those ``known`` without asking. The version is the old one, which the request is for.
    """
    words = generated_words(redline, project.theme)
    made = changed_clauses(redline, words)
    if not made.body:
        return None
    before, after = pages
    own = after.get(KEY)
    front = {str(name): str(value) for name, value in own.items()} if isinstance(own, dict) else {}
    people = {**front, **given}
    values = {
        "document": redline.title,
        "identifier": _text(before.get("identifier")),
        "version": _text(before.get("version")) or project.config.document.version,
        "clauses": ", ".join(clause_names(made)),
        "source": "",
        "date": "",
        "reason": "",
        **known,
        **project.config.change_request.fields,
        **people,
    }
    fields = tuple(
        RequestField(name=name, word=_word(name, words), value=CONTROL.sub("", value).strip(), given=name in people)
        for name, value in values.items()
    )
    title = f"{words[KEY]} – {redline.title}"
    return replace(made, title=title, subtitle="", control=replace(made.control, request=fields))


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""


def _word(name: str, words: Mapping[str, str]) -> str:
    """Return the word for a field on a plain cover, empty for one that the title shows."""
    key = WORDS.get(name)
    return words[key] if key else "" if name in WORDS else name.replace("_", " ").capitalize()


def for_change_request(settings: Settings, form: bytes | None, *, lists: bool) -> Settings:
    """Return a format's settings for a change request: with its ``form``, and with the list of clauses or without."""
    options, theme = settings.options, settings.theme
    if "toc" in type(options).model_fields:
        options = options.model_copy(update={"toc": Toc(show="always" if lists else "never")})
    return Settings(options, theme if form is None else replace(theme, files={**theme.files, FORM_PATH: form}))


def form_of(project: Project, cover: Path | None) -> bytes | None:
    """Return the form that an option or the configuration names, None without one. Raises ``UsageError``."""
    limit = project.limits["source"].file_bytes
    configured = project.config.change_request.cover
    try:
        if cover is not None:
            return read_regular(cover, limit)
        return read_below(project.config.trusted_folder, safe_parts(configured), limit) if configured else None
    except (Refused, OSError) as error:
        raise unreadable(cover or configured, error, "the form") from error
