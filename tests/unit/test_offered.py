"""What can be rented: asked for once a day, kept on the disk, and known whatever goes wrong."""

from __future__ import annotations

from datetime import timedelta

import pytest
from fake_service import FakeService

from byfax_desktop.engine.clock import moment
from byfax_desktop.engine.offered import ANEW, DAY, Offered, Told
from byfax_desktop.engine.trouble import EngineTrouble
from byfax_desktop.service.codes import StateCode
from byfax_desktop.service.errors import AuthorizationRefused, Unreachable
from byfax_desktop.service.records import Country, DidGroup
from byfax_desktop.service.states import DidAddressType, DidType
from byfax_desktop.store.database import Database
from byfax_desktop.store.told_lists import ToldList, ToldLists

HOUR = 3600 * 1000


class Hand:
    """A clock that is set by hand."""

    def __init__(self):
        self.time = 1_800_000_000_000

    def now(self):
        return self.time


@pytest.fixture
def service():
    return FakeService()


@pytest.fixture
def hand():
    return Hand()


@pytest.fixture
def lists(tmp_path):
    database = Database(tmp_path / "faxes.db")
    yield ToldLists(database)
    database.close()


@pytest.fixture
def offered(service, lists, hand):
    return Offered(service.inventory, lists, hand.now)


def test_nothing_is_known_of_what_nobody_asked_for(offered, service):
    offered.countries()
    known = offered.known()

    assert known.countries.items == service.countries
    assert known.states("USA") is known.groups("BLR") is known.group("BY-17") is None
    assert list(known.all_groups()) == []
    assert service.calls == ["list_countries"]


def test_what_is_inside_a_country_is_its_states_or_its_groups(offered, service):
    offered.inside("BLR")
    offered.inside("USA")
    offered.inside("USA", "NY")

    known = offered.known()
    assert [group.city for group in known.groups("BLR").items] == ["Minsk"]
    assert known.states("USA").items == service.states["USA"]
    assert known.groups("USA") is None
    assert [(country, state) for country, state, _ in known.all_groups()] == [("BLR", ""), ("USA", "NY")]
    assert service.count("list_countries") == 1


def test_a_country_whose_states_are_none_has_its_groups_listed_together(offered, service):
    service.states = {}
    offered.inside("USA")

    assert {group.ref for group in offered.known().groups("USA").items} == {"US-213", "US-212"}


def test_it_is_asked_for_once_a_day(offered, service, hand):
    offered.groups("BLR")
    hand.time += 24 * HOUR - 1
    offered.groups("BLR")
    assert service.count("list_did_groups") == 1

    hand.time += 1
    offered.groups("BLR")
    assert service.count("list_did_groups") == 2
    offered.groups("BLR", max_age=ANEW)
    assert service.count("list_did_groups") == 3


def test_what_was_told_in_the_future_is_asked_for_again(offered, service, hand):
    offered.countries()
    hand.time -= HOUR
    offered.countries()

    assert service.count("list_countries") == 2


def test_it_is_known_after_a_new_start_and_without_the_service(offered, service, lists, hand):
    offered.inside("USA", "CA")
    offered.group("BY-17")
    told = offered.known()
    hand.time += 30 * HOUR
    service.lose_request("list_countries", Unreachable("byFax can't be reached.", "Wait."))
    again = Offered(service.inventory, lists, hand.now)

    with pytest.raises(Unreachable):
        again.countries()
    assert again.known() == told
    assert again.known().group("BY-17").items[0].city == "Minsk"


def test_words_that_are_newer_than_the_contract_survive_the_disk(offered, service, lists, hand):
    odd = DidGroup(
        "G", "BLR", None, "Мінск‮" * 60, "", "", DidType("MOON"), address_type=DidAddressType("LUNAR")
    )
    service.groups = (odd, DidGroup())
    offered.groups("BLR")

    again = Offered(service.inventory, lists, hand.now)
    assert again.known().groups("BLR").items == (odd,)


def test_a_country_that_is_gone_is_said_to_be_in_words_of_its_own(offered, service):
    service.refuses["list_did_groups"] = "COUNTRY_NOT_SUPPORTED"
    for look in (lambda: offered.inside("BLR"), lambda: offered.inside("XXX")):
        with pytest.raises(EngineTrouble) as caught:
            look()
        assert caught.value.what == "byFax has no numbers there any more."


def test_an_empty_result_is_an_empty_list(offered, service):
    service.refuses |= {"list_did_groups": "EMPTY_RESULT", "list_states": "EMPTY_RESULT"}
    offered.inside("USA")

    assert offered.known().groups("USA").items == ()


def test_who_may_not_look_is_told_so_and_keeps_what_is_known(offered, service):
    offered.countries()
    service.refuses["list_countries"] = "API_FUNCTION_ACCESS_DENIED"

    with pytest.raises(AuthorizationRefused) as caught:
        offered.countries(ANEW)
    assert caught.value.code is StateCode.API_FUNCTION_ACCESS_DENIED
    assert offered.known().countries.items == service.countries


def test_a_group_of_which_nothing_is_said_is_known_to_be_none(offered, service):
    assert offered.group("gone").items == ()
    offered.group("gone")

    assert service.count("get_did_group") == 1


@pytest.mark.parametrize("report", ["", "[]", "{", '{"items": 5}', '{"items": [7]}', '"x"', "null"])
def test_what_cannot_be_read_any_more_is_asked_for_again(offered, service, lists, hand, report):
    lists.keep(ToldList("countries", "", "", hand.time, report))
    lists.keep(ToldList("of a later version", "", "", hand.time, report))

    assert offered.countries().items == service.countries


def test_a_list_is_fresh_for_less_than_a_day():
    told = Told((Country(),), moment(0))

    assert told.is_fresh(moment(0))
    assert told.is_fresh(moment(0) + DAY - timedelta(seconds=1))
    assert not told.is_fresh(moment(0) + DAY)
    assert not told.is_fresh(moment(0) - timedelta(seconds=1))
    assert not told.is_fresh(moment(0), ANEW)


def test_what_nobody_asked_for_in_a_year_is_not_kept(offered, lists, hand):
    offered.group("BY-17")
    hand.time += 365 * 24 * HOUR
    offered.countries()
    assert {told.kind for told in lists.all()} == {"countries", "group"}
    hand.time += 1
    offered.countries(ANEW)

    assert [told.kind for told in lists.all()] == ["countries"]
