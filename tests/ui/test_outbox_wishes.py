"""What can be done with a fax as it stands."""

from __future__ import annotations

import pytest
from tab_doubles import entry, local_entry, message

from byfax_desktop.engine.events import OutboxEntry
from byfax_desktop.service.states import BroadcastState, RecipientState
from byfax_desktop.store.submissions import ENDED, FaxState
from byfax_desktop.store.wishes import WishKind
from byfax_desktop.ui.outbox.wishes import (
    Target,
    may_arrive_twice,
    obstacle,
    targets_of,
)

PAUSE, RESUME, CANCEL = WishKind.PAUSE, WishKind.RESUME, WishKind.CANCEL
AGAIN, DELETE = WishKind.RESUBMIT, WishKind.DELETE
AT_SERVICE = ENDED - {FaxState.REJECTED} | {FaxState.ACCEPTED}


def possible(target: Target) -> set[WishKind]:
    return {kind for kind in WishKind if not obstacle(kind, target)}


def there(*states: RecipientState, local: FaxState = FaxState.ACCEPTED) -> OutboxEntry:
    """A fax that the service has, to recipients who stand so."""
    people = tuple(message(f"m{number}", state=state) for number, state in enumerate(states))
    return local_entry(local, people, is_there=True)


@pytest.mark.parametrize(
    ("state", "kinds"),
    [
        (FaxState.QUEUED, {PAUSE, CANCEL}),
        (FaxState.UPLOADING, {CANCEL}),
        (FaxState.SUBMITTING, {CANCEL}),
        (FaxState.UNKNOWN, {CANCEL}),
        (FaxState.DOUBT, {CANCEL}),
        (FaxState.HELD, {RESUME, CANCEL}),
        (FaxState.NEEDS_YOU, {AGAIN, CANCEL}),
        (FaxState.REJECTED, {AGAIN, DELETE}),
        (FaxState.CANCELLED, {DELETE}),
    ],
)
def test_a_fax_that_the_service_does_not_have(state: FaxState, kinds: set[WishKind]) -> None:
    assert possible(Target(local_entry(state))) == kinds


@pytest.mark.parametrize(
    ("states", "kinds"),
    [
        ([RecipientState.DELIVERING], {PAUSE, CANCEL}),
        ([RecipientState.SUCCESS, RecipientState.PENDING], {PAUSE, CANCEL}),
        ([RecipientState.FAILED, RecipientState.PENDING], {PAUSE, CANCEL}),
        ([RecipientState.PAUSED], {RESUME, CANCEL}),
        ([RecipientState.PAUSED, RecipientState.PENDING], {PAUSE, RESUME, CANCEL}),
        ([RecipientState.CANCELLING], set()),
        ([RecipientState("LOOPING")], {PAUSE, CANCEL}),
        ([RecipientState.SUCCESS], {DELETE}),
        ([RecipientState.FAILED], {AGAIN, DELETE}),
        ([RecipientState.ABORTED], {AGAIN, DELETE}),
        ([RecipientState.FAILED, RecipientState.SUCCESS], {AGAIN, DELETE}),
        ([RecipientState.CANCELLED], {DELETE}),
    ],
)
def test_a_fax_that_the_service_has(states: list[RecipientState], kinds: set[WishKind]) -> None:
    assert possible(Target(there(*states))) == kinds


@pytest.mark.parametrize(
    ("state", "kinds"),
    [
        (RecipientState.DELIVERING, {PAUSE, CANCEL}),
        (RecipientState.PAUSED, {RESUME, CANCEL}),
        (RecipientState.SUCCESS, {DELETE}),
        (RecipientState.FAILED, {AGAIN, DELETE}),
    ],
)
def test_one_recipient_counts_apart_from_the_others(state: RecipientState, kinds: set[WishKind]) -> None:
    mixed = there(state, RecipientState.DELIVERING)
    assert possible(Target(mixed, mixed.messages[0])) == kinds


