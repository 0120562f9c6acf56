"""Plain values in a JavaScript or TypeScript module, read as text: nothing is run.

A value is plain if it is a string, a number, true, false, or an array or object; a call of a helper named ``define...``
with one argument is that argument, as in ``defineNuxtConfig({...})``. Everything else is skipped.
See https://tc39.es/ecma262/#sec-ecmascript-language-lexical-grammar.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

DEEPEST = 32  # levels of arrays and objects; deeper ones are skipped
_TOKEN = re.compile(
    r"(?P<blank>\s+|//[^\n]*|/\*.*?\*/)"
    r"|(?P<string>\"(?:[^\"\\\n]|\\.)*\"|'(?:[^'\\\n]|\\.)*')"
    r"|(?P<number>-?(?:\d[\d_]*(?:\.\d+)?(?:[eE][+-]?\d+)?)(?![\w.]))"
    r"|(?P<name>[^\W\d][\w$]*|\$[\w$]*)"
    r"|(?P<mark>\.\.\.|=>|.)",
    re.DOTALL,
)
_TEMPLATE = re.compile(r"(?:[^`\\$]|\\.|\$(?!\{))*(`|\$\{)", re.DOTALL)
_REGEX = re.compile(r"/(?:[^/\\\[\n]|\\.|\[(?:[^\]\\\n]|\\.){0,100}\]){1,200}/[a-z]*")
_BEFORE_REGEX = frozenset("(,=:[!&|?{};+-*%<>~^") | {"=>", "...", "return", "typeof", "case", "in", "of", "void"}
_ESCAPE = re.compile(r"\\(u\{[0-9a-fA-F]{1,6}\}|u[0-9a-fA-F]{4}|x[0-9a-fA-F]{2}|\r\n|.)", re.DOTALL)
_ESCAPES = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f", "v": "\v", "0": "\0", "\n": "", "\r\n": ""}
_OPEN, _CLOSE = frozenset(("(", "[", "{")), frozenset((")", "]", "}"))


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str
    text: str


_END = _Token("end", "")


class _NotPlain:
    """A value that is not plain."""


_NOT_PLAIN = _NotPlain()


def default_export(text: str) -> dict[str, Any]:
    """Return the plain values of a module's default export, an object; those that are not plain are left out."""
    tokens = list(_tokens(text))
    words = [token.text for token in tokens]
    for at, word in enumerate(words):
        if (word, *words[at + 1 : at + 2]) == ("export", "default"):
            value = _Reader(tokens, at + 2).value(0)
            return value if isinstance(value, dict) else {}
        if words[at : at + 4] == ["module", ".", "exports", "="]:
            value = _Reader(tokens, at + 4).value(0)
            return value if isinstance(value, dict) else {}
    return {}


def _tokens(text: str) -> Iterator[_Token]:
    """Yield the tokens of a module without blanks and comments; a template with values in it is one in brackets."""
    at, before = 0, ""
    inner: list[bool] = []  # for each open brace, whether it is a template's
    while at < len(text):
        in_template = text[at] == "}" and inner and inner.pop()
        if text[at] == "`" or in_template:
            found = _TEMPLATE.match(text, at + 1)
            if found is None:
                return
            whole = text[at] == "`" and found[1] == "`"
            if whole:
                yield _Token("string", found[0][:-1])
            else:
                yield from [_Token("mark", ")")] if in_template else []
                yield from [_Token("mark", "(")] if found[1] == "${" else []
            if found[1] == "${":
                inner.append(True)
            at, before = found.end(), "`" if found[1] == "`" else "{"
            continue
        regex = _REGEX.match(text, at) if text[at] == "/" and text[at + 1 : at + 2] not in ("/", "*") else None
        if regex and (not before or before in _BEFORE_REGEX):
            yield _Token("regex", regex[0])
            at, before = regex.end(), "/"
            continue
        token = _TOKEN.match(text, at)
        assert token is not None, "every character is a mark at least"
        kind, at = str(token.lastgroup), token.end()
        if kind == "mark" and (token[0] in "\"'" or text.startswith("/*", token.start())):
            return  # a string or comment without an end
        if kind == "blank":
            continue
        if token[0] == "{":
            inner.append(False)
        before = token[0]
        yield _Token(kind, _unescaped(token[0][1:-1]) if kind == "string" else token[0])


