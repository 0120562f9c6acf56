"""A repository through a push, a hostile pull request, its comment and a merge, by the files of ``init --ci``.

Each step of the action and of the workflows runs in a shell. Programs of the machine are stand-ins that note their
arguments; the commands of the exporter that the shell calls then run in this process.
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

from exporter.cli import package_lock, run
from tests.attacks.network import cut
from tests.cli.seed import VARIABLES
from tests.faq_site import ROOT

CONFIGURATION = """\
site: {url: https://example.org}
theme: brand
formats: [html]
exports:
  - {page: a.md, output: files/a}
"""
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


@pytest.fixture
def runner(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Runner:
    """A machine without a network, whose programs are stand-ins."""
    standins = tmp_path / "standins"
    standins.mkdir()
    programs = {
        "python": PYTHON,
        "pip": PIP,
        "exporter": EXPORTER,
        "gh": GH,
        "sudo": "#!/bin/bash\n",
        "apt-get": "#!/bin/bash\n",
    }
    for name, text in programs.items():
        (standins / name).write_text(text)
        (standins / name).chmod(0o755)
    for name in (*VARIABLES, "GITHUB_ACTIONS", "GITHUB_STEP_SUMMARY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("EXPORTER_CACHE", str(tmp_path / "unused"))
    monkeypatch.setattr(package_lock, "package_lock", lambda: LOCK.encode())
    cut(monkeypatch)
    return Runner(tmp_path, standins)


@pytest.fixture
def repository(runner: Runner, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository with a page, a theme, and the files of ``init --ci github`` on its main branch."""
    folder = runner.top / "repository"
    for name, text in {
        "exporter.yaml": CONFIGURATION,
        "brand/styles/tokens.css": ":root { --color-link: #123456; }\n",
        "content/a.md": "---\ntitle: A page\n---\n\n## First\n\nWords of the page.\n",
    }.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)
    git("init", "-q", cwd=folder)
    monkeypatch.chdir(folder)
    assert run(["init", "--ci", "github"]) == 0
    git("add", ".", cwd=folder)
    git("commit", "-q", "-m", "The site", cwd=folder)
    return folder


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


def words(runner: Runner) -> str:
    """The built page, without the hashes in its security policy."""
    page = (runner.temp / "exporter/out/public/files/a.html").read_text()
    return re.sub("sha256-[A-Za-z0-9+/=]+", "", page)


def hostile(folder: Path) -> None:
    """The changes of a pull request beside its words."""
    (folder / "exporter.yaml").write_text(CONFIGURATION.replace("files/a", "../../owned").replace("[html]", "[pdf]"))
    (folder / "brand/styles/tokens.css").write_text("body { display: none }\n")
    (folder / "exporter-requirements.txt").write_text("evil==1.0\n")
    for name in (
        "pip/__main__.py",
        "venv/__main__.py",
        "venv.py",
        "types.py",
        "exporter/__main__.py",
        ".exporter-cache/x",
    ):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text("open('owned', 'w')\n")
    (folder / "out/public/files").mkdir(parents=True)
    (folder / "out/public/files/a.html").write_text("not from a page")
    page = "---\ntitle: '@everyone $(touch owned)'\nexports: [{output: files/b}]\n---\n\n"
    words = "## [x](https://evil.example) @org/team\n\n#1 https://evil.example\n"
    (folder / "content/$(touch owned) `b`.md").write_text(page + words)
    first = folder / "content/a.md"
    first.write_text(first.read_text().replace("Words of the page", "Better words of the page"))
    git("add", "--force", ".", cwd=folder)


