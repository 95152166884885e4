"""Requests as they go over the wire: what strict servers of rpc/encoded services want, and what no value can upset."""

from __future__ import annotations

import base64

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from byfax_desktop.service import mapping
from byfax_desktop.service.body import RequestBody
from byfax_desktop.service.codec import Codec
from byfax_desktop.service.contract import contract
from byfax_desktop.service.errors import InvalidRequest
from byfax_desktop.service.files import FileSource
from byfax_desktop.service.requests import (
    BroadcastFilter,
    BroadcastListing,
    Contact,
    FaxDocument,
    FaxFile,
    Greeting,
    MessageRequest,
    ProcessRequest,
    Recipient,
    SubmitRequest,
)

ENV = "{http://schemas.xmlsoap.org/soap/envelope/}"
ENC = "{http://schemas.xmlsoap.org/soap/encoding/}"
XSI = "{http://www.w3.org/2001/XMLSchema-instance}"
CODECS = {service: Codec(service) for service in contract().services}
PDF = FaxFile("scan.pdf", FileSource.from_bytes(b"%PDF-1"), "application/pdf")


def sent(dotted: str, **values: object) -> etree._Element:
    """The envelope of a call, as a server would parse it."""
    operation = contract().operation(dotted)
    plain = {name: mapping.to_wire(value, name) for name, value in values.items()}
    envelope = CODECS[operation.service].encode(operation, plain, "the-key", "the-secret")
    return etree.fromstring(RequestBody(envelope).read())


def submission(**values: object) -> etree._Element:
    values = {"recipients": (Recipient(number="+4930123456"),), **values}
    return sent("faxout.Submit", submitRequest=SubmitRequest(Contact("Me"), **values))[1][0][0]


def texts(element: etree._Element) -> dict[str, str | None]:
    return {etree.QName(child).localname: child.text for child in element}


def test_the_header_bears_key_and_secret_in_no_namespace():
    root = sent("faxout.getBalance")

    (token,) = root.find(f"{ENV}Header")
    assert token.tag == "UsernameToken"
    assert texts(token) == {"Username": "the-key", "Password": "the-secret"}


def test_the_call_is_in_its_services_namespace_and_says_its_encoding():
    call = sent("faxin/message.deleteFax", messageRef="m1")[1][0]

    assert call.tag == "{urn:ApiServiceFxiMessage}deleteFax"
    assert call.get(f"{ENV}encodingStyle") == "http://schemas.xmlsoap.org/soap/encoding/"
    assert [(child.tag, child.text) for child in call] == [("messageRef", "m1")]


def qualified(element: etree._Element, attribute: str) -> tuple[str, str]:
    """The namespace and the local name that a prefixed attribute stands for."""
    prefix, _, name = element.get(attribute).partition(":")
    return element.nsmap[prefix], name


def test_everything_bears_its_type():
    request = submission(documents=(FaxDocument("d1"), FaxDocument(document_file=PDF)), priority=1)

    for element in request.iter():
        namespace, name = qualified(element, f"{XSI}type")
        own = namespace == "urn:ApiServiceFaxout"
        assert own or namespace == "http://www.w3.org/2001/XMLSchema"
        assert own == (name.removesuffix("Array") in {*contract().complex_types, *contract().enums})
    assert qualified(request.find("Documents"), f"{XSI}type")[1] == "FaxDocumentArray"
    assert qualified(request.find("Documents"), f"{ENC}arrayType")[1] == "FaxDocument[2]"
    assert qualified(request.find("Priority"), f"{XSI}type")[1] == "int"
    assert qualified(request.find(".//fileData"), f"{XSI}type")[1] == "base64Binary"


def test_a_list_of_texts_says_their_number():
    listing = BroadcastListing(("a", "b", "c"))
    refs = sent("faxout.listBrodcasts", listRequest=listing).find(".//broadcastRefs")

    assert qualified(refs, f"{ENC}arrayType") == ("http://www.w3.org/2001/XMLSchema", "string[3]")
    assert [item.text for item in refs] == ["a", "b", "c"]


def test_an_empty_list_is_sent_as_one():
    refs = sent("faxout.countBrodcasts", listRequest=BroadcastFilter(())).find(".//broadcastRefs")

    assert len(refs) == 0
    assert qualified(refs, f"{ENC}arrayType")[1] == "string[0]"


