"""Values of ``exporter.yaml`` written as text: checked, and typed with their JSON Schema."""

import re
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BeforeValidator, Field

from exporter.model.dates import iso_date, iso_interval
from exporter.model.languages import is_language

PAGE_SIZES = ("A3", "A4", "A5", "A6", "B4", "B5", "JIS-B4", "JIS-B5", "Letter", "Legal", "Ledger")
_LENGTH = re.compile(r"\d{1,4}(?:\.\d{1,3})?(?:mm|cm|in|pt)")
_MILLIMETRES = {"mm": 1.0, "cm": 10.0, "in": 25.4, "pt": 25.4 / 72}
_PAPER = (50.0, 5000.0)  # millimetres: the shortest fits margins; PDF readers show no longer (ISO 32000-1, C.2)
_LEAST_MARGIN = 10.0  # millimetres
_COMPONENT = re.compile(r"[A-Za-z](?:[A-Za-z0-9_-]*[A-Za-z0-9-])?")
_HOST = re.compile(r"(?!-)[a-z0-9-]+(?:\.[a-z0-9-]+)*(?::\d{1,5})?")


def _page_size(text: str) -> str:
    """A page size of CSS Paged Media (section 7.1): a name or two lengths, then perhaps an orientation."""
    words = text.split()
    turned = [words.pop().lower()] if words and words[-1].lower() in ("portrait", "landscape") else []
    named = [s for s in PAGE_SIZES if len(words) == 1 and s.lower() == words[0].lower()]
    if not named and not (len(words) == 2 and all(_LENGTH.fullmatch(w) and _is_paper(w) for w in words)):
        shortest, longest = (f"{length / _MILLIMETRES['cm']:g} cm" for length in _PAPER)
        lengths = f"two lengths of {shortest} to {longest} ('210mm 297mm')"
        raise ValueError(f"'{text}' is not a page size: a name ({', '.join(PAGE_SIZES)}) or {lengths}")
    return " ".join([*(named or words), *turned])


def _is_paper(length: str) -> bool:
    return _PAPER[0] <= float(length[:-2]) * _MILLIMETRES[length[-2:]] <= _PAPER[1]


def _margins(text: str) -> str:
    lengths = text.split()
    if not (1 <= len(lengths) <= 4 and all(_LENGTH.fullmatch(one) for one in lengths)):
        raise ValueError(f"'{text}' is not one to four lengths such as '25mm' or '20mm 25mm'")
    if any(not float(one[:-2]) * _MILLIMETRES[one[-2:]] >= _LEAST_MARGIN for one in lengths):
        raise ValueError(f"'{text}' has a margin below {_LEAST_MARGIN:g} mm, which printers and running lines need")
    return " ".join(lengths)


def _language(text: str) -> str:
    if not is_language(text):
        raise ValueError(f"'{text}' is not a language tag such as 'en' or 'pt-BR' (BCP 47)")
    return text


def _date(text: str) -> str:
    try:
        return iso_date(text)
    except ValueError as error:
        raise ValueError(f"'{text}' is not a date such as '2023-11-20' (ISO 8601)") from error


def _period(text: str) -> str:
    try:
        return iso_interval(text)
    except ValueError as error:
        raise ValueError(f"'{text}' is not a date or a period such as '2026-01-15/2026-02-28' (ISO 8601)") from error


def _address(text: str) -> str:
    if not re.fullmatch(r"https?://[^\s/?#@]+(?:/[^\s?#]*)?", text):
        raise ValueError(f"'{text}' is not an address such as 'https://example.org'")
    return text.rstrip("/")


def _host(text: str) -> str:
    if not _HOST.fullmatch(text.lower()):
        raise ValueError(f"'{text}' is not a host such as 'www.example.org'")
    return text.lower()


def _prefix(text: str) -> str:
    return _address(text) if not text.startswith("/") else "/" + text.strip("/")


def _text(text: str) -> str:
    if "\0" in text:
        raise ValueError("it has the character U+0000, which files cannot have")
    return text


def is_component_name(name: str) -> bool:
    """Whether a component of MDC may have the name (remark-mdc, ``createName``)."""
    return _COMPONENT.fullmatch(name) is not None


def _component(name: str) -> str:
    if not is_component_name(name):
        raise ValueError(f"'{name}' is not a name of a component, such as 'ShCard'")
    return name


def several(value: Any) -> Any:
    """Return one text as a list of one."""
    return [value] if isinstance(value, str) else value


def _editor(value: str) -> str:
    scheme = re.match(r"([a-z][a-z0-9+.-]*)://", value)
    if scheme is None or scheme[1] in ("http", "https", "file", "javascript", "data") or "{path}" not in value:
        raise ValueError("must be an editor's address with {path}, such as 'vscode://file/{path}:{line}:{column}'")
    return value


Text = Annotated[str, Field(max_length=10_000), AfterValidator(_text)]
ComponentName = Annotated[str, AfterValidator(_component)]
PageSize = Annotated[str, AfterValidator(_page_size)]
Margins = Annotated[str, AfterValidator(_margins)]
Language = Annotated[str, AfterValidator(_language)]
Date = Annotated[str, AfterValidator(_date)]
Period = Annotated[str, AfterValidator(_period)]
Address = Annotated[str, AfterValidator(_address)]
Prefix = Annotated[str, AfterValidator(_prefix)]
Editor = Annotated[str, AfterValidator(_editor)]
Host = Annotated[str, AfterValidator(_host)]
Texts = Annotated[tuple[Text, ...], BeforeValidator(several, json_schema_input_type=str | tuple[Text, ...])]
_SomeTexts = Annotated[tuple[Text, ...], Field(min_length=1)]
FormatNames = Annotated[_SomeTexts, BeforeValidator(several, json_schema_input_type=str | _SomeTexts)]
Severity = Literal["off", "note", "loss", "warning", "error"]
