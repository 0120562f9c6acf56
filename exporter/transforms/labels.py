"""Generated words in the document's language, such as 'Contents'."""

from collections.abc import Mapping

from exporter.diagnostics import Code, Diagnostics, Severity
from exporter.theme import labels as theme_labels
from exporter.theme.files import Theme

MISSING = Code(
    "labels-missing",
    Severity.WARNING,
    "The theme has no generated words in the document's language.",
    why="Words such as 'Contents' are in English.",
    mend="Add a file of labels for the language to the theme, or set another 'language'.",
)
CODES = (MISSING,)


def labels(theme: Theme, language: str, diagnostics: Diagnostics) -> Mapping[str, str]:
    """Return the words by key; a language without labels is a finding."""
    if not theme_labels.has_labels(theme, language):
        hint = f"add templates/labels/{language.split('-')[0].lower()}.toml to your theme"
        diagnostics.add(MISSING, f"no generated words in language '{language}': English words are used", None, hint)
    return theme_labels.labels(theme, language)
