"""What a page may cost the reader: a page that people write stays far below each of these."""

from dataclasses import dataclass, field
from typing import Annotated

from exporter.model.limits import Limit
from exporter.yamltext import YamlLimits


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds that keep time and memory linear in the text, and everything behind from recursing too deep."""

    characters: Annotated[int, Limit("of a page; a long chapter has 200,000.")] = 4_000_000
    line: Annotated[int, Limit("its characters; a picture as a data: address may stand in one.")] = 1_000_000
    blocks: Annotated[int, Limit("the depth of quotes, list items and components in one another.")] = 48
    inlines: Annotated[int, Limit("the depth of emphasis, links and spans.")] = 32
    elements: Annotated[int, Limit("the depth of raw HTML.")] = 128
    label: Annotated[int, Limit("the length of a link's reference (CommonMark 0.31.2, section 4.7).")] = 999
    address: Annotated[int, Limit("the length of a link's target, which may be a picture as a data: address.")] = (
        100_000
    )
    cells: Annotated[int, Limit("those that a table's short rows are filled up with.")] = 20_000
    findings: Annotated[int, Limit("how many of a kind are told of one page; nobody reads more.")] = 100
    yaml: YamlLimits = field(default_factory=YamlLimits)
