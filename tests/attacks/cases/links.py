"""Addresses of links: schemes that run or read, and the spellings that hide them."""

from tests.attacks.attack import Attack

STAY = "Words that stay."
EVIL = ("alert(1)", "evil.example", "etc/passwd")


def dropped(name: str, written: str, absent: tuple[str, ...] = EVIL, code: str = "unsafe-attribute") -> Attack:
    """An attack whose address the website's own reader leaves out: so does ours, and the words stay."""
    found = (f"1:{code}",) if code else ()
    return Attack(name=name, page=f"{written}\n\n{STAY}\n", found=found, shown=(STAY,), absent=absent)


def refused(name: str, written: str, code: str = "1:link-refused") -> Attack:
    """An attack whose address would get to the website: an error, and nothing is built."""
    return Attack(name=name, page=f"{written}\n\n{STAY}\n", found=(code,), exit=1)


ATTACKS = (
    dropped("javascript", "[x](javascript:alert(1))"),
    dropped("javascript in mixed case", "<a href=JaVaScRiPt:alert(1)>x</a>"),
    dropped("javascript with a tab", '<a href="java&#9;script:alert(1)">x</a>'),
    dropped("javascript with line ends", '<a href="java&#10;scr&#13;ipt:alert(1)">x</a>'),
    dropped("javascript behind a control character", '<a href="&#1;javascript:alert(1)">x</a>'),
    dropped("javascript behind blanks", '<a href="  &#x20; javascript:alert(1)">x</a>'),
    dropped("javascript in entities", '<a href="&#106;&#x61;vascript&colon;alert(1)">x</a>'),
    dropped("javascript by a reference", "[x]\n\n[x]: javascript:alert(1)", code="", absent=("javascript:",)),
    refused("javascript by a button", ":ShButton[x]{urlButton='javascript:alert(1)'}"),
    refused("javascript by a bound prop", ":ShButton[x]{:urlButton='\"javascript:alert(1)\"'}"),
    refused("javascript by a card", "::ShMicroCard{title='A' urlWrapper='javascript:alert(1)'}\nb\n::"),
    dropped("javascript by an autolink", "<javascript:alert(1)>", absent=()),
    dropped("vbscript", "<a href='vbscript:alert(1)'>x</a>"),
    dropped("data", "[x](<data:text/html,alert(1)>)"),
    dropped("data in base64", "<a href='data:text/html;base64,PHNjcmlwdD4='>x</a>", absent=("PHNjcmlwdD4",)),
    refused("file", "[x](file:///etc/passwd)"),
    refused("file by an area", "<a href='FILE:/etc/passwd'>x</a>"),
    refused("another host without a scheme", "[x](//evil.example/a)"),
    refused("another host by backslashes", "<a href='\\\\evil.example\\share'>x</a>"),
    refused("another host by slash and backslash", "<a href='/\\evil.example/a'>x</a>"),
    refused("another host by slash and tab", "<a href='/&#9;/evil.example/a'>x</a>"),
    refused("view-source", "[x](view-source:https://example.org)"),
    refused("blob", "[x](blob:https://example.org/a)"),
    refused("a scheme of Office", "[x](ms-word:ofe|u|https://evil.example/a.docx)"),
    refused("a search of Windows", "[x](search-ms:query=a&crumb=location:\\\\\\\\evil.example)"),
    refused("jar", "[x](jar:https://evil.example/a.jar!/b)"),
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
    Attack(
        name="an address of no host",
        page="[x](https://)\n\n[y](https:///a) [z](http:) [w](https://[::1)\n",
        found=("1:unsafe-attribute", "3:docx-link"),
    ),
)
