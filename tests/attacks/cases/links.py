"""Addresses of links: schemes that run or read, and the spellings that hide them."""

from tests.attacks.attack import Attack

EVIL = ("alert(1)", "evil.example", "etc/passwd")


def link(name: str, written: str, code: str = "1:link-refused", absent: tuple[str, ...] = EVIL) -> Attack:
    """An attack whose link is left out, with its words staying."""
    return Attack(
        name=name, page=written + "\n\nWords that stay.\n", found=(code,), shown=("Words that stay.",), absent=absent
    )


ATTACKS = (
    link("javascript", "[x](javascript:alert(1))"),
    link("javascript in mixed case", "<a href=JaVaScRiPt:alert(1)>x</a>"),
    link("javascript with a tab", '<a href="java&#9;script:alert(1)">x</a>'),
    link("javascript with line ends", '<a href="java&#10;scr&#13;ipt:alert(1)">x</a>'),
    link("javascript behind a control character", '<a href="&#1;javascript:alert(1)">x</a>'),
    link("javascript behind blanks", '<a href="  &#x20; javascript:alert(1)">x</a>'),
    link("javascript in entities", '<a href="&#106;&#x61;vascript&colon;alert(1)">x</a>'),
    link("javascript by a reference", "[x]\n\n[x]: javascript:alert(1)"),
    link("javascript by a button", ":ShButton[x]{urlButton='javascript:alert(1)'}"),
    link("javascript by a bound prop", ":ShButton[x]{:urlButton='\"javascript:alert(1)\"'}"),
    link("javascript by a card", "::ShCard{title='A' url='javascript:alert(1)'}\nb\n::"),
    link("javascript by an autolink", "<javascript:alert(1)>", absent=()),
    link("vbscript", "<a href='vbscript:alert(1)'>x</a>"),
    link("data", "[x](<data:text/html,alert(1)>)"),
    link("data in base64", "<a href='data:text/html;base64,PHNjcmlwdD4='>x</a>", absent=("PHNjcmlwdD4",)),
    link("file", "[x](file:///etc/passwd)"),
    link("file by an area", "<a href='FILE:/etc/passwd'>x</a>"),
    link("another host without a scheme", "[x](//evil.example/a)"),
    link("another host by backslashes", "<a href='\\\\evil.example\\share'>x</a>"),
    link("another host by slash and backslash", "<a href='/\\evil.example/a'>x</a>"),
    link("another host by slash and tab", "<a href='/&#9;/evil.example/a'>x</a>"),
    link("view-source", "[x](view-source:https://example.org)", absent=("view-source",)),
    link("blob", "[x](blob:https://example.org/a)", absent=("blob:",)),
    link("a scheme of Office", "[x](ms-word:ofe|u|https://evil.example/a.docx)"),
    link("a search of Windows", "[x](search-ms:query=a&crumb=location:\\\\\\\\evil.example)"),
    link("jar", "[x](jar:https://evil.example/a.jar!/b)"),
    Attack(
        name="quotes in an address",
        page="<a href='https://ok.example/\"onmouseover=\"alert(1)'>x</a>\n",
        absent=('"onmouseover="',),
    ),
    Attack(name="field code in an address", page='[x](<https://ok.example/" \\o "INCLUDETEXT c:/a>)\n'),
    Attack(
        name="field code in words",
        page='{ INCLUDETEXT "c:/x" } { DDEAUTO cmd }\n\n## { HYPERLINK "x" }\n',
        shown=("DDEAUTO",),
    ),
    Attack(
        name="field code in a title",
        page="---\ntitle: 'A\" \\\\* MERGEFORMAT { DDEAUTO c:/x }'\n---\n\n## \\\"b\n\nWords.\n",
    ),
    Attack(name="names and passwords in an address", page="[x](https://user:pass@evil.example/)\n"),
    Attack(name="markup in mailto", page="[x](mailto:a@b.example?body=%3Cscript%3E)\n"),
    Attack(name="an address of no host", page="[x](https://)\n\n[y](https:///a) [z](http:) [w](https://[::1)\n"),
)
