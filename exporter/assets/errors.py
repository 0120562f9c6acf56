"""The reasons to refuse a picture.

BadPicture
├── MissingPicture
├── RemotePicture
└── FailedDownload
"""


class BadPicture(ValueError):
    """A picture that cannot be used; the message says why, the hint what to do."""

    def __init__(self, message: str, hint: str | None = None) -> None:
        super().__init__(message)
        self.hint = hint


class MissingPicture(BadPicture):
    """A picture that is not where the page says."""


class RemotePicture(BadPicture):
    """A picture on another host from which nothing is downloaded."""


class FailedDownload(BadPicture):
    """A picture that the project wants downloaded, and that cannot be, or is another one than before."""