def test_what_is_left_out_is_absent_or_nil_as_the_contract_has_it():
    message = MessageRequest(Contact("Me"), Contact("A", number="+1"), header="")
    request = sent("faxout.SubmitMessage", submitRequest=message)[1][0][0]

    assert request.find("broadcastRef").get(f"{XSI}nil") == "true"
    assert request.find("Subject") is None
    assert request.find("Header").text is None
    assert request.find("Header").get(f"{XSI}nil") is None


def test_fields_come_in_the_contracts_order():
    request = submission(
        broadcast_ref="b", send_ref="s", header="h", subject="x", cover_ref="c", cover_text="t"
    )
    found = [etree.QName(child).localname for child in request]
    wanted = [field.name for field in contract().fields("ApiRequestFaxjobSubmit")]

    assert found == [name for name in wanted if name in found]
    recipient = request.find("Recipients")[0]
    assert [child.tag for child in recipient] == ["Number", "messageRef"]


def test_a_file_goes_with_the_size_and_md5_of_its_bytes():
    file = texts(sent("cover.addCover", title="x", file=PDF)[1][0].find("file"))

    assert file == {
        "fileName": "scan.pdf",
        "fileMime": "application/pdf",
        "fileSize": "6",
        "fileCheck": PDF.content.md5,
        "fileData": base64.b64encode(b"%PDF-1").decode(),
    }


def test_several_files_each_stand_in_their_place():
    data = [f"file {number}".encode() for number in range(12)]
    documents = tuple(
        FaxDocument(str(n), FaxFile(f"{n}", FileSource.from_bytes(d))) for n, d in enumerate(data)
    )
    greeting = Greeting(greeting_file=FaxFile("g", FileSource.from_bytes(b"hello")))
    request = submission(documents=documents, recipients=(Recipient(number="+1", greeting=greeting),))

    assert base64.b64decode(request.find("Recipients").find(".//fileData").text) == b"hello"
    assert [base64.b64decode(one.text) for one in request.find("Documents").iter("fileData")] == data


@pytest.mark.parametrize("text", ["byfax-file-0", "byfax-file-0.pdf", "byfax-file-%d", "byfax-file"])
def test_no_text_is_taken_for_the_place_of_a_file(text):
    document = FaxDocument("d", FaxFile(text, PDF.content))
    request = submission(documents=(document,), subject=text, broadcast_ref=text)

    assert request.find("Subject").text == request.find(".//fileName").text == text
    assert base64.b64decode(request.find(".//fileData").text) == b"%PDF-1"


@given(st.text(st.characters(exclude_categories=["Cs"], codec="utf-8")))
@settings(max_examples=50)
def test_any_text_arrives_as_it_was(text):
    try:
        request = submission(subject=text, cover_text=text)
    except InvalidRequest:
        return
    assert (request.find("Subject").text or "", request.find("coverText").text or "") == (text, text)


def test_key_and_secret_are_written_as_text():
    envelope = CODECS["faxout"].encode(contract().operation("faxout.getBalance"), {}, "<&\"'>", "]]>&amp;")
    token = etree.fromstring(RequestBody(envelope).read())[0][0]

    assert texts(token) == {"Username": "<&\"'>", "Password": "]]>&amp;"}


@pytest.mark.parametrize(
    ("dotted", "values", "field"),
    [
        ("faxout.Delete", {}, "messageRef"),
        ("faxin/inventory.listDidGroups", {"countryCodeA3": "USA"}, "stateCodeA2"),
        ("faxout.Submit", {"submitRequest": {"sendQuality": "FINE", "sendMode": "TEXT"}}, "Sender"),
        ("faxout.Submit", {}, "submitRequest"),
    ],
)
def test_what_is_missing_is_named_and_nothing_is_sent(dotted, values, field):
    operation = contract().operation(dotted)

    with pytest.raises(InvalidRequest) as caught:
        CODECS[operation.service].encode(operation, values, "k", "the-secret")
    assert caught.value.field == field
    assert "the-secret" not in f"{caught.value}{caught.value.details}"


def test_blocks_of_refs_reach_all_four_kinds_of_processing():
    request = ProcessRequest(("b",), ("s1", "s2"), ("m",))
    for name in ("Resubmit", "Pause", "Resume", "Cancel"):
        element = sent(f"faxout.{name}", **{f"{name.lower()}Request": request})[1][0][0]
        assert [[item.text for item in part] for part in element] == [["b"], ["s1", "s2"], ["m"]]
