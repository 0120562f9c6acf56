"""Addresses of a document's pictures for the PDF's URL fetcher."""

from urllib.parse import quote, unquote

from exporter.model.document import Asset

ASSETS = "asset:///"


def asset_address(asset: Asset) -> str:
    """Return the address of a picture for the PDF's URL fetcher: its name, whatever letters it has, as one step."""
    return ASSETS + quote(asset.name, safe="")


def asset_name(address: str) -> str:
    """Return the name of the picture at an address of ``asset_address``."""
    return unquote(address.removeprefix(ASSETS))
