"""The names of Nuxt UI's props, from its own declarations.

``npm pack @nuxt/ui && tar xzf nuxt-ui-*.tgz && python -m tests.components.nuxt_ui_props package`` writes them anew.
"""

import json
import re
import sys
import textwrap
from collections.abc import Iterable, Mapping
from pathlib import Path

from exporter.components import nuxt_ui_props
from exporter.markdown.syntax import kebab

TARGET = Path(nuxt_ui_props.__file__)
DECLARED = re.compile(r"defineProps\(\{\n(.*?)^\}\)", re.DOTALL | re.MULTILINE)
NAME = re.compile(r"^  ([a-zA-Z]\w*):", re.MULTILINE)
HANDLER = re.compile(r"on[A-Z]")
WITHOUT_NEED = frozenset({"class", "ui"})  # every component has them
WIDTH = 110  # columns of the words of an entry


def declared(source: str) -> list[str]:
    """Return the names of the props that a component declares, without handlers of events."""
    found = DECLARED.search(source)
    names = NAME.findall(found[1]) if found else []
    return [name for name in names if name not in WITHOUT_NEED and not HANDLER.match(name)]


def collected(package: Path) -> dict[str, list[str]]:
    """Return the props of each component of an unpacked package, those for prose together with their namesakes."""
    props: dict[str, dict[str, None]] = {}
    for path in sorted((package / "dist/runtime/components").rglob("*.vue")):
        names = declared(path.read_text("utf-8"))
        props.setdefault(kebab(path.stem), {}).update(dict.fromkeys(names))
    return {name: list(found) for name, found in props.items()}


def module(version: str, props: Mapping[str, Iterable[str]]) -> str:
    """Return the module with the props."""
    lines = [
        '"""The props of Nuxt UI\'s components, by name: written by ``tests/components/nuxt_ui_props.py``."""',
        "",
        f'VERSION = "{version}"',
        "PROPS = {",
    ]
    for name, found in props.items():
        rows = textwrap.wrap(" ".join(found), WIDTH - 5) or [""]
        if len(rows) == 1 and len(f'    "{name}": "{rows[0]}",') <= WIDTH + 10:
            lines.append(f'    "{name}": "{rows[0]}",')
        else:
            lines += [f'    "{name}": (', *(f'        "{row}{" " * (row is not rows[-1])}"' for row in rows), "    ),"]
    return "\n".join([*lines, "}", ""])


def main(package: str) -> None:
    """Write the module from an unpacked package, for the components that it has now."""
    version = json.loads((Path(package) / "package.json").read_text("utf-8"))["version"]
    known = collected(Path(package))
    props = {name: known.get(name, []) for name in nuxt_ui_props.PROPS}
    TARGET.write_text(module(version, props), "utf-8")


if __name__ == "__main__":
    main(sys.argv[1])
