"""Videos, slides and forms: ShCarousel, ShVideo, ShSocial, Nuxt's video, and the site's forms.

A document shows slides one after the other, and a link in the place of the rest; each is a loss at its line.
"""

from typing import Any, Literal

from pydantic import Field

from exporter.components import codes
from exporter.components.base import Component
from exporter.components.call import Call
from exporter.components.models import Flag, NuxtProps, OpenProps, Props, layout, unshown
from exporter.lowering import codes as lowering_codes
from exporter.lowering.context import Items
from exporter.lowering.links import accepted
from exporter.lowering.unsupported_elements import media_source


class CarouselProps(Props):
    """Props of ShCarousel."""

    title: str = Field("", description="the title above the slides, Markdown")
    subtitle: str = Field("", description="below the title, Markdown")
    slides: int = layout(1, "how many slides are visible at once", ge=1)
    timer: float = layout(2, "seconds a slide stays; 0 for no motion", ge=0)
    direction: Literal["horizontal", "vertical"] = layout("horizontal", "the direction of the slides")
    navigation_visible: Flag = unshown(False)


class VideoProps(Props):
    """Props of ShVideo and ShSocial."""

    src: str = Field("", description="the video's address")
    source: str = Field("", description="the video's address")
    title: str = Field("", description="the link's words")


class NuxtVideoProps(NuxtProps):
    """Props of Nuxt's video."""

    src: str = Field("", description="the video's address")
    title: str = Field("", description="the link's words")
    poster: str = unshown("", "a still picture; not used in documents")
    controls: Flag = unshown(False)
    autoplay: Flag = unshown(False)
    loop: Flag = unshown(False)
    muted: Flag = unshown(False)
    playsinline: Flag = unshown(False)
    width: Any = unshown(None)
    height: Any = unshown(None)


class FormProps(OpenProps):
    """Props of the site's forms and of ShAnnouncement."""

    title: str = Field("", description="the title, Markdown")
    text: str = Field("", description="the words, Markdown")
    url_button: str = Field("", description="the button's address")
    label_button: str = Field("", description="the button's words")


def lower_carousel(_: CarouselProps, call: Call) -> Items:
    """Lower to all slides, in order."""
    slides = call.blocks()
    if len(slides) > 1:
        call.report(codes.LOSS_MOTION, f"{call.name}: {len(slides)} slides are shown one after the other")
    return [
        call.container("card-group", [*call.paragraph(call.line("subtitle"), "subtitle"), *slides], call.line("title"))
    ]


def lower_video(_: Props, call: Call) -> Items:
    """Lower to a link to the video."""
    call.report(lowering_codes.LOSS_MEDIA, f"{call.name}: a video cannot be shown in a document")
    source = media_source(call.element)
    prop = "src" if call.value("src") else "source"
    target = call.target(prop)
    if target is None and source is not None:
        target = accepted(call.lowering, *source)
    if target is None:
        if not source:
            call.missing("src")
        return call.blocks()
    words = call.value("title")
    return [call.instead(target, words.strip() if isinstance(words, str) and words.strip() else target)]


def lower_form(_: FormProps, call: Call) -> Items:
    """Lower to the words of the form, and a link to the page where it can be filled in."""
    call.not_shown("a form")
    title = call.line("title")
    button = call.paragraph(call.link("urlButton", call.text("labelButton"), "button"))
    body = [*call.markdown("text"), *call.blocks(), *button]
    words = [call.container("section", body, title)] if title or body else []
    return [*words, call.instead(call.lowering.page_address(), call.lowering.page_title())]


def lower_announcement(_: FormProps, call: Call) -> Items:
    """Lower to the words of the announcement; to a link to the page if the website fetches them."""
    body = [
        *call.markdown("text"),
        *call.blocks(),
        *call.paragraph(call.link("urlButton", call.text("labelButton"), "button")),
    ]
    if body:
        return [call.container("box", body, call.line("title"))]
    call.not_shown("the announcement")
    return [call.instead(call.lowering.page_address(), call.lowering.page_title())]


CAROUSEL = Component("ShCarousel", CarouselProps, lower_carousel, "slides")
VIDEO = Component("ShVideo", VideoProps, lower_video, "a video")
SOCIAL = Component("ShSocial", VideoProps, lower_video, "a post of a social network")
NUXT_VIDEO = Component("video", NuxtVideoProps, lower_video, "a video")
CONTACT = Component("ShFormContactUs", FormProps, lower_form, "the contact form")
NEWSLETTER = Component("ShFormNewsletter", FormProps, lower_form, "the form to subscribe to the newsletter")
ANNOUNCEMENT = Component("ShAnnouncement", FormProps, lower_announcement, "the site's announcement")