def _unescaped(text: str) -> str:
    def replaced(found: re.Match[str]) -> str:
        code = found[1]
        if code[0] in "ux" and len(code) > 1:
            number = int(code[1:].strip("{}"), 16)
            return chr(number) if number <= 0x10FFFF else found[0]
        return _ESCAPES.get(code, code)

    return _ESCAPE.sub(replaced, text) if "\\" in text else text


@dataclass(slots=True)
class _Reader:
    """Reads values, each token once."""

    tokens: list[_Token]
    at: int

    def value(self, depth: int) -> Any:
        """Return the value here and go behind it: to a comma, a closing bracket or the end."""
        value = self._literal(depth)
        if self._next.text in ("as", "satisfies") and self._next.kind == "name":  # TypeScript: the value is the same
            self._skip()
        elif self._next.text not in (",", ";") and self._next.text not in _CLOSE and self._next is not _END:
            if depth == 0 and self._next.kind == "name":  # the module's next statement
                return value
            value = _NOT_PLAIN
            self._skip()
        return value

    @property
    def _next(self) -> _Token:
        return self.tokens[self.at] if self.at < len(self.tokens) else _END

    def _take(self) -> _Token:
        token = self._next
        self.at += 1
        return token

    def _literal(self, depth: int) -> Any:
        token = self._next
        if token.kind == "string":
            return self._take().text
        if token.kind == "number":
            return float(self._take().text.replace("_", ""))
        if token.kind == "name" and token.text in ("true", "false"):
            return self._take().text == "true"
        if token.kind == "mark" and token.text in "{[" and depth < DEEPEST:
            return self._object(depth) if token.text == "{" else self._array(depth)
        following = self.tokens[self.at + 1] if self.at + 1 < len(self.tokens) else _END
        if token.kind == "name" and token.text.startswith("define") and following.text == "(" and depth < DEEPEST:
            return self._argument(depth)
        return _NOT_PLAIN

    def _argument(self, depth: int) -> Any:
        self.at += 2
        value = self.value(depth + 1)
        alone = self._next.text == ")"
        while self._next.text != ")" and self._next is not _END:
            self._skip()
            self.at += self._next.text == ","
        self._take()
        return value if alone else _NOT_PLAIN

    def _array(self, depth: int) -> list[Any]:
        self._take()
        values = []
        while self._next.text != "]" and self._next is not _END:
            value = self.value(depth + 1)
            if value is not _NOT_PLAIN:
                values.append(value)
            if self._take().text != ",":
                break
        else:
            self._take()
        return values

    def _object(self, depth: int) -> dict[str, Any]:
        self._take()
        values: dict[str, Any] = {}
        while self._next.text != "}" and self._next is not _END:
            key = self._key()
            if key is None:
                self._skip()
            else:
                value = self.value(depth + 1)
                values.pop(key, None)
                if value is not _NOT_PLAIN:
                    values[key] = value
            if self._next.text != "}" and self._take().text != ",":
                break
        else:
            self._take()
        return values

    def _key(self) -> str | None:
        """Return the key of a property and go behind its colon; None for a spread, a method or a computed key."""
        token = self._next
        following = self.tokens[self.at + 1] if self.at + 1 < len(self.tokens) else _END
        if token.kind not in ("name", "string") or following.text != ":":
            return None
        self.at += 2
        return token.text

    def _skip(self) -> None:
        """Go to the comma, semicolon or closing bracket behind an expression."""
        depth = 0
        while self._next is not _END:
            token = self._next
            bracket = token.kind == "mark"
            if depth == 0 and bracket and (token.text in (",", ";") or token.text in _CLOSE):
                return
            depth += (bracket and token.text in _OPEN) - (bracket and token.text in _CLOSE)
            self.at += 1
