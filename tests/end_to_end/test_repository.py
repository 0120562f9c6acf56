"""A repository of documents through hostile pull requests, a merge and two releases, every file as told.

The files of ``init --ci`` guide the services: each step of the action, of the workflows and of the component runs in a
shell (``service``). ``docs/pages/ci.md`` and ``docs/pages/releases.md`` tell the same.
"""

import hashlib
import json
import re
import subprocess
import zipfile
from pathlib import Path

import pytest
import yaml
from jsonschema import Draft202012Validator

from exporter.cli import package_lock, run
from exporter.output.downloads import downloads_schema
from exporter.output.publish_folder import NOTE
from tests.attacks.network import cut
from tests.cli.seed import VARIABLES
from tests.end_to_end.service import EXPORTER, GH, LOCK, PIP, PYTHON, Runner, commented, git, replayed
from tests.faq_site import ROOT

CONFIGURATION = """\
site: {url: https://example.org}
theme: brand
formats: [html, text]
publish: {/: site/public}
exports:
  - {page: a.md, output: files/a, formats: [html]}
  - {page: a.md, output: "files/Guide-{version}"}
"""
PAGE = "---\ntitle: A page\n---\n\n## First\n\nWords of the page.\n"
PUBLIC = Path("site/public")


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
        "content/a.md": PAGE,
        ".gitignore": "out/\n",
    }.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)
    git("init", "-q", cwd=folder)
    monkeypatch.chdir(folder)
    assert run(["init", "--ci", "github"]) == 0
    git("add", ".", cwd=folder)
    git("commit", "-q", "-m", "The site", cwd=folder)
    return folder


def words(runner: Runner) -> str:
    """The built page, without the hashes in its security policy."""
    page = (runner.temp / "exporter/out/public/files/a.html").read_text()
    return re.sub("sha256-[A-Za-z0-9+/=]+", "", page)


def hostile(folder: Path) -> None:
    """The changes of a pull request beside its words."""
    (folder / "exporter.yaml").write_text(
        CONFIGURATION.replace("files/a", "../../owned").replace("[html, text]", "[pdf]")
    )
    (folder / "brand/styles/tokens.css").write_text("body { display: none }\n")
    (folder / "exporter-requirements.txt").write_text("evil==1.0\n")
    for name in (
        "pip/__main__.py",
        "venv/__main__.py",
        "venv.py",
        "types.py",
        "sitecustomize.py",
        "plugin.py",
        "exporter/__main__.py",
        ".exporter-cache/x",
    ):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text("open('owned', 'w')\n")
    for name in ("documents.yml", "documents-comment.yml"):
        (folder / ".github/workflows" / name).write_text("name: '@everyone [x](https://evil.example)'\n")
    (folder / ".gitattributes").write_text("* filter=evil diff=evil\n*.md export-subst\nexporter.yaml export-ignore\n")
    (folder / "exporter.lock").write_text('{"https://evil.example/x.png": "' + "0" * 64 + '"}\n')
    (folder / "plugin-1.0.dist-info").mkdir()
    (folder / "plugin-1.0.dist-info/METADATA").write_text("Metadata-Version: 2.1\nName: plugin\nVersion: 1.0\n")
    (folder / "plugin-1.0.dist-info/entry_points.txt").write_text("[mdc_exporter.components]\nplugin = plugin:X\n")
    (folder / "out/public/files").mkdir(parents=True)
    (folder / "out/public/files/a.html").write_text("not from a page")
    page = "---\ntitle: '@everyone $(touch owned)'\nexports: [{output: files/b}]\n---\n\n"
    words = "## [x](https://evil.example) @org/team\n\n#1 https://evil.example\n"
    (folder / "content/$(touch owned) `b`.md").write_text(page + words)
    first = folder / "content/a.md"
    first.write_text(first.read_text().replace("Words of the page", "Better words of the page"))
    git("add", "--force", ".", cwd=folder)


def forged() -> list[bytes]:
    """Reports of a run that somebody else controls."""
    report = {"since": "` @everyone", "count": 1, "downloads": [], "passage_count": 0, "passages": []}
    entry = {"kind": "new", "output": "`` [x](https://evil.example) @org/team\n# ```", "formats": ["<script>"]}
    return [
        b"[" * 100_000,
        json.dumps(report | {"body": "x"}).encode(),
        json.dumps(report | {"downloads": [entry]}).encode(),
    ]


