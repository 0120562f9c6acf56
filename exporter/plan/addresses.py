"""Addresses of exported files, and the folders that ``publish:`` says they are served from."""

from pathlib import Path
from urllib.parse import unquote, urlsplit

from exporter.config import Config
from exporter.model.links import is_own


def place_of(address: str, config: Config) -> tuple[Path, str] | None:
    """The folder behind an address and the path below it; None where no prefix of ``publish:`` covers it.

    A site-absolute address stands for one at the site too. The longest prefix wins, one with a host before one without.
    """
    for form in _forms(address, config):
        fitting = [prefix for prefix in config.publish if _rest(form, prefix) is not None]
        if fitting:
            prefix = max(fitting, key=len)
            return config.folder / config.publish[prefix], _rest(form, prefix) or ""
    return None


def _forms(address: str, config: Config) -> list[str]:
    """An address with its host, and without it where the host is the site's; percent-decoded."""
    parts = urlsplit(address)
    path = unquote(parts.path)
    own = urlsplit(config.site.url or "")
    if not parts.netloc:
        return [f"{own.scheme}://{own.netloc}{path}", path] if own.netloc else [path]
    full = f"{parts.scheme or 'https'}://{parts.netloc.lower()}{path}"
    return [full, path] if is_own(parts, config.all_hosts) else [full]


def _rest(address: str, prefix: str) -> str | None:
    """The path of an address below a prefix; None where it is not below it."""
    top = unquote(prefix).rstrip("/") + "/"
    return address[len(top) :] if address.startswith(top) and len(address) > len(top) else None
