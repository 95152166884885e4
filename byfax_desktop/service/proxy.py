"""An HTTP proxy through which a network lets its computers out. What goes to byFax stays encrypted through it."""

from __future__ import annotations

from base64 import b64encode
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Proxy:
    """Where it is, and who may use it; ``host`` is a name or an address, without brackets."""

    host: str
    port: int
    user: str = ""
    password: str = field(default="", repr=False)

    @property
    def url(self) -> str:
        """Its address, without who may use it."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"http://{host}:{self.port}"

    def headers(self) -> dict[str, str]:
        """What is said to the proxy alone, before the encrypted part begins (RFC 7617)."""
        if not self.user:
            return {}
        told = b64encode(f"{self.user}:{self.password}".encode()).decode("ascii")
        return {"Proxy-Authorization": f"Basic {told}"}
