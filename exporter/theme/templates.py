"""The Jinja2 templates of a theme.

Templates are the theme's files below ``templates/``; the user's file of the same path replaces each. They run in
Jinja2's sandbox with autoescape on, and an unknown name is an error. Content comes in as values, never as template
text. Importing this module loads Jinja2: import it where something is rendered.
"""

from collections import OrderedDict
from collections.abc import Callable
from typing import Any

from jinja2 import StrictUndefined, TemplateError, TemplateSyntaxError
from jinja2.loaders import FunctionLoader
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

from exporter.diagnostics import ExporterError, UsageError
from exporter.model.position import Point, Pos
from exporter.theme.files import Theme

KEPT = 8  # environments: a run has one theme, a test run has a few

_environments: OrderedDict[str, "Templates"] = OrderedDict()

# Errors that are no fault of a template.
PASSED_ON = (ExporterError, MemoryError)


class Templates:
    """A theme's compiled templates; a fault in a template is a ``UsageError`` at its place.

    If no template is the user's own, the fault is a bug and the exception passes unchanged.
    """

    def __init__(self, theme: Theme) -> None:
        self._own = any(path.startswith("templates/") for path in theme.files)
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
        """Return the macro ``name`` of a template."""
        try:
            found: Any = getattr(self._environment.get_template(template).module, name, None)
            if not callable(found):
                raise TemplateError(f"it has no macro '{name}'")
        except PASSED_ON:
            raise
        except Exception as error:
            self._raise_usage_error(error, template)
            raise
        return self._guarded(found, template)

    def render(self, template: str, **values: Any) -> str:
        """Return the text of a template with these values."""
        try:
            return self._environment.get_template(template).render(**values)
        except PASSED_ON:
            raise
        except Exception as error:
            self._raise_usage_error(error, template)
            raise

    def _guarded(self, macro: Callable[..., Markup], template: str) -> Callable[..., Markup]:
        def call(*args: Any, **kwargs: Any) -> Markup:
            try:
                return macro(*args, **kwargs)
            except PASSED_ON:
                raise
            except Exception as error:
                self._raise_usage_error(error, template)
                raise

        return call

    def _raise_usage_error(self, error: Exception, template: str) -> None:
        """Raise ``UsageError`` with the reason, at its line, if a template is the user's own."""
        if not self._own:
            return
        file, line = _place(error) or (f"templates/{template}", 1)
        pos = Pos(file, Point(line, 1, 0), Point(line, 1, 0))
        words = "it includes itself endlessly" if isinstance(error, RecursionError) else str(error).rstrip(".")
        message = f"template does not work: {words or type(error).__name__}"
        hint = "compare it with the shipped template of this name"
        raise UsageError(message, code="template", pos=pos, hint=hint) from error


def templates(theme: Theme) -> Templates:
    """Return the templates of ``theme``, compiled once a process."""
    key = theme.fingerprint
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


def _place(error: Exception) -> tuple[str, int] | None:
    """Return the file and line of the innermost template in the traceback, or of the syntax error."""
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
