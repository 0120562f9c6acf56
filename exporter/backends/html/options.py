"""The options of the standalone page."""

from typing import Literal

from pydantic import AliasChoices, Field

from exporter.backends.base import CodeOptions
from exporter.backends.contents import Toc, TocOption


class HtmlOptions(CodeOptions):
    """The options under ``html:``.

    ``fonts`` puts font subsets into the file or uses the reader's fonts; ``images`` puts pictures into the file or
    links to them on the site. ``questions`` start folded or open. ``toc`` are the contents, by default of all levels,
    if there is more than one heading; ``contents`` is its older name.
    """

    fonts: Literal["embedded", "system"] = "embedded"
    images: Literal["embedded", "linked"] = "embedded"
    questions: Literal["folded", "open"] = "folded"
    toc: TocOption = Field(default=Toc(), validation_alias=AliasChoices("toc", "contents"))
