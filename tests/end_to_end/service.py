"""A service of CI in this process: it runs the steps of actions and workflows in a shell.

Programs of the machine are stand-ins that note their arguments; the commands of the exporter that the shell calls then
run in this process.
"""

import io
import json
import os
import re
import subprocess
import sys
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
import yaml

from exporter.cli import run

LOCK = "mdc-exporter==1.0 --hash=sha256:" + "0" * 64 + "\n"
PYTHON = """\
#!/bin/bash
printf 'python %s\\n' "$*" >> "$NOTED"
if [ "$1 $2 $3" = "-I -m venv" ]; then mkdir -p "$4/bin" && cp "$STANDINS"/{pip,exporter} "$4/bin/"; fi
"""
PIP = """\
#!/bin/bash
printf 'pip %s\\n' "$*" >> "$NOTED"
cp "${@: -1}" "$NOTED.lock"
"""
EXPORTER = f"""\
#!{sys.executable} -I
import json, os, sys
with open(os.environ["NOTED"] + ".commands", "a") as file:
    file.write(json.dumps([os.getcwd(), sys.argv[1:], "GITHUB_ACTIONS" in os.environ]) + "\\n")
if sys.argv[1:3] == ["report", "comment"]:
    os.execv({sys.executable!r}, [{sys.executable!r}, "-P", "-m", "exporter", *sys.argv[1:]])
sys.exit("CI_PROJECT_DIR" in os.environ and sys.argv[1] == "build")
"""
GH = f"""\
#!{sys.executable} -I
import json, os, sys
import jq
answers = json.load(open(os.environ["NOTED"] + ".answers"))
asked = next(a for a in sys.argv[2:] if a.startswith("repos/"))
method = sys.argv[sys.argv.index("--method") + 1] if "--method" in sys.argv else "GET"
if method in ("POST", "PATCH"):
    body = next(a for a in sys.argv if a.startswith("body=@")).removeprefix("body=@")
    json.dump([method, asked, open(body).read()], open(os.environ["NOTED"] + ".sent", "w"))
elif asked.endswith("/zip"):
    sys.stdout.buffer.write(open(os.environ["NOTED"] + ".zip", "rb").read())
else:
    answer = answers[asked]
    if "--jq" in sys.argv:
        query = sys.argv[sys.argv.index("--jq") + 1]
        for found in jq.compile(query).input_value(answer):
            print(found if isinstance(found, str) else json.dumps(found))
    else:
        sys.stdout.write(answer)
"""


def git(*arguments: str, cwd: Path) -> str:
    """One git command of a writer, and what it prints."""
    names = ("-c", "user.name=Writer", "-c", "user.email=writer@example.org", "-c", "init.defaultBranch=main")
    done = subprocess.run(["git", *names, *arguments], cwd=cwd, check=True, capture_output=True, text=True)
    return done.stdout.strip()


