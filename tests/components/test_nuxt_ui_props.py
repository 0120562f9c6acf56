"""The table of Nuxt UI's props, and the script that renews it."""

from pathlib import Path

from exporter.components import nuxt_ui_props
from tests.components.nuxt_ui_props import TARGET, collected, module

VUE = """<script setup>
const _props = defineProps({
  as: { type: null, required: false, default: () => ({
    deep: true
  }) },
  title: { type: String, required: false },
  onClick: { type: Function, required: false },
  class: { type: null, required: false }
});
</script>
"""


def test_the_table_is_as_the_script_writes_it() -> None:
    """No one edits the table by hand."""
    props = {name: names.split() for name, names in nuxt_ui_props.PROPS.items()}
    assert TARGET.read_text("utf-8") == module(nuxt_ui_props.VERSION, props)


def test_props_are_read_from_declarations(tmp_path: Path) -> None:
    """Names of one component in two folders come together, without handlers and looks."""
    folder = tmp_path / "dist/runtime/components"
    (folder / "prose").mkdir(parents=True)
    (folder / "PageCTA.vue").write_text(VUE, "utf-8")
    (folder / "prose/PageCTA.vue").write_text(VUE.replace("title", "label"), "utf-8")
    (folder / "Plain.vue").write_text("<template />", "utf-8")
    assert collected(tmp_path) == {"page-cta": ["as", "title", "label"], "plain": []}
