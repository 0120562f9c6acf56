"""The edits that reviewers make, each as a Word file of its own: what is listed, and what the page says then."""

from dataclasses import replace
from pathlib import Path

import pytest

from exporter.diagnostics import ExporterError
from exporter.review import select_changes, write_changes
from exporter.review.write.site_links import SiteLinks
from exporter.source.site import Site
from tests.review.docxfile import (
    STYLES,
    Part,
    Reviewed,
    _texts,
    dele,
    deleted,
    edit,
    gone,
    ins,
    inserted,
    link,
    new,
    read_page,
    run,
)
from tests.review.sample import PAGE, PATH, applied, listed, opened, review_copy

DATE = "2026-01-02T03:04:05Z"


def _insert(reviewed: Reviewed, behind: str, *parts: Part) -> None:
    at = reviewed.parts.index(reviewed.part(behind)) + 1
    reviewed.parts[at:at] = parts


def _delete(reviewed: Reviewed, *words: str) -> list[Part]:
    found = [reviewed.part(w) for w in words]
    for part in found:
        reviewed.parts[reviewed.parts.index(part)] = deleted(part)
    return found


def _changed(old: str, replaced: str, by: str) -> str:
    assert old.count(replaced) == 1
    return old.replace(replaced, by)


def test_01_words_inserted(tmp_path: Path) -> None:
    """Words put into a sentence come to their line."""
    file = review_copy()
    edit(file.part("small part"), "small", run("small"), new(" but useful"))
    got = applied(file, tmp_path)
    assert got.kinds == ["insert"]
    assert got.place("insert") == f"{PATH}:14:26"
    assert got.text == _changed(PAGE, "a small part", "a small but useful part")


def test_02_words_deleted(tmp_path: Path) -> None:
    """Words taken out of a sentence are taken out of the page."""
    file = review_copy()
    edit(file.part("small part"), "small ", gone("small "))
    assert applied(file, tmp_path).text == _changed(PAGE, "a small part", "a part")


def test_03_typo_in_a_question(tmp_path: Path) -> None:
    """A typo in a quoted question is one replacement, and the quotes stay."""
    file = review_copy()
    edit(file.part("widgit"), "widgit", gone("widgit"), new("widget"))
    got = applied(file, tmp_path)
    assert got.kinds == ["replace"]
    assert got.text == _changed(PAGE, '"What is a widgit?"', '"What is a widget?"')


@pytest.mark.parametrize("linked", [True, False])
def test_04_end_of_a_link_replaced(tmp_path: Path, linked: bool) -> None:
    """Words replaced at the end of a link stay in it, also where the editor wrote the new ones behind it."""
    file = review_copy()
    part = file.part("the long guide")
    inner = run("the long ") + gone("guide")
    word = new("manual")
    before, _, rest = part.runs.partition("<w:hyperlink")
    after = rest.partition("</w:hyperlink>")[2]
    target = "https://example.org/guide/"
    part.runs = (
        before + (link(inner + word, target, file.links) if linked else link(inner, target, file.links) + word) + after
    )
    assert applied(file, tmp_path).text == PAGE.replace("See [the long guide]", "See [the long manual]")


def _formatted(words: str, look: str) -> str:
    return run(words, look, change=f'<w:rPrChange w:id="9" w:author="Rita" w:date="{DATE}"><w:rPr/></w:rPrChange>')


def test_05_bold(tmp_path: Path) -> None:
    """Words made bold are strong in the page."""
    file = review_copy()
    edit(file.part("works well"), "works well", _formatted("works well", "b"))
    got = applied(file, tmp_path)
    assert got.kinds == ["format"]
    assert got.text == _changed(PAGE, "it works well", "it **works well**")


def test_06_italic_and_both(tmp_path: Path) -> None:
    """Italic and bold italic words are so in the page; blanks at the edges stay outside."""
    file = review_copy()
    edit(file.part("works well"), "works ", _formatted("works ", "i"))
    edit(file.part("every day"), "every day", _formatted("every day", "bi"))
    expected = _changed(_changed(PAGE, "it works well", "it *works* well"), "them every day", "them ***every day***")
    assert applied(file, tmp_path).text == expected


