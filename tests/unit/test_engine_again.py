"""Faxes that were sent as drafts again, and drafts, templates and presets side by side."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from outbox_bench import ANNA, BOB, Bench

from byfax_desktop.engine.again import Again, NotKept
from byfax_desktop.engine.drafts import Draft
from byfax_desktop.engine.frozen import freeze
from byfax_desktop.engine.writing import Writing
from byfax_desktop.fax.treatment import Treatment
from byfax_desktop.service.codes import StateCode
from byfax_desktop.service.records import Message
from byfax_desktop.service.states import FaxQuality, RecipientState
from byfax_desktop.store.drafts import DraftKind
from byfax_desktop.store.submissions import Change, FaxState, RecipientChange


@pytest.fixture
def bench(tmp_path):
    made = Bench(tmp_path)
    yield made
    made.close()


@pytest.fixture
def again(bench):
    return Again(bench.desk)


@pytest.fixture
def writing(bench):
    return Writing(bench.desk)


class TestAgain:
    def test_a_fax_is_a_draft_with_its_documents_under_their_names(self, bench, again):
        ref = bench.send(ANNA, BOB, subject="Offer", quality=FaxQuality.STANDARD)
        (bench.folder / "letter.txt").unlink()

        draft = again.draft_of(ref)

        (document,) = draft.documents
        assert (document.name, document.read_text()) == ("letter.txt", "A letter.")
        assert [each.number for each in draft.recipients] == [ANNA, BOB]
        assert (draft.subject, draft.quality, draft.draft_id) == ("Offer", FaxQuality.STANDARD, "")

    def test_it_can_be_sent_though_nothing_was_changed(self, bench, again):
        first = bench.send(draft_id="D1")

        second = bench.intake.take(again.draft_of(first))[0]

        assert second != first

    def test_what_was_done_to_pages_is_not_done_twice(self, bench, again):
        ref = bench.send(treatments=(Treatment(quarter_turns=1),))

        draft = again.draft_of(ref)

        assert draft.treatments == ()
        assert draft.documents[0].name == "letter.tif"

    def test_a_time_that_has_been_is_not_kept(self, bench, again):
        assert again.draft_of(bench.send(send_at=datetime(2099, 1, 1, tzinfo=UTC))).send_at is None

    def test_only_those_whom_it_did_not_reach(self, bench, again):
        ref = bench.send(ANNA, BOB)
        report(bench, ref, {ANNA: RecipientState.SUCCESS, BOB: RecipientState.FAILED})

        assert [each.number for each in again.draft_of(ref, only_failed=True).recipients] == [BOB]

    def test_one_from_elsewhere_says_that_its_pages_are_not_here(self, again):
        with pytest.raises(NotKept):
            again.draft_of("unknown")

    def test_the_original_can_be_changed_without_changing_what_was_sent(self, bench, again):
        ref = bench.send()
        again.draft_of(ref).documents[0].write_text("Altered")

        (row,) = bench.desk.journal.documents(bench.find(ref).id)
        assert bench.desk.spool.path(row).read_text() == "A letter."

    def test_copies_go_with_the_last_draft_that_has_them(self, bench, again, writing):
        kept = again.draft_of(bench.send())
        writing.keep(replace(kept, draft_id="D2"))
        again.tidy(writing)
        assert kept.documents[0].is_file()

        writing.drop("D2")
        again.tidy(writing)

        assert not kept.documents[0].exists()


class TestKinds:
    def test_several_drafts_are_there_at_once_the_newest_first(self, bench, writing):
        for number in (1, 2):
            writing.keep(Draft(subject=f"Draft {number}", draft_id=f"D{number}"))
            writing.write()
            bench.hands.advance(1)

        assert [each.draft.subject for each in writing.kept(DraftKind.DRAFT)] == ["Draft 2", "Draft 1"]

    def test_a_draft_that_was_only_just_said_is_listed(self, writing):
        writing.keep(Draft(subject="New", draft_id="D1"))

        assert [each.draft.subject for each in writing.kept(DraftKind.DRAFT)] == ["New"]

    def test_a_template_is_no_draft_and_takes_the_place_of_its_namesake(self, bench, writing):
        writing.keep_as(DraftKind.TEMPLATE, "Weekly", Draft(subject="One", draft_id="D1"))
        writing.keep_as(DraftKind.TEMPLATE, "Weekly", Draft(subject="Two", draft_id="D1"))

        (template,) = writing.kept(DraftKind.TEMPLATE)
        assert (template.name, template.draft.subject) == ("Weekly", "Two")
        assert template.draft.draft_id != "D1"
        assert writing.latest() is None

    def test_a_template_outlives_the_faxes_made_of_it_and_has_no_time(self, bench, writing):
        moment = datetime(2099, 1, 1, tzinfo=UTC)
        writing.keep_as(DraftKind.TEMPLATE, "Weekly", bench.draft(send_at=moment))
        (template,) = writing.kept(DraftKind.TEMPLATE)

        bench.intake.take(replace(template.draft, draft_id=""))

        assert template.draft.send_at is None
        assert len(writing.kept(DraftKind.TEMPLATE)) == 1

    def test_a_preset_carries_no_recipients_no_documents_and_no_time(self, bench, writing):
        whole = bench.draft(
            quality=FaxQuality.STANDARD, retries=7, header="<From>", send_at=datetime(2099, 1, 1, tzinfo=UTC)
        )
        writing.keep_as(DraftKind.PRESET, "Cheap", whole)

        (preset,) = writing.kept(DraftKind.PRESET)
        assert (preset.draft.quality, preset.draft.retries, preset.draft.header) == (
            FaxQuality.STANDARD,
            7,
            "<From>",
        )
        assert replace(preset.draft, draft_id="") == Draft(
            quality=FaxQuality.STANDARD, retries=7, header="<From>"
        )


def report(bench, ref, states):
    seen = bench.find(ref)
    changes = tuple(
        RecipientChange(
            row.ref,
            freeze(
                Message(StateCode.SUCCESS, message_ref=row.ref, number=row.number, state=states[row.number])
            ),
            is_live=False,
        )
        for row in bench.recipients(ref)
    )
    assert bench.desk.journal.step(seen, Change(FaxState.PARTLY, "Ended", recipients=changes), 1)
