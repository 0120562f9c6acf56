"""YAML of front matter, props and configuration: bombs, tags, values that other readers execute or choke on."""

from tests.attacks.attack import Attack

BOMB = "a0: &a0 [x,x,x,x,x,x,x,x,x]\n" + "".join(f"a{i}: &a{i} [{','.join([f'*a{i - 1}'] * 9)}]\n" for i in range(1, 9))
MERGES = "a0: &a0 {k: v}\n" + "".join(f"a{i}: &a{i}\n  <<: [{', '.join([f'*a{i - 1}'] * 9)}]\n" for i in range(1, 9))


def head(yaml: str) -> str:
    """A page with this front matter."""
    return f"---\n{yaml.rstrip(chr(10))}\n---\n\nWords that stay.\n"


def props(yaml: str) -> str:
    """A page with this YAML in a component."""
    return f"::ShFaq\n---\n{yaml}\n---\n::\n\nWords that stay.\n"


ATTACKS = (
    Attack(name="front matter of 50000 brackets", page=head("a: " + "[" * 50_000), found=("2:yaml-refused",), exit=1),
    Attack(name="front matter of 50000 braces", page=head("a: " + "{a: " * 50_000), found=("2:yaml-refused",), exit=1),
    Attack(name="front matter of 20000 dashes", page=head("a:\n " + "- " * 20_000), found=("3:yaml-refused",), exit=1),
    Attack(name="props of 50000 brackets", page=props("qas: " + "[" * 50_000), found=("3:yaml-refused",), exit=1),
    Attack(
        name="attribute of 50000 brackets",
        page=f"::ShFaq{{:qas='{'[' * 50_000}'}}\n::\n\nWords.\n",
        found=("prop-value",),
        exit=1,
    ),
    Attack(name="billion laughs", page=head(BOMB), found=("2:yaml-refused",), exit=1),
    Attack(name="merge bomb", page=head(MERGES), found=("2:yaml-refused",), exit=1),
    Attack(name="merge bomb in props", page=props(MERGES), found=("yaml-refused",), exit=1),
    Attack(name="alias to itself", page=head("a: &a [*a]"), found=("2:yaml-refused",), exit=1),
    Attack(
        name="python object tag",
        page=head("t: !!python/object/apply:os.system [id]"),
        found=("2:yaml-refused",),
        exit=1,
    ),
    Attack(name="python name tag", page=head("t: !!python/name:os.system"), found=("2:yaml-refused",), exit=1),
    Attack(
        name="python tag in props",
        page=props("qas: !!python/object/new:os.system [id]"),
        found=("3:yaml-refused",),
        exit=1,
    ),
    Attack(name="local tag", page=head("title: !include /etc/passwd"), found=("2:yaml-refused",), exit=1),
    Attack(
        name="tag directive",
        page=head("%TAG ! tag:yaml.org,2002:python/\n--- \nt: !name:os.system"),
        found=("yaml-syntax",),
        exit=1,
    ),
    Attack(name="duplicate keys", page=head("title: One\ntitle: Two"), found=("3:yaml-duplicate-key",)),
    Attack(name="key that is a list", page=head("? [a, b]\n: c"), found=("2:yaml-refused",), exit=1),
    Attack(name="several documents", page=props("a: 1\n...\n%YAML 1.1\nb: 2"), found=("yaml-syntax",), exit=1),
    Attack(name="number of 5000 digits", page=head("title: " + "9" * 5_000), found=("long-word",), exit=1),
    Attack(
        name="hexadecimal number of 5000 digits", page=head("title: 0x" + "f" * 5_000), found=("long-word",), exit=1
    ),
    Attack(name="number beyond all floats", page=head("title: T\nx: 1e999999999"), shown=("Words that stay.",)),
    Attack(name="day that is none", page=head("title: T\ndate: 2023-99-99"), found=("3:bad-property",)),
    Attack(name="date of year zero", page=head("title: T\ndate: 0000-00-00T99:99:99Z"), found=("3:bad-property",)),
    Attack(name="NUL in a quoted value", page=head('title: "a\\0b"'), shown=("Words that stay.",), absent=("\0</",)),
    Attack(name="NUL in the text", page=head("title: a\0b"), found=("2:yaml-syntax",), exit=1),
    Attack(
        name="escape codes in the title",
        page=head('title: "a\\e[31mred\\x9b31m"'),
        absent=("\x1b", "\x9b"),
        found=("control-character",),
    ),
    Attack(name="lone surrogate in the title", page=head('title: "a\\ud800b"'), found=("2:yaml-syntax",), exit=1),
    Attack(name="200001 values", page=head("a: [" + "x," * 200_001 + "]"), found=("yaml-refused",), exit=1),
    Attack(name="4100000 characters of front matter", page=head("a: " + "x" * 4_100_000), found=("too-long",), exit=1),
    Attack(name="front matter that is a list", page=head("- a\n- b"), found=("yaml-shape",), exit=1),
    Attack(name="front matter without an end", page="---\ntitle: T\n" + "a: b\n" * 5_000, found=(), shown=()),
    Attack(name="400000 colons", page=head("a" + ":" * 400_000), shown=(), found=("yaml-syntax",), exit=1),
    Attack(
        name="json of 100000 brackets in a data file",
        page="::ShDynamicTable{dataUrl='/data/x.json'}\n::\n\nWords.\n",
        files={"content/public/data/x.json": "[" * 100_000},
        shown=("Words.",),
    ),
)
