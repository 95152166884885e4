"""Whose pages are meant, and why there may be none."""

from __future__ import annotations

import pytest
from tab_doubles import NOON, entry, local_entry, message

from byfax_desktop.engine.events import LocalState, OutboxEntry
from byfax_desktop.service.states import RecipientState
from byfax_desktop.store.submissions import FaxState
from byfax_desktop.ui.outbox.went import no_pages, recipient_of, suggested_name
from byfax_desktop.ui.outbox.wishes import Target

ANNA, BOB = message("m1", "Anna"), message("m2", "Bob")
ENDED = frozenset(
    {
        RecipientState.SUCCESS,
        RecipientState.FAILED,
        RecipientState.ABORTED,
        RecipientState.CANCELLED,
        RecipientState.DELETED,
    }
)


def what(target: Target) -> str:
    found = no_pages(target)
    return found.what if found else ""


def test_the_only_recipient_is_meant_also_by_the_fax() -> None:
    assert recipient_of(Target(entry("a", (ANNA,)))) == ANNA
    assert recipient_of(Target(entry("a", (ANNA, BOB)))) is None
    assert recipient_of(Target(entry("a", (ANNA, BOB)), BOB)) == BOB


@pytest.mark.parametrize("state", list(RecipientState))
def test_pages_are_asked_for_once_a_fax_has_ended_however_it_ended(state: RecipientState) -> None:
    fax = Target(entry("a", (message("m", state=state),)))
    assert what(fax) == ("" if state in ENDED else "This fax is still on its way.")


def test_a_fax_to_several_asks_for_one_of_them() -> None:
    found = no_pages(Target(entry("a", (ANNA, BOB))))
    assert found is not None
    assert found.do == "Select one of the recipients to see them."
    assert no_pages(Target(entry("a", (ANNA, BOB)), ANNA)) is None


def test_a_fax_without_known_recipients_has_none_yet() -> None:
    assert what(Target(entry("a", ()))) == "byFax has not said yet who gets this fax."
    assert what(Target(entry("a", (message(""),)))) == "byFax has not said yet who gets this fax."


@pytest.mark.parametrize("state", [FaxState.REJECTED, FaxState.CANCELLED])
def test_a_fax_that_never_left_has_none(state: FaxState) -> None:
    assert what(Target(local_entry(state))) == "This fax was never sent."


def test_a_fax_cancelled_at_the_service_may_have_some() -> None:
    plain = entry("a", (message("m", state=RecipientState.CANCELLED),))
    local = LocalState(FaxState.CANCELLED, is_there=True)
    assert no_pages(Target(OutboxEntry(plain.broadcast, plain.messages, "", local))) is None


def test_a_name_is_made_of_the_time_and_digits_only() -> None:
    name = suggested_name(
        Target(entry("a", (message("m", number="../+49 30\0" + "1" * 99, call_ended=NOON),))), ".pdf"
    )
    assert name.startswith("Fax 2026-11-23 ")
    assert name.endswith(" to 49301111111111111111.pdf")
    assert not set(name) & set('/\\:*?"<>|\0')


def test_a_name_without_anything_known_is_still_a_name() -> None:
    assert suggested_name(Target(entry("a", (message("m", number=None),), created=None)), ".tif") == "Fax.tif"
