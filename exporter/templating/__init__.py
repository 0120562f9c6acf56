"""What a theme's templates and labels give: Jinja2 is loaded where a template is asked for."""

import tomllib
from functools import lru_cache
from typing import TYPE_CHECKING

from exporter.resources import Theme

if TYPE_CHECKING:
    from exporter.templating.environment import Templates

SOURCE_LANGUAGE = "en"  # the language whose labels are complete


def templates(theme: Theme) -> "Templates":
    """The templates of ``theme``, compiled once a process."""
    from exporter.templating.environment import environment

    return environment(theme)


def labels(theme: Theme, language: str) -> dict[str, str]:
    """The generated words in ``language`` (BCP 47), by key: ``pt-BR`` takes ``pt``; what is missing is English."""
    found: dict[str, str] = {}
    for tag in (SOURCE_LANGUAGE, language.split("-")[0].lower(), language):
        try:
            found.update(_labels(theme.text(f"templates/labels/{tag}.toml")))
        except KeyError:
            continue
    return found


@lru_cache(maxsize=32)
def _labels(text: str) -> tuple[tuple[str, str], ...]:
    return tuple((key, str(value)) for key, value in tomllib.loads(text).items())
