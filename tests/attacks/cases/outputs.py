"""Names of outputs: what a link, an entry or the front matter may not write to."""

from pathlib import Path

from tests.attacks.attack import Attack

SITE = "site: {url: https://example.org}\n"
HERE = "site: {url: https://example.org}\nexports:\n  - page: attack.md\n    output: "


def linked(name: str, target: str, *found: str, exit: int = 1) -> Attack:  # noqa: A002 (as the field is called)
    """A download link in an alert that asks for a file."""
    page = f"## Part\n\n::ShFaq\n---\nqas:\n  - {{q: Q?, a: A.}}\n---\n::\n\n::ShAlert\n[PDF](<{target}>)\n::\n"
    return Attack(name=name, config=SITE, page=page, found=found, exit=exit)


def entry(name: str, output: str, found: str = "bad-output", exit: int = 1) -> Attack:  # noqa: A002
    """An entry of the configuration that asks for a file."""
    return Attack(name=name, config=f"{HERE}{output}\n", found=(found,), exit=exit)


def folder_link(site: Path) -> None:
    """An output folder that someone made a link of."""
    (site / "out").mkdir()
    (site / "elsewhere").mkdir()
    (site / "out/public").symlink_to("../elsewhere")


ATTACKS = (
    linked("download link out of the folder", "/../../evil.pdf", "11:bad-output"),
    linked("link with encoded dots", "/%2e%2e/%2e%2e/evil.pdf", "11:bad-output"),
    linked("link with dots encoded twice", "/%252e%252e/evil.pdf", exit=0),
    linked("link with backslashes", "/..\\..\\evil.pdf", "11:bad-output"),
    linked("link to a reserved name", "/con.pdf", "11:bad-output"),
    linked("link to a reserved name in a folder", "/a/aux.x/lpt1.pdf", "11:bad-output"),
    linked("link with NUL", "/a%00.pdf", "11:bad-output"),
    linked("link with a line end", "/a%0a.pdf", "11:bad-output"),
    linked("link that turns the writing direction", "/a%E2%80%AEfdp.exe.pdf", "11:bad-output"),
    linked("link of 500 characters", f"/{'a' * 500}.pdf", "11:bad-output"),
    linked("link of 300 folders", f"{'/abc' * 300}/a.pdf", "11:bad-output"),
    linked("link to a hidden file", "/.git/hooks/a.pdf", "11:bad-output"),
    linked("link to a stream of Windows", "/a.pdf:b.pdf", "11:bad-output"),
    linked("link to the manifest", "/../manifest.json.pdf", "11:bad-output"),
    linked("link with a name of blanks", "/%20.pdf", "11:bad-output"),
    entry("entry outside", "../../evil"),
    entry("entry in the middle", "a/../../../evil"),
    entry("entry of the root", '"/../evil"'),
    entry("entry with NUL", '"a\\0b"', "wrong-value", exit=2),
    entry("entry with a backslash", '"..\\\\evil"'),
    entry("entry of 500 characters", "a" * 500),
    entry("entry with a reserved name", "NUL"),
    entry("entry with a surrogate", '"a\\ud800"', "yaml-syntax", exit=2),
    entry("entry of dots", '".."'),
    Attack(
        name="front matter that asks for a file outside",
        config=SITE,
        page="---\ntitle: T\nexports:\n  - output: ../../evil\n---\n\nWords.\n",
        found=("4:bad-output",),
        exit=1,
    ),
    Attack(
        name="front matter that names another page outside",
        config=SITE,
        page="---\ntitle: T\nexports:\n  - {output: a, page: ../../secret.txt}\n---\n\nWords.\n",
        found=("missing-page",),
        exit=1,
    ),
    Attack(
        name="front matter with a pattern outside",
        config=SITE,
        page="---\ntitle: T\nexports:\n  - {output: a, pages: ['../../**', '/**']}\n---\n\nWords.\n",
        found=("missing-page",),
        exit=1,
    ),
    Attack(name="output folder that is a link", prepare=folder_link, found=("write",), exit=1),
    Attack(
        name="two names that are one file",
        config=f"{SITE}exports:\n  - {{page: attack.md, output: A}}\n  - {{page: attack.md, output: a}}\n",
        found=("output-twice",),
        exit=1,
    ),
)
