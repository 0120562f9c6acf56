"""``exporter explain``: what a code means, why it matters, how to mend and how to lower it."""

import pytest

from exporter.cli import run
from exporter.report.codes import known_codes, stages


@pytest.mark.parametrize("code", known_codes())
def test_every_code_is_explained(code: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Its texts are printed, with the key that lowers it where there is one, and only there."""
    assert run(["explain", code]) == 0
    told, known = capsys.readouterr().out, known_codes()[code]
    assert known.why in told and known.mend in told and known.meaning.rstrip(".")[1:] in told
    if known.lowered:
        assert f"severities: {{{code}: warning}} in exporter.yaml still makes the file" in told
    else:
        assert "still makes the file" not in told
    assert ("validate --render" in told) is known.needs_layout


def test_without_a_code_all_are_listed(capsys: pytest.CaptureFixture[str]) -> None:
    """Each once, below its stage."""
    assert run(["explain"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert sorted(line.split()[0] for line in lines if line.startswith("  ")) == sorted(known_codes())
    heads = [line for line in lines if line and not line.startswith(" ")]
    assert heads == [stage[:1].upper() + stage[1:] for stage in stages()]


def test_a_code_as_it_stands_in_a_message(capsys: pytest.CaptureFixture[str]) -> None:
    """Whoever copies ``error[missing-image]:`` is understood too."""
    assert run(["explain", "error[Missing-Image]:"]) == 0
    assert capsys.readouterr().out.startswith("missing-image (error)\n")


@pytest.mark.parametrize(
    ("name", "hint"), [("missing-imag", "did you mean 'missing-image'?"), ("x", "'exporter explain' lists all codes")]
)
def test_an_unknown_code_is_wrong_use(name: str, hint: str, capsys: pytest.CaptureFixture[str]) -> None:
    """With the nearest code, or where to find all."""
    assert run(["explain", name]) == 2
    told = capsys.readouterr().err
    assert f"no finding has the code '{name}'" in told and hint in told
