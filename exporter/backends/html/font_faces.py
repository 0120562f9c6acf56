"""The fonts of a page as ``@font-face`` rules: each font face has just the characters that the page shows in it."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from exporter.backends.html.formula_font import formula_font, other_characters
from exporter.backends.html.word_faces import WordFaces
from exporter.fonts.families import FORMULAS, Family, chain
from exporter.fonts.own_families import known_families
from exporter.fonts.subset import fallback_rules, font_face_rule, rule_of
from exporter.model.document import Document
from exporter.model.math import Math
from exporter.model.nodes import (
    AnyNode,
    Cell,
    Code,
    CodeBlock,
    Container,
    Emphasis,
    Heading,
    QuestionAnswer,
    Strong,
    Table,
    Text,
)
from exporter.model.strings import strings
from exporter.model.walk import children
from exporter.theme.files import Theme
from exporter.theme.styles import Role, roles, tokens

FONTS = ("text", "heading", "code")
BOLD, REGULAR = 700, 400
TYPED = "".join(map(chr, range(0x20, 0x7F)))  # characters that a reader types into the filter

_FAMILY = re.compile(r'"([^"]+)"')


@dataclass(frozen=True, slots=True, order=True)
class Face:
    """A font face; ``font`` is a font token, one of ``FONTS``."""

    font: str = "text"
    weight: int = REGULAR
    style: str = "normal"


def font_face_css(document: Document, theme: Theme, words: Mapping[str, str], faces_of_words: WordFaces) -> str:
    """Return the font rules of ``document``; ``words`` are the generated words beside it.

    The families are the first of each font token. Other characters come from the fallback families, whose names follow
    them in the tokens.
    """
    used = used_faces(document, roles(theme), words)
    stacks = {font: tokens(theme)[f"font-{font}"] for font in FONTS}
    known = _known(stacks, theme)
    cuts: dict[tuple[Family, int, str], set[str]] = defaultdict(set)
    for face in sorted(used):
        if face.font in known:
            cuts[known[face.font], face.weight, face.style] |= used[face]
    rules = [font_face_rule(*cut, characters) for cut, characters in cuts.items()]
    text = [known["text"]] if "text" in known else []
    faces: dict[tuple[int, str], set[str]] = defaultdict(set)
    for face, characters in used.items():
        faces[face.weight, face.style] |= characters
    fallback, names = fallback_rules(text, faces, document.language, faces_of_words.characters)
    formulas = rule_of(FORMULAS, 400, "normal", formula_font(document))
    return "".join([*rules, formulas, fallback, _fallback_rule(stacks, names), faces_of_words.css])


def word_faces(document: Document, theme: Theme, words: Mapping[str, str]) -> WordFaces:
    """Return the words of ``document``, and the generated ``words`` beside it, that need a family of their own."""
    known = _known({font: tokens(theme)[f"font-{font}"] for font in FONTS}, theme)
    text, code = ([known[font].name] if font in known else [] for font in ("text", "code"))
    named = _web_families(theme)
    families = (
        chain(text, document.language, named),
        chain(dict.fromkeys([*code, *text]), document.language, named),
    )
    return WordFaces.of(document, words.values(), *families)


def _web_families(theme: Theme) -> dict[str, Family]:
    """Return the families that a web page may embed, by name."""
    return {name: family for name, family in known_families(theme).items() if not family.print_only}


def _known(stacks: Mapping[str, str], theme: Theme) -> dict[str, Family]:
    """Return the first family of each font token, if it has a font."""
    known = _web_families(theme)
    return {font: known[family] for font, stack in stacks.items() if (family := _family(stack)) in known}


def unknown_families(theme: Theme) -> list[str]:
    """Return the first families of the font tokens that have no font."""
    families = {_family(tokens(theme)[f"font-{font}"]) for font in FONTS}
    known = _web_families(theme)
    return sorted(family for family in families if family and family not in known)


def used_faces(document: Document, roles: Mapping[str, Role], words: Mapping[str, str]) -> dict[Face, set[str]]:
    """Return the characters that each face shows."""
    found: dict[Face, set[str]] = defaultdict(set)
    plain, bold, title = Face(), Face(weight=BOLD), Face("heading", BOLD)
    said = "".join(words.values())
    found[plain].update(TYPED, said, *strings(document.control), *(s.address for s in document.siblings))
    found[plain].update(document.subtitle, document.publisher, other_characters(document))
    found[bold].update(said)
    found[title].update(document.title, said)
    for note in document.footnotes:
        _collect(note.children, plain, found, roles)
    _collect(document.body, plain, found, roles)
    found[plain].update(*(chars for face, chars in found.items() if face.font == "code"))
    return {face: {c for c in chars if c.isprintable()} for face, chars in found.items()}


def _collect(nodes: Iterable[AnyNode], face: Face, found: dict[Face, set[str]], roles: Mapping[str, Role]) -> None:
    for node in nodes:
        inside = _face(node, face, roles)
        match node:
            case Text() | Code():
                found[inside].update(node.text)
            case CodeBlock():
                found[inside].update(node.text, node.filename)
            case Math() if node.read is None:
                found[replace(inside, font="code")].update(node.source)
            case Heading():
                found[inside].update(node.number)
                _collect(node.children, inside, found, roles)
            case QuestionAnswer():
                _collect(node.question, Face("heading", BOLD), found, roles)
                _collect(node.answer, face, found, roles)
            case Container():
                font = "code" if node.role == "field" else inside.font
                _collect(node.title, replace(inside, font=font, weight=BOLD), found, roles)
                _collect(node.children, inside, found, roles)
            case Table():
                _collect((*node.caption, *node.head, *node.body), face, found, roles)
                _collect(node.foot, replace(face, weight=BOLD), found, roles)
            case _:
                _collect(children(node), inside, found, roles)


def _face(node: AnyNode, face: Face, roles: Mapping[str, Role]) -> Face:
    """Return the face inside ``node``; ``face`` is the face around it."""
    match node:
        case Heading():
            return Face("heading", BOLD)
        case Strong():
            return replace(face, weight=BOLD)
        case Cell() if node.scope:
            return replace(face, weight=BOLD)
        case Emphasis():
            return replace(face, style="italic")
        case Code() | CodeBlock():
            return replace(face, font="code")
        case _:
            return _face_of_role(getattr(node, "role", ""), face, roles)


def _face_of_role(name: str, face: Face, roles: Mapping[str, Role]) -> Face:
    look = roles[name].look if name in roles else {}
    return Face(
        font="code" if look.get("font") == "code" else face.font,
        weight=BOLD if look.get("bold") else face.weight,
        style="italic" if look.get("italic") else face.style,
    )


def _family(stack: str) -> str:
    found = _FAMILY.match(stack)
    return found[1] if found else ""


def _fallback_rule(stacks: Mapping[str, str], names: Iterable[str]) -> str:
    """Return a rule of the font tokens with the fallback families before the last, generic, one."""
    quoted = "".join(f'"{name}", ' for name in names)
    if not quoted:
        return ""
    declared = (f"--font-{font}: {_with_fallbacks(stack, quoted)}" for font, stack in stacks.items())
    return f":root {{ {'; '.join(declared)} }}\n"


def _with_fallbacks(stack: str, quoted: str) -> str:
    *first, last = stack.rsplit(",", 1)
    return f"{first[0]}, {quoted}{last.strip()}" if first else f"{quoted}{last.strip()}"
