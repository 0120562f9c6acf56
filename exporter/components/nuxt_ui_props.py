"""The props of Nuxt UI's components, by name: written by ``tests/components/nuxt_ui_props.py``."""

VERSION = "4.11.2"
PROPS = {
    "accordion": (
        "as items trailingIcon valueKey labelKey collapsible defaultValue modelValue type disabled unmountOnHide"
    ),
    "accordion-item": "label description",
    "alert": "as title description icon avatar color variant orientation actions close closeIcon",
    "avatar": "as src alt icon text size color chip style",
    "badge": "as label color variant size square icon avatar leading leadingIcon trailing trailingIcon",
    "banner": "as id icon title actions to target color close closeIcon",
    "blog-post": "as title description date badge authors image orientation variant to target",
    "blog-posts": "as posts orientation",
    "button": (
        "label color activeColor variant activeVariant size square block loadingAuto icon avatar leading "
        "leadingIcon trailing trailingIcon loading loadingIcon as type disabled active exact exactQuery exactHash "
        "inactiveClass locale to href external target rel noRel prefetchedClass prefetch prefetchOn noPrefetch "
        "trailingSlash activeClass exactActiveClass ariaCurrentValue viewTransition replace"
    ),
    "callout": "to target icon color",
    "card": "as title description variant to target icon color",
    "card-group": "",
    "carousel": (
        "as prev prevIcon next nextIcon arrows dots orientation items autoplay autoScroll autoHeight classNames "
        "fade wheelGestures align containScroll slidesToScroll dragFree dragThreshold inViewThreshold loop "
        "skipSnaps duration startIndex watchDrag watchResize watchSlides watchFocus active breakpoints"
    ),
    "changelog-version": "as title description date badge authors image indicator to target",
    "changelog-versions": "as versions indicator indicatorMotion",
    "chat-message": "as icon avatar variant color side actions compact content id role metadata parts",
    "chat-messages": (
        "messages status shouldAutoScroll shouldScrollToBottom autoScroll autoScrollIcon user assistant compact "
        "spacingOffset"
    ),
    "code-collapse": "icon name openText closeText",
    "code-group": "defaultValue sync",
    "code-preview": "",
    "code-tree": "items modelValue defaultValue expandAll",
    "collapsible": "as defaultOpen open disabled unmountOnHide icon name openText closeText",
    "color-mode-image": "dark light",
    "container": "as",
    "empty": "as icon avatar loading loadingIcon title description actions variant size",
    "field": "as name type description required",
    "field-group": "as size orientation",
    "icon": "name mode size customize",
    "kbd": "as value color variant size",
    "main": "as",
    "marquee": "as pauseOnHover reverse orientation repeat overlay",
    "page": "as",
    "page-anchors": "as links",
    "page-aside": "as",
    "page-body": "as",
    "page-card": (
        "as icon title description orientation reverse highlight highlightColor spotlight spotlightColor variant "
        "to target"
    ),
    "page-columns": "as",
    "page-cta": "as title description orientation reverse variant links",
    "page-feature": "as icon title description orientation to target",
    "page-grid": "as",
    "page-header": "as headline title description links",
    "page-hero": "as headline title description links orientation reverse",
    "page-links": "as title links",
    "page-list": "as divide",
    "page-logos": "as title items marquee",
    "page-section": "as headline icon title description links features orientation reverse",
    "pricing-plan": (
        "as title description badge billingCycle billingPeriod price discount features button tagline terms "
        "orientation variant highlight scale"
    ),
    "pricing-plans": "as plans orientation compact scale",
    "pricing-table": "as caption tiers sections",
    "separator": "as label icon avatar color size type orientation position decorative",
    "stepper": "as items size color orientation valueKey defaultValue disabled linear",
    "steps": "level",
    "table": (
        "as data columns caption meta virtualize empty sticky loading loadingColor loadingAnimation watchOptions "
        "globalFilterOptions columnFiltersOptions columnPinningOptions columnSizingOptions visibilityOptions "
        "sortingOptions groupingOptions expandedOptions rowSelectionOptions rowPinningOptions paginationOptions "
        "facetedOptions state renderFallbackValue autoResetAll debugAll debugCells debugColumns debugHeaders "
        "debugRows debugTable defaultColumn getRowId getSubRows initialState mergeOptions"
    ),
    "tabs": (
        "as items color variant size orientation content valueKey labelKey defaultValue modelValue activationMode "
        "unmountOnHide sync hash"
    ),
    "tabs-item": "label description",
    "timeline": "as items size color orientation valueKey defaultValue reverse",
    "user": "as name description avatar chip size orientation to target",
}
