"""Each mark that a PDF bears is true, as judges see it that share no code with the exporter."""

from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from tests.backends.pdf.marks import claimed, untrue
from tests.backends.pdf.matterhorn import faults
from tests.properties.reading import rendered

PAGES = {
    "tables without bodies": """\
<table><thead><tr><th>Head</th></tr></thead><tfoot><tr><td>Foot</td></tr></tfoot></table>

<table><caption>Words alone</caption></table>

<table><tfoot><tr><td></td></tr></tfoot></table>
""",
    "tables that hold other things": """\
<table><tr><th><h2>A heading</h2></th></tr><tr><td><blockquote>A quote</blockquote></td></tr>
<tr><td><figure><img src="/dot.svg" alt="A dot"><figcaption>A caption</figcaption></figure></td></tr>
<tr><td><table><tr><td>Inner</td></tr></table></td></tr></table>
""",
    "empty elements": "<ul></ul>\n\n- a\n- \n\n## \n\n<figure></figure>\n\n<dl><dd>b</dd></dl>\n\n[](https://example.com)\n",
    "figures": """\
<figure><img src="/dot.svg" alt="One"><figcaption>A *caption*</figcaption></figure>

<figure><img src="/dot.svg" alt="One"><img src="/dot.svg" alt="Two"><figcaption>Of both</figcaption></figure>

<figure><figcaption>A caption alone</figcaption></figure>

```js [app.js]
const words = 1
```
""",
    "notes": "A[^a] and[^b], again[^a].\n\n[^a]: Of *it*.\n\n    ## Heading\n\n    - b[^b]\n\n[^b]: ![dot](/dot.svg)\n",
    "links": f"[{'many words ' * 40}](https://example.com) [`code`](#a) [![dot](/dot.svg)](/b)\n\n## A {{#a}}\n",
    "quotes in quotes": "> A\n>\n> > ## Heading\n> >\n> > - item\n> >\n> > ::ShAlert\n> > Words\n> > ::\n",
    "languages": '[Wort]{lang="de"} <p lang="fr">mot</p> <ul lang="it"><li lang="es">palabra</li></ul>\n',
    "terms": "<dl><dt>Term</dt><dd>Words</dd><dt>Other</dt><dd><dl><dt>Inner</dt><dd>Words</dd></dl></dd></dl>\n",
    "blocks in links": """\
<a href="https://example.com"><h2>Head</h2><ul><li>item</li></ul><table><tr><td>cell</td></tr></table></a>

<a href="https://example.com"><figure><img src="/dot.svg" alt="Dot"><figcaption>A caption[^a]</figcaption></figure></a>

[^a]: | In | a note |
    |---|---|
    | $x$ | `c` ![dot](/dot.svg)[^b] |
[^b]: - item

        1. inner
""",
    "right to left": """\
<div dir="rtl" lang="ar">

## عنوان

| أ | [ب](https://example.com) |
|---|---|
| ١[^a] | <bdo dir="ltr">abc</bdo> |

</div>

<table><caption>A list:<ul><li>in a caption</li></ul></caption><tr><th></th><td>x</td></tr></table>

[^a]: حاشية
""",
    "lines": "H~2~O, x<sup>2</sup> <kbd>Ctrl</kbd> <abbr title='World'>W</abbr> <ins>new</ins> <q>said</q>\n",
}
OPTIONS = {
    "usual": "toc: always",
    "PDF/UA-2": "standard: [a-4, ua-2], toc: {show: always}",
    "PDF/UA-2 with its source": "standard: [a-4f, ua-2], attachments: source, cover: true, line_numbers: true",
}


@pytest.mark.parametrize("options", OPTIONS)
@pytest.mark.parametrize("kind", PAGES)
def test_marks_are_true(kind: str, options: str, tmp_path: Path) -> None:
    """A page of each kind has the marks of its options, and the judges agree."""
    made = rendered(tmp_path, f"---\ntitle: Words\n---\n\n{PAGES[kind]}", f"pdf: {{{OPTIONS[options]}}}\n")
    assert made.unmet == ()
    assert untrue(made) == []


def test_the_second_standard_declares_itself(tmp_path: Path) -> None:
    """A file of PDF/UA-2 says so, of which revision, and that it is well-tagged for both purposes."""
    made = rendered(tmp_path, "---\ntitle: Words\n---\n\nWords.\n", "pdf: {standard: [a-4, ua-2]}\n")
    assert made.data is not None
    assert claimed(made.data) == ("PDF/A-4", "PDF/UA-2", "WTPDF 1.0 accessibility", "WTPDF 1.0 reuse")
    assert made.standards == ("PDF/A-4", "PDF/UA-2")


def _without(key: str, *kinds: str) -> Callable[[Any], None]:
    """A change that takes a key from each element of some types."""

    def change(element: Any) -> None:
        if str(element.S)[1:] in kinds and key in element:
            del element[key]

    return change


def _retagged(old: str, new: str) -> Callable[[Any], None]:
    def change(element: Any) -> None:
        if str(element.S)[1:] == old:
            element.S = pikepdf.Name(f"/{new}")

    return change


CHANGES = {
    "no alternative text": _without("/Alt", "Figure"),
    "no scope": _without("/A", "TH"),
    "a skipped level": _retagged("H2", "H4"),
    "a row in a list": _retagged("L", "Table"),
    "no body": _retagged("TBody", "THead"),
    "no content": _without("/K", "P"),
    "no id": _without("/ID", "Note", "FENote"),
    "no standard type": _retagged("Part", "Chapter"),
}
IN_SECOND = {
    "a note of PDF 1.7": _retagged("FENote", "Note"),
    "no reference": _without("/Ref", "FENote"),
    "no target": _without("/Ref", "TOCI"),
    "no namespace": _without("/NS", "Em"),
}
WHOLE = "A[^a] *word*.\n\n## B\n\n## C\n\n- c\n\n| d |\n|---|\n| e |\n\n![dot](/dot.svg)\n\n[^a]: Note.\n"


@pytest.mark.parametrize("change", [*CHANGES, *IN_SECOND])
def test_the_own_judge_sees_faults(change: str, tmp_path: Path) -> None:
    """A change of the tags of a sound file is a fault."""
    options = OPTIONS["PDF/UA-2" if change in IN_SECOND else "usual"]
    made = rendered(tmp_path, f"---\ntitle: Words\n---\n\n{WHOLE}", f"pdf: {{{options}}}\n")
    assert made.data is not None
    assert faults(made.data) == []
    with pikepdf.open(BytesIO(made.data)) as pdf:
        for element in pdf.objects:
            if isinstance(element, pikepdf.Dictionary) and element.get("/Type") == "/StructElem":
                (CHANGES | IN_SECOND)[change](element)
        out = BytesIO()
        pdf.save(out)
    assert faults(out.getvalue())
