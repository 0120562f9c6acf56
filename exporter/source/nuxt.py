"""The site as the configuration of a Nuxt project describes it, where that has plain values.

See https://nuxtseo.com/docs/site-config (``site``), https://i18n.nuxtjs.org (``i18n``) and
https://content.nuxt.com/docs/collections/sources (``source``).
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from exporter.config.sections import SingleDollar, SiteSection
from exporter.model.languages import is_language
from exporter.source.files import Refused, read_below, safe_parts
from exporter.source.javascript import default_export
from exporter.source.routes import SUFFIX, folder_name

LARGEST = 200_000  # bytes of a configuration
LONGEST = 200  # characters of a name
NUXT, CONTENT, APP = "nuxt.config", "content.config", "app.config"
_FOLDERS = {APP: ("", "app/", "src/")}
_SUFFIXES = (".ts", ".js", ".mjs")
# The places of a value, the first that has one counts.
_ADDRESS = (
    (NUXT, "site.url"),
    (NUXT, "i18n.baseUrl"),
    (NUXT, "runtimeConfig.public.siteUrl"),
    (NUXT, "llms.domain"),
)
_NAME = (
    (NUXT, "site.name"),
    (APP, "seo.siteName"),
    (APP, "site.name"),
    (NUXT, "runtimeConfig.public.siteName"),
    (NUXT, "app.head.titleTemplate"),
    (APP, "header.title"),
    (APP, "seo.title"),
)
_LANGUAGE = (
    (NUXT, "i18n.defaultLocale"),
    (NUXT, "content.defaultLocale"),
    (NUXT, "site.defaultLocale"),
    (APP, "docus.locale"),
    (NUXT, "app.head.htmlAttrs.lang"),
)
_LOCALES = ((NUXT, "i18n.locales"), (NUXT, "content.locales"))
_LOCAL = re.compile(r"https?://(?:localhost|127\.|0\.0\.0\.0|\[)")


@dataclass(frozen=True, slots=True)
class NuxtValue:
    """A value for a key of ``exporter.yaml``, and the file that it was read from."""

    key: str
    value: str | dict[str, str]
    file: str


def nuxt_values(folder: Path) -> tuple[NuxtValue, ...]:
    """Return the values for ``exporter.yaml`` that the configuration of the Nuxt project in ``folder`` has."""
    project = _Project(folder, {name: _read(folder, name) for name in (NUXT, CONTENT, APP)})
    return tuple(project.values())


@dataclass(frozen=True, slots=True)
class _Module:
    """The plain values of a module, and its path below the project; empty for a module that is not there."""

    file: str = ""
    values: Mapping[str, Any] = field(default_factory=dict)

    def at(self, path: str) -> Any:
        """Return the value at a path such as ``site.url``; None if there is none."""
        value: Any = self.values
        for step in path.split("."):
            value = value.get(step) if isinstance(value, Mapping) else None
        return value


_PLUGINS = (
    (NUXT, "content.build.markdown.remarkPlugins"),
    (NUXT, "content.markdown.remarkPlugins"),
    (NUXT, "mdc.remarkPlugins"),
    (CONTENT, "markdown.remarkPlugins"),
)


def site_math(folder: Path) -> SingleDollar | None:
    """Return the rule for formulas in the pages of the Nuxt project in ``folder``; None without remark-math.

    Pandoc's rule is safer than the plug-in's own, and differences are findings.
    """
    modules = {name: _read(folder, name) for name in (NUXT, CONTENT)}
    for name, path in _PLUGINS:
        plugins = modules[name].at(path)
        options = plugins.get("remark-math", False) if isinstance(plugins, Mapping) else False
        if options is not False:
            inner = options.get("options", options) if isinstance(options, Mapping) else {}
            single = inner.get("singleDollarTextMath", True) if isinstance(inner, Mapping) else True
            return "pandoc" if single is not False else "off"
    return None


def _read(folder: Path, name: str) -> _Module:
    """Read the first module of this name that is a regular file within the limit of bytes."""
    for path in (f"{inner}{name}{suffix}" for inner in _FOLDERS.get(name, ("",)) for suffix in _SUFFIXES):
        try:
            text = read_below(folder, path.split("/"), LARGEST).decode("utf-8", "replace")
        except (Refused, OSError):
            continue
        return _Module(path, default_export(text))
    return _Module()


@dataclass(frozen=True, slots=True)
class _Project:
    """A project's folder and its modules by their names."""

    folder: Path
    modules: Mapping[str, _Module]

    def values(self) -> Iterator[NuxtValue]:
        """Yield the values that ``exporter.yaml`` can have."""
        for key, places, usable in (
            ("site.url", _ADDRESS, self._address),
            ("site.name", _NAME, _name),
            ("language", _LANGUAGE, self._tag),
        ):
            found = ((module, usable(value)) for module, value in self._found(places))
            yield from [NuxtValue(key, value, module.file) for module, value in found if value][:1]
        content = next(self._content(), None)
        if content is not None and content.value != "content":
            yield content
        named = self._languages(self.folder / str(content.value if content else "content"))
        for module, _ in self._found(_LOCALES):
            if named:
                yield NuxtValue("languages", named, module.file)
                return

    def _found(self, places: Sequence[tuple[str, str]]) -> Iterator[tuple[_Module, Any]]:
        """Yield the values at these places, with their modules."""
        for name, path in places:
            module = self.modules[name]
            if (value := module.at(path)) is not None:
                yield module, value

    def _address(self, value: Any) -> str:
        """Return an address that the site can have, with its base path; empty for another value."""
        if not isinstance(value, str) or not value.isprintable():
            return ""
        address = value.strip().rstrip("/")
        address = address if "://" in address else f"https://{address}"
        try:
            SiteSection.model_validate({"url": address})
        except ValidationError:
            return ""
        base = self.modules[NUXT].at("app.baseURL")
        base = "/" + base.strip("./") if isinstance(base, str) and re.fullmatch(r"[\w./-]+", base) else "/"
        local = _LOCAL.match(address) or "." not in address
        return "" if local else address if base == "/" or address.endswith(base) else address + base

    def _locales(self) -> dict[str, str]:
        """Return the language tags of the locales by their codes."""
        for _, locales in self._found(_LOCALES):
            tags = {}
            for locale in locales if isinstance(locales, list) else ():
                entry = locale if isinstance(locale, Mapping) else {"code": locale}
                code = entry.get("code")
                given = [entry.get("language"), entry.get("iso"), code]
                tag = next((tag for tag in given if isinstance(tag, str) and is_language(tag)), None)
                if isinstance(code, str) and tag:
                    tags[code] = tag
            return tags
        return {}

    def _tag(self, value: Any) -> str:
        """Return the language tag of a locale's code."""
        tag = self._locales().get(value, value) if isinstance(value, str) else ""
        return tag if is_language(tag) else ""

    def _content(self) -> Iterator[NuxtValue]:
        """Yield the folders that may be the content folder, the likeliest first."""
        for module, folders in ((self.modules[CONTENT], self._cwds()), (self.modules[NUXT], self._bases())):
            if len(folders) == 1 and self._is_folder(*folders):
                yield NuxtValue("content", folders.pop(), module.file)
        source = self.modules[NUXT].at("srcDir")
        inner = f"{_below(source)}/content"
        if _below(source) and not self._is_folder("content") and self._is_folder(inner):
            yield NuxtValue("content", inner, self.modules[NUXT].file)

    def _cwds(self) -> set[str]:
        """Return the folders of the collections' own sources."""
        collections = self.modules[CONTENT].at("collections")
        entries = [one.get("source") for one in _mappings(collections)]
        sources = [source for entry in entries for source in (entry if isinstance(entry, list) else [entry])]
        return {_below(source["cwd"]) for source in sources if isinstance(source, Mapping) and "cwd" in source}

    def _bases(self) -> set[str]:
        """Return the folders of the sources of Nuxt Content 2."""
        return {
            _below(source["base"]) for source in _mappings(self.modules[NUXT].at("content.sources")) if "base" in source
        }

    def _is_folder(self, name: str) -> bool:
        return bool(name) and (self.folder / name).is_dir()

    def _languages(self, content: Path) -> dict[str, str]:
        """Return the tags of the folders that are named by locales and have pages, at most one folder deep."""
        tags = {
            form.casefold(): tag for code, tag in self._locales().items() for form in (code, code.replace("-", "_"))
        }
        found = {}
        tops = _folders(content)
        for top, folder in tops.items() if tags else ():
            inner = (
                {} if top in tags else {f"{top}/{name}": one for name, one in _folders(folder).items() if name in tags}
            )
            for name, one in {top: folder, **inner}.items():
                tag = tags.get(name.rpartition("/")[2])
                if tag and next(one.rglob(f"*{SUFFIX}"), None):
                    found[name] = tag
        return dict(sorted(found.items()))


def _name(value: Any) -> str:
    """Return a site's name, also from a template for titles such as ``%s - Example``."""
    if not isinstance(value, str) or not value.isprintable() or len(value) > LONGEST:
        return ""
    return re.sub(r"%\w+", "", value).strip(" -–—|·•:")


def _mappings(value: Any) -> list[Mapping[str, Any]]:
    return [one for one in value.values() if isinstance(one, Mapping)] if isinstance(value, Mapping) else []


def _below(path: Any) -> str:
    """Return a path below the project; empty for another value, and for a path that may lead elsewhere."""
    if not isinstance(path, str) or not path.isprintable() or path.startswith("/"):
        return ""
    try:
        return "/".join(safe_parts(path.removeprefix("~~/")))
    except Refused:
        return ""


def _folders(folder: Path) -> dict[str, Path]:
    """Return the folders inside a folder by their names, without numbers and in one case; links are left out."""
    try:
        inner = [one for one in folder.iterdir() if one.is_dir() and not one.is_symlink()]
    except OSError:
        return {}
    return {folder_name(one.name).casefold(): one for one in inner if one.name.isprintable()}
