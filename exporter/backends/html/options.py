"""The options of the standalone page."""

from typing import Literal

from exporter.backends.base import Options


class HtmlOptions(Options):
    """The options under ``html:``.

    ``fonts`` puts the characters' own fonts into the file or takes the reader's; ``images`` puts pictures into the file
    or links to them on the site. ``questions`` says how they start. ``contents`` are shown, by default, where there is
    more than one heading.
    """

    fonts: Literal["embedded", "system"] = "embedded"
    images: Literal["embedded", "linked"] = "embedded"
    questions: Literal["folded", "open"] = "folded"
    contents: Literal["auto", "always", "never"] = "auto"
