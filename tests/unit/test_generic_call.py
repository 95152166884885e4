"""Any operation from names and texts, as the command line has them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from byfax_desktop.service.contract import contract
from byfax_desktop.service.errors import InvalidRequest, LocalFileError, NotSent, UnknownOperation
from byfax_desktop.service.files import FileSource
from byfax_desktop.service.generic import FileArgument, call_operation


class Recorder:
    """Stands for the client: keeps what it was asked, and gives the answer it was given."""

    def __init__(self, answer: dict | None = None) -> None:
        self.answer = answer or {"stateCode": "SUCCESS"}
        self.asked: tuple[str, dict, Path | None] | None = None

    def exchange(self, operation, values, *, into=None):
        self.asked = (operation, values, into)
        return self.answer


def values_of(name: str, **arguments) -> dict:
    recorder = Recorder()
    call_operation(recorder, name, arguments)
    assert recorder.asked[0] == name
    return recorder.asked[1]


@pytest.fixture
def scan(tmp_path):
    path = tmp_path / "scan.pdf"
    path.write_bytes(b"%PDF-1")
    return FileArgument(path)


def test_parameters_go_by_their_names():
    assert values_of("cover.renameCover", coverRef="c", title="Neu") == {"coverRef": "c", "title": "Neu"}


def test_fields_of_the_one_record_go_without_it():
    assert values_of("faxout.Cancel", messageRefs="a, b,,c") == {
        "cancelRequest": {"messageRefs": ["a", "b", "c"]}
    }


def test_the_record_itself_may_be_given_as_json():
    given = {"messageRefs": ["a"], "sendRefs": None}

    assert values_of("faxout.Pause", pauseRequest=json.dumps(given)) == {"pauseRequest": given}


def test_a_list_is_text_with_commas_or_json():
    assert values_of("document.deleteDocuments", documentRefs="a,b") == {"documentRefs": ["a", "b"]}
    assert values_of("document.deleteDocuments", documentRefs='["a,b"]') == {"documentRefs": ["a,b"]}


@pytest.mark.parametrize(
    ("arguments", "page"),
    [
        ({}, {"pageNumber": "0", "pageSize": "100"}),
        ({"pageNumber": "3"}, {"pageNumber": "3", "pageSize": "100"}),
        ({"pageNumber": "1", "pageSize": "7"}, {"pageNumber": "1", "pageSize": "7"}),
        ({"pagination": '{"pageNumber": 2, "pageSize": 9}'}, {"pageNumber": "2", "pageSize": "9"}),
    ],
)
def test_a_listing_always_has_a_page(arguments, page):
    assert values_of("faxout.listRecipients", **arguments) == {"listRequest": {"pagination": page}}


def test_a_file_becomes_what_its_place_wants(scan):
    file = {"fileName": "scan.pdf", "fileData": FileSource.from_bytes(b"%PDF-1")}

    assert values_of("cover.addCover", title="x", file=scan)["file"] == file
    uploaded = values_of("document.uploadDocument", file=scan, documentRef="d")["uploadDocument"]
    assert uploaded == {"documentRef": "d", "documentFile": file}
    submitted = values_of("faxout.Submit", Documents=scan)["submitRequest"]
    assert submitted == {"Documents": [{"documentFile": file}]}


def test_a_file_may_be_named_within_json(scan):
    documents = json.dumps([{"documentRef": "a"}, f"@{scan.path}", {"documentFile": f"@{scan.path}"}])
    values = values_of("faxout.Submit", Documents=documents)["submitRequest"]["Documents"]

    assert values[0] == {"documentRef": "a"}
    assert values[1] == values[2]
    assert values[1]["documentFile"]["fileData"].size == 6


def test_values_take_the_form_of_their_type():
    request = json.dumps({"Priority": 5, "Subject": "x", "Header": None})

    assert values_of("faxout.Submit", submitRequest=request)["submitRequest"] == {
        "Priority": "5",
        "Subject": "x",
        "Header": None,
    }
    assert values_of("faxout.Download", messageRef="m", isPdf="true")["isPdf"] == "true"
    filters = values_of("faxin/message.countFaxes", dateFrom="2026-11-23T18:00:00+03:00", hasFile="false")
    assert filters["listRequest"] == {"dateFrom": "2026-11-23T18:00:00+03:00", "hasFile": "false"}


def test_a_local_time_is_sent_with_its_zone():
    sent = values_of("faxin/message.countFaxes", dateFrom="2026-11-23T18:00:00")["listRequest"]["dateFrom"]

    assert sent.startswith("2026-11-23T18:00:00")
    assert sent[19] in "+-"


@pytest.mark.parametrize(
    ("name", "arguments", "field", "words"),
    [
        ("faxout.Delete", {"ref": "x"}, "ref", "Its parameters are: messageRef."),
        ("faxout.getBalance", {"x": "y"}, "x", "Its parameters are: none."),
        ("faxout.Cancel", {"messages": "x"}, "messages", "broadcastRefs, messageRefs, sendRefs"),
        ("faxout.Submit", {"submitRequest": '{"Prio": 1}'}, "Prio", "has no parameter"),
        ("faxout.Download", {"messageRef": "m", "isPdf": "maybe"}, "isPdf", "must be true or false"),
        ("faxout.listRecipients", {"pageNumber": "one"}, "pageNumber", "must be a whole number"),
        ("faxout.listRecipients", {"pageNumber": "1.5"}, "pageNumber", "must be a whole number"),
        ("faxout.Submit", {"sendQuality": "SHARP"}, "sendQuality", "STANDARD"),
        ("faxout.Submit", {"sendAt": "tomorrow"}, "sendAt", "2026-11-23T18:00:00+03:00"),
        ("faxout.Submit", {"Sender": "Me"}, "Sender", "is no JSON"),
        ("faxout.Submit", {"Sender": "[]"}, "Sender", "in braces"),
        ("faxout.Submit", {"submitRequest": '{"Recipients": {}}'}, "Recipients", "must be a list"),
        ("faxout.Submit", {"submitRequest": '{"Subject": ["x"]}'}, "Subject", "single value"),
        ("cover.renameCover", {"coverRef": "c", "title": "a\0"}, "title", "U+0000"),
    ],
)
def test_a_value_that_does_not_fit_is_named_and_nothing_is_asked(name, arguments, field, words):
    recorder = Recorder()

    with pytest.raises(InvalidRequest) as caught:
        call_operation(recorder, name, arguments)
    assert caught.value.field == field
    assert words in str(caught.value)
    assert recorder.asked is None


def test_a_file_where_none_fits_is_told(scan):
    with pytest.raises(InvalidRequest, match="takes no file"):
        values_of("faxout.Delete", messageRef=scan)


def test_a_file_that_is_not_there_is_told(tmp_path):
    with pytest.raises(LocalFileError, match=r"“gone\.pdf” could not be read"):
        values_of("document.uploadDocument", file=FileArgument(tmp_path / "gone.pdf"))


@pytest.mark.parametrize(
    "name", ["", "getBalance", "faxout", "faxout.Fly", "fax.getBalance", "faxout.getbalance"]
)
def test_an_operation_that_is_none_is_told(name):
    with pytest.raises(UnknownOperation, match="There is no operation") as caught:
        call_operation(Recorder(), name, {})
    assert isinstance(caught.value, NotSent)


def test_the_answer_has_all_the_contracts_names_and_is_ready_for_json():
    recorder = Recorder(
        {
            "stateCode": "NEW_CODE", "countTotal": "1",
            "items": [{"messageRef": "m", "cost": "0.42", "attempt": "x", "callStarted": "0000-00-00"}],
        }
    )  # fmt: skip
    answer = call_operation(recorder, "faxout.listRecipients", {})

    assert json.loads(json.dumps(answer)) == answer
    assert (answer["stateCode"], answer["stateMessage"], answer["countTotal"]) == ("NEW_CODE", None, 1)
    (item,) = answer["items"]
    assert set(item) == {field.name for field in contract().fields("FaxReportMessage")}
    assert (item["cost"], item["attempt"], item["callStarted"]) == (0.42, "x", "0000-00-00")


def test_a_list_that_is_nil_is_an_empty_one():
    assert call_operation(Recorder(), "cover.listCovers", {})["items"] == []


def test_a_file_goes_where_it_shall_and_not_into_the_answer(tmp_path):
    content = FileSource.from_bytes(b"x")
    recorder = Recorder({"stateCode": "SUCCESS", "Document": {"fileName": "../x", "fileData": content}})
    answer = call_operation(recorder, "faxout.Download", {"messageRef": "m"}, tmp_path / "out")

    assert recorder.asked[2] == tmp_path / "out"
    assert answer["Document"]["fileName"] == "../x"
    assert answer["Document"]["fileData"] is None


@pytest.mark.parametrize(
    "operation", list(contract().operations()), ids=lambda one: f"{one.service}.{one.name}"
)
def test_every_operation_can_be_named(operation):
    answer = call_operation(Recorder(), f"{operation.service}.{operation.name}", {})

    assert set(answer) == {field.name for field in contract().fields(operation.answer)}
