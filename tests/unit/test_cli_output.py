"""What is printed, waited for, and told to a script."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

import pytest
from fake_service import FakeService

from byfax_desktop.cli.call import read_values
from byfax_desktop.cli.exits import Exit, NoCredentials, UsageTrouble, exit_for
from byfax_desktop.cli.inbox import file_name, save_all
from byfax_desktop.cli.output import complain, plain_record, say, say_json, say_table
from byfax_desktop.cli.wait import FAILURES_BORNE, LONGEST_PAUSE, wait_until_final
from byfax_desktop.desktop.secrets import SecretsUnavailable
from byfax_desktop.engine.numbers import NumberTrouble
from byfax_desktop.engine.sender import DraftRefused, Sent
from byfax_desktop.engine.settle import CannotTell
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
from byfax_desktop.service.files import FileSource
from byfax_desktop.service.generic import FileArgument, UnknownOperation
from byfax_desktop.service.records import Balance, InboundFax
from byfax_desktop.service.states import BroadcastState, RecipientState


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
            (CannotTell("x"), Exit.NOT_REACHED),
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


class TestWaiting:
    @pytest.fixture
    def service(self):
        made = FakeService()
        made.accept("B1", [("M1", "+491"), ("M2", "+492")])
        return made

    def wait(self, service, steps, expected=2):
        """Wait while each pause brings the next step; returns messages and pauses."""
        pauses, todo = [], iter(steps)

        def sleep(pause):
            pauses.append(pause)
            next(todo)()

        return wait_until_final(service.faxout, Sent(("B1",)), expected, sleep), pauses

    def test_it_ends_when_every_message_has_ended(self, service):
        def first_fails():
            service.messages["M1"] = replace(service.messages["M1"], state=RecipientState.FAILED)

        messages, pauses = self.wait(service, [lambda: None, first_fails, service.finish_all])

        assert len(pauses) == 3
        assert [message.state for message in messages] == [RecipientState.SUCCESS] * 2

    def test_the_pauses_grow_up_to_a_limit(self, service):
        _, pauses = self.wait(service, [*[lambda: None] * 30, service.finish_all])

        assert pauses == sorted(pauses)
        assert pauses[0] < 1
        assert pauses[-1] == LONGEST_PAUSE

    def test_a_broadcast_that_ended_without_messages_is_over(self, service):
        service.messages.clear()
        broadcast = replace(service.broadcasts["B1"], state=BroadcastState.FAILED)
        service.broadcasts["B1"] = broadcast

        assert self.wait(service, [])[0] == ()

    def test_a_list_that_lags_behind_is_waited_for(self, service):
        late = service.messages.pop("M2")
        service.messages["M1"] = replace(service.messages["M1"], state=RecipientState.SUCCESS)

        def arrives():
            service.messages["M2"] = replace(late, state=RecipientState.SUCCESS)

        assert len(self.wait(service, [arrives])[0]) == 2

    def test_a_moment_without_network_is_borne(self, service):
        service.lose_request("iter_recipients", *[Unreachable("a", "b")] * FAILURES_BORNE)
        service.finish_all()

        assert len(self.wait(service, [lambda: None] * FAILURES_BORNE)[0]) == 2

    def test_a_network_that_stays_away_ends_the_waiting(self, service):
        service.lose_request("iter_recipients", *[NoAnswer("a", "b")] * 99)

        with pytest.raises(NoAnswer):
            self.wait(service, [lambda: None] * 99)


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
        assert FileSource.from_path(first["F1"]).size == len(service.fax_bytes)
        assert service.count("download_fax") == 1
