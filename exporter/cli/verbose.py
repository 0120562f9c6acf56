"""``-v``: an option of every command, alone or among others (``-vq``)."""

import inspect
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Annotated, Any

import typer


@dataclass(slots=True)
class Wishes:
    """What the command line that runs wishes of whoever ends it."""

    tracebacks: bool = False


WISHES = Wishes()

_Verbose = Annotated[bool, typer.Option("--verbose", "-v", help="Tracebacks of bugs.")]


def verbose(command: Callable[..., int]) -> Callable[..., int]:
    """The command with ``-v``, which shows the traceback of a bug; one that has the option keeps its own."""
    signature = inspect.signature(command)
    own = "verbose" in signature.parameters

    @wraps(command)
    def noting(**given: Any) -> int:
        WISHES.tracebacks = given["verbose"] if own else given.pop("verbose")
        return command(**given)

    if not own:
        flag = inspect.Parameter("verbose", inspect.Parameter.KEYWORD_ONLY, default=False, annotation=_Verbose)
        noting.__signature__ = signature.replace(parameters=[*signature.parameters.values(), flag])  # type: ignore[attr-defined] # read by inspect
        noting.__annotations__ = {**command.__annotations__, "verbose": _Verbose}
    return noting
