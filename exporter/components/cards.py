"""Cards: ShMicroCard, ShCard, ShActionCard, ShListCards, and Nuxt's card-group.

Icons are decoration and are left out, except for an alternative text that the page gives.
"""

from typing import Any, Literal

from pydantic import Field

from exporter.components import codes
from exporter.components.base import Component
from exporter.components.call import Call
from exporter.components.icons import icon_words
from exporter.components.models import Flag, NuxtProps, Props, layout, unshown
from exporter.lowering.context import Items
from exporter.model.nodes import Block, Image, Inline, Link

Layout = Literal["default", "flat", "teaser", "snap", "translate", "opacity", "cta", "logo"]


class CardTextProps(Props):
    """Props that all of the site's cards have."""

    title: str = Field("", description="the card's title, Markdown")
    subtitle: str = Field("", description="below the title, Markdown")
    text: str = Field("", description="the card's words, Markdown")
    url_image: str = Field("", description="the picture's path or address")
    alt_image: str = Field("", description="the picture's alternative text")


class CoverCardProps(CardTextProps):
    """Props of cards with a cover."""

    cover_image: str = unshown("", "a picture over the card; decoration")
    cover_icon: str = unshown("", "an icon over the card; decoration")
    cover_text: str = Field("", description="words over the card, Markdown")
    opacity: Flag = unshown(False, "how the cover fades; not used in documents")


class MicroCardProps(CoverCardProps):
    """Props of ShMicroCard."""

    layout: Layout = unshown("default", "the card's look on the website; not used in documents")
    url_wrapper: str = Field("", description="the address that the card links to")
    url_button: str = Field("", description="the address of the card's button")
    target: str = unshown("")
    icon: str = unshown("", "an icon; decoration")
    alt_icon: str = Field("", description="the icon's meaning, in words")
    clipboard: Flag = unshown(False, "a button to copy; not used in documents")


class CardProps(CoverCardProps):
    """Props of ShCard."""

    image_background: str = unshown("", "a picture behind the card; decoration")
    url_upper_base: str = Field("", description="the address that the card's upper half links to")
    upper_base_text: str = Field("", description="words in the upper half, Markdown")
    left_label: str = Field("", description="the left label, Markdown")
    center_label: str = Field("", description="the middle label, Markdown")
    right_label: str = Field("", description="the right label, Markdown")
    article_url: str = Field("", alias="articleURL", description="the address that the card links to")
    target: str = unshown("")


class ActionCardProps(CardTextProps):
    """Props of ShActionCard."""

    url_button: str = Field("", description="the button's address")
    label_button: str = Field("", description="the button's words")
    target: str = unshown("")


class ListCardsProps(Props):
    """Props of ShListCards."""

    title: str = Field("", description="the heading above the cards, Markdown")
    subtitle: str = Field("", description="below the heading, Markdown")
    text: str = Field("", description="words above the cards, Markdown")
    card_id: tuple[int | str, ...] = Field((), alias="cardID", description="the cards by their cardID, in order")
    cols: int = layout(2, "how many cards are side by side", ge=1, le=12)
    tags: Any = unshown(None, "the tags to filter by; not used in documents")


def lower_micro_card(props: MicroCardProps, call: Call) -> Items:
    """Lower to a card whose title is its link."""
    words = icon_words(call, "altIcon") if props.icon else ()
    leads = "urlWrapper" if props.url_wrapper else "urlButton"
    body = [*_pictures(call), *call.paragraph(words), *_texts(call), *call.blocks()]
    return [call.container("card", [*body, *_link_below(call, leads)], _title(call, leads))]


def lower_card(_: CardProps, call: Call) -> Items:
    """Lower to a card with its upper half, its text and its labels."""
    image = call.image("urlImage", "altImage")
    upper: tuple[Inline, ...] = (image,) if image else ()
    body = [
        *_cover(call),
        *call.paragraph(call.link("urlUpperBase", upper)),
        *call.paragraph(call.link("urlUpperBase", call.line("upperBaseText"))),
        *_texts(call),
        *call.blocks(),
        *(b for label in ("leftLabel", "centerLabel", "rightLabel") for b in call.paragraph(call.line(label), "label")),
    ]
    return [call.container("card", [*body, *_link_below(call, "articleURL")], _title(call, "articleURL"))]


def lower_action_card(_: ActionCardProps, call: Call) -> Items:
    """Lower to a card that ends with its button."""
    words = call.text("labelButton") or call.text("title")
    button = call.paragraph(call.link("urlButton", words, "button")) if call.target("urlButton") else []
    return [call.container("card", [*_pictures(call), *_texts(call), *call.blocks(), *button], call.line("title"))]


def _title(call: Call, leads: str) -> tuple[Inline, ...]:
    title = call.line("title")
    return call.link(leads, title, "card-link") if title else ()


def _link_below(call: Call, leads: str) -> list[Block]:
    """Return the card's link on a line of its own if no title carries it."""
    if call.line("title"):
        return []
    target = call.target(leads)
    words = call.text(leads) if target else ()
    return call.paragraph(call.link(leads, words, "card-link"))


def _cover(call: Call) -> list[Block]:
    cover = call.image("coverImage", None, "cover", decorative=True)
    return [*call.paragraph((cover,) if cover else ()), *call.paragraph(call.line("coverText"), "lead")]


def _pictures(call: Call) -> list[Block]:
    image: Image | None = call.image("urlImage", "altImage")
    return [*_cover(call), *call.paragraph((image,) if image else ())]


def _texts(call: Call) -> list[Block]:
    return [*call.paragraph(call.line("subtitle"), "subtitle"), *call.markdown("text")]


def lower_list_cards(props: ListCardsProps, call: Call) -> Items:
    """Lower to the heading, the words, and the cards that pages of the site have."""
    level = call.lowering.level
    heading = call.heading(call.line("title"))
    call.lowering.level = level
    cards = [card for card in (_found(call, wanted) for wanted in props.card_id) if card]
    if len(cards) < len(props.card_id) or not props.card_id:
        hint = "the website selects them; link to its page"
        count = f"{len(props.card_id) - len(cards)} of {len(props.card_id)}" if props.card_id else "all"
        call.report(codes.LOSS_CARDS, f"{call.name}: shown without {count} cards", hint=hint)
    group = [call.container("card-group", cards)] if cards else []
    return [*heading, *_texts(call), *call.blocks(), *group]


def _found(call: Call, wanted: int | str) -> Block | None:
    """Return the card that a page of the site makes of its front matter."""
    found = call.lowering.site.card(str(wanted))
    if found is None:
        return None
    route, data = found
    title: Inline = call.lowering.generated(str(data.get("title") or route), call.element.span)
    link = Link(target=route, children=(title,), role="card-link", written=route)
    subtitle = str(data.get("subtitle") or "")
    words = [call.lowering.generated(subtitle, call.element.span)] if subtitle else []
    return call.container("card", call.paragraph(words, "subtitle"), (link,))


class CardGroupProps(NuxtProps):
    """Props of Nuxt's card-group."""


def lower_group(_: CardGroupProps, call: Call) -> Items:
    """Cards side by side."""
    return [call.container("card-group", call.blocks())]


MICRO_CARD = Component("ShMicroCard", MicroCardProps, lower_micro_card, "a small card, linked")
CARD = Component("ShCard", CardProps, lower_card, "a card")
ACTION_CARD = Component("ShActionCard", ActionCardProps, lower_action_card, "a card with a button")
LIST_CARDS = Component("ShListCards", ListCardsProps, lower_list_cards, "cards that the website selects")
CARD_GROUP = Component("card-group", CardGroupProps, lower_group, "cards side by side")
