"""Each rule of validation by pages that break it and pages that keep it, with the exact place of each finding."""

import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from exporter.config import Config
from exporter.diagnostics import Diagnostic, Diagnostics
from exporter.source.site import Site
from exporter.validate import RULES, ValidationOptions, known_codes, suppressions, validate
from exporter.validate.suppressions import Suppressions
from tests.lowering.pages import lowered_text

SEED = Path(__file__).parents[2] / "content" / "about" / "faq.md"
FILES = {"/images/x.png": b"x", "/faq/a b.pdf": b"x"}
SITE = Site("https://example.org", frozenset({"example.org"}), {"/join": ""}, FILES.get)


def check(pages: str | Mapping[str, str], options: ValidationOptions | None = None) -> list[str]:
    """The findings of validation alone, as ``line:column-end code message``."""
    texts = {"page": pages} if isinstance(pages, str) else dict(pages)
    lowered = [lowered_text(text, name, f"/{name}")[0] for name, text in texts.items()]
    diagnostics = Diagnostics()
    validate(lowered, texts, SITE, options or ValidationOptions(), diagnostics)
    return [shown(d) for d in Suppressions(texts).unsuppressed(diagnostics)]


def shown(finding: Diagnostic) -> str:
    """A finding in one line."""
    pos = finding.pos
    assert pos is not None
    name = f"{pos.file}:" if pos.file != "page" else ""
    end = pos.end.column if pos.end.line == pos.start.line else f"{pos.end.line}:{pos.end.column}"
    return f"{name}{pos.start.line}:{pos.start.column}-{end} {finding.code}: {finding.message}"


def test_the_seed_s_faults_are_found() -> None:
    """The FAQ page's known faults: a lazy continuation line, stray quotes, two answers, terms, a misspelling."""
    text = SEED.read_bytes().decode()
    options = ValidationOptions(terms=("LwM2M", "OMA SpecWorks"), outputs=frozenset({"/faq/OMASpecWorks FAQ.pdf"}))
    page, _ = lowered_text(text, "faq.md", "/about/faq")
    diagnostics = Diagnostics()
    site = Site("https://omaspecworks.org", frozenset({"omaspecworks.org"}), {}, lambda _: b"x")
    validate([page], {"faq.md": text}, site, options, diagnostics)
    assert [(d.code, d.pos.start.line, d.pos.start.column) for d in diagnostics if d.pos] == [
        ("weak-alt", 12, 1),
        ("swallowed-paragraph", 132, 7),
        ("stray-quotes", 197, 7),
        ("term", 20, 10),
        ("term", 38, 332),
        ("term", 55, 215),
        ("spelling", 103, 22),
        ("two-answers", 100, 9),
        ("two-answers", 168, 9),
    ]
    assert all(d.hint for d in diagnostics)


