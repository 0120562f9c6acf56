"""Words that stand nowhere else, and the pieces of a page that hold them."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from itertools import product

LETTERS = "BCDGHKMNPRSTVWXZ"  # no vowels, so that no word is divided, and none of what makes ligatures
MARK = re.compile(f"QZ[{LETTERS}]{{3}}")
_NAMES = ["QZ" + "".join(letters) for letters in product(LETTERS, repeat=3)]


@dataclass(frozen=True, slots=True)
class Piece:
    """Lines of a page.

    ``names`` gives, for each word that a reader of the site would see, the names of which a finding about it has one:
    of the component or element that it stands in, of its prop, or the beginning of a message.
    """

    text: str
    names: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def around(self, before: str, after: str) -> "Piece":
        """The piece between two texts."""
        return replace(self, text=f"{before}{self.text}{after}")

    def indented(self, first: str, rest: str) -> "Piece":
        """The piece with something before its first line and before each further one."""
        lines = self.text.split("\n")
        return replace(self, text="\n".join([first + lines[0], *((rest + line).rstrip() for line in lines[1:])]))


class Words:
    """Gives words that were not given before."""

    def __init__(self) -> None:
        self.names: dict[str, tuple[str, ...]] = {}

    def new(self, *names: str) -> str:
        """A word; a finding about it has one of ``names``."""
        word = _NAMES[len(self.names)]
        self.names[word] = names
        return word

    def piece(self, text: str) -> Piece:
        """The piece of a text with words that were given."""
        return Piece(text, {word: self.names[word] for word in MARK.findall(text)})


def page(pieces: Iterable[Piece], front_matter: str = "title: Words") -> Piece:
    """A page of pieces, an empty line between two of them."""
    pieces = tuple(pieces)
    text = "\n\n".join(piece.text.strip("\n") for piece in pieces)
    return Piece(f"---\n{front_matter}\n---\n\n{text}\n", {w: n for piece in pieces for w, n in piece.names.items()})