def test_07_bold_in_a_question(tmp_path: Path) -> None:
    """Bold in a question, which is plain text, is left to people; the style's own bold is no change at all."""
    file = review_copy()
    edit(file.part("Who sells"), "Who", run("Who", "b"))
    assert applied(file, tmp_path).kinds == []
    file = review_copy()
    edit(file.part("Who sells"), "Who", _formatted("Who", "i"))
    got = applied(file, tmp_path)
    assert (got.status("format"), got.text) == ("by hand", PAGE)


def _comment(number: int, text: str, author: str = "Rita", paragraph: str = "") -> str:
    mark = f' w14:paraId="{paragraph}"' if paragraph else ""
    return f'<w:comment w:id="{number}" w:author="{author}" w:date="{DATE}"><w:p{mark}>{run(text)}</w:p></w:comment>'


def _start(number: int) -> str:
    return f'<w:commentRangeStart w:id="{number}"/>'


def _end(number: int) -> str:
    return f'<w:commentRangeEnd w:id="{number}"/><w:r><w:commentReference w:id="{number}"/></w:r>'


def test_08_comment_on_words(tmp_path: Path) -> None:
    """A comment has its words, author, question and line."""
    file = review_copy()
    edit(file.part("every day"), "every day", _start(1), run("every day"), _end(1))
    file.comments = _comment(1, "Really?")
    (row,) = listed(file, tmp_path)
    assert (row.kind, row.before, row.after, row.author, row.status) == (
        "comment",
        "every day",
        "Really?",
        "Rita",
        "open",
    )
    assert (row.question, str(row.pos)) == ("Who sells widgets?", f"{PATH}:25:28")


def test_09_comment_on_a_point(tmp_path: Path) -> None:
    """A comment without a range has its place, and quotes nothing."""
    file = review_copy()
    edit(file.part("every day"), "every", '<w:r><w:commentReference w:id="1"/></w:r>', run("every"))
    file.comments = _comment(1, "Who says so?")
    (row,) = listed(file, tmp_path)
    assert (row.before, row.after, str(row.pos)) == ("", "Who says so?", f"{PATH}:25:28")


def test_10_comment_across_paragraphs(tmp_path: Path) -> None:
    """A comment over two paragraphs is one, with the words of both."""
    file = review_copy()
    edit(file.part("every day"), "every day.", _start(1), run("every day."))
    edit(file.part("repair"), "Some shops", run("Some shops"), _end(1))
    file.comments = _comment(1, "Twice the same.")
    (row,) = listed(file, tmp_path)
    assert row.before == "every day.¶Some shops"


def test_11_and_12_threads(tmp_path: Path) -> None:
    """Replies name what they answer; a thread is resolved as a whole."""
    file = review_copy()
    edit(file.part("every day"), "every", _start(1), _start(2), _start(3), run("every"), _end(1), _end(2), _end(3))
    file.comments = _comment(1, "Source?", paragraph="00000001") + _comment(2, "Added.", "Bob", "00000002")
    file.comments += _comment(3, "Thanks.", paragraph="00000003")
    file.extended = (
        '<w15:commentEx w15:paraId="00000001" w15:done="1"/>'
        '<w15:commentEx w15:paraId="00000002" w15:paraIdParent="00000001" w15:done="0"/>'
        '<w15:commentEx w15:paraId="00000003" w15:paraIdParent="00000002" w15:done="0"/>'
    )
    first, second, third = listed(file, tmp_path)
    found = [(r.after, r.thread, r.status) for r in (first, second, third)]
    assert found == [
        ("Source?", "", "resolved"),
        ("Added.", first.id, "resolved"),
        ("Thanks.", second.id, "resolved"),
    ]


def test_13_comment_on_deleted_words(tmp_path: Path) -> None:
    """A comment on words that are deleted keeps them."""
    file = review_copy()
    edit(file.part("every day"), " every day", _start(1), gone(" every day"), _end(1))
    file.comments = _comment(1, "Not on Sundays.")
    rows = listed(file, tmp_path)
    assert sorted((r.kind, r.before) for r in rows) == [("comment", " every day"), ("delete", " every day")]


