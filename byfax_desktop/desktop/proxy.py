"""The proxy to be used: the one that this computer is set up with, one set by hand in the settings, or none.

The settings are those of the window; they are read from their file, so that the command line goes the same way.
"""

from __future__ import annotations

import logging
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from ipaddress import ip_address
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from byfax_desktop.service.proxy import Proxy

if TYPE_CHECKING:
    from byfax_desktop.desktop.secrets import SecretStore

SECTION = "network"
SYSTEM, NONE, OWN = "system", "none", "own"
"""What can be chosen under ``proxy`` in this section of the settings."""
SECRET_REF = "proxy"  # noqa: S105 - under this name the password stands in the keyring
PORT = 8080

_GSETTINGS_SECONDS = 2
_ESCAPE = re.compile(r"\\(x[0-9a-fA-F]{1,4}|.)")
_log = logging.getLogger(__name__)


def proxy_for(
    base_url: str,
    settings_file: Path,
    secrets: Callable[[], SecretStore],
    of_system: Callable[[str], Proxy | None] | None = None,
) -> Proxy | None:
    """The proxy on the way to a service; None for this computer itself. May wait: reads files, and the keyring."""
    parts = urlsplit(base_url)
    host = parts.hostname or ""
    if parts.scheme != "https" or _is_here(host):
        return None
    chosen = read_section(settings_file, SECTION)
    kind = chosen.get("proxy", SYSTEM)
    if kind == OWN:
        return _own(chosen, secrets)
    return None if kind == NONE else (of_system or system_proxy)(host)


def system_proxy(host: str) -> Proxy | None:
    """What the environment, Windows or macOS says, and on Linux what GNOME's settings say."""
    from urllib.request import getproxies, proxy_bypass

    if proxy_bypass(host):
        return None
    known = getproxies()
    told = known.get("https") or known.get("all") or ""
    if not told and sys.platform == "linux":
        return _of_gnome()
    return read_url(told)


def read_url(told: str) -> Proxy | None:
    """A proxy as environments name it, such as ``http://me:secret@proxy:3128``; None for what is no HTTP proxy."""
    try:
        parts = urlsplit(told if "://" in told else f"http://{told}")
        host, port = parts.hostname, parts.port
    except ValueError:
        return None
    if not host or not host.isprintable() or " " in host or parts.scheme not in ("http", "https"):
        return None
    return Proxy(host, port or PORT, unquote(parts.username or ""), unquote(parts.password or ""))


def read_section(path: Path, section: str) -> dict[str, str]:
    """The plain texts of a section of a QSettings file; empty where there is none, or no such file."""
    try:
        lines = path.read_text("utf-8", errors="replace").splitlines()
    except OSError:
        return {}
    found: dict[str, str] = {}
    is_in = False
    for line in lines:
        if line.startswith("["):
            is_in = line.strip() == f"[{section}]"
        elif is_in and "=" in line:
            name, _, value = line.partition("=")
            found[name.strip()] = _unescaped(value.strip())
    return found


def _own(chosen: dict[str, str], secrets: Callable[[], SecretStore]) -> Proxy | None:
    from byfax_desktop.desktop.secrets import SecretsUnavailable

    host, port, user = (
        chosen.get("proxy_host", ""),
        chosen.get("proxy_port", ""),
        chosen.get("proxy_user", ""),
    )
    if not host:
        return None
    password = ""
    if user:
        try:
            _, password = secrets().load(SECRET_REF)
        except SecretsUnavailable:
            # The proxy will say that it wants one, in words that lead to the settings.
            _log.warning("No password for the proxy.")
    return Proxy(host, int(port) if port.isdecimal() else PORT, user, password)


def _of_gnome() -> Proxy | None:
    """The proxy of GNOME's settings, which programs with a window are to heed and only some environments repeat."""
    if _gsetting("org.gnome.system.proxy", "mode") != "manual":
        return None
    host, port = (_gsetting("org.gnome.system.proxy.https", key) for key in ("host", "port"))
    return Proxy(host, int(port)) if host and port.isdecimal() and int(port) else None


def _gsetting(schema: str, key: str) -> str:
    tool = shutil.which("gsettings")
    if tool is None or not os.environ.get("DBUS_SESSION_BUS_ADDRESS"):
        return ""
    try:
        done = subprocess.run(
            [tool, "get", schema, key], capture_output=True, text=True, timeout=_GSETTINGS_SECONDS
        )
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return done.stdout.strip().strip("'") if done.returncode == 0 else ""


def _is_here(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _unescaped(value: str) -> str:
    """A value as QSettings writes it (QSettings::IniFormat): in quotes where it has to be, with C's escapes."""
    inner = value[1:-1] if len(value) > 1 and value[0] == value[-1] == '"' else value

    def meant(escape: re.Match[str]) -> str:
        code = escape[1]
        if code.startswith("x") and len(code) > 1:
            return chr(int(code[1:], 16))
        return {"n": "\n", "t": "\t", "r": "\r"}.get(code, code)

    return _ESCAPE.sub(meant, inner)
