"""The navigation files of folders, with a note of each that the plan asked for."""

from dataclasses import dataclass, field

from exporter.cache import key_of
from exporter.diagnostics import Diagnostics
from exporter.source.navigation import Navigation, ReadFolder

CHANGED = ""


@dataclass(frozen=True, slots=True)
class NotedFolders:
    """Reads the navigation of folders; ``answers`` are the hashes of all that was read, by folder.

    A folder whose navigation changed between two questions has the answer ``CHANGED``, which is no hash.
    """

    read: ReadFolder
    answers: dict[str, str] = field(default_factory=dict)

    def __call__(self, folder: str, diagnostics: Diagnostics) -> Navigation:
        """Return the navigation of a folder."""
        found = Diagnostics()
        navigation = self.read(folder, found)
        diagnostics.extend(found)
        answer = key_of(navigation, list(found))
        self.answers[folder] = answer if self.answers.get(folder, answer) == answer else CHANGED
        return navigation

    def same(self, answers: dict[str, str]) -> bool:
        """Return whether all of these folders still have the same navigation."""
        for folder in answers:
            self(folder, Diagnostics())
        return all(self.answers[folder] == answer for folder, answer in answers.items())
