"""Requests as different toolkits write them."""

from __future__ import annotations

import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st

from byfax_desktop.sandbox.refusal import Fault, Refusal
from byfax_desktop.sandbox.request import Call, RequestReader, Upload, uploads
from byfax_desktop.service.contract import contract

XSI = 'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'


ENVELOPE = (
    f'<S:Envelope xmlns:S="http://schemas.xmlsoap.org/soap/envelope/" {XSI}><S:Header>'
    '<n:UsernameToken xmlns:n="x"><Username>k</Username><Password>s</Password></n:UsernameToken>'
    "</S:Header><S:Body>%s</S:Body></S:Envelope>"
)


def read(body: str, folder, size: int = 7) -> Call:
    data = (ENVELOPE % body).encode()
    reader = RequestReader(folder)
    for start in range(0, len(data), size):
        reader.feed(data[start : start + size], final=start + size >= len(data))
    return Call(reader.envelope())


def cancel(request: str, after: str = "") -> str:
    return f"<Cancel><cancelRequest>{request}</cancelRequest></Cancel>{after}"


def values(name: str, body: str, folder):
    return read(body, folder).values(contract(), contract().operation(name))


def test_key_and_secret_stand_in_the_header_whatever_its_namespace(tmp_path):
    call = read("<a:getBalance xmlns:a='urn:x'/>", tmp_path)

    assert (call.username, call.password, call.operation) == ("k", "s", "getBalance")


@pytest.mark.parametrize("member", ["item", "string", "x:messageRef"])
def test_members_of_arrays_may_have_any_name(tmp_path, member):
    refs = "".join(f"<{member} xmlns:x='y'>{ref}</{member}>" for ref in "ab")
    body = cancel(f"<messageRefs>{refs}</messageRefs><sendRefs xsi:nil='true'/>")

    assert values("faxout.Cancel", body, tmp_path) == {
        "cancelRequest": {"messageRefs": ["a", "b"], "sendRefs": None}
    }


REFS = "<item>a</item>"


@pytest.mark.parametrize(
    "body",
    [
        cancel(f"<messageRefs id='r'>{REFS}</messageRefs><sendRefs href='#r'/>"),
        cancel("<messageRefs href='#r'/><sendRefs href='#r'/>", f"<m id='r'>{REFS}</m>"),
        "<Cancel><cancelRequest href='#q'/></Cancel>"
        f"<q id='q'><messageRefs>{REFS}</messageRefs><sendRefs>{REFS}</sendRefs></q>",
    ],
)
def test_references_in_place_and_at_the_end(tmp_path, body):
    assert values("faxout.Cancel", body, tmp_path) == {
        "cancelRequest": {"messageRefs": ["a"], "sendRefs": ["a"]}
    }


def test_parameters_of_other_names_count_by_position(tmp_path):
    body = "<renameCover><param0>C1</param0><param1>New</param1></renameCover>"

    assert values("cover.renameCover", body, tmp_path) == {"coverRef": "C1", "title": "New"}


@given(content=st.binary(min_size=1, max_size=300), size=st.integers(1, 50))
def test_a_file_goes_to_disk_as_it_comes(tmp_path_factory, content, size):
    folder = tmp_path_factory.mktemp("uploads")
    text = base64.b64encode(content).decode()
    data = f"<fileData>{text[:5]}\n {text[5:]}</fileData>"
    body = f"<addCover><title>t</title><file><fileName>n</fileName>{data}</file></addCover>"
    call = read(body, folder, size)
    upload = call.values(contract(), contract().operation("cover.addCover"))["file"]["fileData"]

    assert isinstance(upload, Upload)
    assert upload.path.read_bytes() == content
    assert upload.size == len(content)
    assert upload.path.stat().st_mode & 0o777 == 0o600


def test_every_upload_of_a_request_is_found(tmp_path):
    reader = RequestReader(tmp_path)
    reader.feed(b"<a><fileData>YQ==</fileData><b><fileData>Yg==</fileData></b></a>", final=True)

    assert [upload.path.read_bytes() for upload in uploads(reader.envelope())] == [b"a", b"b"]


@pytest.mark.parametrize(
    "text", [b"", b"no xml", b"<a>", b"<!DOCTYPE a><a/>", b"<a><fileData>*</fileData></a>", b"<a/>"]
)
def test_what_is_no_request_is_a_fault(tmp_path, text):
    def attempt() -> None:
        reader = RequestReader(tmp_path)
        reader.feed(text, final=True)
        Call(reader.envelope())

    with pytest.raises(Fault):
        attempt()


@pytest.mark.parametrize("href", ["#gone", "#a"])
def test_references_that_lead_nowhere_are_a_fault(tmp_path, href):
    with pytest.raises(Fault):
        values("cover.deleteCover", f"<deleteCover><coverRef id='a' href='{href}'/></deleteCover>", tmp_path)


@pytest.mark.parametrize("word", ["NICE", ""])
def test_words_are_checked(tmp_path, word):
    parameters = f"<documentRef>a</documentRef><quality>{word}</quality><conversion>TEXT</conversion>"
    with pytest.raises(Refusal):
        values(
            "document.getDocumentPreview", f"<getDocumentPreview>{parameters}</getDocumentPreview>", tmp_path
        )
