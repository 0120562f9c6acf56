"""The configuration, themes and templates of a pull request: what they may not reach or run."""

from pathlib import Path

from tests.attacks.attack import Attack


def config(name: str, more: str, *found: str, exit: int = 2) -> Attack:  # noqa: A002 (as the field is called)
    """A configuration with more lines."""
    return Attack(name=name, more=more + "\n", found=found, exit=exit)


def template(name: str, text: str, found: str = "template", exit: int = 2) -> Attack:  # noqa: A002
    """A theme whose page template is this text."""
    return Attack(
        name=name,
        more="theme: own\nformats: [html]\n",
        files={"own/templates/html/page.html.j2": text},
        found=(found,),
        exit=exit,
    )


def themed_link(site: Path) -> None:
    """A theme with a link to a file outside."""
    (site / "own/styles").mkdir(parents=True)
    (site / "own/styles/tokens.css").symlink_to("../../../secret.txt")


ATTACKS = (
    config("a command for diagrams", "diagrams: {plantuml: 'touch out/owned'}", "command-not-trusted"),
    config("a command for one diagram", "diagram: {dot: [sh, -c, 'touch out/owned']}", "command-not-trusted"),
    Attack(
        name="commands for diagrams in a page",
        page="---\ntitle: A\ndiagrams: {plantuml: 'touch out/owned'}\n---\n\n```plantuml\nArrows\n```\n",
        found=("3:command-not-trusted",),
        exit=1,
        shown=("Arrows",),
    ),
    Attack(
        name="a picture that poses as a diagram for a program",
        page="![A picture](/images/a.mermaid) ![Another](/images/diagram-0)\n",
        files={
            "content/public/images/a.mermaid": '{"source": "", "command": {"arguments": ["touch", "out/owned"]}}',
            "content/public/images/diagram-0": '{"source": "", "command": {"arguments": ["touch", "out/owned"]}}',
        },
        found=("bad-image", "bad-image"),
        exit=1,
    ),
    Attack(
        name="a program for diagrams beside the pages",
        page="```plantuml\nArrows\n```\n",
        files={"draw": "#!/bin/sh\ntouch out/owned\n"},
        command=("build", "--diagram", "plantuml=./draw"),
        found=("usage",),
        exit=2,
    ),
    Attack(
        name="a diagram that is a shell command",
        page="```plantuml\n$(touch out/owned); `touch out/owned`\n```\n",
        command=("build", "--diagram", "plantuml=cat"),
        found=("diagram-source",),
        shown=("touch",),
    ),
    Attack(
        name="a diagram that brings a script",
        page="```plantuml\n<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'>\n"
        "<script>alert(1)</script></svg>\n```\n",
        command=("build", "--diagram", "plantuml=cat"),
        found=("diagram-source",),
    ),
    Attack(
        name="a diagram without an end",
        page="```mermaid\nflowchart TD\n" + ("A-->B;" * 12 + "\n") * 800 + "```\n",
        found=("diagram-source",),
    ),
    Attack(
        name="formulas of macros in macros",
        more="math: true\n",
        page="$\\def\\a{\\a\\a}\\a$ and $" + "{" * 500 + "x" + "}" * 500 + "$ and $" + "x + " * 1_500 + "x" + "$\n",
        found=("formula", "formula", "formula"),
        exit=1,
    ),
    Attack(
        name="a formula that names a file",
        more="math: true\n",
        page="$\\input{../secret.txt}$ $\\href{javascript:alert(1)}{x}$\n",
        found=("formula",),
        exit=1,
    ),
    Attack(name="configuration of 50000 brackets", config="a: " + "[" * 50_000, found=("yaml-refused",), exit=2),
    Attack(name="configuration with a tag", config="site: !!python/name:os.system\n", found=("yaml-refused",), exit=2),
    Attack(
        name="configuration with a merge bomb",
        config="a: &a {x: y}\nb: {<<: [*a, *a]}\n",
        found=("yaml-refused",),
        exit=2,
    ),
    Attack(
        name="configuration that is not UTF-8",
        files={"exporter.yaml": b"\xff\xfe\0"},
        found=("broken-configuration",),
        exit=2,
    ),
    Attack(
        name="sitemap outside",
        config="site: {url: https://example.org, sitemap: ../secret.txt}\n",
        found=("missing-sitemap",),
        exit=1,
    ),
    config("no number as a limit", "limits: {run: {seconds: nan}}", "wrong-value"),
    config("an endless limit", "limits: {source: {page_bytes: inf}}", "wrong-value"),
    config("a limit below zero", "limits: {markdown: {blocks: -1}}", "wrong-value"),
    config("a limit beyond all numbers", "limits: {run: {memory: 1e300}}", "wrong-value"),
    config("a limit of an unknown group", "limits: {nothing: {a: 1}}", "unknown-key"),
    config("an unknown limit", "limits: {yaml: {dpeth: 1}}", "unknown-key"),
    Attack(
        name="depths that would end the process",
        page=">" * 3_000
        + " x\n\n"
        + "- " * 3_000
        + "x\n\n"
        + "<div>" * 3_000
        + "x\n\n"
        + "[" * 900
        + "x"
        + "](/a)" * 900
        + "\n",
        more="limits:\n  markdown: {blocks: 100000, inlines: 100000, elements: 100000}\n"
        "  lowering: {blocks: 100000, lists: 100000, inlines: 100000}\n  yaml: {depth: 100000}\n",
        found=("wrong-value", "too-deep", "depth", "long-word"),
        exit=2,
    ),
    Attack(
        name="the greatest depths that can be configured",
        page=">" * 900
        + " x\n\n"
        + "- " * 900
        + "x\n\n"
        + "<div>" * 900
        + "x\n\n"
        + "**a *b " * 900
        + "\n\n"
        + "<span>" * 900
        + "x\n",
        more="limits:\n  markdown: {blocks: 64, inlines: 48, elements: 160}\n"
        "  lowering: {blocks: 48, lists: 24, inlines: 64}\n  yaml: {depth: 64}\n"
        "severities: {depth: note, too-deep: note}\n",
        found=("too-deep", "depth", "pdf-cut"),
        exit=1,
    ),
    config("a language that is a path", "language: ../../secret", "wrong-value"),
    config(
        "a page size that is a style sheet",
        "page: {size: 'A4; } body { background: url(https://evil.example)'}",
        "wrong-value",
    ),
    config("an address that is a script", "site: {url: 'javascript:alert(1)'}", "yaml-duplicate-key"),
    config("a theme outside", "theme: ../..", exit=0),
    config("a theme of the machine", "theme: /", exit=0),
    config("a reference document outside", "docx: {reference: ../../secret.txt}", "option-file", exit=1),
    config("an unknown option", "pdf: {attachments: [/etc/passwd]}", "wrong-value"),
    config("a component that is a template", "components: {X: {role: '{{ 7*7 }}'}}", "configuration", exit=2),
    config("delivery outside", "publish: {/a: ../../elsewhere}", exit=0),
    Attack(name="theme with a link to a file outside", more="theme: own\n", prepare=themed_link, shown=("Words.",)),
    Attack(
        name="fonts of a theme that are none",
        more="theme: own\n",
        files={"own/styles/tokens.css": "{}}}"},
        exit=0,
    ),
    template("template that runs a command", "{{ cycler.__init__.__globals__.os.popen('id').read() }}"),
    template("template that walks to all classes", "{{ ''.__class__.__mro__[1].__subclasses__() }}"),
    template("template that formats its way out", "{{ '{0.__class__}'.format(1) }}{{ nothing }}"),
    template("template that includes a file", "{% include '../../../../etc/passwd' %}"),
    template("template that imports a file", "{% import '/etc/passwd' as x %}"),
    template("template that is broken", "{% for %}"),
    template("template with an endless loop", "{% for i in range(99999999999) %}{% endfor %}"),
)
