"""The answers of a project's site, as it is now, to the questions of its pages and links."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from exporter.build.pictures import Pictures
from exporter.source.site import HOLDS, Site


@dataclass(frozen=True)
class SiteAnswers:
    """Answers by hashes: of a page's route or front matter, of an included page, of a picture or another file."""

    site: Site
    pictures: Pictures

    def same(self, asked: Mapping[str, str]) -> bool:
        """Return whether the answers to these questions are the same as before."""
        return all(self.to(question) == answer for question, answer in asked.items())

    def to(self, question: str) -> str:
        """Return the answer to a question; empty if the site has none."""
        kind, _, name = question.partition(":")
        if kind == "route":
            return self._routes.get(name, "")
        if question.startswith(HOLDS):
            return "yes" if self.site.has(name) else ""
        if kind not in ("card", "include"):
            return self.pictures.digest(question)
        site = replace(self.site, lookups={})
        if kind == "card":
            site.card(name)
        else:
            file, _, path = name.partition("\n")
            site.included(path, file)
        return site.lookups[question]

    @cached_property
    def _routes(self) -> Mapping[str, str]:
        return self.site.page_routes
