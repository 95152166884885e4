"""Answers that are none: each an error in words, none taken for success, and no secret in any of them."""

from __future__ import annotations

import gzip
import logging
import socket
import threading
import traceback

import pytest
from scripted_server import ENVELOPE, ScriptedServer, balance, http

from byfax_desktop.service.client import ByfaxClient, Credentials
from byfax_desktop.service.errors import (
    AnswerUnreadable,
    ByfaxError,
    NoAnswer,
    OtherRefusal,
    OutcomeUnknown,
    Refused,
    ServerFault,
)
from byfax_desktop.service.wire import Timeouts

SECRET = "canary-secret-8d1f"
QUICK = Timeouts(connect=2, read=0.5, total=1)


def client_of(server: ScriptedServer, timeouts: Timeouts = QUICK) -> ByfaxClient:
    return ByfaxClient(server.url, Credentials("canary-key-77aa", SECRET), timeouts=timeouts)


def failure(script, timeouts: Timeouts = QUICK) -> ByfaxError:
    """The error that a call to such a server ends in."""
    with ScriptedServer(script) as server, pytest.raises(ByfaxError) as caught:
        client_of(server, timeouts).faxout.get_balance()
    return caught.value


def test_the_script_itself_is_sound():
    with ScriptedServer(http(balance())) as server:
        assert client_of(server).faxout.get_balance().value == 1


DOCTYPES = {
    "a bare one": "<!DOCTYPE x>",
    "one from elsewhere": '<!DOCTYPE x SYSTEM "http://127.0.0.1:9/x.dtd">',
    "one with an entity": '<!DOCTYPE x [<!ENTITY a "b">]>',
    "one with a file": '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>',
    "one with a parameter": '<!DOCTYPE x [<!ENTITY % a SYSTEM "http://127.0.0.1:9/">%a;]>',
    "one that multiplies": '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>',
}


@pytest.mark.parametrize("doctype", DOCTYPES.values(), ids=DOCTYPES.keys())
def test_a_document_type_is_refused(doctype):
    xml = balance("<stateCode>SUCCESS</stateCode><stateMessage>&a;</stateMessage>").decode()
    error = failure(http(xml.replace("<E:Envelope", f"{doctype}<E:Envelope", 1).encode()))

    assert isinstance(error, AnswerUnreadable)


def chain(depth: int, width: int = 10) -> bytes:
    """Objects that each refer to the one before ``width`` times."""
    objects = "".join(
        f'<m id="r{n}">' + f'<item href="#r{n - 1}"/>' * width + "</m>" for n in range(1, depth)
    )
    first = '<m id="r0"><item>x</item></m>'
    body = f'<r:listRecipientsResponse xmlns:r="urn:ApiServiceFaxout"><return href="#r{depth - 1}"/>'
    return ENVELOPE.format(body=f"{body}</r:listRecipientsResponse>{first}{objects}").encode()


REFERENCES = {
    "to nothing": '<return href="#gone"/>',
    "to itself": '<return id="a" href="#a"/>',
    "in a circle": '<return href="#a"/><x id="a" href="#b"/><x id="b" href="#a"/>',
    "to two places": '<return href="#a"/><x id="a"/><x id="a"/>',
}


@pytest.mark.parametrize("returned", REFERENCES.values(), ids=REFERENCES.keys())
def test_references_that_lead_astray_are_refused(returned):
    body = f'<r:getBalanceResponse xmlns:r="urn:ApiServiceFaxout">{returned}</r:getBalanceResponse>'

    assert isinstance(failure(http(ENVELOPE.format(body=body).encode())), AnswerUnreadable)


def test_references_that_multiply_are_bounded():
    """A list of lists of references grows by the width at each step; ours follows only what the contract has."""
    rows = '<x id="m"><messageRef>M</messageRef></x>'
    members = '<item href="#m"/>' * 1000
    lists = f'<x id="l"><stateCode>SUCCESS</stateCode><items>{members}</items></x>'
    body = '<r:listRecipientsResponse xmlns:r="urn:ApiServiceFaxout"><return href="#l"/></r:listRecipientsResponse>'
    with ScriptedServer(http(ENVELOPE.format(body=f"{body}{rows}{lists}").encode())) as server:
        assert len(client_of(server).faxout.list_recipients().items) == 1000
    with ScriptedServer(http(chain(12))) as server, pytest.raises(ByfaxError):
        client_of(server).faxout.list_recipients()


