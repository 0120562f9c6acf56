"""Element names by their treatment in the HTML standard (https://html.spec.whatwg.org/multipage/parsing.html)."""


def words(text: str) -> frozenset[str]:
    """Return the words of ``text``: names are easier to read without quotes."""
    return frozenset(text.split())


#: elements of MathML that pages write as empty ones; HTML itself knows no empty element by its end
EMPTY_IN_MATH = words("mspace mprescripts none mglyph malignmark maligngroup")
VOID = words("area base basefont bgsound br col embed frame hr image img input keygen link meta param source track wbr")
HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
#: each ends an open paragraph; its end tag ends the elements that are open inside it
BLOCKS = HEADINGS | words(
    "address article aside blockquote center dd details dialog dir div dl dt fieldset figcaption figure "
    "footer form header hgroup hr li listing main menu nav ol p plaintext pre search section summary "
    "table ul xmp"
)
FORMATTING = words("a b big code em font i nobr s small strike strong tt u")
#: markers: formatting does not reach into these or out of them
MARKERS = frozenset(("applet", "marquee", "object", "td", "th", "caption", "template"))
TABLE_PARTS = frozenset(("caption", "col", "colgroup", "tbody", "td", "tfoot", "th", "thead", "tr"))
TABLE_MODES = frozenset(("table", "tbody", "thead", "tfoot", "tr"))
IGNORED = frozenset(("html", "head", "body", "frameset", "frame"))
#: their content is text, up to their end tag
TEXT_ONLY = frozenset(("style", "script", "xmp", "iframe", "noembed", "noframes"))
TEXT_WITH_REFERENCES = frozenset(("textarea", "title"))
SPECIAL = (BLOCKS - {"dialog"}) | words(
    "applet area base basefont bgsound body br button caption col colgroup embed frame frameset head html "
    "iframe img input keygen link marquee meta noembed noframes noscript object param script select "
    "source style tbody td template textarea tfoot th thead title tr track wbr"
)
SCOPE = frozenset(("#root", "applet", "caption", "html", "table", "td", "th", "marquee", "object", "template"))
BUTTON_SCOPE = SCOPE | {"button"}
LIST_SCOPE = SCOPE | {"ol", "ul"}
TABLE_SCOPE = frozenset(("#root", "html", "table", "template"))
#: elements that an end tag of an element around them may end
IMPLIED_END = frozenset(("dd", "dt", "li", "optgroup", "option", "p", "rb", "rp", "rt", "rtc"))
OPTIONAL_END = IMPLIED_END | TABLE_PARTS

#: HTML's elements; to the site any other name in raw HTML is a component (@nuxtjs/mdc, ``html-tags-list``)
HTML_TAGS = words(
    "a abbr address area article aside audio b base bdi bdo blockquote body br button canvas caption cite "
    "code col colgroup data datalist dd del details dfn dialog div dl dt em embed fieldset figcaption "
    "figure footer form h1 h2 h3 h4 h5 h6 head header hgroup hr html i iframe img input ins kbd label "
    "legend li link main map mark math menu menuitem meta meter nav noscript object ol optgroup option "
    "output p param picture pre progress q rb rp rt rtc ruby s samp script section select slot small "
    "source span strong style sub summary sup svg table tbody td template textarea tfoot th thead time "
    "title tr track u ul var video wbr"
)
BOOLEAN = words(
    "allowfullscreen async autofocus autoplay checked controls default defer disabled download "
    "formnovalidate hidden inert ismap itemscope loop multiple muted nomodule novalidate open playsinline "
    "readonly required reversed scoped selected"
)
