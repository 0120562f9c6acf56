"""The order of children that Word insists on, against the schema data of the Open XML SDK."""

from collections.abc import Iterator

import pytest
from openxml_audit.codegen.constraint_bridge import get_registry
from openxml_audit.codegen.schema_loader import SdkParticle

from exporter.ooxml.elements import ORDER
from exporter.ooxml.names import qname

LATER = {"uiCompat97To2003"}  # what the SDK knows and ECMA-376 does not


def names(particle: SdkParticle) -> Iterator[str]:
    """The elements of WordprocessingML that a content model has, in its order."""
    if particle.kind == "Element":
        prefix, _, local = str(particle.name).rpartition("/")[2].partition(":")
        if prefix == "w":
            yield local
    for item in particle.items:
        yield from names(item)


@pytest.mark.parametrize("parent", [parent for parent in ORDER if parent != "w:trPr"])
def test_orders_are_those_of_the_schema(parent: str) -> None:
    """Every content model of such an element has our order, and no child that we do not know of.

    Rows' properties come in any order (17.4.82), so that there is nothing to compare.
    """
    ours = ORDER[parent].split()
    assert len(set(ours)) == len(ours)
    models = [kind.particle for kind in get_registry().get_element_type_candidates(qname(parent)) if kind.particle]
    assert models
    for model in models:
        wanted = [name for name in dict.fromkeys(names(model)) if name not in LATER]
        assert [name for name in ours if name in wanted] == wanted
