"""The models of the project's own exports, for tests that render them in other ways than the build does."""

from functools import lru_cache
from pathlib import Path

from exporter.build.flow import Flow
from exporter.build.project import open_project
from exporter.diagnostics import Diagnostics
from exporter.model.document import Document

ROOT = Path(__file__).parents[2]
OUTPUTS = (
    "faq/OMASpecWorks FAQ",
    "documents/whitepapers/OMA-WP-LwM2M-for-Utilities/OMA-QA-Utilities-And-LwM2M-20231120-D",
    "faq/LwM2M FAQ",
    "faq/Test Events FAQ",
    "faq/Frequently Asked Questions",
)


@lru_cache(maxsize=1)
def exports() -> dict[str, Document]:
    """The document of each export, by its output."""
    flow = Flow(open_project(ROOT, Diagnostics(), file=ROOT / "exporter.yaml"))
    selected = {export.output: flow.select(export).document for export in flow.plan(Diagnostics())}
    return {output: document for output, document in selected.items() if document}
