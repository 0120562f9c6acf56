"""Files of a revision: the objects' own bytes, whatever attributes, links, names and variables there are."""

import os
import subprocess
from pathlib import Path

import pytest

from exporter.diagnostics import Diagnostics, EnvironmentFault, UsageError
from exporter.source.git import commit_of, prefix
from exporter.source.revisions import Checkout, content_of

NAMES = ("-c", "user.name=Writer", "-c", "user.email=writer@example.org", "-c", "protocol.file.allow=always")


def git(*arguments: str, data: bytes | None = None) -> str:
    """One git command in the current folder; gives its words."""
    own = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    done = subprocess.run(["git", *NAMES, *arguments], check=True, capture_output=True, input=data, env=own)
    return done.stdout.decode().strip()


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository in the current folder, with one page."""
    folder = tmp_path / "site"
    (folder / "content").mkdir(parents=True)
    (folder / "content" / "a.md").write_text("# A\n\n$Format:%H$\n")
    monkeypatch.chdir(folder)
    git("init", "-q", "-b", "main")
    commit()
    return folder


def commit() -> None:
    """Everything in the folder, as a commit."""
    git("add", "-A", "-f")
    git("commit", "-q", "--allow-empty", "-m", "state")


def written(folder: Path, into: Path, revision: str = "HEAD", *paths: str) -> tuple[dict[str, bytes], list[str]]:
    """The files that a checkout writes, and its findings."""
    diagnostics = Diagnostics()
    state = Checkout.of(folder, revision, into, diagnostics)
    state.write([folder / path for path in paths or ("content",)])
    assert not [p for p in into.rglob("*") if p.is_symlink()]
    files = {p.relative_to(state.folder).as_posix(): p.read_bytes() for p in into.rglob("*") if p.is_file()}
    return files, [f.message for f in diagnostics]


def commit_tree(*entries: tuple[str, bytes, bytes]) -> str:
    """A commit whose tree ``content`` has entries (mode, name, content) that git itself would not make."""
    tree = b""
    for mode, name, content in entries:
        blob = git("hash-object", "-w", "--stdin", data=content)
        tree += mode.encode() + b" " + name + b"\0" + bytes.fromhex(blob)
    inner = git("hash-object", "-w", "-t", "tree", "--literally", "--stdin", data=tree)
    top = git(
        "hash-object", "-w", "-t", "tree", "--literally", "--stdin", data=b"40000 content\0" + bytes.fromhex(inner)
    )
    return git("commit-tree", top, "-m", "odd")


def test_attributes_change_no_file(repository: Path, tmp_path: Path) -> None:
    """Neither export-ignore nor export-subst, filters, or conversions of text have a say."""
    mark = tmp_path / "ran"
    (repository / "content" / "b.md").write_bytes(b"B\n")
    (repository / ".gitattributes").write_text("a.md export-subst\nb.md export-ignore diff=x filter=x text eol=crlf\n")
    commit()
    for key in ("diff.x.textconv", "filter.x.smudge", "core.fsmonitor", "core.pager", "core.sshCommand"):
        git("config", key, f"touch {mark}; cat")
    files, found = written(repository, tmp_path / "old")
    assert files == {"content/a.md": b"# A\n\n$Format:%H$\n", "content/b.md": b"B\n"}
    assert not found
    assert content_of(repository, "HEAD", repository / "content" / "b.md") == b"B\n"
    assert not mark.exists()


def test_the_variables_of_a_hook_have_no_say(repository: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A hook's GIT_DIR, index, work tree and configuration are those of another repository."""
    mark = tmp_path / "ran"
    for name in (
        "GIT_DIR",
        "GIT_INDEX_FILE",
        "GIT_WORK_TREE",
        "GIT_OBJECT_DIRECTORY",
        "GIT_COMMON_DIR",
        "GIT_EXEC_PATH",
    ):
        monkeypatch.setenv(name, str(tmp_path / "nowhere"))
    monkeypatch.setenv("GIT_PREFIX", "content/")
    monkeypatch.setenv("GIT_CONFIG_PARAMETERS", f"'core.fsmonitor=touch {mark}'")
    monkeypatch.setenv("GIT_TRACE", str(mark))
    assert set(written(repository, tmp_path / "old")[0]) == {"content/a.md"}
    assert not mark.exists()


