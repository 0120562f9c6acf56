"""``exporter links``: addresses at other sites, at their places."""

import json

import pytest

from exporter.cli import run
from tests.cli.conftest import Write

PAGE = """\
---
title: Good
---

[Own](/other), [own host](https://example.org/x), [mail](mailto:a@example.org), [here](#top).

See [one](https://a.example/x) and [two](HTTP://b.example/?q=1&r=2#z) and :badge[[again](https://a.example/x)].
"""


@pytest.fixture
def linked(site: Write) -> Write:
    """Two pages with links to other sites."""
    site("content/good.md", PAGE)
    site("content/other.md", "---\ntitle: Other\n---\n\n[One](https://a.example/x) [Path](/good)\n")
    return site


def test_each_link_has_its_place(linked: Write, capsys: pytest.CaptureFixture[str]) -> None:
    """Only web addresses at other hosts; a second run takes them from its records."""
    for _ in range(2):
        assert run(["links"]) == 0
        assert capsys.readouterr().out == (
            "content/good.md:7:5: https://a.example/x\n"
            "content/good.md:7:36: HTTP://b.example/?q=1&r=2#z\n"
            "content/good.md:7:82: https://a.example/x\n"
            "content/other.md:5:1: https://a.example/x\n"
        )


def test_programs_get_each_address_once(linked: Write, capsys: pytest.CaptureFixture[str]) -> None:
    """As lines for a link checker, and as JSON with all places; names choose the pages."""
    assert run(["links", "--format", "plain"]) == 0
    assert capsys.readouterr().out == "HTTP://b.example/?q=1&r=2#z\nhttps://a.example/x\n"
    assert run(["links", "other.md", "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out) == [
        {"address": "https://a.example/x", "places": [{"file": "content/other.md", "line": 5, "column": 1}]},
    ]
    assert run(["links", "nowhere.md"]) == 2
    assert "no page 'nowhere.md'" in capsys.readouterr().err