@dataclass
class Runner:
    """A machine of the service: its stand-ins, and a checkout with the temporary folder of one job."""

    top: Path
    standins: Path
    checkout: Path = Path()
    outputs: dict[str, str] = field(default_factory=dict)

    def start(self, repository: Path, name: str, revision: str) -> None:
        """Begin a job with a fresh checkout."""
        self.temp = self.top / name
        self.checkout = self.temp / "checkout"
        git("clone", "-q", str(repository), str(self.checkout), cwd=self.top)
        git("checkout", "-q", revision, cwd=self.checkout)

    @property
    def noted(self) -> Path:
        """What the stand-ins noted."""
        return self.temp / "noted"

    def step(self, step: Mapping[str, Any], given: Mapping[str, str]) -> None:
        """Run one step as the service does: https://docs.github.com/actions (``shell: bash``)."""
        filled = {name: self._filled(value, given) for name, value in step.get("env", {}).items()}
        output = self.temp / "output"
        output.write_text("")
        own = {name: os.environ[name] for name in ("HOME", "EXPORTER_CACHE")}
        environment = (
            own
            | filled
            | {
                "PATH": f"{self.standins}:/usr/bin:/bin",
                "PYTHONPATH": os.pathsep.join(path for path in sys.path if path),
                "NOTED": str(self.noted),
                "STANDINS": str(self.standins),
                "RUNNER_TEMP": str(self.temp),
                "GITHUB_OUTPUT": str(output),
                "GITHUB_SHA": "f" * 40,
                "GITHUB_ACTIONS": "true",
                "REPOSITORY": "org/site",
            }
        )
        folder = self.checkout / self._filled(step.get("working-directory", "."), given)
        command = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]]
        done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
        assert done.returncode == 0, f"{step.get('name')}: {done.stderr}"
        self.outputs.update(line.split("=", 1) for line in output.read_text().splitlines())

    def action(self, trusted: str = "") -> list[tuple[list[str], bool]]:
        """Run the steps of the action, and return the commands of the exporter, each with whether it annotates."""
        action = yaml.safe_load((self.checkout / ".github/actions/documents/action.yml").read_text())
        given = {f"inputs.{name}": one["default"] for name, one in action["inputs"].items()}
        given["inputs.trusted-config"] = trusted
        for step in action["runs"]["steps"]:
            asks = "inputs.trusted-config" in step.get("if", "")
            if "run" in step and (trusted or not asks):
                self.step(step, given)
        lines = Path(f"{self.noted}.commands").read_text().splitlines()
        assert all(json.loads(line)[0] == str(self.checkout) for line in lines)
        return [(arguments, annotates) for _, arguments, annotates in map(json.loads, lines)]

    def _filled(self, text: str, given: Mapping[str, str]) -> str:
        return re.sub(r"\$\{\{ (.*?) }}", lambda found: given[found[1]], text)


def commented(runner: Runner, report: bytes, head: str, *, known: bool = False) -> list[str]:
    """Run the workflow that comments, of the main branch, and return what it sent."""
    workflow = yaml.safe_load(
        git("show", "main:.github/workflows/documents-comment.yml", cwd=runner.top / "repository")
    )
    pulls = [{"number": 8, "head": {"sha": "0" * 40}}, {"number": 7, "head": {"sha": head}}]
    comments = [{"id": 98, "user": {"login": "somebody"}, "body": "<!-- documents -->"}]
    comments += [{"id": 99, "user": {"login": "github-actions[bot]"}, "body": "<!-- documents -->\n"}] * known
    answers = {
        "repos/org/site/pulls": pulls,
        "repos/org/site/actions/runs/1/artifacts?name=documents-changes": {
            "artifacts": [{"id": 4, "size_in_bytes": 90_000_000}, {"id": 5, "size_in_bytes": 900}]
        },
        f"repos/org/site/contents/exporter-requirements.txt?ref={'f' * 40}": LOCK,
        "repos/org/site/issues/7/comments": comments,
    }
    Path(f"{runner.noted}.answers").write_text(json.dumps(answers))
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("changes.json", report)
    Path(f"{runner.noted}.zip").write_bytes(packed.getvalue())
    event = "github.event.workflow_run."
    given = {
        f"{event}head_repository.owner.login": "somebody",
        f"{event}head_branch": "$(touch owned)",
        f"{event}head_sha": head,
        f"{event}id": "1",
        f"{event}conclusion": "success",
        f"{event}html_url": "https://github.com/org/site/actions/runs/1",
    }
    for step in workflow["jobs"]["comment"]["steps"]:
        if "run" in step and not (known and step["name"] == "Write the comment"):
            given |= {f"steps.pull.outputs.{name}": value for name, value in runner.outputs.items()}
            runner.step(step, given)
    sent: list[str] = json.loads(Path(f"{runner.noted}.sent").read_text())
    return sent


def replayed(runner: Runner, commands: list[tuple[list[str], bool]], monkeypatch: pytest.MonkeyPatch) -> dict[str, int]:
    """Run the noted commands, and return the exit code of each; those of the layout are left to other tests."""
    monkeypatch.chdir(runner.checkout)
    codes = {}
    for arguments, annotates in commands:
        monkeypatch.setenv("GITHUB_ACTIONS", "true" if annotates else "")
        monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(runner.temp / "summary.md"))
        if "html" not in arguments:
            codes[arguments[0]] = run([*arguments, *(["--in-process"] if arguments[0] == "build" else [])])
    return codes
