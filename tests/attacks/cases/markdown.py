"""Markdown and MDC that is deep, long or wide: what makes readers recurse, take quadratic time or fill the memory."""

from tests.attacks.attack import Attack

CELLS = "<td>x</td>" * 100

ATTACKS = (
    Attack(
        name="5000 quotes in one another",
        page=">" * 5_000 + " x\n",
        found=("1:too-deep", "1:depth", "long-word"),
        exit=1,
    ),
    Attack(
        name="2000 list items in one another",
        page="".join("  " * i + "- x\n" for i in range(2_000)),
        found=("too-deep", "depth", "too-long"),
        exit=1,
    ),
    Attack(name="5000 list marks in one line", page="- " * 5_000 + "x\n", found=("too-deep", "depth"), exit=1),
    Attack(
        name="500 components in one another",
        page="".join(f"{':' * (502 - i)}box\n" for i in range(500))
        + "x\n"
        + "".join(f"{':' * (3 + i)}\n" for i in range(500)),
        found=("too-deep", "depth"),
        exit=1,
    ),
    Attack(name="20000 opening brackets", page="[" * 20_000 + "x\n", found=("1:long-word",), exit=1),
    Attack(name="20000 brackets and parentheses", page="[a](" * 20_000 + "\n", found=("1:long-word",), exit=1),
    Attack(
        name="20000 nested links", page="[" * 20_000 + "x" + "](/a)" * 20_000 + "\n", found=("1:long-word",), exit=1
    ),
    Attack(name="20000 stars", page="*a " * 20_000 + "\n"),
    Attack(
        name="20000 stars and underscores",
        page="*_" * 10_000 + "a" + "_*" * 10_000 + "\n",
        found=("1:long-word",),
        exit=1,
    ),
    Attack(
        name="100000 backticks",
        page="".join("`" * (i % 300 + 1) + "a" for i in range(700)) + "\n",
        found=("1:long-word",),
        exit=1,
    ),
    Attack(name="20000 opening angles", page="<a " * 20_000 + "\n"),
    Attack(name="20000 opening comments", page="<!-- " * 20_000 + "\n"),
    Attack(name="20000 declarations", page="<!A " * 20_000 + "<![CDATA[" * 5_000 + "<? " * 5_000 + "\n"),
    Attack(name="20000 braces", page="a{" * 20_000 + "\n", found=("1:long-word",), exit=1),
    Attack(name="20000 attributes", page="[x]{" + "a=b " * 20_000 + "}\n", shown=("x",)),
    Attack(name="20000 inline components", page=":x[" * 20_000 + "\n", found=("1:long-word",), exit=1),
    Attack(
        name="code that takes lexers the square of its length",
        page="".join(
            f"```{language}\n{pattern * (size // len(pattern))}\n```\n\n"
            for language, pattern, size in (
                *(("java", "\n", 4_900), ("java", "\n", 5_100), ("csharp", "a\n", 2_400), ("mdc", "---\n", 5_900)),
                *(("ts", "a. ", 11_000), ("vue", "<script> ", 11_000), ("bash", "$( ", 11_000)),
            )
        ),
    ),
    Attack(name="200000 tabs in a line", page="\t" * 200_000 + "x\n", found=("1:long-word",), exit=1),
    Attack(name="200000 blanks in code", page="```\nx" + " " * 200_000 + "x\n```\n", found=("1:long-word",), exit=1),
    Attack(name="a line of two million characters", page="x" * 2_000_000 + "\n", found=("1:too-long",), exit=1),
    Attack(name="a page of five million characters", page="word " * 999_900 + "\n", found=("too-long",), exit=1),
    Attack(
        name="a page of six megabytes",
        page="word\n" * 1_200_000,
        found=("unreadable-page", "missing-page", "no-pages"),
        exit=2,
    ),
    Attack(
        name="a link of 100000 characters",
        page=f"[x](https://example.org/{'a' * 100_000})\n",
        found=("1:link-refused", "1:too-long", "1:long-word"),
        exit=1,
    ),
    Attack(name="a reference defined 20000 times", page="[x]\n\n" + "[x]: /a\n\n" * 20_000),
    Attack(
        name="20000 references in one another", page="".join(f"[a{i}]: /b{i}\n" for i in range(20_000)) + "\n[a1]\n"
    ),
    Attack(
        name="20000 entities",
        page="&" * 20_000 + "&#" * 10_000 + "&#x110000;&#0;&#xD800;\n",
        found=("1:long-word",),
        exit=1,
    ),
    Attack(
        name="table of 20000 columns",
        page="|" + "a|" * 20_000 + "\n|" + "-|" * 20_000 + "\n|" + "b|" * 20_000 + "\n",
        found=("table-size",),
        exit=1,
    ),
    Attack(
        name="table whose rows lack millions of cells",
        page="|" + "a|" * 2_000 + "\n|" + "-|" * 2_000 + "\n" + "|b|\n" * 2_000,
        found=("too-many-cells", "table-size"),
        exit=1,
    ),
    Attack(
        name="colspan of a million",
        page="<table><tr><td colspan=1000000>x</td></tr><tr><td>y</td></tr></table>\n",
        found=("1:table-span",),
        shown=("x",),
    ),
    Attack(
        name="colspan beyond all integers",
        page=f"<table><tr><td colspan={'9' * 400}>x</td></tr></table>\n",
        found=("table-span",),
    ),
    Attack(
        name="rowspan of a million",
        page="<table><tr><td rowspan=1000000>x</td></tr><tr><td>y</td></tr></table>\n",
        found=("1:table-span",),
    ),
    Attack(
        name="spans below zero",
        page="<table><tr><td colspan=-5 rowspan=-1>x</td><td colspan=0 rowspan=0>y</td></tr></table>\n",
        shown=("x",),
    ),
    Attack(
        name="spans over one another",
        page="<table>" + "<tr>" + "<td rowspan=900 colspan=900>x</td>" * 200 + "</tr>" + "</table>\n",
        found=("table-span", "table-size"),
        exit=1,
    ),
    Attack(
        name="col with a span of a million",
        page="<table><col span=1000000><colgroup span=99999999></colgroup><tr><td>x</td></tr></table>\n",
        shown=("x",),
    ),
    Attack(
        name="tables in one another",
        page="<table><tr><td>" * 70 + "x" + "</td></tr></table>" * 70 + "\n",
        found=("too-deep", "depth"),
        exit=1,
    ),
    Attack(
        name="100 rows of 100 cells",
        page="<table>" + f"<tr>{CELLS}</tr>" * 100 + "</table>\n",
        found=("table-size",),
        exit=1,
    ),
    Attack(name="3000 nested divisions", page="<div>" * 3_000 + "x\n", found=("too-deep", "depth"), exit=1),
    Attack(name="3000 nested spans", page="<span>" * 3_000 + "x\n", found=("too-deep", "depth"), exit=1),
    Attack(name="3000 nested lists of HTML", page="<ul><li>" * 3_000 + "x\n", found=("too-deep", "depth"), exit=1),
    Attack(name="footnotes that call each other", page="a[^1]\n\n[^1]: b[^2]\n[^2]: c[^1]\n"),
    Attack(
        name="100 footnotes in one word",
        page="".join(f"[^{i}]" for i in range(100)) + "\n\n" + "\n".join(f"[^{i}]: x" for i in range(100)) + "\n",
        found=("pdf-cut",),
        exit=1,
    ),
    Attack(name="60 equal headings", page="## a\n\n" * 60),
    Attack(name="a heading of 100000 characters", page="## " + "a" * 100_000 + "\n", found=("1:long-word",), exit=1),
    Attack(
        name="control characters",
        page="a\x00b\x08c\x1bd\x7f\n",
        found=("1:control-character",),
        absent=("\x1b", "\x08"),
    ),
    Attack(
        name="noncharacters and private ones",
        page="a\ufffeb\uffffc\U0010ffff\n",
        shown=("a",),
        found=("1:control-character",),
    ),
    Attack(
        name="writing direction turned round", page="user\u202e \u2066// admin\u2069 \u2066begin\n", shown=("user",)
    ),
    Attack(name="5000 accents on a letter", page="a" + "\u0301" * 5_000 + "\n", found=("1:long-word",), exit=1),
)
