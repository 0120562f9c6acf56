"""Parts of a plan for several machines, each with about the same work.

Machines divide the plan without knowing of each other, so that the work is estimated from what all of them have: the
lengths of the texts and the formats. With estimates from a manifest, a machine that has an older one would leave out
exports that no other machine builds.
"""

import heapq
from collections.abc import Callable, Sequence
from typing import Final

from exporter.model.export import Export

COSTS: Final = {"pdf": 10, "docx": 4}  # the time of a file in this format over that of one in another, roughly
LEAST: Final = 2_000  # characters: what a file of a short text costs anyway


def shard(exports: Sequence[Export], number: int, total: int, size: Callable[[Export], float]) -> tuple[Export, ...]:
    """Return part ``number`` (from 1) of ``total`` parts of exports; ``size`` gives the length of an export's text.

    The largest go first, each to the part with the least work so far.
    """
    costs = {e.output: (size(e) + LEAST) * sum(COSTS.get(name, 1) for name in e.formats) for e in exports}
    parts: list[tuple[float, int]] = [(0.0, part) for part in range(1, total + 1)]
    own = set()
    for output in sorted(costs, key=lambda output: (-costs[output], output)):
        work, part = heapq.heappop(parts)
        heapq.heappush(parts, (work + costs[output], part))
        if part == number:
            own.add(output)
    return tuple(export for export in exports if export.output in own)
