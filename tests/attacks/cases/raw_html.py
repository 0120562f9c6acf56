"""HTML in content: scripts, handlers, style, embedded things, and the ways in which filters are fooled."""

from tests.attacks.attack import Attack

EVIL = ("alert(1)", "evil.example")


def html(
    name: str, page: str, *found: str, shown: str = "", absent: tuple[str, ...] = EVIL, failing: bool = False
) -> Attack:
    """An attack whose page is built without what it tried; ``failing``: which is an error, so that nothing is built."""
    words = () if failing else ("Words that stay.", shown)
    page = f"{page}\n\nWords that stay.\n"
    return Attack(name=name, page=page, found=found, shown=words, absent=absent, exit=int(failing))


ATTACKS = (
    html("script", "<script>alert(1)</script>", "1:dropped-script"),
    html("script with a source", "x <script src=https://evil.example/a.js></script>", "dropped-script"),
    html("script in upper case and a slash", "<SCRIPT/SRC=https://evil.example/a.js></SCRIPT>", absent=("<SCRIPT",)),
    html("script in a script", "<scr<script>ipt>alert(1)</scr</script>ipt>", absent=("<script>alert",)),
    html("script by a component", "::script\nalert(1)\n::", "dropped-script"),
    html("style element", "<style>@import url(https://evil.example)</style>", "dropped-style"),
    html("style by a component", "::style\n@import url(https://evil.example)\n::", "dropped-style"),
    html("style attribute", '<p style="background:url(https://evil.example)">a</p>'),
    html("style attribute of MDC", '[a]{style="background:url(https://evil.example)"}'),
    html(
        "class and id that break out", "[a]{class='x\"><script>alert(1)</script>' id='\"><img src=x onerror=alert(1)>'}"
    ),
    html(
        "color that is a style sheet",
        '::ShAlert{typeAlert="red;background:url(https://evil.example)"}\nA\n::',
        "prop-value",
        failing=True,
    ),
    html(
        "width that is a style sheet",
        "![a](/x.svg){width='1;background:url(https://evil.example)'}",
        "missing-image",
        absent=(),
        failing=True,
    ),
    html(
        "handler on a picture",
        "<img src=/x.svg alt=a onerror=alert(1)>",
        "missing-image",
        "unsafe-attribute",
        failing=True,
    ),
    html("handler on a paragraph", "<p onclick=alert(1) onmouseover='alert(1)'>a</p>", "unsafe-attribute"),
    html("handler of MDC", "[a](/b){onclick='alert(1)'}", "unsafe-attribute"),
    html(
        "bound handler",
        "[a](/b){:onclick='alert(1)' v-on:click='alert(1)' @click='alert(1)'}",
        absent=("<a onclick", "<a :onclick"),
    ),
    html("v-html", "::div{v-html='\"<script>alert(1)</script>\"'}\na\n::"),
    html(
        "details with a handler", "<details open ontoggle=alert(1)><summary>a</summary>b</details>", "unsafe-attribute"
    ),
    html("base", "<base href=https://evil.example/>\n\n[a](b)", "dropped-style"),
    html("meta refresh", "<meta http-equiv=refresh content='0;url=https://evil.example'>", "dropped-style"),
    html("link to a style sheet", "<link rel=stylesheet href=https://evil.example/a.css>", "dropped-style"),
    html(
        "link that attaches a file",
        "<link rel=attachment href=file:///etc/passwd>",
        "dropped-style",
        absent=("root:x:",),
    ),
    html(
        "anchor that attaches a file",
        "<a rel=attachment href='file:../../secret.txt'>x</a>",
        "link-refused",
        failing=True,
    ),
    html(
        "anchor that attaches a site file",
        "<a rel=attachment href='/secret.txt'>x</a>",
        absent=("attachment",),
    ),
    html("attachment of MDC", "[x](/secret.txt){rel=attachment}", absent=("attachment",)),
    html("object", "<object data=file:///etc/passwd>a</object>", "loss-media", absent=("root:x:", "passwd")),
    html(
        "embed",
        "<embed src=file:///etc/passwd>",
        "loss-media",
        "link-refused",
        absent=("root:x:", "passwd"),
        failing=True,
    ),
    html("iframe with a page of its own", "<iframe srcdoc='<script>alert(1)</script>'></iframe>", "loss-media"),
    html("iframe with script", "<iframe src=javascript:alert(1)></iframe>", "loss-media", "unsafe-attribute"),
    html(
        "svg with script",
        "<svg onload=alert(1)><script>alert(1)</script><image href=https://evil.example/a.png /></svg>",
        "loss-drawing",
    ),
    html("math with a link", '<math href="javascript:alert(1)"><mi>x</mi></math>'),
    Attack(
        name="math that hides markup",
        page="<math><mtext><table><mglyph><style><!--</style><img title='--&gt;&lt;img src=1 onerror=alert(1)&gt;'>\n",
        found=("formula",),
        absent=("<img src=1", "onerror=alert(1)>"),
        exit=1,
    ),
    html(
        "noscript that hides markup",
        '<noscript><p title="</noscript><img src=x onerror=alert(1)>"></noscript>',
        absent=("<img src=x onerror",),
    ),
    html("template", "<template><script>alert(1)</script></template>", "hidden"),
    html("comment that ends early", "<!--> <script>alert(1)</script> -->", absent=("<script>alert",)),
    html("conditional comment", "<!--[if IE]><script>alert(1)</script><![endif]-->"),
    html("processing instruction", "<?xml-stylesheet href='https://evil.example'?>"),
    html(
        "form",
        "<form action=https://evil.example><input name=a><button formaction=javascript:alert(1)>Go</button></form>",
        "loss-form",
    ),
    html("body with a handler", "<body onload=alert(1)>a"),
    html("frameset", "<frameset><frame src=https://evil.example></frameset>", absent=("<frame",)),
    html(
        "textarea that hides markup",
        "<textarea></textarea><img src=x onerror=alert(1)>",
        "missing-image",
        absent=("onerror=alert",),
        failing=True,
    ),
    html("title that closes itself", "## </title><script>alert(1)</script>", "dropped-script"),
    html(
        "code block that closes itself",
        "```html\n</code></pre><script>alert(1)</script>\n```",
        absent=("<script>alert",),
    ),
    html("language of code as markup", '```"><script>alert(1)</script>\nx\n```', absent=("<script>alert",)),
    html("language as markup", "<p lang='\"><script>alert(1)</script>'>a</p>", "bad-language"),
    html(
        "alternative text as markup",
        '!["><script>alert(1)</script>](/x.svg)',
        "missing-image",
        absent=("<script>alert",),
        failing=True,
    ),
    html(
        "title of a link as markup", "[a](https://ok.example '\"><script>alert(1)</script>')", absent=("<script>alert",)
    ),
    html(
        "template text",
        "{{ 7*7 }} {% for x in y %} {{ ''.__class__.__mro__ }} {{ $doc.x }} ${7*7} #{7*7} <%= 7*7 %>",
        absent=(">49 ", "49 {%", "<class"),
    ),
    Attack(
        name="template text in the title",
        page='---\ntitle: "{{ 7*7 }}{% raw %}"\n---\n\nWords.\n',
        shown=("{{ 7*7 }}{% raw %}",),
        absent=("49{%",),
    ),
    Attack(
        name="linked data that closes its script",
        page='---\ntitle: "</script><script>alert(1)</script>"\ndescription: "<!--<script>"\n---\n\n'
        '::ShFaq\n---\nqas:\n  - q: "</script><img src=x onerror=alert(1)>"\n    a: "]]></script><!--"\n---\n::\n',
        absent=("</script><script>alert", "</script><img", "<!--<script"),
        found=(),
    ),
    Attack(
        name="title that ends the head",
        page='---\ntitle: "</title></head><body onload=alert(1)>"\n---\n\nWords.\n',
        absent=("<body onload",),
    ),
    Attack(
        name="title that is a style sheet",
        page='---\ntitle: "\\" } body { background: url(https://evil.example/x) } \\\\"\n---\n\nWords.\n',
    ),
    Attack(
        name="metadata that closes its packet",
        page="---\ntitle: \"</rdf:li><?xpacket end='w'?>\"\ndescription: \"]]><x xmlns='y'>&bad;\"\n---\n\nWords.\n",
        absent=("<x xmlns='y'>", "</rdf:li><?xpacket"),
    ),
)
