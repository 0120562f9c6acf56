"""Reading exporter.yaml."""

from pathlib import Path

import pytest

from exporter.config import Config
from exporter.config.load import find, load
from exporter.diagnostics import Diagnostics, UsageError

FORMATS = ("pdf", "docx", "html")


def read(folder: Path, text: str) -> tuple[Config, list[str]]:
    """The configuration of ``text`` and its findings as lines."""
    (folder / "exporter.yaml").write_text(text, "utf-8")
    diagnostics = Diagnostics()
    return load(folder, FORMATS, diagnostics), [str(d) for d in diagnostics]


def refused(folder: Path, text: str) -> str:
    """The error that stops the reading of ``text``, as a line."""
    with pytest.raises(UsageError) as stop:
        read(folder, text)
    return str(stop.value.diagnostic)


def test_no_file_gives_the_defaults(tmp_path: Path) -> None:
    """A folder without exporter.yaml works with the defaults."""
    config = load(tmp_path, FORMATS, Diagnostics())
    assert config.page.size == "A4"
    assert config.content_folder == tmp_path / "content"
    assert config.public_folders == (tmp_path / "content" / "public", tmp_path / "public")
    assert config.output_folder("pdf", True) == tmp_path / "out" / "public"
    assert config.output_folder("docx", False) == tmp_path / "out" / "review"
    assert (config.file, config.formats) == (None, FORMATS)


def test_an_empty_file_is_the_defaults(tmp_path: Path) -> None:
    """A file of comments alone is no fault."""
    assert read(tmp_path, "# nothing yet\n")[1] == []


def test_the_file_is_found_upward(tmp_path: Path) -> None:
    """The nearest file above the current folder counts, and paths are relative to it."""
    inner = tmp_path / "a" / "b"
    inner.mkdir(parents=True)
    (tmp_path / "exporter.yaml").write_text("content: pages\n")
    assert find(inner) == tmp_path / "exporter.yaml"
    assert load(inner, FORMATS, Diagnostics()).content_folder == tmp_path / "pages"


def test_a_named_file_comes_first(tmp_path: Path) -> None:
    """A file given on the command line replaces the search."""
    (tmp_path / "other.yaml").write_text("page: {size: letter}\n")
    assert load(tmp_path, FORMATS, Diagnostics(), tmp_path / "other.yaml").page.size == "Letter"


def test_a_named_file_that_is_missing_stops_the_run(tmp_path: Path) -> None:
    """A wrong --config is a usage error, not the defaults in silence."""
    with pytest.raises(UsageError, match="cannot read"):
        load(tmp_path, FORMATS, Diagnostics(), tmp_path / "none.yaml")


def test_an_unknown_key_is_reported_at_its_place_and_left_out(tmp_path: Path) -> None:
    """A misspelt key is an error at its line and column with the key that was meant; the rest counts."""
    config, found = read(tmp_path, "language: de\npage:\n  siz: Letter\nfromats: [pdf]\n")
    assert found == [
        "exporter.yaml:3:3: error[unknown-key]: unknown key 'page.siz'\n  hint: did you mean 'size'?",
        "exporter.yaml:4:1: error[unknown-key]: unknown key 'fromats'\n  hint: did you mean 'formats'?",
    ]
    assert (config.language, config.page.size) == ("de", "A4")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("page: {size: A44}", "exporter.yaml:1:14: error[wrong-value]: 'page.size': 'A44' is not a page size"),
        ("download_links: perhaps", "exporter.yaml:1:17: error[wrong-value]: 'download_links' must be true or false"),
        ('content: "a\\0b"', "exporter.yaml:1:11: error[wrong-value]: 'content': it has the character U+0000"),
        (
            "components: {Sh Card: {role: card}}",
            "exporter.yaml:1:14: error[wrong-value]: 'components.Sh Card': 'Sh Card' is not a name of a component",
        ),
        ("language: english", "exporter.yaml:1:11: error[wrong-value]: 'language': 'english' is not a language tag"),
        ("language: en_US", "exporter.yaml:1:11: error[wrong-value]: 'language': 'en_US' is not a language tag"),
        (
            "site: {url: example.org}",
            "exporter.yaml:1:13: error[wrong-value]: 'site.url': 'example.org' is not an address",
        ),
        ("severities: {bare-link: eror}", "'severities.bare-link' must be 'off', 'note', 'loss', 'warning' or 'error'"),
        ("severities: {bare-link: eror}", "hint: did you mean 'error'?"),
        ("document: {status: 1.10}", "hint: put it in quotes"),
        ("site: [a]", "exporter.yaml:1:7: error[wrong-value]: 'site' must be a mapping of keys and values"),
        ("a: [", "exporter.yaml:1:5: error[yaml-syntax]"),
        ("- a", "exporter.yaml:1:1: error[yaml-shape]"),
        ("a: &x 1\nb: *x", "exporter.yaml:1:4: error[yaml-refused]"),
    ],
)
def test_a_wrong_value_stops_the_run_at_its_place(tmp_path: Path, text: str, message: str) -> None:
    """Values that cannot be used, and YAML that cannot be read, end the run with place and hint."""
    assert message in refused(tmp_path, text)


