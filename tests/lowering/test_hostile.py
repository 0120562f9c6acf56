"""Hostile HTML in content; nh3 (ammonia) is the oracle: no more gets through than what a sanitizer lets through."""

import re
from html import unescape

import nh3
import pytest

from exporter.lowering.links import clean
from exporter.model.nodes import Image, Link
from exporter.model.walk import plain_text, walk
from tests.lowering.pages import lowered_text

SCHEMES = {"http", "https", "mailto", "tel"}
DROPPED = {"script", "style", "noscript", "iframe", "svg", "math", "object", "embed"}
ATTACKS = [
    "<script>alert(1)</script>x",
    "x<script src=https://evil.example/a.js></script>",
    "<img src=/x.png onerror=alert(1) alt=a>",
    '<a href="javascript:alert(1)">x</a>',
    '<a href="JaVa&#09;Script:alert(1)">x</a>',
    '<a href="&#106;avascript:alert(1)">x</a>',
    '<a href="data:text/html;base64,PHNjcmlwdD4=">x</a>',
    '<a href="vbscript:x">x</a>',
    '<a href="file:///etc/passwd">x</a>',
    '<a href="https://ok.example" onclick="x()" style="background:url(file:///x)" rel=attachment>x</a>',
    '<svg onload=alert(1)><a href="https://evil.example">x</a></svg>y',
    "<math><mtext></mtext><mglyph><style><img src=x onerror=1></style></mglyph></math>y",
    "<style>@import url(https://evil.example)</style>a",
    '<p style="background:url(file:///etc/passwd)">a</p>',
    "<link rel=attachment href=file:///etc/passwd>b",
    "<meta http-equiv=refresh content=0>c",
    "<base href=file:///>d",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>e",
    "<object data=file:///etc/passwd></object>f",
    "<form action=https://evil.example><button formaction=javascript:x>g</button></form>",
    "<template><script>1</script></template>h",
    "<!--[if IE]><script>1</script><![endif]-->y",
    '<noscript><p title="</noscript><img src=x onerror=alert(1)>"></noscript>',
    '<a id=x name=y class="z" data-pdf=Artifact>w</a>',
    "<b><p>unclosed",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "<xss style=x>q</xss>",
    "<details open ontoggle=alert(1)>r</details>",
    '<img src="/a.png" srcset="https://evil.example 2x" alt=s>',
    "<body onload=alert(1)>t",
    '<a href="https://ok.example/&quot;onmouseover=&quot;x">u</a>',
    '<a href="\x01javascript:alert(1)">v</a>',
    "<a href='https:&#x2F;&#x2F;ok.example'>w</a>",
    "[x](javascript:alert(1)) [y](<data:text/html,x>) [z](vbscript:x)",
    "[x]: javascript:alert(1)\n\n[x]",
    "<javascript:alert(1)>",
    "![x](javascript:alert(1))",
    ":ShButton[x]{urlButton='javascript:alert(1)'}",
    "[x](/a){onclick='alert(1)' style='x'}",
    "{{ 7*7 }} {{ $doc.__class__ }} {% raw %}",
]

# The sanitizer reads noscript as a browser with scripts does, the exporter as one without.
RAW = [attack for attack in ATTACKS if attack.startswith("<") and "noscript" not in attack]


def cleaned(html: str) -> str:
    """A piece of HTML as the sanitizer leaves it."""
    return nh3.clean(html, url_schemes=SCHEMES, clean_content_tags=DROPPED, tags=nh3.ALLOWED_TAGS - DROPPED)


@pytest.mark.parametrize("attack", ATTACKS)
def test_no_link_but_those_that_a_sanitizer_leaves(attack: str) -> None:
    """Every link in the page's nodes has an allowed scheme or stays on the site."""
    page, _ = lowered_text(f"Words {attack}\n")
    for node in walk(page.body):
        if isinstance(node, Link):
            target = clean(node.target)
            scheme = re.match(r"([a-z][a-z0-9+.-]*):", target, re.IGNORECASE)
            assert scheme is None or scheme[1].lower() in SCHEMES
            assert not target.startswith(("//", "\\", "/\\"))


@pytest.mark.parametrize("attack", RAW)
def test_the_words_of_raw_html_are_those_that_a_sanitizer_leaves(attack: str) -> None:
    """No word of a script, a style or an attribute is shown; all other words are."""
    page, _ = lowered_text(f"<div>{attack}</div>\n")
    shown = re.sub(r"\s|\[.*?\]", "", "".join(plain_text([n]) for n in page.body if not isinstance(n, Image)))
    wanted = re.sub(r"\s", "", unescape(re.sub(r"<[^>]*>", "", cleaned(f"<div>{attack}</div>"))))
    alts = "".join(n.alt for n in walk(page.body) if isinstance(n, Image))
    assert shown.replace(alts, "") == wanted


@pytest.mark.parametrize("attack", ATTACKS)
def test_nothing_of_an_attack_is_a_role_or_an_anchor_with_markup(attack: str) -> None:
    """Roles come from the exporter alone, and anchors hold no markup."""
    page, _ = lowered_text(f"# {attack.splitlines()[0]}\n")
    for node in walk(page.body):
        assert re.fullmatch(r"[a-z-]*", getattr(node, "role", ""))
        assert not re.search(r"[<>\"'\s]", getattr(node, "anchor", ""))


@pytest.mark.parametrize("number", ["²", "٣", "9" * 5000, "1e999", "-1", "0x1"])
@pytest.mark.parametrize(
    "text",
    [
        "---\nx: [1]\n---\n{{{{ $doc.x[{0}] }}}} {{{{ $doc.x.{0} }}}} words",
        'words<sup><a data-footnote-ref href="#x">{0}</a></sup>',
        "<table><tr><td colspan={0} rowspan={0}>words</td></tr></table>",
        "<ol start={0}><li>words</li></ol>",
        "<img src=/a.png alt=words width={0}>",
        "```a {{{0}}}\nwords\n```",
        '<a href="http://host:{0}/">words</a> [words](http://host:{0}/) <a href="http://{0}/">a</a>',
        "::sh-multi-column{{:cols={0}}}\nwords\n::",
        "words &#{0}; &#x{0};",
        "words\n\n{0}. a",
    ],
)
def test_numbers_that_are_none_do_no_harm(text: str, number: str) -> None:
    """Where a page may write a number it may write anything: nothing raises, and the words stay."""
    page, _ = lowered_text(text.format(number))
    assert "words" in plain_text(page.body)
