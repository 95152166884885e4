"""The history of a number, or of a company, on the command line."""

from __future__ import annotations

from byfax_desktop.engine.contacts.book import Contacts
from byfax_desktop.store.address_book import BookChange, StoredContact

ANNA, OWN = "+4930123450", "+375170000001"


def test_what_was_sent_to_a_number_and_came_from_it_is_listed(byfax, contract_pdf):
    byfax("send", contract_pdf, "--to", ANNA, "--subject", "Offer 2211", "--wait")
    byfax("send", contract_pdf, "--to", OWN, "--subject", "Another", "--wait")

    table = byfax("history", "+49 30 123450").stdout

    assert "1 fax sent (1 delivered)" in table
    assert "Offer 2211" in table
    assert "Another" not in table
    told = byfax.json("history", ANNA)
    assert [(each["kind"], each["subject"], each["number"]) for each in told["entries"]] == [
        ("sent", "Offer 2211", ANNA)
    ]
    assert told["entries"][0]["fax"]["jobState"] == "SUCCESS"
    assert byfax.json("history", ANNA, "--find", "2212")["entries"] == []


def test_a_company_is_told_of_with_all_its_numbers(byfax, contract_pdf):
    book = Contacts(byfax.data_dir)
    people = [
        StoredContact("1", "Anna", "ACME", (ANNA,)),
        StoredContact("2", "Bob", "ACME", ("+4930123460",)),
    ]
    book.apply(BookChange({each.id: each for each in people}))
    book.close()
    byfax("send", contract_pdf, "--to", ANNA, "--to", "+4930123460", "--wait")

    told = byfax.json("history", "acme")

    assert (told["name"], sorted(told["numbers"])) == ("ACME", [ANNA, "+4930123460"])
    assert {each["number"] for each in told["entries"]} == {ANNA, "+4930123460"}


def test_what_is_neither_a_number_nor_a_company_is_refused(byfax):
    result = byfax("history", "Nobody")

    assert result.returncode == 5
    assert "not a fax number" in result.stderr


def test_without_a_network_what_is_known_is_told(byfax):
    result = byfax("history", ANNA, BYFAX_URL="http://127.0.0.1:9")

    assert result.returncode == 4
    assert "No faxes and no notes yet" in result.stdout
