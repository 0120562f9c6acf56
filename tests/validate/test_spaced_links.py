"""Links with a blank in their address."""

from pathlib import Path

import pytest

from exporter import convert
from tests.one_process import in_one_process

PAGE = """\
# Page

Get [the FAQ](/faq/An FAQ.pdf), [another](</faq/An FAQ.pdf>) or [a third](/faq/b.pdf "its title").

Call [f](x, y), see [1](in the text), and `[code](/a b)`.
"""


def test_an_address_with_a_blank_is_told_with_its_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Links that are links, calls and code are not."""
    in_one_process(monkeypatch)
    monkeypatch.chdir(tmp_path)
    (found,) = (f for f in convert(PAGE, to="text").findings if f.code == "link-blank")
    assert found.pos is not None
    assert (found.pos.start.line, found.pos.start.column, found.pos.end.column) == (3, 5, 31)
    assert found.hint == "write it as (</faq/An FAQ.pdf>)"
