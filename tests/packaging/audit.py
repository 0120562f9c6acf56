"""The pinned dependencies beside the known holes, by pip-audit: run with ``make audit``.

pip-audit ends in the same way where it finds a hole and where it cannot reach its data, and takes a package that the
data lack for a good one. Here only a hole is a failure, and what was not compared is told.
"""

import json
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
OPTIONS = (
    "--requirement",
    "constraints.txt",
    "--no-deps",
    "--disable-pip",
    "--format",
    "json",
    "--progress-spinner",
    "off",
)
SECONDS = 600


def main(program: str) -> int:
    """Exit code 1 where a dependency has a known hole, else 0."""
    try:
        done = subprocess.run([program, *OPTIONS], cwd=ROOT, capture_output=True, text=True, timeout=SECONDS)
        lines, code = told(json.loads(done.stdout)["dependencies"])
    except (OSError, subprocess.TimeoutExpired) as error:
        lines, code = [f"nothing was compared: pip-audit cannot be run ({error})"], 0
    except (ValueError, KeyError):
        reason = (done.stderr.strip().splitlines() or ["it says nothing"])[-1]
        lines, code = [f"nothing was compared: pip-audit cannot reach its data ({reason})"], 0
    print("\n".join(lines))
    return code


def told(dependencies: Sequence[Mapping[str, Any]]) -> tuple[list[str], int]:
    """A line for each hole, one for what was not compared, and the exit code."""
    compared = [one for one in dependencies if "skip_reason" not in one]
    lines = [_hole(one, hole) for one in compared for hole in one.get("vulns", ())]
    left = [str(one["name"]) for one in dependencies if "skip_reason" in one]
    if not compared:
        return ["nothing was compared: the data of known holes cannot be reached from here"], 0
    said = f"{len(lines)} known holes in {len(compared)} of {len(dependencies)} dependencies"
    return [*lines, said + (f"; not compared: {', '.join(left)}" if left else "")], 1 if lines else 0


def _hole(dependency: Mapping[str, Any], hole: Mapping[str, Any]) -> str:
    mended = ", ".join(hole.get("fix_versions", ())) or "no release yet"
    return f"{dependency['name']} {dependency['version']}: {hole['id']}, mended in {mended}"


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:2] or ["pip-audit"]))
