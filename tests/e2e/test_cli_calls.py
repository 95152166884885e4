"""Any operation by its own name, and the sandbox as a verb, on the real command line."""

from __future__ import annotations

import json
import signal
import urllib.request

import pytest


@pytest.fixture
def letter(tmp_path):
    path = tmp_path / "letter.txt"
    path.write_text("A letter.")
    return path


def test_an_answer_comes_by_the_contracts_names(byfax):
    answer = byfax.json("call", "faxout.getBalance")

    assert answer["stateCode"] == "SUCCESS"
    assert set(answer) == {"stateCode", "stateMessage", "balanceValue", "balanceCurrency"}


def test_a_list_comes_with_its_items(byfax):
    answer = byfax.json("call", "faxin/inventory.listDids")

    assert answer["countTotal"] == len(answer["items"]) == 2


def test_pages_of_a_list_are_asked_for(byfax):
    answer = byfax.json("call", "faxin/message.listFaxes", "pageNumber=0", "pageSize=1")

    assert len(answer["items"]) == 1


def test_a_document_goes_up_and_comes_down_unchanged(byfax, letter, tmp_path):
    sent = byfax.json("call", "document.uploadDocument", f"file=@{letter}", "documentRef=my-letter")
    assert sent["documentRef"] == "my-letter"

    back = tmp_path / "back.txt"
    byfax.json("call", "document.downloadDocument", "documentRef=my-letter", "--out", back)
    assert back.read_bytes() == letter.read_bytes()


def test_a_submission_is_made_of_records(byfax, letter):
    byfax.json("call", "document.uploadDocument", f"file=@{letter}", "documentRef=to-submit")
    answer = byfax.json(
        "call",
        "faxout.Submit",
        'Sender={"Name": "Me"}',
        'Recipients=[{"Number": "+4930123450", "Name": "Anna"}]',
        'Documents=[{"documentRef": "to-submit"}]',
        "sendQuality=FINE",
        "sendMode=TEXT",
    )

    assert answer["reportRecipients"][0]["stateCode"] == "SUCCESS"
    answer = byfax.json("call", "faxout.Cancel", f"broadcastRefs={answer['broadcastRef']}")
    assert len(answer["items"]) == 1


def test_a_refusal_is_an_answer_with_its_code(byfax):
    result = byfax("call", "document.checkDocument", "documentRef=no-such", "--json")

    assert result.returncode == 1
    assert json.loads(result.stdout)["stateCode"] != "SUCCESS"


def test_a_wrong_secret_is_an_answer_with_its_code(byfax):
    result = byfax("call", "faxout.getBalance", BYFAX_API_SECRET="wrong")

    assert result.returncode == 1
    assert json.loads(result.stdout)["stateCode"] == "API_KEY_SECRET_NOT_MATCH"


@pytest.mark.parametrize(
    ("argv", "code"),
    [
        (["faxout.Launch"], 2),
        (["nonsense"], 2),
        (["faxout.getBalance", "novalue"], 2),
        (["document.checkDocument", "wrongName=x"], 5),
        (["document.uploadDocument", "file=@gone.pdf"], 5),
        (["faxout.Cancel", "messageRefs=[1"], 5),
    ],
)
def test_a_call_that_cannot_be_made_says_why(byfax, argv, code):
    result = byfax("call", *argv)

    assert result.returncode == code, result.stderr
    assert "Traceback" not in result.stderr
    assert result.stderr.strip().endswith(".")


def test_the_sandbox_serves_until_it_is_interrupted(byfax):
    with byfax.start("sandbox", "--speed", "50") as process:
        lines = [process.stdout.readline() for _ in range(3)]
        printed = "".join(lines)
        url = next(word for word in printed.split() if word.startswith("http://127.0.0.1:"))
        with urllib.request.urlopen(f"{url.rstrip('/')}/soap/1.1/cover?WSDL", timeout=20) as answer:
            assert b"definitions" in answer.read()
        process.send_signal(signal.SIGINT)

        assert process.wait(20) == 0
        assert "Traceback" not in process.stderr.read()
    assert "demo-key" in printed
    assert "demo-secret" in printed