WEAK = "weak-alt: the alternative text '{}' does not describe the picture"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # links
        ("[a](/join) [b](/join/) [c](/unknown) [d](https://other.org/x) [e](#) [f](mailto:a@b.c)", []),
        ("[a](/faq/a%20b.pdf) [b](</faq/a b.pdf>)", []),
        ("[a](/faq/c.pdf)", ["1:1-16 broken-link: the site has no page or file at '/faq/c.pdf'"]),
        ("[a](https://example.org/faq/c.pdf)", []),
        ("# One\n\n[a](#one) [b](#two)", ["3:11-20 broken-anchor: /page has no anchor 'two'"]),
        ("[a](/page#no)", ["1:1-14 broken-anchor: /page has no anchor 'no'"]),
        ('<div id="box"></div>\n\n[a](#box)', []),
        ("[a](https://example.org/page/#no)", ["1:1-34 broken-anchor: /page has no anchor 'no'"]),
        (
            '::sh-button{urlButton="http://[x"}\nWords\n::',
            ["1:1-3:3 bad-link: link 'http://[x': invalid ipv6 url"],
        ),
        # pictures
        ("![words](/images/x.png)", []),
        ("![](/images/x.png)", ["1:1-19 missing-alt: picture '/images/x.png' has no alternative text"]),
        ('<img src="/images/x.png" alt="">', []),
        ("![Picture 2](/images/x.png)", [f"1:1-28 {WEAK.format('Picture 2')}"]),
        ("![Picture of a boat](/images/x.png)", [f"1:1-36 {WEAK.format('Picture of a boat')}"]),
        ("![boat.png](/images/x.png)", [f"1:1-27 {WEAK.format('boat.png')}"]),
        ("![IMG_77](/images/IMG_77.png)", [f"1:1-30 {WEAK.format('IMG_77')}"]),
        ("![x](/images/x.png) ![A logo on a boat](/images/x.png) ![Diagrams](/images/x.png)", []),
        ("![w](https://other.org/y.png)", []),
        # headings
        ("# a\n\n## b\n\n### c\n\n# d", []),
        ("## a\n\n#### b", ["3:1-7 heading-skipped: heading of level 4 after one of level 2"]),
        ("### a", ["1:1-6 heading-skipped: heading of level 3 after one of level 1"]),
        # words of links
        ("See [the guide](/x), [here you go](/x).", []),
        ("Click [here](/x).", ["1:7-17 bare-link: link 'here' does not describe its target"]),
        ("[Read more »](/x)", ["1:1-18 bare-link: link 'Read more »' does not describe its target"]),
        ("[PDF](/x)", ["1:1-10 bare-link: link 'PDF' does not describe its target"]),
        ("[**click here**](/x)", ["1:1-21 bare-link: link 'click here' does not describe its target"]),
        # paragraphs in items
        (
            "* one.\n* two.\nThen more.",
            ["3:1-11 swallowed-paragraph: 'Then more.' became part of the list item before it"],
        ),
        ("* one.\n* two.\n  Then more.", []),
        ("* one.\n* two\nand so on.", []),
        ("* one.\n* two.\n\nThen more.", []),
        ("1. one.\nTwo *three*.", ["2:1-5 swallowed-paragraph: 'Two' became part of the list item before it"]),
        # shown as words
        ("## One {#two}", ["1:8-14 heading-id: the website shows '{#two}' as words of the heading"]),
        ("## [One]{#two}\n\nThe {#id} and `{#id}`\n\n## In `{#id}`", []),
        ("**「文」**字", ["1:6-8 unclosed-emphasis: the website shows the '**' in '**「文」**字' as it is"]),
        ("**문장(주석)**은", ["1:9-11 unclosed-emphasis: the website shows the '**' in '**문장(주석)**은' as it is"]),
        ("字*「文」*。", ["1:2-3 unclosed-emphasis: the website shows the '*' in '字*「文」' as it is"]),
        ("**「文」** 字 「**文**」字 字**文**字 2*3*4 \\*\\*「文」\\*\\*字 `**「文」**字`", []),
        (
            "---\ntitle: One\n\n# Two",
            ["1:1-4 open-front-matter: the front matter has no end: the website shows it as words"],
        ),
        (
            "\n---\ntitle: One\n---\n\nTwo",
            ["2:1-4 open-front-matter: the front matter begins behind the first line: the website shows it as words"],
        ),
        ("---\n\nWords\n\n---\n\nkey: more", []),
        # spelling
        ("We recieve it, see recieve.org, `recieve`.", ["1:4-11 spelling: 'recieve' is misspelt"]),
        ("---\nlang: de\n---\n\nrecieve", []),
        ("---\nlang: enm\n---\n\nrecieve", []),
        ("Ask Manuel and Recieve, on AKS with IoTs.", []),
        ("| Key | Value |\n|---|---|\n| focus | fo |\n| who | Manuel Recieve |", []),
        ("## Recieve Letters\n\nRecieve it. Letters Recieve", ["1:4-11 spelling: 'Recieve' is misspelt"]),
        ("## JANURARY 2015, VIENNA", ["1:4-12 spelling: 'JANURARY' is misspelt"]),
        ("Le projet est dans le composant et les exemples.\n\n## Projet", []),
        ("It has a quote: <span lang='fr'>un projet</span>.", []),
        ("The quote.\n\n> Le projet et la ville", []),
    ],
)
def test_rule(text: str, expected: list[str]) -> None:
    """Each rule reports its fault at the exact place."""
    assert check(text) == expected


def faq(*pairs: tuple[str, str]) -> str:
    """A page of questions."""
    lines = "".join(f"  - q: {question}\n    a: {answer}\n" for question, answer in pairs)
    return f"::ShFaq\n---\nqas:\n{lines}---\n::\n"


