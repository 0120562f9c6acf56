"""Components that are not known: the words of their props and slots stay, with a finding."""

from dataclasses import dataclass

from exporter.components.call import Call
from exporter.components.described import Description, Shape
from exporter.components.props import written_props
from exporter.lowering import codes
from exporter.lowering.attribute_text import FALLS_THROUGH, TEXT_ATTRIBUTES, holds_words, written
from exporter.lowering.context import Items, Lowering
from exporter.markdown.tree import MdcElement

HINT = "describe it under components: in exporter.yaml"
_SHAPE = Shape("unknown", known=False)


@dataclass(frozen=True, slots=True)
class UnknownComponent:
    """A component that is not known; ``suggestion`` names a known one if the name reads like a slip of the pen."""

    suggestion: str | None = None

    def lower_element(self, lowering: Lowering, element: MdcElement) -> Items:
        """Lower to the component's words, and report it with the props that are left out."""
        values = written_props(element, lowering.data)
        passed = frozenset(name for name in values if name not in TEXT_ATTRIBUTES and FALLS_THROUGH.fullmatch(name))
        spoken = frozenset(name for name in values if name.startswith("aria"))
        description = Description(Call(lowering, element, element.tag, values), _SHAPE, passed | spoken)
        items = description.lower()
        left = [*description.left, *(name for name in values if name in spoken and holds_words(name, values[name]))]
        self._report(lowering, element, shown=bool(items), left=[written(values.keys_written[name]) for name in left])
        return items

    def _report(self, lowering: Lowering, element: MdcElement, shown: bool, left: list[str]) -> None:
        """Report the component: each use that leaves props out, the others once a page."""
        code = codes.UNKNOWN_COMPONENT if self.suggestion else codes.LOSS_COMPONENT
        if not left and (code.name, element.tag) in lowering.reported:
            return
        lowering.reported.add((code.name, element.tag))
        names = ", ".join(f"'{name}'" for name in left)
        about = f"its words are shown{' without ' * bool(left)}{names}" if shown else f"{names or 'it'} cannot be shown"
        message = f"no component '{element.tag}': {about}"
        lowering.report(code, message, element.span, self.suggestion or HINT, element.tag)