def test_14_item_inserted(tmp_path: Path) -> None:
    """A new list item has the marker and indent of its list."""
    file = review_copy()
    _insert(file, "Cut the metal", inserted("item", "Heat the metal"))
    got = applied(file, tmp_path)
    assert got.kinds == ["new paragraph"]
    assert got.text == _changed(PAGE, "      * Bend", "      * Heat the metal\n      * Bend")


def test_15_item_deleted(tmp_path: Path) -> None:
    """A deleted list item's line is gone."""
    file = review_copy()
    _delete(file, "Bend the metal")
    assert applied(file, tmp_path).text == _changed(PAGE, "      * Bend the metal\n", "")


def test_16_paragraph_split(tmp_path: Path) -> None:
    """A split paragraph has a blank line and the indent at the place."""
    file = review_copy()
    part = file.part("repair them")
    at = file.parts.index(part)
    first = Part(part.style, run("Some shops repair them too."), part.name, mark=ins(""))
    file.parts[at : at + 1] = [first, Part(part.style, run(" Ask first."))]
    got = applied(file, tmp_path)
    assert got.kinds == ["split"]
    assert got.text == _changed(PAGE, "too. Ask", "too.\n\n      Ask")


def test_17_paragraphs_merged(tmp_path: Path) -> None:
    """Two merged paragraphs are one, with a blank between them."""
    file = review_copy()
    file.part("every day").mark = dele("")
    got = applied(file, tmp_path)
    assert got.kinds == ["merge"]
    assert got.text == _changed(PAGE, "every day.\n\n      Some", "every day. Some")


def test_18_question_deleted(tmp_path: Path) -> None:
    """A deleted question goes with its answer; its neighbours stay byte for byte."""
    file = review_copy()
    _delete(file, "Who sells", "every day", "repair")
    got = applied(file, tmp_path)
    start, end = PAGE.index("  - q: 'Who"), PAGE.index("  - q: What is the price")
    assert got.kinds == ["deleted question"]
    assert got.text == PAGE[:start] + PAGE[end:]


def test_19_new_question(tmp_path: Path) -> None:
    """A new question is a list item like its neighbours."""
    file = review_copy()
    _insert(
        file,
        "Paint",
        inserted("question", 'Is "blue" nice?'),
        inserted("paragraph", "Yes: very."),
        inserted("item", "And red"),
    )
    got = applied(file, tmp_path)
    added = '  - q: "Is \\"blue\\" nice?"\n    a: |\n      Yes: very.\n\n      * And red\n'
    assert got.kinds == ["new question"]
    assert got.text == _changed(PAGE, "  - q: 'Who", f"{added}  - q: 'Who")


@pytest.mark.parametrize("way", ["cut and pasted", "moved"])
def test_20_question_moved(tmp_path: Path, way: str) -> None:
    """A moved question keeps its source as it is: links, attributes, comments."""
    file = review_copy()
    old = [file.part("How are"), file.part("made in steps"), file.part("Cut"), file.part("Bend"), file.part("Paint")]
    mark = {"cut and pasted": ("w:ins", "w:del"), "moved": ("w:moveTo", "w:moveFrom")}[way]
    fresh = [inserted(k, t) for k, t in _kinds_and_texts(old)]
    for part in fresh:
        part.runs, part.mark = (x.replace("w:ins", mark[0]) for x in (part.runs, part.mark))
    _insert(file, "The price is low", *fresh)
    for part in old:
        away = deleted(part)
        away.runs, away.mark = (
            x.replace("w:del ", f"{mark[1]} ").replace("w:del>", f"{mark[1]}>") for x in (away.runs, away.mark)
        )
        file.parts[file.parts.index(part)] = away
    got = applied(file, tmp_path)
    start, end = PAGE.index('  - q: "How'), PAGE.index("  - q: 'Who")
    last = PAGE.index("---\n::\n")
    assert got.kinds == ["moved question"]
    assert got.text == PAGE[:start] + PAGE[end:last] + PAGE[start:end] + PAGE[last:]