@pytest.mark.parametrize(
    ("answer", "found"),
    [
        ("'\"It is.\"'", True),
        ("“It is.”", True),
        ('\'"Yes" or "no"\'', False),
        ('It is "so".', False),
        ("'\"It is.'", False),
        ("'\"'", False),
    ],
)
def test_quotes_around_an_answer(answer: str, found: bool) -> None:
    """Marks at both ends are stray, but not where they belong to words inside."""
    codes = [line.split()[1] for line in check(faq(("A?", answer)))]
    assert codes == (["stray-quotes:"] if found else [])


def test_two_answers_on_two_pages() -> None:
    """The same question is found across pages, whatever its case and marks; the same answer is no fault."""
    pages = {"a": faq(("What is it?", "One."), ("And?", "Same.")), "b": faq(("What is IT", "Two."), ("And?", "same"))}
    assert check(pages) == ["b:4:8-18 two-answers: 'What is IT' has another answer at a:4"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("LWM2M and lwm2m", ["LWM2M", "lwm2m"]),
        ("LwM2M, LwM2M’s", []),
        ("OMASpecWorks, OMA specworks, OMA-SpecWorks, Oma", ["OMASpecWorks", "OMA specworks", "OMA-SpecWorks", "Oma"]),
        ("OMA SpecWorks and OMA", []),
        ("lwm2m.example.org, /lwm2m, lwm2m_x, lwm2m-x, a@lwm2m", []),
        ("`lwm2m` and [words](https://example.org/lwm2m)", []),
        ("OMA\nspecworks", ["OMA specworks"]),
    ],
)
def test_terms(text: str, found: list[str]) -> None:
    """Terms are found in other spellings, not in addresses and code; the longest term counts."""
    lines = check(text, ValidationOptions(terms=("LwM2M", "OMA", "OMA SpecWorks"), language="de"))
    assert [line.split(": ")[1].strip("'") for line in lines] == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("LightweithM2M", ["LightweithM2M"]),
        ("Lightweight, LightweightM2Ms, HeavyweightM2M, LightwM2M", []),
    ],
)
def test_names_that_are_nearly_a_term(text: str, found: list[str]) -> None:
    """A name with a wrong letter is reported; other words that resemble a term are not."""
    lines = check(text, ValidationOptions(terms=("LightweightM2M",), language="de"))
    assert [line.split(": ")[1].strip("'") for line in lines] == found


def test_the_place_of_a_term_is_exact() -> None:
    """The finding spans the word, in YAML and in Markdown alike."""
    lines = check(faq(("A?", "See *LWM2M* here.")), ValidationOptions(terms=("LwM2M",)))
    assert lines == ["5:13-18 term: 'LWM2M'"]


def test_routes_are_unknown_until_they_are_complete() -> None:
    """A page that is not here is broken only where the site's routes are all known."""
    assert check("[a](/unknown)", ValidationOptions(routes_complete=True)) == [
        "1:1-14 broken-link: the site has no page or file at '/unknown'"
    ]
    assert check("[a](/join) [b](/page)", ValidationOptions(routes_complete=True)) == []


def test_outputs_of_exports_are_files_of_the_site() -> None:
    """A download link to what an export writes is not broken."""
    assert check("[a](</x/y z.pdf>)", ValidationOptions(outputs=frozenset({"/x/y z.pdf"}))) == []


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("<!-- exporter-disable-next-line spelling -->\nrecieve\n\nrecieve", [4]),
        ("recieve <!-- exporter-disable-line spelling -->\n\nrecieve", [3]),
        ("<!-- exporter-disable spelling -->\n\nrecieve\n\n<!-- exporter-enable spelling -->\n\nrecieve", [7]),
        ("<!-- exporter-disable -->\n\nrecieve", []),
        ("<!-- exporter-disable-next-line term, bare-link -->\nrecieve", [2]),
        ("<!-- exporter-disable-next-line term, spelling -->\nrecieve", []),
        ("<!-- exporter-disable spelling -->\n\nrecieve\n\n<!-- exporter-enable -->\n\nrecieve", [7]),
        ("Text about exporter-disable spelling\n\nrecieve", [3]),
        ("one\u2028two\n\n<!-- exporter-disable-next-line spelling -->\nrecieve\n\nrecieve", [6]),
        ("one\r\n\r\n<!-- exporter-disable-next-line spelling -->\r\nrecieve\r\n\r\nrecieve", [6]),
    ],
)
def test_comments_silence_findings(text: str, lines: list[int]) -> None:
    """A comment silences the codes that it names where it says so, and nothing else."""
    assert [int(line.split(":")[0]) for line in check(text)] == lines


