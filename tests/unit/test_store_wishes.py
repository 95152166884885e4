"""Wishes: what a person wants done with a fax is kept until it is done, and done once."""

from __future__ import annotations

import pytest
from store_samples import NOW, enqueue

from byfax_desktop.store.database import Database
from byfax_desktop.store.journal import Journal
from byfax_desktop.store.trouble import StoreTrouble
from byfax_desktop.store.wishes import Wishes, WishKind, WishState

LATER = NOW + 60_000


@pytest.fixture
def path(tmp_path):
    return tmp_path / "faxes.db"


@pytest.fixture
def database(path):
    opened = Database(path)
    yield opened
    opened.close()


@pytest.fixture
def wishes(database):
    return Wishes(database)


@pytest.fixture
def fax(database):
    return enqueue(Journal(database), "B1").id


def kinds(found):
    return [wish.kind for wish in found]


def test_a_wish_is_kept_with_what_was_known_when_it_was_made(wishes, fax):
    wishes.add(fax, "M1", WishKind.RESUBMIT, 3, LATER)

    (wish,) = wishes.unfinished()
    assert (wish.submission_id, wish.message_ref, wish.kind) == (fax, "M1", WishKind.RESUBMIT)
    assert (wish.state, wish.made, wish.since, wish.seen_attempt) == (WishState.OPEN, LATER, LATER, 3)
    assert wish.answer == ""


def test_a_wish_outlives_the_program(path):
    first = Database(path)
    Wishes(first).add(enqueue(Journal(first), "B1").id, "", WishKind.CANCEL, 0, NOW)
    first.close()

    again = Database(path)
    assert kinds(Wishes(again).unfinished()) == [WishKind.CANCEL]
    again.close()


@pytest.mark.parametrize("state", [WishState.OPEN, WishState.ASKED])
def test_the_same_wish_is_kept_once_while_it_is_not_carried_out(wishes, fax, state):
    wishes.add(fax, "", WishKind.CANCEL, 0, NOW)
    if state is WishState.ASKED:
        wishes.move(wishes.unfinished()[0], state, NOW)
    before = wishes.unfinished()

    wishes.add(fax, "", WishKind.CANCEL, 0, LATER)

    assert wishes.unfinished() == before


@pytest.mark.parametrize("state", [WishState.DONE, WishState.REFUSED])
def test_a_wish_that_came_to_its_end_can_be_made_again(wishes, fax, state):
    wishes.add(fax, "", WishKind.PAUSE, 0, NOW)
    wishes.move(wishes.unfinished()[0], state, NOW)
    assert wishes.unfinished() == ()

    wishes.add(fax, "", WishKind.PAUSE, 0, LATER)

    assert [wish.made for wish in wishes.unfinished()] == [LATER]
    assert [wish.state for wish in wishes.of(fax)] == [state, WishState.OPEN]


def test_other_wishes_and_those_about_others_are_wishes_of_their_own(wishes, fax, database):
    second = enqueue(Journal(database), "B2").id
    wishes.add(fax, "", WishKind.PAUSE, 0, NOW)
    wishes.add(fax, "M1", WishKind.PAUSE, 0, NOW)
    wishes.add(fax, "", WishKind.CANCEL, 0, NOW)
    wishes.add(second, "", WishKind.PAUSE, 0, NOW)

    found = wishes.unfinished()
    assert [(wish.submission_id, wish.message_ref, wish.kind) for wish in found] == [
        (fax, "", WishKind.PAUSE),
        (fax, "M1", WishKind.PAUSE),
        (fax, "", WishKind.CANCEL),
        (second, "", WishKind.PAUSE),
    ]
    assert kinds(wishes.of(second)) == [WishKind.PAUSE]
    assert len(wishes.of(fax)) == 3


def test_a_wish_is_a_word_of_the_person_about_the_fax(wishes, fax, database):
    """What a person has not spoken of for long is not done without asking: a wish, also a repeated one, is speaking."""
    journal = Journal(database)
    wishes.add(fax, "", WishKind.PAUSE, 0, LATER)
    assert journal.submission(fax).intent == LATER
    wishes.add(fax, "", WishKind.PAUSE, 0, LATER + 1)
    assert journal.submission(fax).intent == LATER + 1


def test_a_wish_goes_on_step_by_step_with_the_answer(wishes, fax):
    wishes.add(fax, "", WishKind.DELETE, 0, NOW)
    (wish,) = wishes.unfinished()
    assert wishes.move(wish, WishState.ASKED, NOW + 1)
    (asked,) = wishes.unfinished()
    assert (asked.state, asked.since, asked.made) == (WishState.ASKED, NOW + 1, NOW)

    assert wishes.move(asked, WishState.REFUSED, NOW + 2, '{"code": 1}')

    (refused,) = wishes.of(fax)
    assert (refused.state, refused.since, refused.answer) == (WishState.REFUSED, NOW + 2, '{"code": 1}')


def test_of_two_programs_one_takes_a_wish_on(wishes, fax, path):
    wishes.add(fax, "", WishKind.RESUBMIT, 1, NOW)
    (seen,) = wishes.unfinished()
    other = Database(path)

    assert wishes.move(seen, WishState.ASKED, LATER)
    assert not Wishes(other).move(seen, WishState.ASKED, LATER)
    assert not Wishes(other).move(seen, WishState.DONE, LATER)

    assert [wish.state for wish in wishes.of(fax)] == [WishState.ASKED]
    other.close()


def test_a_wish_that_was_asked_again_is_not_moved_by_who_saw_it_before(wishes, fax):
    wishes.add(fax, "", WishKind.RESUBMIT, 1, NOW)
    wishes.move(wishes.unfinished()[0], WishState.ASKED, NOW + 1)
    (seen,) = wishes.unfinished()
    wishes.move(seen, WishState.ASKED, NOW + 2)

    assert not wishes.move(seen, WishState.DONE, NOW + 3)


def test_no_wish_is_kept_about_a_fax_that_is_not_there(wishes):
    with pytest.raises(StoreTrouble):
        wishes.add(99, "", WishKind.CANCEL, 0, NOW)
    assert wishes.unfinished() == ()
