"""Names that are taken: the first free number behind them, as the website numbers ids (npm package github-slugger)."""

from collections.abc import Callable


def first_free(wanted: str, is_taken: Callable[[str], bool], last: dict[str, int]) -> str:
    """Return ``wanted``, with the first free number behind it (``-1``) if it is taken.

    ``last`` keeps the last number of each name, so that many equal names take no longer than as many others.
    """
    name = wanted
    while is_taken(name):
        last[wanted] = last.get(wanted, 0) + 1
        name = f"{wanted}-{last[wanted]}"
    return name
