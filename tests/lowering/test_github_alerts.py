"""Alerts in GitHub's way: quotations on the site, alerts with ``alerts: true``."""

import pytest

from exporter.lowering.codes import GITHUB_ALERT
from exporter.model.nodes import Container, Quote
from exporter.model.walk import plain_text
from tests.lowering.pages import lowered_text


@pytest.mark.parametrize(
    ("written", "role", "title", "words"),
    [
        ("> [!NOTE]\n> One *two*\n> three", "alert-note", "", "One two three"),
        ("> [!WARNING] Take **care**\n> One", "alert-warning", "Take care", "One"),
        ("> [!tip]- Folded\n> One", "alert-tip", "Folded", "One"),
        ("> [!CAUTION]\n>\n> One\n> - two", "alert-caution", "", "Onetwo"),
        ("> [!Important]  \n> One", "alert-important", "", "One"),
        ("> [!NOTE] Alone", "alert-note", "Alone", ""),
    ],
)
def test_alerts_are_read_if_wanted(written: str, role: str, title: str, words: str) -> None:
    """The mark is the kind, words behind it are the title, and the rest is the content, each at its place."""
    page, findings = lowered_text(written, alerts=True)
    (alert,) = page.body
    assert isinstance(alert, Container)
    assert alert.label
    assert (alert.role, plain_text(alert.title), plain_text(alert.children)) == (role, title, words)
    assert not findings


@pytest.mark.parametrize(
    ("written", "found"),
    [
        ("> [!NOTE]\n> One", ["1:3"]),
        ("> [!BUG]\n> One", []),
        ("> A [!NOTE] inside", []),
        ("> [NOTE]\n> One", []),
        ("[!NOTE]", []),
    ],
)
def test_alerts_stay_quotations_as_on_the_site(written: str, found: list[str]) -> None:
    """The mark keeps its words, and a finding at its place names the component."""
    page, findings = lowered_text(written)
    assert not written.startswith(">") or isinstance(page.body[0], Quote)
    assert [f"{f.pos.start.line}:{f.pos.start.column}" for f in findings if f.pos] == found
    assert all(f.code == GITHUB_ALERT.name for f in findings)
