"""Plain values in JavaScript modules."""

from typing import Any

import pytest

from exporter.source.javascript import default_export

VALUES = {
    "strings": (
        """export default { a: 'it\\'s', "b": "\\u00e9\\x21\\u{1F600}", c: `d` }""",
        {"a": "it's", "b": "é!😀", "c": "d"},
    ),
    "numbers": (
        "export default { a: 1_000, b: -1.5e2, c: true, d: false }",
        {"a": 1000, "b": -150, "c": True, "d": False},
    ),
    "nested": ("export default { a: { b: [1, ['x',], { c: 'd' }], }, }", {"a": {"b": [1, ["x"], {"c": "d"}]}}),
    "a helper": ("import x from 'y'\nexport default defineNuxtConfig({ a: 'b' })\nconst c = 1\n", {"a": "b"}),
    "helpers inside": ("export default defineA({ a: { b: defineB({ c: 'd' }) } })", {"a": {"b": {"c": "d"}}}),
    "common js": ("module.exports = { a: 'b' };", {"a": "b"}),
    "types": ("export default { a: 'b' as const, c: ['d'] satisfies string[] } as Config", {"a": "b", "c": ["d"]}),
    "comments": ("// export default { a: 1 }\n/* { */ export default { /* a: 'x', */ b: 'c' // d\n }", {"b": "c"}),
    "words in strings": ("const a = 'export default { a: 1 }'\nexport default { b: 'c' }", {"b": "c"}),
    "the last of two": ("export default { a: 'b', a: 'c', d: 'e', d: f() }", {"a": "c"}),
    "what is not plain": (
        """export default {
          a: process.env.A ?? 'x', b: 'x' + y, c: f('x'), d: `${'}'}x`, e: () => ({ a: 'x' }), [f]: 'x', g, ...h('x'),
          i() { return { a: 'x' } }, async j() {}, get k() { return 'x' }, l: a ? 'x' : 'y', m: 'x'.trim(), n: null,
          o: ['x', ...p, q('r'), 's'], t: new Map([['x', 'y']]), u: defineV('x', 'y'), w: -x, z: 'kept',
        }""",
        {"o": ["x", "s"], "z": "kept"},
    ),
    "regular expressions": (
        "export default { a: [/^\\/[}/'\"]\\/$/g, 'x'], b: c / d / e, f: (1) / 2, g: 'kept' }",
        {"a": ["x"], "g": "kept"},
    ),
    "templates in templates": ("export default { a: `x${ { b: `y${'}'}` } }z`, c: 'kept' }", {"c": "kept"}),
    "another export": ("export default async () => ({ a: 'b' })", {}),
    "a name": ("const a = { b: 'c' }\nexport default a", {}),
    "nothing": ("", {}),
}


@pytest.mark.parametrize(("text", "expected"), VALUES.values(), ids=VALUES)
def test_plain_values_are_read_and_others_left_out(text: str, expected: dict[str, Any]) -> None:
    """As a JavaScript engine reads them, without running anything."""
    assert default_export(text) == expected


HEAD = "export default "


@pytest.mark.parametrize(
    "text",
    [
        *("{a:" * 50_000, "[" * 50_000, "define(" * 20_000, "{a: (" + "[" * 50_000, "{a:1]" * 10_000, "{a:'", "{a:`${"),
        *(
            "{a:/[" * 20_000,
            "'" + "\\'" * 50_000,
            "/*" * 50_000,
            "`${" * 50_000,
            "{a:}",
            "{:}",
            "{,}",
            "[,]",
            "}",
            "{a",
        ),
    ],
)
def test_a_module_that_is_none_ends_the_reader(text: str) -> None:
    """However deep or broken it is: without an error, and in a time that grows with its length."""
    assert isinstance(default_export(HEAD + text), dict)


def test_deep_values_are_left_out() -> None:
    """Values beside them are kept."""
    deep = "[" * 40 + "]" * 40
    assert default_export(f"{HEAD}{{ a: {{ b: {deep}, c: 'd' }} }}")["a"]["c"] == "d"