def prose(comment: str) -> str:
    """A comment without its code."""
    return re.sub(r"(`+).*?\1", "", comment)


def release(name: str, *options: str) -> int:
    """Tag, build and publish a release, and commit what was published; the exit code of the publication."""
    git("tag", name, cwd=Path())
    assert run(["build", "--in-process", "-q", "--strict", "--release", name, *options]) == 0
    code = run(["publish", "-q", "--release", name])
    git("add", "site", cwd=Path())
    git("commit", "-q", "-m", f"Publish {name}", cwd=Path())
    return code


def archive(name: str) -> dict[str, bytes]:
    """The files of a release's archive, whose sums are right."""
    with zipfile.ZipFile(f"out/releases/{name}.zip") as packed:
        files = {inside: packed.read(inside) for inside in packed.namelist()}
    sums = dict(reversed(line.split("  ")) for line in files.pop("SHA256SUMS").decode().splitlines())
    assert sums == {inside: hashlib.sha256(data).hexdigest() for inside, data in files.items()}
    return files


def published() -> dict[str, bytes]:
    """The published files by their paths."""
    files = (path for path in PUBLIC.rglob("*") if path.is_file() and path.name != NOTE)
    return {path.relative_to(PUBLIC).as_posix(): path.read_bytes() for path in files}


