"""Nothing is loaded from a network, and nothing heavy before it is needed."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]

ALL_OFFLINE = """
import socket
def refuse(*_): raise AssertionError("something wants the network")
socket.socket.connect = socket.socket.connect_ex = socket.getaddrinfo = refuse

from byfax_desktop.service import mapping
from byfax_desktop.service.body import RequestBody
from byfax_desktop.service.client import ByfaxClient, Credentials
from byfax_desktop.service.codec import Codec
from byfax_desktop.service.contract import contract, wsdl

client = ByfaxClient("https://api.byfax.biz", Credentials("k", "s"))
for service in contract().services.values():
    wsdl(service.key, "https://service.invalid/")
    codec = Codec(service.key)
    for operation in service.operations.values():
        if any(part.type in contract().complex_types for part in operation.parameters):
            continue
        values = {part.name: ["x"] if part.item_type else "x" for part in operation.parameters}
        assert RequestBody(codec.encode(operation, values, "k", "s")).length > 300
client.close()
print("offline")
"""

LIGHT = """
import sys
import byfax_desktop.service.client, byfax_desktop.service.generic
from byfax_desktop.service.client import ByfaxClient, Credentials
ByfaxClient("https://api.byfax.biz", Credentials("k", "s")).close()
print(*sorted({"zeep", "requests", "PySide6"} & set(sys.modules)))
"""


def run(script: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def test_requests_of_all_services_are_written_without_a_network():
    assert run(ALL_OFFLINE) == "offline"


def test_a_client_is_made_without_zeep():
    assert run(LIGHT) == ""