def test_20_question_moved_and_edited(tmp_path: Path) -> None:
    """A question that was changed where it went keeps what was not changed: links, attributes, other keys, comments."""
    page = PAGE.replace('  - q: "What is a widgit?"', '  - q: "What is a widgit?"  # in the works\n    icon: i-mdi-cog')
    file = review_copy(page)
    old = [file.part("widgit"), file.part("small part"), file.part("invented")]
    first, second, third = (replace(part, runs=ins(part.runs), mark=ins(""), name="") for part in old)
    first.runs = first.runs.replace("a widgit?", "a real widget?")
    third.runs = third.runs.replace("works well", "works very well")
    _insert(file, "The price is low", first, second, inserted("paragraph", "It is cheap."), third)
    for part in old:
        file.parts[file.parts.index(part)] = deleted(part)
    got = applied(file, tmp_path)
    start, end, last = page.index('  - q: "What'), page.index('  - q: "How'), page.index("---\n::\n")
    item = page[start:end].replace("a widgit", "a real widget").replace("works well", "works very well")
    item = item.replace("      It was **", "      It is cheap.\n\n      It was **")
    assert (got.kinds, got.status("moved question")) == (["moved question"], "automatic")
    assert got.text == page[:start] + page[end:last] + item + page[last:]


def _kinds_and_texts(parts: list[Part]) -> list[tuple[str, str]]:
    kinds = {style: kind for kind, style in STYLES.items()}
    return [(kinds[p.style], "".join(_texts(p.runs))) for p in parts]


def test_21_and_22_edges_of_a_paragraph(tmp_path: Path) -> None:
    """Words in front of the first and behind the last come to their places."""
    file = review_copy()
    part = file.part("every day")
    part.runs = new("In short: ") + part.runs + new(" Truly.")
    assert applied(file, tmp_path).text == _changed(
        PAGE, "Many shops sell them every day.", "In short: Many shops sell them every day. Truly."
    )


def test_23_untracked(tmp_path: Path) -> None:
    """An edit with tracking off is listed, and applied by its id only."""
    file = review_copy()
    edit(file.part("every day"), "every day", run("all week"))
    got = applied(file, tmp_path)
    assert (got.kinds, got.status("replace"), got.text) == (["replace"], "untracked", PAGE)
    got = applied(file, tmp_path, only=[got.change("replace").id])
    assert got.text == _changed(PAGE, "every day", "all week")


@pytest.mark.parametrize(("old", "new"), [("Many shops", "Few dealers"), ("every day", "each week")])
def test_23_untracked_phrase(tmp_path: Path, old: str, new: str) -> None:
    """A phrase for a phrase is one change, at a paragraph's beginning as before its end."""
    file = review_copy()
    edit(file.part("every day"), old, run(new))
    got = applied(file, tmp_path)
    assert [(c.kind, c.before, c.after) for c in got.session.changes] == [("replace", old, new)]


def test_24_all_accepted_before_return(tmp_path: Path) -> None:
    """A file whose changes were all accepted is compared with its map: all is untracked, structure too."""
    file = review_copy()
    edit(file.part("small part"), "small", run("tiny"))
    file.parts.remove(file.part("Bend the metal"))
    _insert(file, "every day", Part("BodyText", run("A wholly new paragraph of nobody.")))
    got = applied(file, tmp_path)
    assert got.text == PAGE
    assert {s for s, _ in got.statuses.values()} == {"untracked"}
    assert sorted(got.kinds) == ["deleted paragraph", "new paragraph", "replace"]
    got = applied(file, tmp_path, only=[c.id for c in got.session.changes])
    expected = _changed(_changed(PAGE, "small", "tiny"), "      * Bend the metal\n", "")
    assert got.text == _changed(expected, "every day.\n", "every day.\n\n      A wholly new paragraph of nobody.\n")


def test_25_table_cell(tmp_path: Path) -> None:
    """Words of a table's cell are changed in the cell."""
    file = review_copy()
    edit(file.part("Ten"), "Ten", gone("Ten"), new("Ten | or more"))
    got = applied(file, tmp_path)
    assert got.place("replace") == f"{PATH}:38:10"
    assert got.text == _changed(PAGE, "| Ten  |", "| Ten \\| or more  |")