def test_links_are_followed_in_the_tree_alone(repository: Path, tmp_path: Path) -> None:
    """A link within the folder is the file that it leads to; any other is left out with a finding."""
    secret = tmp_path / "secret.md"
    secret.write_text("SECRET")
    content = repository / "content"
    (content / "sub").mkdir()
    for name, target in {
        "near.md": "a.md",
        "sub/up.md": "../a.md",
        "chain.md": "near.md",
        "absolute.md": str(secret),
        "own.md": str(content / "a.md"),
        "out.md": "../../secret.md",
        "loop.md": "loop.md",
        "folder": "/etc",
        "gone.md": "nothing.md",
    }.items():
        (content / name).symlink_to(target)
    commit()
    files, found = written(repository, tmp_path / "old")
    assert files == dict.fromkeys(
        ["content/a.md", "content/near.md", "content/sub/up.md", "content/chain.md"], b"# A\n\n$Format:%H$\n"
    )
    assert len(found) == 6
    assert all("is a link" in message for message in found)
    with pytest.raises(UsageError, match=r"git has no 'near.md' at 'HEAD': it was a link"):
        content_of(repository, "HEAD", content / "near.md")


def test_a_folder_that_is_a_link_is_reported(repository: Path, tmp_path: Path) -> None:
    """The content folder itself may be a link in the revision."""
    (repository / "pages").symlink_to("content")
    commit()
    assert written(repository, tmp_path / "old", "HEAD", "pages") == (
        {},
        ["'pages' as it was at HEAD is left out: it is a link that points to a missing file or outside its folder"],
    )


def test_names_that_lead_elsewhere_are_left_out(repository: Path, tmp_path: Path) -> None:
    """A tree made by hand names files outside of it and in git's own folder; odd names that are fine are written."""
    revision = commit_tree(
        ("100644", b"..", b"x"),
        ("100644", b".git", b"x"),
        ("100644", b".GIT", b"x"),
        ("100644", b"a.md", b"first"),
        ("100644", b"a.md", b"second"),
        ("100644", b"git~1", b"x"),
        ("100644", b"line\nend.md", b"line"),
        ("100644", b"\xff.md", b"bytes"),
        ("100644", ("n" * 300 + ".md").encode(), b"long"),
        ("160000", b"module", b"x"),
    )
    files, found = written(repository, tmp_path / "old", revision)
    assert files == {
        "content/a.md": b"first",
        "content/line\nend.md": b"line",
        f"content/{os.fsdecode(bytes([255]))}.md": b"bytes",
    }
    whys = [message.partition("left out: ")[2] for message in found]
    assert whys.count("it has a name of git's own folder") == 3
    assert whys.count("its path points outside its folder") == 1
    assert "it is another repository (a submodule)" in whys
    assert "it cannot be written: File name too long" in whys


def test_a_file_and_a_folder_of_one_name_do_not_end_the_run(repository: Path, tmp_path: Path) -> None:
    """Where the disk takes two names for one, or a name is a file and a folder, the second is told."""
    revision = commit_tree(("100644", b"a", b"x"), ("100644", b"a/b.md", b"y"))
    files, found = written(repository, tmp_path / "old", revision)
    assert files == {"content/a": b"x"}
    assert len(found) == 1


def test_pointers_of_git_lfs_are_reported(repository: Path, tmp_path: Path) -> None:
    """A file whose bytes are elsewhere is named."""
    pointer = f"version https://git-lfs.github.com/spec/v1\noid sha256:{'0' * 64}\nsize 12345\n"
    (repository / "content" / "a.png").write_text(pointer)
    commit()
    assert "it is a pointer of Git LFS" in written(repository, tmp_path / "old")[1][0]


def test_large_files_are_left_out(repository: Path, tmp_path: Path) -> None:
    """A file beyond the limit is reported, and the files behind it are written."""
    (repository / "content" / "b.bin").write_bytes(b"x" * 3_000_000)
    (repository / "content" / "c.md").write_bytes(b"C\n")
    commit()
    diagnostics = Diagnostics()
    state = Checkout.of(repository, "HEAD", tmp_path / "old", diagnostics, 1000)
    state.write([repository / "content"])
    assert sorted(p.name for p in (tmp_path / "old").rglob("*.*")) == ["a.md", "c.md"]
    assert "it is larger than 1,000 bytes" in next(iter(diagnostics)).message


