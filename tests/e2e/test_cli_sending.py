"""Sending and receiving with the real command line against the service in a box."""

from __future__ import annotations

import json
import re

import pytest
from PIL import Image, ImageDraw
from run_cli import CommandLine

ANNA = "+4930123450"
NEVER = "+4930123453"


@pytest.fixture
def letter(tmp_path):
    path = tmp_path / "letter.pdf"
    pages = [Image.new("L", (1240, 1754), 255) for _ in range(2)]
    for number, page in enumerate(pages, start=1):
        ImageDraw.Draw(page).text((100, 100), f"A letter, page {number}", fill=0, font_size=60)
    pages[0].save(path, save_all=True, append_images=pages[1:], resolution=150)
    return path


def broadcast(byfax, ref):
    return next(entry for entry in byfax.json("outbox") if entry["broadcastRef"] == ref)


def test_a_fax_is_sent_and_waited_for(byfax, letter):
    result = byfax("send", letter, "--to", ANNA, "--name", "Anna", "--wait")

    assert result.returncode == 0, result.stderr
    assert result.stdout == "+49 30 123450: Delivered, 2 pages\n"


def test_an_accepted_fax_is_in_the_outbox_with_what_was_said_of_it(byfax, letter):
    sent = byfax.json(
        "send",
        letter,
        "--to",
        ANNA,
        "--name",
        "Anna",
        "--to",
        "+4930123460",
        "--company",
        "ACME",
        "--subject",
        "Offer",
    )

    assert (sent["accepted"], sent["refused"]) == (2, [])
    entry = broadcast(byfax, sent["broadcastRefs"][0])
    assert entry["subject"] == "Offer"
    assert [(each["recipientNumber"], each["name"], each["company"]) for each in entry["messages"]] == [
        (ANNA, "Anna", ""),
        ("+4930123460", "", "ACME"),
    ]
    assert "Offer" in byfax("outbox").stdout


def test_a_fax_that_does_not_arrive_everywhere_says_where_and_why(byfax, letter):
    result = byfax("send", letter, "--to", ANNA, "--to", NEVER, "--retries", "1", "--wait", "--json")

    assert result.returncode == 1
    words = {each["recipientNumber"]: each["words"] for each in json.loads(result.stdout)["messages"]}
    assert words[ANNA].startswith("Delivered")
    assert not words[NEVER].startswith("Delivered")
    told = json.loads(byfax("outbox", "--json", "--find", NEVER).stdout)[0]["messages"]
    assert [each["recipientNumber"] for each in told] == [ANNA, NEVER]
    for each in told:
        assert each["attempts"], "each try is told"
        assert each["attempts"][-1]["attempt"] == each["attempt"]


def test_pages_made_here_arrive_as_well(byfax, letter):
    result = byfax(
        "send", letter, "--to", ANNA, "--tiff", "--quality", "standard", "--mode", "photo", "--wait"
    )

    assert result.returncode == 0, result.stderr
    assert "2 pages" in result.stdout


def test_a_cover_page_alone_is_sent(byfax):
    cover = byfax.json("call", "cover.listCovers")["items"][0]["coverRef"]
    argv = ["--to", ANNA, "--name", "Anna", "--cover", cover, "--cover-text", "Hello", "--from-name", "Me"]
    result = byfax("send", *argv, "--wait")

    assert result.returncode == 0, result.stderr
    assert "1 page" in result.stdout


def test_a_fax_to_an_own_number_arrives_in_the_inbox(byfax, letter, tmp_path):
    own = next(did["didE164"] for did in byfax.json("numbers") if did["state"] == "ACTIVE")
    before = {fax["refID"] for fax in byfax.json("inbox")}
    assert byfax("send", letter, "--to", own, "--from-name", "Me", "--wait").returncode == 0

    folder = tmp_path / "saved"
    faxes = byfax.json("inbox", "--download", folder)
    (arrived,) = [fax for fax in faxes if fax["refID"] not in before]
    assert (arrived["recipientE164"], arrived["pages"]) == (own, 2)
    assert (arrived["note"], arrived["labels"]) == ("", [])
    assert arrived["file"].startswith(str(folder))
    assert (folder / arrived["file"].rpartition("/")[2]).read_bytes().startswith(b"%PDF")


def test_received_faxes_are_chosen_by_byfax_itself(byfax):
    everything = byfax.json("inbox")
    failed, whole = byfax.json("inbox", "--failed"), byfax.json("inbox", "--complete")
    assert {fax["state"] for fax in whole} == {"SUCCESS"}
    assert len(failed) + len(whole) == len(everything)
    number = everything[0]["recipientE164"]
    assert {fax["recipientE164"] for fax in byfax.json("inbox", "--number", number)} == {number}
    newest = max(fax["dateReceived"] for fax in everything)
    assert newest not in {fax["dateReceived"] for fax in byfax.json("inbox", "--until", newest)}
    assert byfax.json("inbox", "--find", everything[0]["refID"]) == everything[:1]
    assert byfax("inbox", "--find", "nobody at all").stdout == "No fax was received that matches.\n"
    assert byfax("inbox", "--failed", "--complete").returncode == 2
    assert byfax("inbox", "--number", "office").returncode != 0


def test_without_a_sender_the_accounts_own_number_signs(byfax, letter):
    assert byfax("send", letter, "--to", ANNA).returncode == 0


def test_the_lists_can_be_read_by_people(byfax):
    numbers, inbox = byfax("numbers").stdout, byfax("inbox").stdout

    assert re.search(r"\+\d", numbers)
    assert "Active" in numbers
    assert inbox.splitlines()[0].split() == ["Received", "From", "To", "Pages"]


def test_the_demo_needs_neither_network_nor_credentials(tmp_path):
    result = CommandLine(tmp_path / "data")("--demo", "numbers", "--json")

    assert result.returncode == 0, result.stderr
    assert len(json.loads(result.stdout)) == 2
