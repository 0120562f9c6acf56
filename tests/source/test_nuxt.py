"""Values from the configuration of a Nuxt project."""

import os
from pathlib import Path

import pytest

from exporter.source.nuxt import nuxt_values


def values(folder: Path, **modules: str) -> dict[str, object]:
    """The values of a project with these modules: ``nuxt``, ``content``, ``app``."""
    for name, text in modules.items():
        (folder / f"{name}.config.ts").write_text(f"export default {text}")
    return {value.key: value.value for value in nuxt_values(folder)}


def pages(folder: Path, *names: str) -> None:
    """Write pages."""
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text("Words.\n")


@pytest.mark.parametrize(
    ("nuxt", "expected"),
    [
        ("{ site: { url: 'https://a.org/' } }", "https://a.org"),
        ("{ site: { url: 'a.org' }, i18n: { baseUrl: 'https://b.org' } }", "https://a.org"),
        ("{ site: { url: process.env.URL }, i18n: { baseUrl: 'https://b.org' } }", "https://b.org"),
        ("{ runtimeConfig: { public: { siteUrl: 'http://c.org:8080' } } }", "http://c.org:8080"),
        ("{ site: { url: 'http://localhost:3000' }, llms: { domain: 'https://d.org/docs' } }", "https://d.org/docs"),
        ("{ site: { url: 'https://a.org' }, app: { baseURL: '/docs/' } }", "https://a.org/docs"),
        ("{ site: { url: 'https://a.org/docs' }, app: { baseURL: '/docs/' } }", "https://a.org/docs"),
        ("{ site: { url: 'not one' } }", None),
        ("{ site: { url: 'https://a.org\\n# x' } }", None),
        ("{ site: { url: 1 } }", None),
        ("{ site: 'x' }", None),
    ],
)
def test_the_address_of_the_site(tmp_path: Path, nuxt: str, expected: str | None) -> None:
    """From where modules of Nuxt keep it; an address of the writer's machine is none of the site."""
    assert values(tmp_path, nuxt=nuxt).get("site.url") == expected


@pytest.mark.parametrize(
    ("nuxt", "app", "expected"),
    [
        ("{ site: { name: 'A' } }", "{ seo: { siteName: 'B' } }", "A"),
        ("{ app: { head: { titleTemplate: '%s · A & B' } } }", "{}", "A & B"),
        ("{ app: { head: { titleTemplate: t => t } } }", "{ header: { title: 'C' } }", "C"),
        ("{ app: { head: { titleTemplate: '%s %separator %siteName' } } }", "{}", None),
    ],
)
def test_the_name_of_the_site(tmp_path: Path, nuxt: str, app: str, expected: str | None) -> None:
    """The site's own name before names in titles."""
    assert values(tmp_path, nuxt=nuxt, app=app).get("site.name") == expected


LOCALES = "['en', { code: 'fr', iso: 'fr-FR' }, { code: 'pt-br', language: 'pt-BR' }]"


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (
            ("content/en/a.md", "content/2.fr/b/c.md", "content/pt_BR/a.md"),
            {"en": "en", "fr": "fr-FR", "pt_br": "pt-BR"},
        ),
        (("content/a.md", "content/fr/a.md"), {"fr": "fr-FR"}),
        (("content/docs/en/a.md", "content/docs/fr/a.md"), {"docs/en": "en", "docs/fr": "fr-FR"}),
        (("content/a.md", "content/fr/.keep"), None),
        ((), None),
    ],
)
def test_locales_whose_folders_have_pages(tmp_path: Path, names: tuple[str, ...], expected: dict[str, str]) -> None:
    """For each strategy of the module: with a folder for every language, or for all but the default."""
    pages(tmp_path, *names)
    found = values(tmp_path, nuxt=f"{{ i18n: {{ defaultLocale: 'en', locales: {LOCALES} }} }}")
    assert (found.get("languages"), found["language"]) == (expected, "en")


@pytest.mark.parametrize(
    ("modules", "expected"),
    [
        (
            {"content": "{ collections: { a: defineCollection({ source: { cwd: './docs/', include: '**' } }) } }"},
            "docs",
        ),
        ({"content": "{ collections: { a: defineCollection({ source: [{ cwd: '~~/docs' }] }) } }"}, "docs"),
        ({"nuxt": "{ content: { sources: { content: { driver: 'fs', base: 'docs' } } } }"}, "docs"),
        ({"nuxt": "{ srcDir: 'src/' }"}, "src/content"),
        ({"content": "{ collections: { a: defineCollection({ source: { cwd: '../docs' } }) } }"}, None),
        ({"content": "{ collections: { a: defineCollection({ source: { cwd: resolve('docs') } }) } }"}, None),
        ({"content": "{ collections: { a: defineCollection({ source: 'docs/**' }) } }"}, None),
        ({"content": "{ collections: { a: defineCollection({ source: { cwd: 'nowhere' } }) } }"}, None),
    ],
)
def test_the_content_folder(tmp_path: Path, modules: dict[str, str], expected: str | None) -> None:
    """A folder of the project that is there; two folders are no content folder."""
    pages(tmp_path, "docs/a.md", "src/content/a.md")
    assert values(tmp_path, **modules).get("content") == expected
    two = "{ collections: { a: defineCollection({ source: { cwd: 'docs' } }), b: { source: { cwd: 'src' } } } }"
    assert values(tmp_path, nuxt="{}", content=two).get("content") is None


def test_modules_are_regular_files_of_the_project(tmp_path: Path) -> None:
    """No link that leads out is followed, no pipe waited for, and nothing beyond a limit is read."""
    project = tmp_path / "project"
    project.mkdir()
    (tmp_path / "secret.ts").write_text("export default { site: { url: 'https://secret.org' } }")
    (project / "nuxt.config.ts").symlink_to(tmp_path / "secret.ts")
    os.mkfifo(project / "app.config.ts")
    (project / "content.config.ts").write_text(" " * 300_000)
    assert nuxt_values(project) == ()
    (project / "nuxt.config.mjs").write_text("export default { site: { url: 'https://own.org' } }")
    assert [value.file for value in nuxt_values(project)] == ["nuxt.config.mjs"]
