"""Who reads and writes files: the modules named here and no others, as ARCHITECTURE.md tells."""

import ast
from collections.abc import Iterator
from pathlib import Path

import exporter
from tests.sources import parsed

PACKAGE = Path(exporter.__file__).parent

# The modules, or packages with all of theirs, that read or write files, and what these are.
ACCESS = {
    "disk": "the one home of reading and writing a single file",
    "cachedir_tag": "the mark of a folder of cached files",
    "cache.*": "entries of the cache",
    "config.load": "exporter.yaml",
    "source.*": "pages, pictures and data, as they are and as git has them",
    "theme.files": "templates, styles and themes",
    "fonts.*": "fonts of packages, and what is cut from them",
    "output.*": "outputs, the manifest, and files that options name",
    "ooxml.package": "reviewed and published Word files",
    "diagrams.mermaid": "the code of the package that draws diagrams",
    "build.project": "the exporter's own code, for its hash",
    "build.remote_pictures": "exporter.lock",
    "build.trusted": "copies of the files of a trusted revision, beside the folder's own",
    "installed": "the metadata of installed packages",
    "build.workers.activity_notes": "the notes of workers about their activities",
    "build.workers.confinement": "the folder of a worker's own temporary files",
    "build.workers.fork_server": "the null device, in place of what workers share",
    "build.workers.memory": "the memory that a worker takes, as /proc has it",
    "build.workers.shared": "the folder that goes to all workers of a run, with values",
    "plugins": "the code of plug-ins, for its hash",
    "process.sandbox.landlock": "the paths that a sandbox leaves to a process",
    "process.streams": "the null device, in place of a closed stream",
    "validate.spelling": "the dictionary of codespell",
    "cli.application": "the null device, in place of a closed stream",
    "cli.reference": "the pages of a command for developers",
    "cli.comment": "the change report of another run",
    "cli.change_request": "the form that an option names",
    "cli.resolve": "the answered table in CSV, that an argument names",
    "cli.review_report": "the decisions that an option names",
    "cli.package_lock": "the versions that pip has to find, in a temporary folder",
    "api.changes": "the temporary folder of an old state",
    "cli.session": "the temporary folder of a trusted configuration",
    "cli.rename": "the configuration, as it is",
    "cli.init": ".gitignore, as it is",
    "cli.old_workflows": "workflows, for the mark of those of 0.1",
    "markdown.__main__": "the pages of a program for developers",
    "backends.docx.__main__": "the reference document, as a program for developers",
}

OWN = {"read_regular", "opened_to_read", "opened_to_append", "opened_to_replace", "write_atomic", "remove_leftovers"}
METHODS = {
    *("read_bytes", "read_text", "write_bytes", "write_text", "mkdir", "rmdir", "unlink", "touch", "chmod"),
    *("symlink_to", "hardlink_to"),
}
SYSTEM = {
    "os": {
        *("open", "fdopen", "replace", "rename", "remove", "unlink", "mkdir", "makedirs", "rmdir", "removedirs"),
        *("link", "symlink", "chmod", "truncate"),
    },
    "shutil": {"copy", "copy2", "copyfile", "copytree", "move", "rmtree"},
    "tempfile": {"mkstemp", "mkdtemp", "TemporaryDirectory", "NamedTemporaryFile", "TemporaryFile"},
}


def access(tree: ast.Module) -> Iterator[str]:
    """The calls of a module that read, write, make or remove a file or folder."""
    for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call)):
        match call:
            case ast.Call(func=ast.Name(id=name)) if name == "open" or name in OWN:
                yield name
            case ast.Call(func=ast.Attribute(value=ast.Name(id=module), attr=name)) if name in SYSTEM.get(module, ()):
                yield f"{module}.{name}"
            case ast.Call(func=ast.Attribute(attr=name)) if name in METHODS:
                yield name
            case ast.Call(func=ast.Attribute(attr="open"), args=[ast.Constant(value=str()), *_]):
                yield "open"
            case ast.Call(func=ast.Attribute(attr="replace" | "rename"), args=[_], keywords=[]):
                yield "replace"


def found() -> dict[str, set[str]]:
    """The calls of each module of the exporter that has any."""
    calls = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        name = ".".join(path.relative_to(PACKAGE).with_suffix("").parts).removesuffix(".__init__")
        if own := set(access(parsed(path))):
            calls[name] = own
    return calls


def home(module: str) -> str | None:
    """The name in the table that a module goes by."""
    return next((name for name in (module, f"{module.partition('.')[0]}.*") if name in ACCESS), None)


def test_only_the_named_modules_touch_files() -> None:
    """Every other stage takes values and gives values."""
    assert {name: calls for name, calls in found().items() if home(name) is None} == {}


def test_every_named_module_does() -> None:
    """A name that is no longer needed goes."""
    assert ACCESS.keys() == {home(name) for name in found()} - {None}


def test_every_way_is_seen() -> None:
    """The calls that the other tests look for are found however a module names what it opens."""
    text = "open('a')\np.open('rb')\np.read_text()\nos.replace(a, b)\na.replace(b)\nshutil.rmtree(a)\nread_regular(a)"
    assert len(list(access(ast.parse(text)))) == 7
    assert not list(access(ast.parse("text.replace('a', 'b')\nreplace(entry, a=1)\nbrowser.open(url)\nos.fsdecode(a)")))