def test_a_repository_from_its_first_push_to_its_second_release(
    runner: Runner, repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Words of a pull request come into documents, comment and releases; its other files have no effect unmerged."""
    base = git("rev-parse", "HEAD", cwd=repository)
    runner.start(repository, "push", "main")
    commands = runner.action()
    assert [arguments[0] for arguments, _ in commands] == ["build", "check", "validate"]
    assert not any("--trusted-config" in arguments for arguments, _ in commands)
    assert replayed(runner, commands[:1], monkeypatch) == {"build": 0}
    before = words(runner)
    assert "#123456" in before

    head = pulled(runner, repository, base, before, monkeypatch)
    compared_with_forged_reports(runner, head)
    runner.start(repository, "shallow", "better")
    with pytest.raises(AssertionError, match="Install the exporter: fatal: Not a valid object name"):
        runner.action(trusted="0" * 40)
    assert not Path(f"{runner.noted}.lock").exists()

    git("checkout", "-q", "main", cwd=repository)
    git("merge", "-q", "--no-ff", "-m", "Merge", "better", cwd=repository)
    git("checkout", "-q", base, "--", "exporter.yaml", "exporter-requirements.txt", ".github", cwd=repository)
    git("commit", "-q", "-m", "Without the hostile half", cwd=repository)
    runner.start(repository, "merge", "main")
    assert replayed(runner, runner.action()[:1], monkeypatch) == {"build": 0}
    after = words(runner)
    assert "Better words" in after and "display: none" in after

    git("rm", "-q", "-r", ".", cwd=repository)
    git("checkout", "-q", base, "--", ".", cwd=repository)
    monkeypatch.chdir(repository)
    for name in ("GITHUB_ACTIONS", "GITHUB_STEP_SUMMARY"):
        monkeypatch.delenv(name)
    released(runner, monkeypatch)


def pulled(runner: Runner, repository: Path, base: str, before: str, monkeypatch: pytest.MonkeyPatch) -> str:
    """Let a hostile pull request through its run and its comment; return its commit."""
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
    guide = [f"Guide-latest.{suffix}" for suffix in ("html", "txt")]
    assert sorted(path.name for path in (own / "out/public/files").iterdir()) == [*guide, "a.html", "b.html", "b.txt"]
    assert {path.name for path in (own / "reports").iterdir()} == {"build.json", "findings.sarif", "changes.json"}
    ignored = ("exporter.yaml: formats", "exporter.yaml: exports", "exporter.lock", "brand/styles/tokens.css")
    assert "".join(f"- ignored: `{change}`\n" for change in ignored) in (runner.temp / "summary.md").read_text()
    assert not list(runner.top.rglob("owned"))

    sent = commented(runner, (own / "reports/changes.json").read_bytes(), head)
    assert sent[:2] == ["POST", "repos/org/site/issues/7/comments"]
    assert sent[2].startswith("<!-- documents -->\n### 3 downloads change since `")
    assert "**+** `Better words`" in sent[2]
    assert "- `exporter.yaml: exports`\n" in sent[2]
    assert "@" not in prose(sent[2])
    assert re.findall("https?://[^)]*", prose(sent[2])) == ["https://github.com/org/site/actions/runs/1"]
    again = commented(runner, (own / "reports/changes.json").read_bytes(), head, known=True)
    assert again[:2] == ["PATCH", "repos/org/site/issues/comments/99"]
    return head


def compared_with_forged_reports(runner: Runner, head: str) -> None:
    """Let a run that only has the name of the right one hand over reports: other files end the comment's run."""
    *wrong, right = forged()
    for report in wrong:
        with pytest.raises(AssertionError, match="it is no change report"):
            commented(runner, report, head)
    comment = prose(commented(runner, right, head)[2])
    assert "@" not in comment and "evil" not in comment and "<script" not in comment


def released(runner: Runner, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the main branch through a release, a second one, and a wrong repetition."""
    page = Path("content/a.md")
    page.write_text(PAGE.replace("Words of the page", "Better words of the page"))
    git("add", ".", cwd=Path())
    git("commit", "-q", "-m", "The words alone", cwd=Path())
    assert release("v1") == 0
    first, public = archive("v1"), published()
    assert sorted(first) == [
        "manifest.json",
        *(f"public/files/{name}" for name in ("Guide-v1.html", "Guide-v1.txt", "a.html")),
        *(f"reports/{name}" for name in ("accessibility.html", "findings.json", "findings.txt")),
    ]
    assert sorted(public) == [
        "downloads.json",
        *(f"files/Guide-{name}" for name in ("latest.html", "latest.txt", "v1.html", "v1.txt")),
        "files/a.html",
    ]
    assert b"Version: v1" in first["public/files/Guide-v1.txt"]
    assert public["files/Guide-v1.txt"] == public["files/Guide-latest.txt"] == first["public/files/Guide-v1.txt"]

    page.write_text(page.read_text().replace("Better words", "The best words"))
    git("commit", "-q", "-a", "-m", "The best words", cwd=Path())
    assert run(["build", "--in-process", "-q"]) == 0
    assert archive("v1") == first
    assert release("v2", "--since", "v1") == 0
    second, after = archive("v2"), published()
    assert second.keys() - first.keys() == {
        *(f"public/files/Guide-v2.{suffix}" for suffix in ("html", "txt")),
        *(f"reports/changes.{suffix}" for suffix in ("html", "md")),
    }
    told = second["reports/changes.md"].decode()
    assert told.startswith("### 2 downloads change since `v1`\n") and "**−** `Better` **+** `The best` `words" in told
    assert "version" not in told
    assert after["files/Guide-v1.txt"] == public["files/Guide-v1.txt"]
    line = r'<p class="superseded"><span class="draft">Superseded</span> <a rel="latest-version" [^\n]*?</p>'
    marked = after["files/Guide-v1.html"].decode()
    assert re.sub(line, "", marked) == public["files/Guide-v1.html"].decode() != marked
    assert "Guide-latest.html" in after["files/Guide-v1.superseded.txt"].decode()
    for suffix in ("html", "txt"):
        assert after[f"files/Guide-latest.{suffix}"] == second[f"public/files/Guide-v2.{suffix}"]
    listed = json.loads(after["downloads.json"])
    Draft202012Validator(downloads_schema()).validate(listed)
    versions = [(one["version"], one["superseded"]) for one in listed["downloads"] if "Guide" in str(one["files"])]
    assert versions == [("v2", False), ("v1", True)]

    page.write_text(page.read_text().replace("best", "very best"))
    assert run(["build", "--in-process", "-q", "--release", "v2"]) == 1
    assert archive("v2") == second
    assert run(["build", "--in-process", "-q", "--release", "v2", "--force"]) == 0
    assert run(["publish", "-q", "--release", "v2"]) == 1
    assert {name for name, data in published().items() if data != after[name]} == {"files/a.html", "downloads.json"}

    runner.start(Path.cwd(), "clone", "v2")
    monkeypatch.chdir(runner.checkout)
    assert run(["build", "--in-process", "-q", "--strict", "--release", "v2", "--since", "v1", "--no-cache"]) == 0
    assert archive("v2") == second


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