def test_a_file_that_is_not_utf8_stops_the_run(tmp_path: Path) -> None:
    """Latin-1 is told, not guessed."""
    (tmp_path / "exporter.yaml").write_bytes(b"language: d\xe9\n")
    with pytest.raises(UsageError, match="not UTF-8"):
        load(tmp_path, FORMATS, Diagnostics())


def test_a_wrong_export_is_left_out_and_the_others_stay(tmp_path: Path) -> None:
    """One export with a fault is an error at its key; its output is known so that nothing else takes its place."""
    text = "exports:\n  - output: a\n    page: a.md\n  - output: b\n    pag: b.md\n  - {page: c.md, pages: [d.md]}\n"
    config, found = read(tmp_path, text)
    assert [e.entry.output for e in config.entries.entries] == ["a"]
    assert config.entries.broken == {"b"}
    assert found[0].startswith("exporter.yaml:5:5: error[unknown-key]: unknown key 'exports[1].pag'")
    assert "'page' and 'pages' exclude each other" in found[1]


def test_options_of_formats_are_kept_as_written(tmp_path: Path) -> None:
    """A mapping under a format's name is its backend's to check; its places are known."""
    config, found = read(tmp_path, "pdf:\n  standard: none\n")
    assert (config.options("pdf"), config.options("html"), found) == ({"standard": "none"}, {}, [])
    assert str(config.where("pdf", "standard")) == "exporter.yaml:2:13"


def test_an_unknown_format_is_reported(tmp_path: Path) -> None:
    """Formats are named in two places, and both are checked."""
    found = read(tmp_path, "formats: [pdf, dcx]\noutput: {htm: web}\n")[1]
    assert found[0].startswith("exporter.yaml:2:10: error[unknown-format]: no format 'htm'")
    assert "did you mean 'docx'?" in found[1]


def test_page_sizes_are_those_of_css(tmp_path: Path) -> None:
    """Names in any case, lengths, and an orientation."""
    for written, size in (("letter", "Letter"), ("a5 LANDSCAPE", "A5 landscape"), ("'210mm 297mm'", "210mm 297mm")):
        assert read(tmp_path, f"page: {{size: {written}}}")[0].page.size == size


def test_the_hosts_of_the_site_are_those_of_its_address_too(tmp_path: Path) -> None:
    """Hosts compare in lower case."""
    config = read(tmp_path, "site: {url: 'https://Example.org/', hosts: [WWW.example.org]}")[0]
    assert config.all_hosts == {"example.org", "www.example.org"}
    assert config.site.url == "https://Example.org"


def test_files_are_published_by_prefix(tmp_path: Path) -> None:
    """Prefixes are of the site, or whole addresses; anything else is no prefix."""
    config = read(tmp_path, "publish: {/faq/: ../site/public/faq, 'https://a.org/d/': b}\npublished: {faq/A: a.pdf}")[0]
    assert config.publish == {"/faq": "../site/public/faq", "https://a.org/d": "b"}
    assert config.published == {"faq/A": "a.pdf"}
    assert "'ftp://x' is not an address" in refused(tmp_path, "publish: {'ftp://x': y}")
