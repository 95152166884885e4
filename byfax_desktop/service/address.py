"""Which addresses the account's secret may be sent to."""

from __future__ import annotations

import ipaddress
from urllib.parse import urlsplit

from byfax_desktop.service.errors import BadAddress

PRODUCTION = "https://api.byfax.biz"
TEST = "https://sandbox.byfax.biz"


def checked_base_url(text: str) -> str:
    """The base URL without a trailing slash.

    Raises BadAddress unless it is https, or http to this computer, and bears neither user nor query nor fragment.
    """
    try:
        parts = urlsplit(text.strip())
        host, _port = parts.hostname, parts.port
    except ValueError:
        raise _bad(f"“{text.strip()}” is no web address.") from None
    if not host or " " in host or parts.scheme not in ("http", "https"):
        raise _bad(f"“{text.strip()}” is no web address.")
    if parts.username or parts.password or parts.query or parts.fragment:
        raise _bad("The service address holds more than a host and a path.")
    if parts.scheme == "http" and not is_loopback(host):
        raise _bad("The service address isn't encrypted, so your api-secret could be read on the way.")
    return f"{parts.scheme}://{parts.netloc}{parts.path.rstrip('/')}"


def is_loopback(host: str) -> bool:
    """Whether ``host`` is this computer."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _bad(what: str) -> BadAddress:
    return BadAddress(what, f"Enter an address that begins with https://, for example {PRODUCTION}.")