def test_26_table_rows(tmp_path: Path) -> None:
    """Rows put in and taken out are listed and left to people."""
    file = review_copy()

    def table(body: str) -> str:
        mark = f'<w:trPr><w:ins w:id="5" w:author="Rita" w:date="{DATE}"/></w:trPr>'
        return f"{body}<w:tbl><w:tr>{mark}<w:tc><w:p>{run('Nut')}</w:p></w:tc></w:tr></w:tbl>"

    file.around = table
    rows = listed(file, tmp_path)
    assert ("row inserted", "by hand") in [(r.kind, r.status) for r in rows]
    assert applied(file, tmp_path).text == PAGE


def test_27_heading_outside_of_questions(tmp_path: Path) -> None:
    """A heading and words outside of questions are written at their places too."""
    file = review_copy()
    edit(file.part("All about"), "widgets", gone("widgets"), new("gadgets"))
    edit(file.part("in front"), "Some words", gone("Some"), new("A few"), run(" words"))
    expected = _changed(_changed(PAGE, "# All about widgets", "# All about gadgets"), "Some words", "A few words")
    assert applied(file, tmp_path).text == expected


def test_28_signs_of_markdown(tmp_path: Path) -> None:
    """Signs that mean something in Markdown, MDC and HTML are escaped: the page shows them as typed."""
    file = review_copy()
    words = " a*b_c <tag> `x` [y](z) # | \\ {a} {{ $doc.title }} :name ::box &amp; ~~no~~ http"
    part = file.part("every day")
    edit(part, "day", run("day"), new(words))
    got = applied(file, tmp_path)
    assert got.status("insert") == "automatic"
    assert "every day a\\*b_c \\<tag> \\`x\\`" in got.text


def test_29_across_question_and_answer(tmp_path: Path) -> None:
    """A deletion from a question into its answer is left to people; words elsewhere in the answer are written."""
    file = review_copy()
    part = file.part("Who sells")
    edit(part, " widgets?", gone(" widgets?"))
    part.mark = dele("")
    edit(file.part("every day"), "Many ", gone("Many "))
    edit(file.part("repair"), "Ask", gone("Ask"), new("Call"))
    got = applied(file, tmp_path)
    assert (got.status("merge"), got.status("replace")) == ("by hand", "automatic")
    assert got.text == _changed(PAGE, "Ask first", "Call first")


def test_30_signs_of_yaml(tmp_path: Path) -> None:
    """Quotes, backslashes and number signs in a question are escaped as its quotes ask for."""
    file = review_copy()
    edit(file.part("widgit"), "widgit", run("widgit"), new(' "so" \\ # called'))
    edit(file.part("Who sells"), "widgets", run("widgets"), new(" at Bob's"))
    edit(file.part("the price"), "price", run("price"), new(": now # or later"))
    got = applied(file, tmp_path)
    assert '- q: "What is a widgit \\"so\\" \\\\ # called?"\n' in got.text
    assert "- q: 'Who sells widgets at Bob''s?'\n" in got.text
    assert '- q: "What is the price: now # or later?"\n' in got.text


def test_31_line_break(tmp_path: Path) -> None:
    """A line break is a hard break, on a line with the same indent."""
    file = review_copy()
    edit(file.part("repair them"), " Ask", gone(" "), new("\n"), run("Ask"))
    assert applied(file, tmp_path).text == _changed(PAGE, "too. Ask", "too.  \n      Ask")


def _links() -> Reviewed:
    """A link put on words, one that leads elsewhere, and one taken off."""
    file = review_copy()
    edit(file.part("every day"), "shops", link(run("shops"), "https://own.example/shops", file.links))
    part = file.part("See the long")
    part.runs = part.runs.replace("rLink0", "rLinkNew")
    file.links["rLinkNew"] = "https://elsewhere.example/"
    part = file.part("The price is low")
    start, end = part.runs.index("<w:hyperlink"), part.runs.index("</w:hyperlink>")
    part.runs = part.runs[:start] + part.runs[part.runs.index(">", start) + 1 : end] + part.runs[end + 14 :]
    return file


