"""What is printed, waited for, and told to a script."""

from __future__ import annotations

import json
from argparse import Namespace
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from fake_service import FakeService

from byfax_desktop.cli.call import read_values
from byfax_desktop.cli.exits import Exit, NoCredentials, UsageTrouble, exit_for
from byfax_desktop.cli.inbox import file_name, has, listed_faxes, save_all, wanted
from byfax_desktop.cli.output import complain, plain_record, say, say_json, say_table
from byfax_desktop.cli.sent import FaxKept, NotTaken
from byfax_desktop.desktop.secrets import SecretsUnavailable
from byfax_desktop.engine.intake import DraftRefused
from byfax_desktop.engine.numbers import NumberTrouble
from byfax_desktop.engine.trouble import Trouble
from byfax_desktop.service.codes import StateCode
from byfax_desktop.service.errors import (
    BadAddress,
    Cancelled,
    LocalFileError,
    NoAnswer,
    Unreachable,
    Untrusted,
    refusal,
)
from byfax_desktop.service.generic import FileArgument, UnknownOperation
from byfax_desktop.service.records import Balance, InboundFax
from byfax_desktop.service.requests import FaxFilter


def refused(code):
    return refusal(StateCode(code), None, "faxout.Submit")


class TestExitCodes:
    @pytest.mark.parametrize(
        ("failure", "code"),
        [
            (UsageTrouble("a", "b"), Exit.USAGE),
            (UnknownOperation("x", "a", "b"), Exit.USAGE),
            (BadAddress("a", "b"), Exit.USAGE),
            (NoCredentials("a", "b"), Exit.NOT_AUTHORIZED),
            (SecretsUnavailable("a", "b"), Exit.NOT_AUTHORIZED),
            (refused("API_KEY_NOT_FOUND"), Exit.NOT_AUTHORIZED),
            (refused("API_KEY_SECRET_NOT_MATCH"), Exit.NOT_AUTHORIZED),
            (Unreachable("a", "b"), Exit.NOT_REACHED),
            (Untrusted("a", "b"), Exit.NOT_REACHED),
            (NoAnswer("a", "b"), Exit.NOT_REACHED),
            (NotTaken("a", "b"), Exit.INPUT_REFUSED),
            (FaxKept("a", "b"), Exit.NOT_REACHED),
            (NumberTrouble("a", "b"), Exit.INPUT_REFUSED),
            (DraftRefused("a", "b"), Exit.INPUT_REFUSED),
            (LocalFileError("a", "b"), Exit.INPUT_REFUSED),
            (refused("INVALID_NUMBER"), Exit.INPUT_REFUSED),
            (refused("FILE_FORMAT_UNSUPPORTED"), Exit.INPUT_REFUSED),
            (refused("INSUFFICIENT_FUNDS"), Exit.FAILED),
            (Cancelled(), Exit.FAILED),
            (ValueError(), Exit.FAILED),
        ],
    )
    def test_each_failure_has_its_code(self, failure, code):
        assert exit_for(failure) is code


class TestPrinting:
    def test_what_came_from_the_service_cannot_act_on_the_terminal(self, capsys):
        say("a\x1b[31mb\r\nc\u202ed")

        assert capsys.readouterr().out == "a\ufffd[31mb\ufffd\ufffdc\ufffdd\n"

    def test_a_table_is_as_wide_as_it_needs_to_be(self, capsys):
        say_table(("A", "B"), [("1", "22"), ("333", "4")])

        assert capsys.readouterr().out == "A    B\n1    22\n333  4\n"

    def test_a_record_is_printed_by_the_contracts_names(self, capsys):
        say_json(plain_record(Balance(StateCode.SUCCESS, None, Decimal("25.50"), "EUR")))

        assert json.loads(capsys.readouterr().out) == {
            "stateCode": "SUCCESS",
            "stateMessage": None,
            "balanceValue": "25.50",
            "balanceCurrency": "EUR",
        }

    def test_dates_are_iso_8601(self, capsys):
        say_json([datetime(2026, 11, 23, tzinfo=UTC)])

        assert json.loads(capsys.readouterr().out) == ["2026-11-23T00:00:00+00:00"]

    def test_a_failure_is_told_to_people(self, capsys):
        complain(Trouble("It broke.", "Mend it.", "details"), 1, as_json=False)

        printed = capsys.readouterr()
        assert (printed.out, printed.err) == ("", "It broke. Mend it.\n")

    def test_a_failure_is_told_to_scripts_as_well(self, capsys):
        complain(Trouble("It broke.", "Mend it."), 4, as_json=True, state_code="BUSY")

        assert json.loads(capsys.readouterr().out) == {
            "error": {"what": "It broke.", "do": "Mend it.", "exitCode": 4, "stateCode": "BUSY"}
        }


