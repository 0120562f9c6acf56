"""The options of the standalone page."""

from typing import Literal

from exporter.backends.base import Options


class HtmlOptions(Options):
    """The options under ``html:``.

    ``fonts`` puts font subsets into the file or uses the reader's fonts; ``images`` puts pictures into the file or
    links to them on the site. ``questions`` start folded or open. ``contents`` are shown, by default, if there is more
    than one heading.
    """

    fonts: Literal["embedded", "system"] = "embedded"
    images: Literal["embedded", "linked"] = "embedded"
    questions: Literal["folded", "open"] = "folded"
    contents: Literal["auto", "always", "never"] = "auto"
