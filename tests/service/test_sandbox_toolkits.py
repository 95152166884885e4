"""Other people's SOAP toolkits on the service in a box: PHP's SoapClient, and zeep as it comes."""

from __future__ import annotations

import json
import socket
import subprocess
from pathlib import Path

import pytest
import zeep
from php_soap import has_php_soap

from byfax_desktop.sandbox.server import Sandbox
from byfax_desktop.service.contract import contract


@pytest.fixture(scope="module")
def box():
    with Sandbox(speed=20) as sandbox:
        yield sandbox


@pytest.mark.skipif(not has_php_soap(), reason="needs PHP with its SOAP extension")
def test_php_uses_it_as_any_service(box):
    script = Path(__file__).with_name("php") / "client.php"
    done = subprocess.run(
        ["php", str(script), box.url], capture_output=True, text=True, timeout=60, check=False
    )

    assert json.loads(done.stdout) == {
        "covers": 3,
        "upload": "SUCCESS",
        "again": "FILE_REFERENCE_DUPLICATE",
        "check": True,
        "download": True,
        "submit": "SUCCESS",
        "reports": ["SUCCESS", "SUCCESS"],
        "list": 2,
        "cancel": 2,
        "balance": "EUR",
        "faxes": 3,
        "fax": "%PDF-",
        "dids": ["ACTIVE", "EXPIRING"],
        "group": "Los Angeles",
    }


def test_zeep_loads_every_wsdl_from_this_computer_alone(box, monkeypatch):
    resolve = socket.getaddrinfo

    def local_only(host, *rest, **options):
        assert host == "127.0.0.1", f"asked for {host}"
        return resolve(host, *rest, **options)

    monkeypatch.setattr(socket, "getaddrinfo", local_only)
    for service in contract().services.values():
        client = zeep.Client(f"{box.url}{service.path}?WSDL")
        assert set(client.service._operations) == set(service.operations)


def test_zeep_calls_it(box):
    client = zeep.Client(f"{box.url}/soap/1.1/faxout?WSDL")
    token = zeep.xsd.Element(
        "UsernameToken",
        zeep.xsd.ComplexType(
            [zeep.xsd.Element("Username", zeep.xsd.String()), zeep.xsd.Element("Password", zeep.xsd.String())]
        ),
    )
    header = token(Username="demo-key", Password="demo-secret")

    assert client.service.getBalance(_soapheaders=[header]).stateCode == "SUCCESS"
    assert client.service.getBalance().stateCode == "API_KEY_MISSING"
