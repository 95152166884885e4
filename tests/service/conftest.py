"""PHP's SoapServer over the published WSDLs: the SOAP stack that isn't ours."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from php_soap import has_php_soap

from byfax_desktop.service.client import ByfaxClient, Credentials

ROOT = Path(__file__).parents[2]
WSDLS = ROOT.parent / "shared" / "byfax" / "wsdl"


@dataclass(frozen=True)
class PhpServer:
    """The running server, and what it was asked."""

    url: str
    log: Path

    def client(self) -> ByfaxClient:
        """A client of it."""
        return ByfaxClient(self.url, Credentials("php-key", "php-secret"))

    def last_call(self) -> tuple[str, list[Any]]:
        """Name and arguments of the latest call."""
        name, _, arguments = self.log.read_text("utf-8").splitlines()[-1].partition(" ")
        return name, json.loads(arguments)

    def key_of_last_call(self) -> str:
        """The api-key in the header of the latest call."""
        return self.log.read_text("utf-8").splitlines()[-2].removeprefix("header ")


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="session")
def php_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PhpServer]:
    if not has_php_soap() or not WSDLS.is_dir():
        pytest.skip("needs PHP with its SOAP extension, and the published WSDLs")
    log = tmp_path_factory.mktemp("php") / "calls.log"
    port = free_port()
    script = Path(__file__).with_name("php") / "server.php"
    process = subprocess.Popen(
        ["php", "-d", "memory_limit=1G", "-S", f"127.0.0.1:{port}", str(script)],
        env={
            **os.environ,
            "BYFAX_WSDLS": str(WSDLS),
            "BYFAX_PHP_LOG": str(log),
            "PHP_CLI_SERVER_WORKERS": "2",
        },
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        await_port(port)
        yield PhpServer(f"http://127.0.0.1:{port}", log)
    finally:
        os.killpg(process.pid, 15)
        process.wait(10)


def await_port(port: int) -> None:
    """Wait until something listens there."""
    deadline = time.monotonic() + 20
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
            return
        except OSError:
            assert time.monotonic() < deadline, "PHP did not start"
            time.sleep(0.02)
