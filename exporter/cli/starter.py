"""What a folder of content needs to be exported, and writing the parts that it lacks."""

import json
from collections.abc import Iterator
from pathlib import Path

from exporter.diagnostics import UsageError

CI = {"github": (".github/workflows/documents.yml", "ci/github.yml"), "gitlab": (".gitlab-ci.yml", "ci/gitlab.yml")}


def starter_files(folder: Path, ci: str) -> Iterator[tuple[Path, bytes]]:
    """The files of a new project and their bytes; a sample page only where there is no page yet."""
    from exporter.resources import Theme

    theme = Theme()
    yield folder / "exporter.yaml", theme.read("templates/init/exporter.yaml")
    yield folder / "exporter.schema.json", schema_text().encode()
    if not any((folder / "content").rglob("*.md")):
        yield folder / "content" / "faq.md", theme.read("templates/init/faq.md")
    if ci:
        name, template = CI[ci]
        yield folder / name, theme.read(f"templates/{template}")


def write_missing(path: Path, data: bytes) -> bool:
    """Write a file unless there is one; whether it was written. Raises ``UsageError`` where that cannot be done."""
    from exporter.output import write_atomic

    if path.exists() or path.is_symlink():
        return False
    try:
        write_atomic(path, data)
    except OSError as error:
        raise UsageError(f"cannot write '{path}': {error.strerror}", code="write", hint="choose a folder") from error
    return True


def schema_text() -> str:
    """The JSON Schema of ``exporter.yaml`` as the file that editors read."""
    from exporter.cli.schema import config_schema

    return json.dumps(config_schema(), ensure_ascii=False, indent=2) + "\n"
