"""Balance, numbers, cover pages and their previews."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from fake_service import FakeService
from heard_events import HeardEvents

from byfax_desktop.engine.account import AccountState
from byfax_desktop.engine.bus import EventBus
from byfax_desktop.engine.events import BalanceChanged, CoverPreviewReady, CoversChanged, NumbersChanged
from byfax_desktop.engine.jobs import Job
from byfax_desktop.engine.patience import Patience
from byfax_desktop.service.codes import StateCode
from byfax_desktop.service.errors import Cancelled, Refused, Unreachable
from byfax_desktop.service.records import Balance
from byfax_desktop.store.database import Database
from byfax_desktop.store.told_lists import ToldList, ToldLists


@pytest.fixture
def service():
    return FakeService()


@pytest.fixture
def bus():
    return EventBus()


@pytest.fixture
def heard(bus):
    return HeardEvents(bus)


@pytest.fixture
def lists(tmp_path):
    database = Database(tmp_path / "faxes.db")
    yield ToldLists(database)
    database.close()


@pytest.fixture
def account(service, tmp_path, lists, bus):
    return AccountState(service, tmp_path / "covers", lists, bus, Patience().scaled(0.001))


def test_all_of_it_is_told_once(account, service, heard):
    account.look()
    account.look()

    assert [event.balance for event in heard.of(BalanceChanged)] == [service.balance]
    assert [event.dids for event in heard.of(NumbersChanged)] == [service.dids]
    assert [event.covers for event in heard.of(CoversChanged)] == [service.covers]


def test_a_new_balance_is_told(account, service, heard):
    account.look()
    service.balance = Balance(StateCode.SUCCESS, None, Decimal("24.00"), "EUR")
    account.look_at_balance()

    assert heard.of(BalanceChanged)[-1].balance.value == Decimal("24.00")
    assert service.count("list_dids") == 1


@pytest.mark.parametrize("code", ["API_FUNCTION_ACCESS_DENIED", "API_CUSTOMER_FEATURE_ACCESS_DENIED"])
def test_who_may_not_see_the_numbers_is_told_so_and_has_all_else(account, service, heard, code):
    service.refuses["list_dids"] = code
    account.look()

    (told,) = heard.of(NumbersChanged)
    assert told.dids == ()
    assert told.trouble.what
    assert [event.covers for event in heard.of(CoversChanged)] == [service.covers]


def test_the_numbers_of_the_last_time_are_told_with_their_age_before_the_service_answers(
    account, service, lists, tmp_path, bus, heard
):
    account.look()
    service.lose_request("get_balance", Unreachable("byFax can't be reached.", "Wait."))
    again = AccountState(service, tmp_path / "covers", lists, bus, Patience())
    with pytest.raises(Unreachable):
        again.look()

    known = heard.of(NumbersChanged)[-1]
    assert known.dids == service.dids
    assert timedelta(0) <= datetime.now(UTC) - known.as_of < timedelta(minutes=1)
    again.look()
    assert heard.of(NumbersChanged)[-1] == NumbersChanged(service.dids)


@pytest.mark.parametrize("report", ["", "[]", "null", '{"items": [5]}'])
def test_numbers_that_cannot_be_read_any_more_are_asked_for(account, service, lists, heard, report):
    lists.keep(ToldList("own", "", "", 0, report))
    account.look()

    assert heard.of(NumbersChanged) == [NumbersChanged(service.dids)]


def test_a_sign_in_that_is_refused_is_none_of_the_numbers(account, service, heard):
    service.refuses["list_dids"] = "API_KEY_DEACTIVATED"
    with pytest.raises(Refused):
        account.look()

    assert heard.of(NumbersChanged) == []


def test_a_preview_that_is_being_made_is_waited_for(account, service, heard, bus):
    service.previews_to_wait = 3
    account.fetch_cover_preview("C1", Job("J", "Loading", False, bus))

    (ready,) = heard.of(CoverPreviewReady)
    assert ready.cover_ref == "C1"
    assert ready.path.read_bytes()


def test_a_preview_that_never_comes_is_given_up(account, service, heard, bus):
    service.previews_to_wait = 1000
    with pytest.raises(Refused) as caught:
        account.fetch_cover_preview("C1", Job("J", "Loading", False, bus))

    assert caught.value.code is StateCode.FILE_PREVIEW_NOT_READY
    assert heard.of(CoverPreviewReady) == []


def test_waiting_for_a_preview_can_be_called_off(account, service, bus):
    service.previews_to_wait = 1000
    job = Job("J", "Loading", False, bus)
    job.cancel.set()

    with pytest.raises(Cancelled):
        account.fetch_cover_preview("C1", job)
    assert service.count("get_cover_preview") == 1


def test_the_ref_of_a_cover_is_never_a_path(account, tmp_path, bus):
    account.fetch_cover_preview("../../evil", Job("J", "Loading", False, bus))

    assert [path.parent for path in tmp_path.rglob("*.preview")] == [tmp_path / "covers"]
