"""Drawings count to the limits of their export, so that none of them holds up or ends the run."""

from pathlib import Path

from exporter.build.flow import Flow
from exporter.build.project import open_project
from exporter.build.within_limits import limited_workers, open_flow
from exporter.diagnostics import Diagnostics

HEAD = '<svg xmlns="http://www.w3.org/2000/svg" width="700" height="900">'
GROUP = '<g opacity=".9">'
LAYERS = f"{GROUP * 60}<rect width='700' height='900'/>{'</g>' * 60}"
SLOW = f"{HEAD}{LAYERS * 3}</svg>"
PLAIN = f"{HEAD}<rect width='9' height='9'/></svg>"


def test_drawings_beyond_the_time_of_their_export_end_it_alone(tmp_path: Path) -> None:
    """Several slow drawings take the limit once, for their export; the next one has its drawing."""
    for name, drawing in {"slow.svg": SLOW, "slow2.svg": SLOW.replace("700", "701"), "plain.svg": PLAIN}.items():
        (tmp_path / "content/public").mkdir(parents=True, exist_ok=True)
        (tmp_path / "content/public" / name).write_text(drawing)
    (tmp_path / "content/slow.md").write_text("# Slow\n\n![A](/slow.svg)\n\n![B](/slow2.svg)\n")
    (tmp_path / "content/plain.md").write_text("# Plain\n\n![A](/plain.svg)\n")
    (tmp_path / "exporter.yaml").write_text("every_page: true\nformats: [html]\n")
    project = open_project(tmp_path, Diagnostics())
    with limited_workers(project, 1, 3.0) as workers:
        flow = open_flow(project, workers, renders=False)
        plain, slow = sorted(flow.contents(flow.plan(Diagnostics())), key=lambda content: content.export.output)
    assert slow.failed and [finding.code for finding in slow.findings] == ["timeout"]
    assert plain.document is not None and plain.document.assets["/plain.svg"].media_type == "image/svg+xml"


def test_wrong_drawings_have_the_same_findings_in_this_process(tmp_path: Path) -> None:
    """A finding is the same, with its hint, wherever the drawing was looked at."""
    (tmp_path / "content/public").mkdir(parents=True)
    (tmp_path / "content/public/a.svg").write_text("<svg/>")
    (tmp_path / "content/a.md").write_text("![A](/a.svg)\n")
    (tmp_path / "exporter.yaml").write_text("every_page: true\nformats: [html]\n")
    project = open_project(tmp_path, Diagnostics())
    with limited_workers(project, 1) as workers:
        flows = Flow(project), open_flow(project, workers, renders=False)
        here, there = (flow.select(flow.plan(Diagnostics())[0]).findings for flow in flows)
    assert here == there
    assert [finding.code for finding in here] == ["bad-image"] and here[0].hint
