"""Code in colour beside plain code: pages with as much code as documentation of software has, in three formats."""

import json
import os
import tempfile
from collections.abc import Iterator
from contextlib import chdir
from pathlib import Path

from exporter.cli import run
from tests.benchmarks.ratio import Ratio, in_turns
from tests.benchmarks.site import page_text

PAGES = 2
FORMATS = ("pdf", "docx", "html")
CODE = """
```ts [nuxt.config.ts] {2}
export default defineNuxtConfig({
  modules: ['@nuxt/ui'], // looks
  runtimeConfig: { key: '', public: { base: `/api/${version}` } }
})
```

```vue
<script setup lang="ts">
const { data } = await useFetch<Device[]>('/api/devices', { lazy: true })
</script>

<template>
  <UButton v-for="one in data" :key="one.id" @click="open(one)">{{ one.name }}</UButton>
</template>
```
"""
SHARE = 0.12  # of a page's characters: that of code in the documentation of Nuxt, Nuxt UI and Nuxt Content, and OMA's


def ratios() -> Iterator[Ratio]:
    """The time of a batch in colour over that of a plain one, in turns."""
    with tempfile.TemporaryDirectory() as name, chdir(name):
        folder = Path(name) / "content"
        (folder / "public").mkdir(parents=True)
        for number in range(PAGES):
            text = page_text(number)
            count = max(1, round(SHARE * len(text) / (1 - SHARE) / len(CODE)))
            (folder / f"page-{number}.md").write_text(text + CODE * count, "utf-8")
        _build(colours=True)  # all that is loaded once
        _build(colours=False)
        plain, coloured = in_turns(lambda: _build(colours=False), lambda: _build(colours=True), times=3)
    note = f"{coloured:.2f} s against {plain:.2f} s"
    yield Ratio("a batch with code in colour over one with plain code, time", coloured / plain, 1.05, note=note)


def _build(*, colours: bool) -> None:
    os.environ["CI"] = "true"
    options = {name: {"code_colours": colours} for name in FORMATS}
    config = {"site": {"url": "https://example.org"}, "formats": FORMATS, "every_page": True, **options}
    Path("exporter.yaml").write_text(json.dumps(config), "utf-8")
    code = run(["build", "--in-process", "--no-cache", "--force", "-q"])
    if code:
        raise SystemExit(f"the batch failed with {code}")
