"""The elements of HTML without content (https://html.spec.whatwg.org/multipage/syntax.html#void-elements)."""

VOID = frozenset(["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"])
