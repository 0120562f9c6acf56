"""Addresses of exported files, and the folders that ``publish:`` serves them from."""

from pathlib import Path
from urllib.parse import unquote, urlsplit

from exporter.config import Config
from exporter.model.links import is_own


def place_of(address: str, config: Config) -> tuple[Path, str] | None:
    """Return the folder behind an address and the path below it; None if no prefix of ``publish:`` matches.

    A site-absolute address also matches prefixes with the site's host. Prefixes with a host are tried first; the
    longest match counts.
    """
    for form in _forms(address, config):
        fitting = [prefix for prefix in config.publish if _rest(form, prefix) is not None]
        if fitting:
            prefix = max(fitting, key=len)
            return config.folder / config.publish[prefix], _rest(form, prefix) or ""
    return None


def _forms(address: str, config: Config) -> list[str]:
    """Return the percent-decoded address with its host, and also without it if the host is the site's."""
    parts = urlsplit(address)
    path = unquote(parts.path)
    own = urlsplit(config.site.url or "")
    if not parts.netloc:
        return [f"{own.scheme}://{own.netloc}{path}", path] if own.netloc else [path]
    full = f"{parts.scheme or 'https'}://{parts.netloc.lower()}{path}"
    return [full, path] if is_own(parts, config.all_hosts) else [full]


def _rest(address: str, prefix: str) -> str | None:
    """Return the path of an address below a prefix; None if the address is elsewhere."""
    top = unquote(prefix).rstrip("/") + "/"
    return address[len(top) :] if address.startswith(top) and len(address) > len(top) else None
