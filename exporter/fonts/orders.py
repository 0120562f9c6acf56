"""Orders of files made from fonts: names and characters alone, no bytes.

A confined worker may be in the hands of the page that it works on. It sends orders to a process that has seen no page,
which makes the same files as the worker would, and alone writes them where all pages find them.
"""

import json
from dataclasses import asdict, dataclass

from exporter.fonts.families import FAMILIES, FORMULAS, Family

SHIPPED = {family.name: family for family in (*FAMILIES, FORMULAS)}
STYLES = ("normal", "italic")


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """A file to make from a shipped family: its ``kind`` (``exporter.fonts.cutting``), face and characters."""

    kind: str
    family: str
    weight: int = 400
    style: str = "normal"
    text: str = ""

    def to_bytes(self) -> bytes:
        """Return the order as it is sent."""
        return json.dumps(asdict(self)).encode()

    @classmethod
    def from_bytes(cls, data: bytes) -> "Order":
        """Read an order, whoever sent it. Raises ``ValueError`` for anything else."""
        found = json.loads(data)
        types = {"kind": str, "family": str, "weight": int, "style": str, "text": str}
        if isinstance(found, dict) and {key: type(value) for key, value in found.items()} == types:
            made = cls(**found)
            if made.family in SHIPPED and 1 <= made.weight <= 1000 and made.style in STYLES:
                return made
        raise ValueError("this is no order")


def order(kind: str, family: Family, weight: int = 400, style: str = "normal", text: str = "") -> Order | None:
    """Return an order; None for a family of a theme's own, whose bytes would have to go with it."""
    if SHIPPED.get(family.name) != family:
        return None
    return Order(kind=kind, family=family.name, weight=weight, style=style, text=text)
