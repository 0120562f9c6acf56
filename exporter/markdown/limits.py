"""What a page may cost the reader: a page that people write stays far below each of these."""

from dataclasses import dataclass, field

from exporter.yamltext import YamlLimits


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds that keep time and memory linear in the text, and everything behind from recursing too deep.

    ``characters``: of a page; a long chapter has 200,000.
    ``line``: its characters; a picture as a data: address may stand in one.
    ``blocks``: the depth of quotes, list items and components in one another.
    ``inlines``: the depth of emphasis, links and spans.
    ``elements``: the depth of raw HTML.
    ``label``: the length of a link's reference (CommonMark 0.31.2, section 4.7).
    ``address``: the length of a link's target, which may be a picture as a data: address.
    ``cells``: those that a table's short rows are filled up with.
    ``findings``: how many of a kind are told of one page; nobody reads more.
    """

    characters: int = 4_000_000
    line: int = 1_000_000
    blocks: int = 48
    inlines: int = 32
    elements: int = 128
    label: int = 999
    address: int = 100_000
    cells: int = 20_000
    findings: int = 100
    yaml: YamlLimits = field(default_factory=YamlLimits)
