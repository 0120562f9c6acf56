"""ShPrice: the price of an item."""

from pydantic import Field

from exporter.components import Call, Component, Props
from exporter.lowering.context import Items


class PriceProps(Props):
    """Props of ShPrice."""

    title: str = Field("", description="the item, Markdown")
    amount: str = Field(description="the price, with the currency")


def lower_price(props: PriceProps, call: Call) -> Items:
    """Return a card with the price, then the slot."""
    return [call.container("card", (*call.paragraph(call.text("amount"), "lead"), *call.blocks()), call.line("title"))]


PRICE = Component("ShPrice", PriceProps, lower_price, "A price, in a card.")