def test_comments_in_yaml_silence_findings() -> None:
    """Inside props the comment is one of YAML."""
    text = "::ShFaq\n---\nqas:\n  # exporter-disable-next-line spelling\n  - q: recieve\n    a: recieve\n---\n::\n"
    assert check(text) == ["6:8-15 spelling: 'recieve' is misspelt"]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_codes_that_no_finding_has_are_told(end: str) -> None:
    """An unknown code in a comment is reported at its place, in YAML too."""
    text = end.join(
        ["---", "title: a  # exporter-disable-line speling", "---", "", "<!-- exporter-disable trem -->", ""]
    )
    diagnostics = Diagnostics()
    suppressions.check({"page": text}, ["spelling", "term"], diagnostics)
    assert [shown(d) for d in diagnostics] == [
        "2:35-42 unknown-code: no finding has the code 'speling'",
        "5:23-27 unknown-code: no finding has the code 'trem'",
    ]


def test_spelling_without_its_dictionary_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where codespell is not installed the run says that spelling was not checked."""
    monkeypatch.setitem(sys.modules, "codespell_lib", None)
    page, _ = lowered_text("recieve")
    diagnostics = Diagnostics()
    validate([page], {"page.md": "recieve"}, SITE, ValidationOptions(), diagnostics)
    assert [d.code for d in diagnostics] == ["spelling-missing"]


def test_every_code_is_documented_and_unique() -> None:
    """Each rule names its codes, each with a meaning."""
    names = [code.name for code in known_codes()]
    assert len(set(names)) == len(names) and all(code.meaning for code in known_codes()) and len(RULES) == 12


def test_options_come_from_the_configuration() -> None:
    """Terms, the language and a sitemap decide what is checked."""
    config = Config.model_validate({"terms": ["LwM2M"], "language": "de", "site": {"sitemap": "sitemap.xml"}})
    options = ValidationOptions.of(config, frozenset({"/a.pdf"}))
    assert options == ValidationOptions(
        terms=("LwM2M",), routes_complete=True, outputs=frozenset({"/a.pdf"}), language="de"
    )


def test_links_to_pages_files_lead_to_their_routes() -> None:
    """A link to another page's file is as good as one to its route, and its anchor is looked for there."""
    pages = {"guide/a.md": "[b](b.md) [no](b.md#no) [gone](c.md)", "guide/b.md": "# One"}
    texts = dict(pages)
    lowered = [lowered_text(text, name, f"/{name.removesuffix('.md')}")[0] for name, text in texts.items()]
    diagnostics = Diagnostics()
    validate(lowered, texts, SITE, ValidationOptions(language="de"), diagnostics)
    assert [(d.code, d.message) for d in diagnostics] == [
        ("broken-anchor", "/guide/b has no anchor 'no'"),
        ("broken-link", "the site has no page or file at '/guide/c.md'"),
    ]


def test_a_page_beside_the_site_is_named_by_its_file() -> None:
    """A page without a route: its anchors are checked, relative links may be good."""
    page, _ = lowered_text("# One\n\n[two](#two) [b](b.pdf) [c](/c.pdf)", "notes/a.md", "")
    diagnostics = Diagnostics()
    validate(
        [page], {"notes/a.md": "# One\n\n[two](#two) [b](b.pdf) [c](/c.pdf)"}, SITE, ValidationOptions(), diagnostics
    )
    assert [(d.code, d.message) for d in diagnostics] == [
        ("broken-anchor", "notes/a.md has no anchor 'two'"),
        ("broken-link", "the site has no page or file at '/c.pdf'"),
    ]


def test_words_of_a_data_file_are_told_at_the_page_that_shows_them() -> None:
    """Words without a place of their own have that of their table; each page has its own finding."""
    data = b'[{"x": "We recieve the letter"}]'
    site = Site("https://example.org", frozenset({"example.org"}), {}, {"/data/d.json": data}.get)
    texts = dict.fromkeys(("one", "two"), "::ShDynamicTable{dataUrl='/data/d.json'}\n::\n")
    lowered = [lowered_text(text, name, f"/{name}", site)[0] for name, text in texts.items()]
    diagnostics = Diagnostics()
    validate(lowered, texts, site, ValidationOptions(), diagnostics)
    assert [str(d.pos) for d in diagnostics if d.code == "spelling"] == ["one:1:1", "two:1:1"]
