"""Pictures: ShImgContainer, ShTextImg, ShAvatar, ShHelperComponent."""

from typing import Literal

from pydantic import Field

from exporter.components.base import Component
from exporter.components.call import Call
from exporter.components.models import OpenProps, Props, layout, unshown
from exporter.lowering.context import Items
from exporter.model.nodes import Block, Columns, Figure, Inline, Text

SPANS = {"s": (1, 2), "m": (1, 1), "l": (2, 1)}  # text : picture
NETWORKS = {"twitter": "Twitter", "linkedin": "LinkedIn", "facebook": "Facebook", "instagram": "Instagram"}


class ImgContainerProps(Props):
    """Props of ShImgContainer."""

    url_image: str = Field("", description="the picture's path or address")
    alt_image: str = Field("", description="the picture's alternative text")
    figcaption: str = Field("", description="the caption, Markdown")
    caption: str = Field("", description="the caption, Markdown, if there is no 'figcaption'")


class TextImgProps(Props):
    """Props of ShTextImg."""

    position_text: Literal["left", "right"] = layout("right", "the side of the picture with the text")
    span_text: Literal["s", "m", "l"] = layout("m", "how much of the line the text takes")
    align_text: Literal["left", "center", "right"] = unshown("center")
    status: Literal["a", "b", "c", "d", "default"] = unshown("default")
    title: str = Field("", description="the title, Markdown")
    subtitle: str = Field("", description="below the title, Markdown")
    text: str = Field("", description="the text, Markdown")
    url_image: str = Field("", description="the picture's path or address")
    alt_image: str = Field("", description="the picture's alternative text")


class AvatarProps(Props):
    """Props of ShAvatar."""

    src_avatar: str = Field("", description="the picture's path or address")
    alt_avatar: str = Field("", description="the picture's alternative text")
    name: str = Field("", description="the person's name")
    role: str = Field("", description="the person's role")
    company: str = Field("", description="the person's organization")
    twitter: str = Field("", description="address of the person's page there")
    linkedin: str = Field("", description="address of the person's page there")
    facebook: str = Field("", description="address of the person's page there")
    instagram: str = Field("", description="address of the person's page there")


class HelperProps(OpenProps):
    """Props of ShHelperComponent."""

    first_logo_light: str = Field("", description="the first mark, for a light page")
    first_logo_dark: str = Field(
        "", description="the first mark, for a dark page; used if there is no mark for a light page"
    )
    second_logo_light: str = Field("", description="the second mark, for a light page")
    second_logo_dark: str = Field(
        "", description="the second mark, for a dark page; used if there is no mark for a light page"
    )


def lower_img_container(_: ImgContainerProps, call: Call) -> Items:
    """Lower to a figure with its caption."""
    image = call.image("urlImage", "altImage")
    caption = call.line("figcaption") or call.line("caption")
    if image is None:
        call.missing("urlImage")
        return [*call.paragraph(caption, "caption"), *call.blocks()]
    return [Figure(image=image, caption=caption, pos=call.pos), *call.blocks()]


def lower_text_img(props: TextImgProps, call: Call) -> Items:
    """Lower to text and a picture side by side, on the sides that the page chose."""
    text = (*call.paragraph(call.line("subtitle"), "subtitle"), *call.markdown("text"), *call.blocks())
    title = call.line("title")
    image = call.image("urlImage", "altImage")
    if image is None:
        return [call.container("text-image", text, title)] if text or title else []
    picture = tuple(call.paragraph((image,)))
    widths, sides = SPANS[props.span_text], (text, picture)
    if not text:
        return [call.container("text-image", picture, title)]
    if props.position_text == "right":
        widths, sides = widths[::-1], (picture, text)
    return [call.container("text-image", [Columns(widths=widths, columns=sides, pos=call.pos)], title)]


def lower_avatar(_: AvatarProps, call: Call) -> Items:
    """Lower to a picture with the person's name, role and links."""
    image = call.image("srcAvatar", "altAvatar", "avatar")
    body: list[Block] = [
        *call.paragraph((image,) if image else ()),
        *call.paragraph(_joined(call.text("role"), call.text("company"), ", "), "subtitle"),
        *call.paragraph(_links(call)),
        *call.blocks(),
    ]
    return [call.container("profile", body, call.text("name"))]


def _joined(first: tuple[Inline, ...], second: tuple[Inline, ...], between: str) -> tuple[Inline, ...]:
    return (*first, Text(text=between), *second) if first and second else (*first, *second)


def _links(call: Call) -> tuple[Inline, ...]:
    links: tuple[Inline, ...] = ()
    for prop, word in NETWORKS.items():
        if call.target(prop):
            links = _joined(links, call.link(prop, (call.lowering.generated(word, call.place(prop)),)), " · ")
    return links


def lower_helper(_: HelperProps, call: Call) -> Items:
    """Lower to the marks of the site and its partner, one below the other."""
    marks = [
        call.image(f"{which}LogoLight", None, decorative=True) or call.image(f"{which}LogoDark", None, decorative=True)
        for which in ("first", "second")
    ]
    shown = [block for mark in marks if mark for block in call.paragraph((mark,))]
    if not shown:
        call.not_shown("the website's own marks")
    return [*shown, *call.blocks()]


IMG_CONTAINER = Component("ShImgContainer", ImgContainerProps, lower_img_container, "a picture with its caption")
TEXT_IMG = Component("ShTextImg", TextImgProps, lower_text_img, "text beside a picture")
AVATAR = Component("ShAvatar", AvatarProps, lower_avatar, "a person: picture, name, role, links")
HELPER = Component("ShHelperComponent", HelperProps, lower_helper, "the marks of the site and a partner")
