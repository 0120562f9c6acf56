"""The Jinja2 environment of a theme.

Templates are the theme's files below ``templates/``; each may be replaced by the user's file of the same path. They run
in Jinja2's sandbox with autoescape on, and a name that is not there is an error: content comes in as values only, never
as template text.
"""

from collections import OrderedDict
from collections.abc import Callable
from typing import Any

from jinja2 import StrictUndefined, TemplateError, TemplateSyntaxError
from jinja2.loaders import FunctionLoader
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

from exporter.diagnostics import UsageError
from exporter.model.position import Point, Pos
from exporter.resources import Theme

KEPT = 8  # environments: a run has one theme, a test run a few

_environments: OrderedDict[str, "Templates"] = OrderedDict()

# What a template raises that asks for what there is not, or for too long a range.
FAULTS = (TemplateError, TypeError, ArithmeticError)


class Templates:
    """A theme's compiled templates; a fault in one is a ``UsageError`` at its place."""

    def __init__(self, theme: Theme) -> None:
        self._environment = ImmutableSandboxedEnvironment(
            loader=FunctionLoader(lambda name: _source(theme, name)),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,
            cache_size=-1,
        )

    def macro(self, template: str, name: str) -> Callable[..., Markup]:
        """The macro ``name`` of a template."""
        try:
            found: Callable[..., Markup] | None = getattr(self._environment.get_template(template).module, name, None)
        except FAULTS as error:
            raise _fault(error, template) from error
        if found is None:
            raise _fault(TemplateError(f"it has no macro '{name}'"), template)
        return _guarded(found, template)

    def render(self, template: str, **values: Any) -> str:
        """The text of a template with these values."""
        try:
            return self._environment.get_template(template).render(**values)
        except FAULTS as error:
            raise _fault(error, template) from error


def environment(theme: Theme) -> Templates:
    """The environment of ``theme``, one a process."""
    key = theme.fingerprint()
    if key not in _environments:
        _environments[key] = Templates(theme)
        while len(_environments) > KEPT:
            _environments.popitem(last=False)
    return _environments[key]


def _source(theme: Theme, name: str) -> tuple[str, str, Callable[[], bool]] | None:
    try:
        return theme.text(f"templates/{name}"), f"templates/{name}", lambda: True
    except KeyError:
        return None


def _guarded(macro: Callable[..., Markup], template: str) -> Callable[..., Markup]:
    def call(*args: Any, **kwargs: Any) -> Markup:
        try:
            return macro(*args, **kwargs)
        except FAULTS as error:
            raise _fault(error, template) from error

    return call


def _fault(error: Exception, template: str) -> UsageError:
    """What is wrong with a template, at its line."""
    file, line = _place(error) or (f"templates/{template}", 1)
    pos = Pos(file, Point(line, 1, 0), Point(line, 1, 0))
    message = f"template does not work: {str(error).rstrip('.')}"
    return UsageError(message, code="template", pos=pos, hint="compare it with the shipped template of this name")


def _place(error: Exception) -> tuple[str, int] | None:
    """The file and line of the innermost template in the traceback, or of what could not be compiled."""
    if isinstance(error, TemplateSyntaxError):
        return error.filename or f"templates/{error.name}", error.lineno
    place, frame = None, error.__traceback__
    while frame is not None:
        file, line = frame.tb_frame.f_code.co_filename, frame.tb_lineno
        if file.startswith("templates/"):
            compiled = frame.tb_frame.f_globals.get("__jinja_template__")
            place = file, compiled.get_corresponding_lineno(line) if compiled else line
        frame = frame.tb_next
    return place