def test_32_links(tmp_path: Path) -> None:
    """Links put on words, led elsewhere and taken off: no editor tracks that; they are listed, and written if named."""
    got = applied(_links(), tmp_path)
    changes = got.session.changes
    assert [(c.kind, got.statuses[c.id][0], c.after) for c in changes] == [
        ("link", "untracked", "the long guide (https://elsewhere.example/)"),
        ("link", "untracked", "shops (https://own.example/shops)"),
        ("link", "untracked", "the long guide"),
    ]
    assert got.text == PAGE
    got = applied(_links(), tmp_path, only=[c.id for c in changes])
    assert [got.statuses[c.id][0] for c in changes] == ["automatic"] * 3
    expected = _changed(PAGE, "(https://example.org/guide/){target", "(https://elsewhere.example/){target")
    expected = _changed(expected, "Many shops sell", "Many [shops](https://own.example/shops) sell")
    assert got.text == _changed(expected, "[the long guide](https://example.org/guide/).\n---", "the long guide.\n---")


def test_links_to_the_site_are_written_as_the_site_does(tmp_path: Path) -> None:
    """The host is left out where the site has the page or file; a link that the page has already is written alike."""
    site = Site(hosts=frozenset({"own.example"}), routes={"/shops": "shops.md"})
    for typed, written in (
        ("https://own.example/shops/?q=1#top", "/shops/?q=1#top"),
        ("https://own.example/nowhere", "https://own.example/nowhere"),
        ("https://other.example/shops", "https://other.example/shops"),
        ("https://example.org/guide/", "https://example.org/guide/"),
    ):
        file = review_copy()
        more = ins(link(run("and more"), typed, file.links))
        edit(file.part("every day"), "shops", run("shops"), new(" "), more)
        session = opened(file, tmp_path)
        session.links = SiteLinks(site)
        texts, _ = write_changes(session, select_changes(session)[0], read_page)
        assert f"shops [and more]({written}) sell" in texts[PATH]


def test_33_paragraph_made_an_item(tmp_path: Path) -> None:
    """A paragraph that became a list item is listed, and written if the program says who made it one."""
    for tracked in (True, False):
        file = review_copy()
        part = file.part("every day")
        old = '<w:pPr><w:pStyle w:val="BodyText"/></w:pPr>'
        change = f'<w:pPrChange w:id="8" w:author="Rita" w:date="{DATE}">{old}</w:pPrChange>'
        file.parts[file.parts.index(part)] = replace(part, style="ListBullet", more=change if tracked else "")
        got = applied(file, tmp_path)
        item = PAGE.replace("      Many shops", "      * Many shops")
        expected = ("automatic", item) if tracked else ("untracked", PAGE)
        assert (got.status("style"), got.text) == expected


def test_34_characters_kept(tmp_path: Path) -> None:
    """No-break spaces, typographic quotes and double blanks are written as they are."""
    file = review_copy()
    edit(file.part("every day"), "day", run("day"), new(" “10\u00a0am”  ’t"))
    assert applied(file, tmp_path).text == _changed(PAGE, "every day.", "every day “10\u00a0am”  ’t.")


def test_35_insertion_inside_an_insertion(tmp_path: Path) -> None:
    """Bob's words inside Rita's are changes of both, and both are applied."""
    file = review_copy()
    edit(file.part("every day"), "day", run("day"), new(" and"), new(" every", author="Bob"), new(" night"))
    got = applied(file, tmp_path)
    assert got.kinds == ["insert"] * 3
    assert got.text == _changed(PAGE, "every day", "every day and every night")


def test_36_deletion_of_an_insertion(tmp_path: Path) -> None:
    """Words that Rita inserted and Bob deleted change nothing, also if the editor forgot who inserted them."""
    for inner in (ins(gone(" See the site.", author="Bob")), gone(" See the site.", author="Bob")):
        file = review_copy()
        edit(file.part("every day"), "day.", run("day."), inner)
        got = applied(file, tmp_path)
        assert (got.kinds, got.status("void"), got.text) == (["void"], "no effect", PAGE)


def test_37_case_alone(tmp_path: Path) -> None:
    """A change of case is a replacement."""
    file = review_copy()
    edit(file.part("every day"), "shops", gone("shops"), new("Shops"))
    got = applied(file, tmp_path)
    assert (got.kinds, got.text) == (["replace"], _changed(PAGE, "Many shops", "Many Shops"))


def test_38_link_deleted(tmp_path: Path) -> None:
    """A link whose words all go, goes with its target and attributes."""
    file = review_copy()
    part = file.part("See the long")
    part.runs = part.runs.replace(run("the long guide"), gone("the long guide"))
    assert applied(file, tmp_path).text == _changed(
        PAGE, '[the long guide](https://example.org/guide/){target="_blank"} ', " "
    )


