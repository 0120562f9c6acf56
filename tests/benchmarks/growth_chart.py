"""``python -m tests.benchmarks.growth_chart``: the chart of the documentation, from the figures of a run of ``growth``.

The run of 2026-11-30, on two processors: processor seconds of the main process by numbers of pages; it starts in 0.55.
"""

from pathlib import Path

CHART = Path(__file__).parents[2] / "docs" / "pages" / "images" / "growth.svg"
FIGURES = {
    "cold build": {500: 2.1, 5000: 16.8},
    "cold validate": {500: 1.7, 5000: 11.3},
    "cold list": {500: 1.0, 5000: 5.7},
    "nothing changed": {5000: 1.7},
}
START = 0.55
WIDTH, HEIGHT, LEFT, TOP = 400, 220, 40, 14
MOST_PAGES, MOST_SECONDS = 5000, 20


def svg() -> str:
    """Return the chart: a line for each command, with its name at the end."""
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {LEFT + WIDTH + 120} {TOP + HEIGHT + 36}" '
        'font-family="sans-serif" font-size="12">'
    ]
    for seconds in range(0, MOST_SECONDS + 1, 5):
        _, y = _at(0, seconds)
        parts.append(f'<path d="M{LEFT} {y:.0f}h{WIDTH}" stroke="#ccc"/>')
        parts.append(f'<text x="{LEFT - 6}" y="{y + 4:.0f}" text-anchor="end">{seconds} s</text>')
    for pages in (0, 500, 2500, 5000):
        x, y = _at(pages, 0)
        parts.append(f'<text x="{x:.0f}" y="{y + 16:.0f}" text-anchor="middle">{pages:,}</text>')
    parts.append(f'<text x="{LEFT + WIDTH / 2:.0f}" y="{TOP + HEIGHT + 32}" text-anchor="middle">pages</text>')
    for name, figures in FIGURES.items():
        points = [_at(0, START), *(_at(pages, seconds) for pages, seconds in figures.items())]
        line = " ".join(f"{x:.0f},{y:.0f}" for x, y in points)
        x, y = points[-1]
        parts.append(f'<polyline points="{line}" fill="none" stroke="#1a4f8b" stroke-width="2"/>')
        parts += (f'<circle cx="{x:.0f}" cy="{y:.0f}" r="3" fill="#1a4f8b"/>' for x, y in points[1:])
        parts.append(f'<text x="{x + 8:.0f}" y="{y + 4:.0f}">{name}</text>')
    return "\n".join([*parts, "</svg>"]) + "\n"


def _at(pages: float, seconds: float) -> tuple[float, float]:
    return LEFT + WIDTH * pages / MOST_PAGES, TOP + HEIGHT * (1 - seconds / MOST_SECONDS)


if __name__ == "__main__":
    CHART.write_text(svg(), "utf-8")
