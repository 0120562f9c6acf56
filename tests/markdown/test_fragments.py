"""Markdown that stands in a string of YAML, read with places of the file."""

from pathlib import Path

from exporter.diagnostics import Diagnostics
from exporter.markdown import MdcElement, MdcNode, MdcText, parse, parse_fragment
from exporter.model.position import Places

_SEED = Path(__file__).parents[2] / "content/about/faq.md"
_PAGE = """::ShFaq
---
qas:
  - q: "Is \\"it\\" *so*?"
    a: |
      First **bold** [link](/u){target="_blank"}.

      * one
        two
      * ::badge{color="red"}
        b
        ::
  - q: 'It''s'
    a: >-
      folded
      text
---
::
"""


def _texts(nodes: list[MdcNode]) -> list[MdcText]:
    found: list[MdcText] = []
    for node in nodes:
        if isinstance(node, MdcText):
            found.append(node)
        elif isinstance(node, MdcElement):
            found += _texts(node.children)
    return found


def test_answers_of_the_seed_stand_in_the_file() -> None:
    """Every character of every answer of the seed page is where its offset says."""
    text = _SEED.read_text("utf-8")
    places = Places.of("faq.md", text)
    count = 0
    for faq in (
        n for n in parse(text, "faq.md", Diagnostics()).children if isinstance(n, MdcElement) and n.tag == "sh-faq"
    ):
        assert faq.yaml is not None
        for i, qa in enumerate(faq.yaml.value["qas"]):
            diagnostics = Diagnostics()
            answer = parse_fragment(qa["a"], faq.yaml.offsets["qas", i, "a"], places, diagnostics)
            for run in _texts(answer.children):
                assert run.offsets is not None
                there = "".join(text[o] for o in run.offsets[:-1])
                assert there.split() == run.value.split()
                count += len(run.value)
    assert count > 10_000


def test_fragment_with_escapes_folds_and_components() -> None:
    """Escapes, folded lines and a component in an answer keep their places in the file."""
    places = Places.of("page.md", _PAGE)
    (faq,) = parse(_PAGE, "page.md", Diagnostics()).children
    assert isinstance(faq, MdcElement) and faq.yaml is not None
    question = faq.yaml.value["qas"][0]["q"]
    nodes = parse_fragment(question, faq.yaml.offsets["qas", 0, "q"], places, Diagnostics()).children
    (paragraph,) = nodes
    assert isinstance(paragraph, MdcElement)
    emphasis = paragraph.children[1]
    assert isinstance(emphasis, MdcElement) and _PAGE[slice(*emphasis.span)] == "*so*"
    answer = parse_fragment(
        faq.yaml.value["qas"][0]["a"], faq.yaml.offsets["qas", 0, "a"], places, Diagnostics()
    ).children
    link = next(n for n in answer[0].children if isinstance(n, MdcElement) and n.tag == "a")  # type: ignore[union-attr]
    assert _PAGE[slice(*link.span)] == '[link](/u){target="_blank"}'
    assert _PAGE[slice(*link.places["target"].value)] == "_blank"


def test_findings_of_a_fragment_are_of_the_file() -> None:
    """An unclosed component in an answer is told at its line of the file."""
    text = "::f\n---\na: |\n  x\n\n  ::card\n---\n::\n"
    (faq,) = parse(text, "page.md", Diagnostics()).children
    assert isinstance(faq, MdcElement) and faq.yaml is not None
    diagnostics = Diagnostics()
    parse_fragment(faq.yaml.value["a"], faq.yaml.offsets["a",], Places.of("page.md", text), diagnostics)
    assert [str(d.pos) for d in diagnostics] == ["page.md:6:3"]