@pytest.mark.parametrize("state", sorted(set(FaxState) - AT_SERVICE))
def test_until_the_service_has_a_fax_it_goes_as_a_whole(state: FaxState) -> None:
    both = local_entry(state, (message("1"), message("2")))
    assert possible(Target(both, both.messages[0])) == set()


@pytest.mark.parametrize(
    ("state", "kinds"),
    [
        (BroadcastState.PAUSED, {RESUME, CANCEL}),
        (BroadcastState.DELIVERING, {PAUSE, CANCEL}),
        (BroadcastState.CANCELLING, set()),
        (BroadcastState.DONE, {DELETE}),
        (BroadcastState.FAILED, {AGAIN, DELETE}),
    ],
)
def test_a_broadcast_whose_recipients_are_not_known_yet_counts_as_such(
    state: BroadcastState, kinds: set[WishKind]
) -> None:
    assert possible(Target(entry("a", (), state=state))) == kinds


@pytest.mark.parametrize("kind", list(WishKind))
@pytest.mark.parametrize("state", list(FaxState))
def test_why_not_is_one_or_two_whole_sentences(state: FaxState, kind: WishKind) -> None:
    for fax in (local_entry(state), there(RecipientState.PENDING, local=state)):
        why_not = obstacle(kind, Target(fax))
        assert why_not == "" or why_not.endswith(".")


def test_a_recipient_goes_with_the_broadcast_that_is_chosen_too() -> None:
    both = there(RecipientState.FAILED, RecipientState.FAILED)
    people = [Target(both, each) for each in both.messages]
    assert targets_of([people[0], Target(both), people[1]]) == (Target(both),)
    assert targets_of([people[1], people[0], people[1]]) == (people[1], people[0])


def test_the_only_recipient_is_the_broadcast() -> None:
    alone = local_entry(FaxState.QUEUED)
    assert targets_of([Target(alone, alone.messages[0])]) == (Target(alone),)
    assert Target(alone).refs == ("a", "")


def test_only_what_nobody_can_tell_may_arrive_twice() -> None:
    assert {state for state in FaxState if may_arrive_twice(Target(local_entry(state)))} == {
        FaxState.NEEDS_YOU
    }


OF_EACH_STATE = {
    RecipientState.UNKNOWN: {PAUSE, CANCEL},
    RecipientState.PENDING: {PAUSE, CANCEL},
    RecipientState.PREPARING: {PAUSE, CANCEL},
    RecipientState.READY: {PAUSE, CANCEL},
    RecipientState.SUBMITTING: {PAUSE, CANCEL},
    RecipientState.SUBMITTED: {PAUSE, CANCEL},
    RecipientState.DELIVERING: {PAUSE, CANCEL},
    RecipientState.PAUSING: {RESUME, CANCEL},
    RecipientState.RESUMING: {PAUSE, CANCEL},
    RecipientState.PAUSED: {RESUME, CANCEL},
    RecipientState.ABORTING: set(),
    RecipientState.ABORTED: {AGAIN, DELETE},
    RecipientState.CANCELLING: set(),
    RecipientState.CANCELLED: {DELETE},
    RecipientState.SUCCESS: {DELETE},
    RecipientState.FAILED: {AGAIN, DELETE},
    RecipientState.DELETED: {DELETE},
    RecipientState("HOVERING"): {PAUSE, CANCEL},
}


@pytest.mark.parametrize("state", [*RecipientState, RecipientState("HOVERING")])
def test_for_every_state_of_a_recipient_it_is_settled_what_can_be_done(state: RecipientState) -> None:
    alone, one_of_two = there(state), there(state, RecipientState.SUCCESS)
    assert possible(Target(alone)) == OF_EACH_STATE[state]
    assert possible(Target(one_of_two, one_of_two.messages[0])) == OF_EACH_STATE[state]
    for kind in set(WishKind) - OF_EACH_STATE[state]:
        assert obstacle(kind, Target(alone)).endswith(".")