def test_a_pull_request_from_its_run_to_its_merge(
    runner: Runner, repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its words come into the documents and the comment; its configuration has no effect before the merge."""
    base = git("rev-parse", "HEAD", cwd=repository)
    runner.start(repository, "push", "main")
    commands = runner.action()
    assert [arguments[0] for arguments, _ in commands] == ["build", "check", "validate"]
    assert not any("--trusted-config" in arguments for arguments, _ in commands)
    assert replayed(runner, commands[:1], monkeypatch) == {"build": 0}
    before = words(runner)
    assert "#123456" in before

    git("checkout", "-q", "-b", "better", cwd=repository)
    hostile(repository)
    git("commit", "-q", "-m", "Better words", cwd=repository)
    head = git("rev-parse", "HEAD", cwd=repository)
    runner.start(repository, "pull", "better")
    codes = replayed(runner, runner.action(trusted=base), monkeypatch)
    assert codes == {"build": 0, "check": 0, "validate": 1, "diff": 0}  # the file in "out" is nobody's
    assert Path(f"{runner.noted}.lock").read_text() == LOCK
    own = runner.temp / "exporter"
    assert words(runner) == before.replace("Words of the page", "Better words of the page")
    assert sorted(path.name for path in (own / "out/public/files").iterdir()) == ["a.html", "b.html"]
    assert {path.name for path in (own / "reports").iterdir()} == {"build.json", "findings.sarif", "changes.json"}
    ignored = ("exporter.yaml: formats", "exporter.yaml: exports", "brand/styles/tokens.css")
    assert "".join(f"- ignored: `{change}`\n" for change in ignored) in (runner.temp / "summary.md").read_text()
    assert not list(runner.top.rglob("owned"))

    sent = commented(runner, (own / "reports/changes.json").read_bytes(), head)
    assert sent[:2] == ["POST", "repos/org/site/issues/7/comments"]
    assert sent[2].startswith("<!-- documents -->\n### 2 downloads change since `")
    assert "**+** `Better words`" in sent[2]
    assert "- `exporter.yaml: exports`\n" in sent[2]
    prose = re.sub(r"(`+).*?\1", "", sent[2])
    assert "@" not in prose
    assert re.findall("https?://[^)]*", prose) == ["https://github.com/org/site/actions/runs/1"]
    again = commented(runner, (own / "reports/changes.json").read_bytes(), head, known=True)
    assert again[:2] == ["PATCH", "repos/org/site/issues/comments/99"]

    runner.start(repository, "shallow", "better")
    with pytest.raises(AssertionError, match="Install the exporter: fatal: Not a valid object name"):
        runner.action(trusted="0" * 40)
    assert not Path(f"{runner.noted}.lock").exists()

    git("checkout", "-q", "main", cwd=repository)
    git("merge", "-q", "--no-ff", "-m", "Merge", "better", cwd=repository)
    git("checkout", "-q", base, "--", "exporter.yaml", "exporter-requirements.txt", cwd=repository)
    git("commit", "-q", "-m", "Without the hostile half", cwd=repository)
    runner.start(repository, "merge", "main")
    assert replayed(runner, runner.action()[:1], monkeypatch) == {"build": 0}
    after = words(runner)
    assert "Better words" in after and "display: none" in after


def commented(runner: Runner, report: bytes, head: str, *, known: bool = False) -> list[str]:
    """Run the workflow that comments, of the main branch, and return what it sent."""
    workflow = yaml.safe_load((runner.top / "repository/.github/workflows/documents-comment.yml").read_text())
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


@pytest.mark.parametrize("merge", [True, False], ids=["merge request", "main branch"])
def test_the_component_of_gitlab_runs_in_a_shell(runner: Runner, repository: Path, merge: bool) -> None:
    """A merge request gets the lock and the configuration of its base; all commands run after a failure."""
    base = git("rev-parse", "HEAD", cwd=repository)
    hostile(repository)
    git("commit", "-q", "-m", "A merge request", cwd=repository)
    runner.start(repository, "gitlab", "main")
    text = (ROOT / "templates/ci/template.yml").read_text()
    head, _, jobs = text.partition("\n---\n")
    inputs = yaml.safe_load(head)["spec"]["inputs"]
    for name, one in inputs.items():
        jobs = jobs.replace(f"$[[ inputs.{name} ]]", one["default"])
    job = yaml.safe_load(jobs)["documents"]
    (runner.checkout / ".exporter-ci").symlink_to(runner.top)  # as a merge request may have it
    environment = {
        "PATH": f"{runner.standins}:/usr/bin:/bin",
        "NOTED": str(runner.noted),
        "STANDINS": str(runner.standins),
        "CI_PROJECT_DIR": str(runner.checkout),
        "FOLDER": job["variables"]["FOLDER"],
        "REQUIREMENTS": job["variables"]["REQUIREMENTS"],
        **({"CI_MERGE_REQUEST_DIFF_BASE_SHA": base} if merge else {}),
    }
    script = "\n".join(("set -eo pipefail", *job["before_script"], *job["script"]))
    done = subprocess.run(
        ["bash", "-c", script], cwd=runner.checkout, env=environment, capture_output=True, check=False
    )
    assert done.returncode == 1, done.stderr
    noted = [json.loads(line)[1] for line in Path(f"{runner.noted}.commands").read_text().splitlines()]
    diffs = ["diff", "diff"] if merge else []
    assert [arguments[0] for arguments in noted] == ["build", "check", "validate", "validate", *diffs]
    assert all(("--trusted-config" in arguments) is merge for arguments in noted)
    assert all(arguments[arguments.index("--trusted-config") + 1] == base for arguments in noted if merge)
    assert (Path(f"{runner.noted}.lock").read_text() == LOCK) is merge
    assert (runner.checkout / ".exporter-ci").is_dir() and not (runner.checkout / ".exporter-ci").is_symlink()
    assert (runner.top / "repository").is_dir()
    assert {path.name for path in runner.checkout.iterdir()} & {"owned"} == set()
