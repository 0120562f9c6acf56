"""Parts of a plan for several machines."""

import random
from dataclasses import replace

from exporter.build.shards import COSTS, LEAST, shard
from exporter.model.export import Export


def test_parts_are_whole_and_even() -> None:
    """Each export is in one part, whatever the order of the plan, and no part has much more work than another."""
    chance = random.Random(5)
    formats = (("pdf",), ("html", "docx"), ("text",))
    exports = [
        Export(output=f"e{number}", pages=("a.md",), formats=chance.choice(formats), title="") for number in range(60)
    ]
    sizes = {export.output: chance.choice((100, 900, 40_000)) for export in exports}
    parts = [shard(exports, number, 4, lambda e: sizes[e.output]) for number in range(1, 5)]
    assert sorted(e.output for part in parts for e in part) == sorted(sizes)
    shuffled = chance.sample(exports, len(exports))
    assert {e.output for e in shard(shuffled, 2, 4, lambda e: sizes[e.output])} == {e.output for e in parts[1]}
    work = [sum((sizes[e.output] + LEAST) * sum(COSTS.get(f, 1) for f in e.formats) for e in part) for part in parts]
    assert max(work) < 1.1 * min(work)


def test_more_parts_than_exports() -> None:
    """Some parts are empty, and none of the exports is lost."""
    one = Export(output="a", pages=("a.md",), formats=("html",), title="")
    exports = [one, replace(one, output="b")]
    parts = [shard(exports, number, 5, lambda _: 10) for number in range(1, 6)]
    assert sorted(e.output for part in parts for e in part) == ["a", "b"]
