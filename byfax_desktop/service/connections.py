"""Connections as this program makes them: the other side must prove who it is, and nothing is followed or repeated."""

from __future__ import annotations

import ssl
from pathlib import Path

import certifi
import urllib3

from byfax_desktop.service.proxy import Proxy

BLOCK = 64 * 1024


def connections(ca_file: Path | None = None, proxy: Proxy | None = None) -> urllib3.PoolManager:
    """A pool that trusts the usual authorities, or those in ``ca_file``; no environment variable is looked at."""
    tls = ssl.create_default_context()
    tls.minimum_version = ssl.TLSVersion.TLSv1_2
    tls.load_verify_locations(ca_file or certifi.where())
    if proxy is None:
        return urllib3.PoolManager(num_pools=2, maxsize=8, blocksize=BLOCK, ssl_context=tls, retries=False)
    return urllib3.ProxyManager(
        proxy.url,
        num_pools=2,
        proxy_headers=proxy.headers(),
        maxsize=8,
        blocksize=BLOCK,
        ssl_context=tls,
        retries=False,
    )