class TestCallValues:
    def test_a_value_is_text_or_a_file(self, tmp_path):
        values = read_values(["a=1,2", "b=x=y", "c=", "file=@a b.pdf"])

        assert {name: values[name] for name in "abc"} == {"a": "1,2", "b": "x=y", "c": ""}
        assert isinstance(values["file"], FileArgument)
        assert values["file"].path.name == "a b.pdf"

    @pytest.mark.parametrize("pairs", [["novalue"], ["=x"], ["a=1", "a=2"]])
    def test_what_is_no_value_is_wrong_usage(self, pairs):
        with pytest.raises(UsageTrouble):
            read_values(pairs)


class TestChoosingFaxes:
    def options(self, **chosen):
        nothing = {"number": "", "since": None, "until": None, "find": ""}
        flags = dict.fromkeys(("complete", "failed", "with_pages", "without_pages"), False)
        return Namespace(**nothing | flags | chosen)

    def test_nothing_is_chosen_at_first(self):
        assert wanted(self.options()) == FaxFilter()

    def test_the_services_own_filter_is_used(self):
        noon = datetime(2026, 11, 23, 12, tzinfo=UTC)
        chosen = self.options(
            number="+375 17 000-00-01", since=noon, until=noon, failed=True, without_pages=True
        )
        till = noon - timedelta(milliseconds=1)
        assert wanted(chosen) == FaxFilter("+375170000001", noon, till, is_success=False, has_file=False)
        assert wanted(self.options(complete=True, with_pages=True)) == FaxFilter(
            is_success=True, has_file=True
        )

    def test_what_is_no_number_is_said(self):
        with pytest.raises(NumberTrouble):
            wanted(self.options(number="office"))

    @pytest.mark.parametrize("text", ["", "030/123", "acme", "ME gm", "f-77", "+49 30 123456"])
    def test_a_text_is_found_in_number_station_and_ref(self, text):
        assert has(InboundFax("F-77", sender="+4930123456", remote_sid="ACME GmbH"), text)

    @pytest.mark.parametrize("text", ["bob", "acme bob", "999999"])
    def test_another_is_not(self, text):
        assert not has(InboundFax("F-77", sender="+4930123456", remote_sid="ACME GmbH"), text)

    def test_a_list_that_lacks_some_is_said_to(self, capsys):
        service = FakeService()
        service.add_fax("F1", datetime(2026, 11, 23, tzinfo=UTC))
        service.add_fax("F2", datetime(2026, 11, 24, tzinfo=UTC))
        assert [fax.ref for fax in listed_faxes(service.inbox, FaxFilter())] == ["F2", "F1"]
        assert capsys.readouterr().err == ""
        service.left_out.add("F1")
        listed_faxes(service.inbox, FaxFilter())
        assert capsys.readouterr().err == "byFax counts 2 faxes, and listed 1. Try again in a while.\n"

    def test_where_byfax_says_that_there_is_nothing_the_list_is_empty(self):
        service = FakeService()
        service.refuses |= {"list_faxes": "EMPTY_RESULT", "count_faxes": "EMPTY_RESULT"}
        assert listed_faxes(service.inbox, FaxFilter()) == []


class TestSavingFaxes:
    def test_a_name_is_made_of_what_can_be_trusted(self):
        fax = InboundFax(ref="../../x", sender="../+49 30;rm", received=datetime(2026, 11, 23, tzinfo=UTC))

        name = file_name(fax)
        assert "/" not in name
        assert ".." not in name
        assert name.endswith(".pdf")
        assert "-4930-" in name

    def test_an_anonymous_undated_fax_has_a_name_too(self):
        assert file_name(InboundFax(ref="F1")).startswith("undated-unknown-")

    def test_faxes_are_saved_once_and_those_without_pages_not_at_all(self, tmp_path):
        service = FakeService()
        service.add_fax("F1")
        service.add_fax("F2", has_file=False)
        faxes = list(service.faxes.values())
        folder = tmp_path / "new" / "folder"

        first = save_all(service.inbox, faxes, folder)
        again = save_all(service.inbox, faxes, folder)

        assert list(first) == ["F1"]
        assert first == again
        assert first["F1"].read_bytes() == b"%PDF-fax"
        assert service.count("download_fax") == 1