def test_39_some_changes_only(tmp_path: Path) -> None:
    """Changes are chosen by id, by author and by section or question; the others stay as they are."""
    file = review_copy()
    edit(file.part("small part"), "small", gone("small"), new("tiny"))
    edit(file.part("every day"), "every", gone("every", author="Bob"), new("each", author="Bob"))
    tiny, each = _changed(PAGE, "small", "tiny"), _changed(PAGE, "every", "each")
    first = applied(file, tmp_path).session.changes[0]
    assert applied(file, tmp_path, only=[first.id]).text == tiny
    assert applied(file, tmp_path, authors=["Bob"]).text == each
    assert applied(file, tmp_path, sections=["Who sells"]).text == each
    assert applied(file, tmp_path, sections=["All about"]).text == _changed(tiny, "every", "each")


def test_40_page_changed_meanwhile(tmp_path: Path) -> None:
    """Changes go where their words are today; the same words changed is a conflict; done already is noticed."""
    file = review_copy()
    edit(file.part("small part"), "small", gone("small"), new("tiny"))
    elsewhere = PAGE.replace("# All about widgets\n", "# All about widgets\n\nA new line.\n").replace("1901", "1902")
    got = applied(file, tmp_path, elsewhere)
    assert (got.status("replace"), got.text) == ("automatic", _changed(elsewhere, "small", "tiny"))
    assert got.place("replace") == f"{PATH}:16:21"
    same = PAGE.replace("small", "little")
    got = applied(file, tmp_path, same)
    assert (got.status("replace"), got.text) == ("conflict", same)
    done = PAGE.replace("small", "tiny")
    got = applied(file, tmp_path, done)
    assert (got.status("replace"), got.text) == ("no effect", done)


def test_41_bookmarks_gone_or_renamed(tmp_path: Path) -> None:
    """Without its bookmarks, or with other names, a file is matched by its text."""
    for name in ("", "gdocs_"):
        file = review_copy()
        for i, part in enumerate(file.parts):
            part.name = name and f"{name}{i}"
        edit(file.part("widgit"), "widgit", gone("widgit"), new("widget"))
        got = applied(file, tmp_path)
        assert got.session.document.matched == len(file.map.entries)
        assert got.text == _changed(PAGE, "widgit", "widget")


def test_42_foreign_bookmarks_wrong_file_no_map(tmp_path: Path) -> None:
    """Bookmarks of other paragraphs do not mislead; a file without map, or of another page, is read with a note."""
    file = review_copy()
    names = [p.name for p in file.parts]
    for part, name in zip(file.parts, names[3:] + names[:3], strict=True):
        part.name = name
    edit(file.part("widgit"), "widgit", gone("widgit"), new("widget"))
    assert applied(file, tmp_path).text == _changed(PAGE, "widgit", "widget")
    file.with_map = False
    got = applied(file, tmp_path)
    assert (got.kinds, got.statuses[got.session.changes[0].id][0], got.text) == (["replace"], "by hand", PAGE)
    assert any("no review map" in note for note in got.session.notes)
    got = applied(review_copy(), tmp_path, "# Another page\n\nWith other words altogether.\n")
    assert any("no longer has the exported text" in note for note in got.session.notes)


def test_43_bad_files(tmp_path: Path) -> None:
    """Files that are no DOCX, or could do harm, end in an error that says so; a change without an author is read."""
    file = review_copy()
    edit(file.part("every day"), "day", run("day"), new(" now").replace('w:author="Rita" ', ""))
    got = applied(file, tmp_path)
    assert (got.change("insert").by.author, got.status("insert")) == ("", "automatic")
    other = tmp_path / "other.docx"
    other.write_bytes(b"no zip at all")
    with pytest.raises(ExporterError, match="not a DOCX"):
        opened(_File(other), tmp_path)  # type: ignore[arg-type]


class _File:
    """A file that is there already."""

    text = PAGE

    def __init__(self, path: Path) -> None:
        self.path = path

    def save(self, _: Path) -> Path:
        """Its path."""
        return self.path
