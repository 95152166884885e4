"""Which proofs are wanted: one for each end of a fax and each place that a rule names, however often it is told."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from store_samples import NOW, enqueue, person, submission

from byfax_desktop.store.database import Database
from byfax_desktop.store.journal import Journal
from byfax_desktop.store.proofs import (
    MOST_SINGLE,
    ProofForm,
    ProofPlace,
    ProofRule,
    Proofs,
    ProofState,
)
from byfax_desktop.store.submissions import Change, FaxState, RecipientChange

OWN = ProofRule(ProofPlace.ACCOUNT, ProofForm.EVIDENCE)
ENDS = ("SUCCESS", "FAILED", "ABORTED")


@pytest.fixture
def database(tmp_path):
    opened = Database(tmp_path / "faxes.db")
    yield opened
    opened.close()


def tell(database, state, attempt=1, ref="B1", fax=FaxState.ACCEPTED, **more):
    """Have the only recipient's report stored."""
    journal = Journal(database)
    seen = journal.find(ref)
    (row,) = journal.recipients(seen.id)
    report = json.dumps({"jobState": state, "attempt": str(attempt), **more})
    is_live = state not in (*ENDS, "CANCELLED", "DELETED")
    change = Change(fax, "", recipients=(RecipientChange(row.ref, report, is_live),))
    assert journal.step(seen, change, NOW)


def wanted(database):
    return [(each.recipient_ref, each.place.value) for each in Proofs(database).wanted(NOW)]


def test_at_first_evidence_is_kept_with_the_account_and_nowhere_else(database):
    assert Proofs(database).rules() == (OWN, ProofRule(ProofPlace.FOLDER, ProofForm.NONE))


@pytest.mark.parametrize(
    ("state", "places"), [("FAILED", ["account", "folder"]), ("SUCCESS", ["account"]), ("CANCELLED", [])]
)
def test_a_rule_for_those_that_failed_passes_the_others_by(database, state, places):
    rule = ProofRule(ProofPlace.FOLDER, ProofForm.REPORT, "/mine", "", failed_only=True)
    Proofs(database).set_rules([rule])
    enqueue(Journal(database), "B1")
    tell(database, state)
    assert [place for _, place in wanted(database)] == places


def test_what_is_written_is_wanted_no_more_and_what_waits_only_from_its_time_on(database):
    enqueue(Journal(database), "B1")
    tell(database, "SUCCESS")
    proofs = Proofs(database)
    (proof,) = proofs.wanted(NOW)
    proofs.put_off(proof.id, ProofState.PARTIAL, NOW + 5)
    assert (proofs.wanted(NOW + 4), proofs.next_due()) == ((), NOW + 5)
    assert proofs.wanted(NOW + 5)[0].tries == 1
    proofs.hurry()
    assert proofs.wanted(0)
    proofs.end(proof.id, ProofState.DONE)
    assert (proofs.wanted(NOW + 9), proofs.next_due()) == ((), None)


def test_the_digest_of_what_is_complete_takes_the_place_of_that_before(database):
    enqueue(Journal(database), "B1")
    tell(database, "SUCCESS")
    proofs = Proofs(database)
    (proof,) = proofs.wanted(NOW)
    proofs.begin(proof.id, "a.pdf", "old", is_whole=False)
    proofs.begin_whole(proof.id, "new")
    assert (proofs.one(proof.id).digest, proofs.one(proof.id).new_digest) == ("old", "new")
    proofs.end(proof.id, ProofState.DONE)
    assert proofs.one(proof.id).digest == "new"


def test_many_recipients_are_proved_together_when_all_have_ended(database):
    journal = Journal(database)
    people = [person(f"+4930{place:06}", f"M{place}") for place in range(MOST_SINGLE + 1)]
    journal.enqueue([submission("B1", *people)], NOW, NOW)
    report = json.dumps({"jobState": "SUCCESS", "attempt": "1"})
    changes = tuple(RecipientChange(each.ref, report, False) for each in people)
    journal.step(journal.find("B1"), Change(FaxState.ACCEPTED, "", recipients=changes), NOW)
    assert wanted(database) == []
    journal.step(journal.find("B1"), Change(FaxState.DELIVERED, ""), NOW)
    journal.step(journal.find("B1"), Change(FaxState.DELIVERED, "", {"what": ""}), NOW)
    assert wanted(database) == [("", "account")]


STORIES = st.lists(
    st.tuples(
        st.sampled_from((*ENDS, "CANCELLED", "DELIVERING", "SUBMITTED", "DELETED", "TELEPORTED")),
        st.integers(1, 3),
        st.booleans(),
    ),
    max_size=12,
)


@settings(max_examples=60, deadline=None)
@given(STORIES)
def test_each_end_is_wanted_once_whatever_is_told_in_between(story):
    """An end is another one when the fax was live before, or when it is not the one that was told last."""
    with tempfile.TemporaryDirectory() as folder:
        database = Database(Path(folder) / "faxes.db")
        enqueue(Journal(database), "B1")
        expected, is_live, last = 0, True, None
        for number, (state, attempt, twice) in enumerate(story):
            if state in ENDS:
                expected += is_live or last != (state, attempt)
                is_live, last = False, (state, attempt)
            else:
                is_live = state not in ("CANCELLED", "DELETED")
            for _ in range(2 if twice else 1):
                tell(database, state, attempt, cost=str(number))
        assert wanted(database) == [("B1-M1", "account")] * expected
        database.close()
