"""The table of components. Lowering, schemas, documentation and tests read it; nothing else names a component."""

from collections.abc import Mapping

from exporter.components import (
    buttons,
    callouts,
    cards,
    columns,
    dynamic_table,
    faq,
    formula,
    icons,
    media,
    nuxt_ui,
    paper,
    pictures,
    sections,
)
from exporter.components.base import Component
from exporter.components.configured import installed, site_components
from exporter.components.registry import Components
from exporter.config.sections import ComponentEntry

COMPONENTS: tuple[Component, ...] = (
    # the website's own
    faq.FAQ,
    callouts.ALERT,
    columns.TWO_COLUMNS,
    columns.MULTI_COLUMN,
    columns.COLUMN,
    columns.SEGMENT,
    pictures.TEXT_IMG,
    cards.MICRO_CARD,
    cards.CARD,
    cards.ACTION_CARD,
    cards.LIST_CARDS,
    buttons.BUTTON,
    icons.SH_BADGE,
    pictures.AVATAR,
    pictures.IMG_CONTAINER,
    media.CAROUSEL,
    dynamic_table.DYNAMIC_TABLE,
    media.VIDEO,
    media.SOCIAL,
    media.CONTACT,
    media.NEWSLETTER,
    media.ANNOUNCEMENT,
    pictures.HELPER,
    # of the exporter
    paper.PAGE_BREAK,
    paper.LANDSCAPE,
    formula.MATH,
    # Nuxt's
    *callouts.CALLOUTS,
    cards.CARD_GROUP,
    sections.CODE_GROUP,
    sections.CODE_PREVIEW,
    sections.CODE_COLLAPSE,
    sections.CODE_TREE,
    sections.STEPS,
    sections.TABS,
    sections.TABS_ITEM,
    sections.ACCORDION,
    sections.ACCORDION_ITEM,
    sections.COLLAPSIBLE,
    sections.FIELD,
    sections.FIELD_GROUP,
    icons.BADGE,
    icons.KBD,
    icons.ICON,
    buttons.READ_MORE,
    buttons.NUXT_BUTTON,
    media.NUXT_VIDEO,
    *nuxt_ui.NUXT_UI,
)


def known_components(entries: Mapping[str, ComponentEntry] | None = None) -> Components:
    """Return all components of a run: the table's, those of installed packages, and the site's own.

    A later one replaces an earlier one of the same name. Raises ``UsageError`` for a wrong package or entry.
    """
    return Components((*COMPONENTS, *installed(), *site_components(entries or {})))
