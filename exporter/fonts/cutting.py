"""The files that can be ordered, and the functions that make them."""

from collections.abc import Callable, Mapping
from typing import Final

from exporter.fonts.coverage import characters
from exporter.fonts.embedding import subset_face
from exporter.fonts.families import Family
from exporter.fonts.fontconfig import family_folder
from exporter.fonts.instances import instance
from exporter.fonts.orders import SHIPPED, Order
from exporter.fonts.subset import subset
from exporter.fonts.truetype import truetype_subset

CUTS: Final[Mapping[str, Callable[[Family, Order], object]]] = {
    "characters": lambda family, _: characters(family),
    "instance": lambda family, order: instance(family, order.weight, order.style),
    "folder": lambda family, order: family_folder(family, frozenset(order.text)),
    "truetype": lambda family, order: truetype_subset(family, frozenset(order.text)),
    "face": lambda family, order: subset_face(family, order.weight, order.style, frozenset(map(ord, order.text))),
    "subset": lambda family, order: subset(family, order.weight, order.style, order.text),
}


def fulfil(data: bytes) -> None:
    """Make the file of an order. Raises ``ValueError`` if it is none, and ``OSError``."""
    order = Order.from_bytes(data)
    if order.kind not in CUTS:
        raise ValueError(f"no file is called '{order.kind}'")
    CUTS[order.kind](SHIPPED[order.family], order)
