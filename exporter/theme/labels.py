"""The generated words of a theme in each language: ``templates/labels/<language>.toml``."""

import tomllib
from collections.abc import Iterator
from functools import lru_cache

from exporter.diagnostics import UsageError
from exporter.theme.files import Theme

SOURCE_LANGUAGE = "en"  # the language whose labels are complete


def labels(theme: Theme, language: str) -> dict[str, str]:
    """Return the generated words in ``language`` (BCP 47), by key: ``pt-BR`` over ``pt`` over English.

    A theme's file need not have all words: the shipped file of its name has the others. Raises ``UsageError`` for an
    invalid file of the theme.
    """
    found: dict[str, str] = {}
    for tag in (SOURCE_LANGUAGE, *_tags(language)):
        found.update(_labels(Theme(theme.name), tag))
        found.update(_labels(theme, tag))
    return found


def has_labels(theme: Theme, language: str) -> bool:
    """Whether there are words in the language, or in one that its tag begins with."""
    return any(_labels(theme, tag) for tag in _tags(language))


def _tags(language: str) -> Iterator[str]:
    """Yield the prefixes of a tag, the shortest first (RFC 4647, section 3.4), in lower case and as written."""
    parts = language.split("-")
    for end in range(1, len(parts) + 1):
        tag = "-".join(parts[:end])
        yield from dict.fromkeys((tag.lower(), tag))


def _labels(theme: Theme, tag: str) -> tuple[tuple[str, str], ...]:
    path = f"templates/labels/{tag}.toml"
    try:
        return _table(theme.read(path).decode("utf-8"))
    except KeyError:
        return ()
    except (ValueError, RecursionError) as error:
        message = f"the theme's {path} does not work: {error}"
        raise UsageError(message, code="theme", hint="compare it with the shipped English file") from error


@lru_cache(maxsize=32)
def _table(text: str) -> tuple[tuple[str, str], ...]:
    return tuple((key, str(value)) for key, value in tomllib.loads(text).items())
