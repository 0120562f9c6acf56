"""The command that installs what is missing, by system."""

import platform
import sys

import pytest

from exporter.process import installing


@pytest.mark.parametrize(
    ("system", "release", "pango", "office"),
    [
        ("linux", {"ID": "ubuntu", "ID_LIKE": "debian"}, "apt-get install libpango", "apt-get install libreoffice-w"),
        ("linux", {"ID": "rocky", "ID_LIKE": "rhel centos fedora"}, "dnf install pango", "dnf install libreoffice-w"),
        ("linux", {"ID": "alpine"}, "apk add so:libgobject", "apk add libreoffice-writer"),
        ("linux", {}, "apt-get install libpango", "apt-get install libreoffice-writer-nogui"),
        ("darwin", {}, "brew install pango", "brew install --cask libreoffice"),
        ("win32", {}, "in MSYS2: pacman -S mingw-w64-x86_64-pango", "libreoffice"),
    ],
)
def test_the_command_is_that_of_the_system(
    system: str, release: dict[str, str], pango: str, office: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each system has its own command and names of packages; an unknown Linux gets Debian's."""
    monkeypatch.setattr(sys, "platform", system)
    monkeypatch.setattr(platform, "freedesktop_os_release", lambda: release)
    assert installing.command("pango").startswith(pango)
    assert installing.command("libreoffice").startswith(office)


def test_every_system_has_a_command_for_what_a_build_needs() -> None:
    """Pango and git can be installed everywhere."""
    assert all(installing.PACKAGES[name].keys() == installing.COMMANDS.keys() for name in ("pango", "git"))