@pytest.mark.parametrize(
    "revision",
    ["--output=x", "-h", "", "nothing", "HEAD:content", "main..main", "HEAD\0", "@{99}", "HEAD\n", "x" * 99999],
)
def test_a_name_of_no_commit_is_refused(repository: Path, revision: str) -> None:
    """Options, other objects, ranges and odd characters are no revisions."""
    with pytest.raises(UsageError) as raised:
        commit_of(repository, revision)
    assert raised.value.diagnostic.code == "no-revision"
    assert not (repository / "x").exists()


def test_all_kinds_of_repositories(repository: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A work tree beside, a shallow clone, a subfolder and one of SHA-256 give the same file."""
    git("worktree", "add", "-q", str(tmp_path / "tree"))
    git("clone", "-q", "--depth=1", f"file://{repository}", str(tmp_path / "shallow"))
    git("init", "-q", "--object-format=sha256", str(tmp_path / "sha256"))
    (tmp_path / "sha256" / "content").mkdir()
    (tmp_path / "sha256" / "content" / "a.md").write_text("# A\n\n$Format:%H$\n")
    monkeypatch.chdir(tmp_path / "sha256")
    commit()
    git("clone", "-q", "--bare", str(repository), str(tmp_path / "bare"))
    monkeypatch.chdir(tmp_path / "bare")
    git("worktree", "add", "-q", str(tmp_path / "beside"), "main")
    for name in ("tree", "shallow", "sha256", "beside"):
        assert set(written(tmp_path / name, tmp_path / f"old-{name}")[0]) == {"content/a.md"}
    with pytest.raises(UsageError, match="git has no revision 'HEAD~1'"):
        commit_of(tmp_path / "shallow", "HEAD~1")


def test_a_project_in_a_subfolder(repository: Path, tmp_path: Path) -> None:
    """Paths are those of the project, also where its folder has a name that is a pattern or an option."""
    folder = repository / "-o" / ":(exclude)*"
    (folder / "content").mkdir(parents=True)
    (folder / "content" / "b.md").write_text("B")
    (folder / "content" / "bc.md").write_text("C")
    commit()
    assert prefix(folder) == "-o/:(exclude)*"
    assert set(written(folder, tmp_path / "old")[0]) == {"content/b.md", "content/bc.md"}
    assert set(written(folder, tmp_path / "one", "HEAD", "content/b.md", "../../../x", "/etc")[0]) == {"content/b.md"}


def test_no_repository_of_the_content_is_opened(repository: Path, tmp_path: Path) -> None:
    """A bare repository that lies among the pages has no say in what is run, and a bare one has no project."""
    mark = tmp_path / "ran"
    inner = repository / "content" / "trap"
    git("init", "-q", "--bare", str(inner))
    (inner / "config").write_text(
        f"[core]\nbare = true\nfsmonitor = touch {mark}\n[alias]\nrev-parse = !touch {mark}\n"
    )
    with pytest.raises(UsageError):
        prefix(inner)
    assert not mark.exists()
    with pytest.raises(UsageError, match=r"bare repository|is not in a work tree"):
        prefix(repository / ".git")
    with pytest.raises(UsageError, match="not a git repository"):
        prefix(tmp_path)


def test_a_partial_clone_fetches_nothing(repository: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Bytes that a clone left on its server are told; nothing is asked for, by any program."""
    mark = tmp_path / "ran"
    git("config", "uploadpack.allowFilter", "true")
    git("clone", "-q", "--filter=blob:none", "--no-checkout", f"file://{repository}", str(tmp_path / "partial"))
    monkeypatch.chdir(tmp_path / "partial")
    for address in (f"file://{repository}", f"ext::sh -c 'touch {mark}'", f"ssh://example.org/{mark}"):
        git("config", "remote.origin.url", address)
        git("config", "protocol.ext.allow", "always")
        git("config", "core.sshCommand", f"touch {mark}")
        with pytest.raises(UsageError, match="git does not have all files of the revision here"):
            written(tmp_path / "partial", tmp_path / f"old-{len(address)}")
    assert not mark.exists()


def test_git_is_not_taken_from_the_current_folder(
    repository: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A program called git among the pages is not started, whatever PATH says."""
    fake = repository / "git"
    fake.write_text(f"#!/bin/sh\ntouch {tmp_path}/ran\n")
    fake.chmod(0o755)
    monkeypatch.setenv("PATH", os.pathsep.join(["", ".", "bin", os.environ["PATH"]]))
    assert commit_of(repository, "HEAD")
    monkeypatch.setenv("PATH", ".")
    with pytest.raises(EnvironmentFault, match="git is not installed"):
        commit_of(repository, "HEAD")
    assert not (tmp_path / "ran").exists()
