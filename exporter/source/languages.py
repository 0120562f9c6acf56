"""The languages of pages: those of their front matter, else of their folders.

Nuxt Content keeps each language in a folder of its own: https://content.nuxt.com/docs/integrations/i18n
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from pathlib import PurePosixPath
from typing import Any

from exporter.config import Config
from exporter.diagnostics import Code, Diagnostics, Severity, did_you_mean
from exporter.model.languages import is_language, locale_tag, primary
from exporter.source.routes import folder_name

NO_FOLDER = Code(
    "no-language-folder",
    Severity.WARNING,
    "A folder under 'languages' that has no pages.",
    why="The pages that it is meant for keep the language of the others.",
    mend="Write the folder as it stands below the content folder; a number in front, as in '1.fr', is not needed.",
)
CODES = (NO_FOLDER,)
KEYS = ("language", "lang")
"""The keys of front matter for a page's language; the first that is given counts."""


def own_language(data: Mapping[str, Any]) -> str:
    """Return the language (BCP 47) that a page's front matter says; empty if it says none."""
    written = (data.get(key) for key in KEYS)
    return next((tag for tag in written if isinstance(tag, str) and is_language(tag)), "")


def folder_language(below: PurePosixPath | None, languages: Mapping[str, str]) -> str:
    """Return the language of a page's folder, empty for the project's own.

    ``below`` is the page's path below the content folder, ``languages`` has those of folders: the innermost counts.
    """
    folders = _folders(below) if below else ()
    return next((languages[folder] for folder in reversed(folders) if folder in languages), "")


def folder_languages(config: Config, pages: Iterable[PurePosixPath], diagnostics: Diagnostics) -> Mapping[str, str]:
    """Return the languages of folders below the content folder; ``pages`` are paths below it.

    Without ``languages:`` they are those of the top folders, if it is plain that these stand for languages.
    """
    if config.languages is None:
        return _plain([page for page in pages if len(page.parts) > 1], config.language)
    there = {folder for page in pages for folder in _folders(page)} if config.languages else set()
    named: dict[str, str] = {}
    for written, tag in config.languages.items():
        folder = _normal(PurePosixPath(written.strip("/")))
        named[folder] = tag
        if folder not in there:
            hint = did_you_mean(folder, there) or "folders count from the content folder"
            pos = config.where("languages", written, key=True)
            diagnostics.add(NO_FOLDER, f"'languages': no page is in folder '{written}'", pos, hint)
    return named


def _plain(pages: Collection[PurePosixPath], language: str) -> Mapping[str, str]:
    """Return the languages of top folders that are named by one, if that is plain.

    It is if one of them has the project's own language, or if all top folders are so named and are translations of
    each other. A folder ``it`` beside other pages may be a department's.
    """
    tops = {_normal(PurePosixPath(top)) for top in {page.parts[0] for page in pages}}
    tags = {top: tag for top in sorted(tops) if (tag := locale_tag(top))}
    own = primary(language) in map(primary, tags.values())
    return tags if own or (len(tags) == len(tops) and _translated(pages)) else {}


def _translated(pages: Iterable[PurePosixPath]) -> bool:
    """Whether at least half of the pages of each top folder stand in another one too."""
    tops: dict[str, set[str]] = {}
    for page in pages:
        top, _, rest = _normal(page).partition("/")
        tops.setdefault(top, set()).add(rest)
    folders = Counter(page for inner in tops.values() for page in inner)
    return all(2 * sum(folders[page] > 1 for page in inner) >= len(inner) for inner in tops.values())


def _folders(page: PurePosixPath) -> tuple[str, ...]:
    """Return the folders of a page, outer ones first: ``guide`` and ``guide/start`` for ``1.guide/start/a.md``."""
    parts = _normal(page.parent).split("/") if page.parent.parts else []
    return tuple("/".join(parts[:count]) for count in range(1, len(parts) + 1))


def _normal(path: PurePosixPath) -> str:
    """Return a path without the numbers that order its parts, in one case."""
    return "/".join(folder_name(part).casefold() for part in path.parts if part != ".")