NO_ANSWERS = {
    "a web page": (http(b"<html>Sign in</html>", "200 OK", "text/html"), "web page"),
    "a proxy's web page": (http(b"<html>502</html>", "502 Bad Gateway", "text/html"), "web page"),
    "an error without words": (http(b"", "503 Service Unavailable"), "isn't working"),
    "an empty one": (http(b""), "empty answer"),
    "accepted, and nothing": (http(b"", "202 Accepted"), "isn't working"),
    "half an envelope": (http(balance()[:150]), "could not be understood"),
    "an envelope without a body": (http(ENVELOPE.format(body="").encode()), "could not be understood"),
    "another operation's": (http(balance().replace(b"getBalance", b"checkTiff")), "could not be understood"),
    "another service's": (
        http(balance().replace(b"ApiServiceFaxout", b"ApiServiceCover")),
        "could not be understood",
    ),
    "a compressed one": (
        http(gzip.compress(balance()), "200 OK", "text/xml", "Content-Encoding: gzip"),
        "could not be understood",
    ),
    "another encoding": (
        http(balance().decode().replace("UTF-8", "UTF-16").encode("utf-16")),
        "could not be understood",
    ),
    "no xml": (http(b'{"ok": true}', "200 OK", "application/json"), "could not be understood"),
    "shorter than announced": (
        b"HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\nContent-Length: 9999\r\n\r\n" + balance(),
        "connection to byFax broke",
    ),
    "a broken chunk": (
        b"HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\nTransfer-Encoding: chunked\r\n\r\nFFF\r\n" + balance(),
        "connection to byFax broke",
    ),
    "no http": (b"what?\r\n\r\n", "connection to byFax broke"),
    "nothing at all": (b"", "connection to byFax broke"),
}


@pytest.mark.parametrize(("answer", "words"), NO_ANSWERS.values(), ids=NO_ANSWERS.keys())
def test_what_is_no_answer_leaves_the_outcome_unknown(answer, words):
    error = failure(answer)

    assert isinstance(error, OutcomeUnknown)
    assert words in error.what
    assert error.do.endswith(".")
    assert error.operation == "faxout.getBalance"


def test_a_fault_is_told_as_one():
    fault = "<E:Fault><faultcode>E:Server</faultcode><faultstring>Kaputt</faultstring></E:Fault>"
    error = failure(http(ENVELOPE.format(body=fault).encode(), "500 Internal Server Error"))

    assert isinstance(error, ServerFault)
    assert "Kaputt" in error.details


def test_only_the_literal_success_is_success():
    new = failure(http(balance("<stateCode>MOON_IN_THE_WAY</stateCode><stateMessage>x</stateMessage>")))
    missing = failure(http(balance("<balanceValue>1</balanceValue>")))
    nothing = failure(http(balance("")))

    assert isinstance(new, OtherRefusal)
    assert new.code.value == "MOON_IN_THE_WAY"
    assert "MOON_IN_THE_WAY" in new.what
    assert isinstance(missing, Refused)
    assert isinstance(nothing, Refused)


@pytest.mark.parametrize(
    "status", ["301 Moved", "302 Found", "307 Temporary Redirect", "308 Permanent Redirect"]
)
def test_a_redirect_is_not_followed(status):
    with ScriptedServer(http(balance())) as other:
        error = failure(http(b"", status, "text/xml", f"Location: {other.url}/soap/1.1/faxout"))

    assert isinstance(error, AnswerUnreadable)
    assert "another place" in error.what
    assert other.connections == 0


def test_nothing_within_the_time_allowed():
    waiting = threading.Event()
    error = failure(lambda _: waiting.wait(5))
    waiting.set()

    assert isinstance(error, NoAnswer)
    assert "in time" in error.what


def test_an_answer_that_drips_is_given_up():
    stop = threading.Event()

    def drip(peer: socket.socket) -> None:
        peer.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\nContent-Length: 100000\r\n\r\n")
        for byte in balance() * 3:
            if stop.wait(0.05):
                return
            peer.sendall(bytes([byte]))

    error = failure(drip)
    stop.set()

    assert isinstance(error, NoAnswer)
    assert "too slowly" in error.what


def test_an_immense_answer_is_given_up():
    text = b"<x>" + b"a" * 1_000_000

    def pour(peer: socket.socket) -> None:
        peer.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\n\r\n<r>")
        for _ in range(80):
            peer.sendall(text + b"</x>")

    assert isinstance(failure(pour, Timeouts(2, 5, 30)), OutcomeUnknown)


def test_deep_nesting_is_given_up():
    assert isinstance(failure(http(b"<a>" * 5000)), AnswerUnreadable)


@pytest.mark.parametrize(
    "answer", [http(balance()[:150]), http(b"", "503 No"), http(balance("<stateCode>BUSY</stateCode>"))]
)
def test_no_secret_in_errors_logs_or_traces(answer, caplog):
    caplog.set_level(logging.DEBUG)
    error = failure(answer)

    told = f"{error} {error.details} {error!r} {''.join(traceback.format_exception(error))} {caplog.text}"
    assert SECRET not in told
    assert "canary-key-77aa" not in told
