"""Faxes that were made of earlier ones: each history tells of the other, as it fares now."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from outbox_bench import ANNA, BOB, Bench

from byfax_desktop.engine.again import Again
from byfax_desktop.engine.drafts import Draft, Origin
from byfax_desktop.engine.frozen import freeze_draft, thaw_draft
from byfax_desktop.engine.sequels import whole_history
from byfax_desktop.engine.writing import Writing
from byfax_desktop.service.codes import StateCode
from byfax_desktop.service.states import BroadcastState
from byfax_desktop.store.drafts import DraftKind
from byfax_desktop.store.submissions import Sequel, SequelKind
from byfax_desktop.store.wishes import WishKind


@pytest.fixture
def bench(tmp_path):
    made = Bench(tmp_path)
    yield made
    made.close()


def told(bench, ref):
    return [line.words for line in whole_history(bench.desk, ref)]


def rest(bench, first, **changes):
    """Press Send for pages 4 to 8 of this fax."""
    (row,) = bench.recipients(first)
    sequel = Sequel(SequelKind.REST, first, row.ref, 4, 8)
    bench.hands.advance(60)
    return bench.send(origin=Origin(sequel), **changes)


def failed(bench, *numbers, reason=StateCode.BUSY):
    ref = bench.send(*numbers)
    bench.look()
    for row in bench.recipients(ref):
        bench.service.fail(row.ref, reason)
    bench.service.broadcasts[ref] = replace(bench.service.broadcasts[ref], state=BroadcastState.FAILED)
    bench.monitor.look()
    return ref


def test_each_tells_of_the_other(bench):
    first = failed(bench)
    second = rest(bench, first)

    assert (
        told(bench, first)[-1]
        == "The rest, pages 4 to 8, was sent as another fax to +49 30 123450: on its way"
    )
    assert told(bench, second)[-1].startswith("This is the rest, pages 4 to 8, of the fax of ")

    bench.look()
    bench.service.finish_all()
    bench.monitor.look()
    assert told(bench, first)[-1].endswith(": delivered")


def test_one_that_was_taken_back_was_never_sent(bench):
    first = failed(bench)
    second = rest(bench, first, take_back=30)
    bench.intake.take_back([second])

    assert told(bench, first)[-1].endswith(": taken back before it was sent")
    assert bench.desk.sequels.standing_rests() == {}


def test_only_what_may_still_arrive_stands(bench):
    first = failed(bench)
    (row,) = bench.recipients(first)
    second = rest(bench, first)
    assert list(bench.desk.sequels.standing_rests()) == [row.ref]

    bench.look()
    bench.service.fail(bench.recipients(second)[0].ref)
    bench.monitor.look()
    assert bench.desk.sequels.standing_rests() == {}


def test_a_rest_that_was_put_off_with_the_program_is_still_one(bench):
    first = failed(bench)
    rest(bench, first)
    after = bench.again()
    assert len(after.desk.sequels.standing_rests()) == 1
    after.close()


def test_sent_again_it_is_told_for_whom_and_how_it_ended_before(bench):
    first = failed(bench, ANNA, BOB)
    draft = Again(bench.desk).draft_of(first, only_failed=True)
    assert draft.origin is not None
    assert draft.origin.outcome == "delivered to 0 of 2"
    bench.hands.advance(60)
    bench.intake.take(draft)
    assert told(bench, first)[-1] == "Sent again as another fax to 2 recipients: on its way"


def test_to_one_recipient_of_several(bench):
    first = failed(bench, ANNA, BOB)
    bob = bench.recipients(first)[1]
    draft = Again(bench.desk).draft_of(first, message_ref=bob.ref)
    assert [each.number for each in draft.recipients] == [BOB]
    assert draft.origin is not None
    assert (draft.origin.outcome, draft.origin.sequel.message_ref) == ("not delivered: busy", bob.ref)


def test_what_a_draft_was_made_of_survives_the_disk():
    origin = Origin(
        Sequel(SequelKind.REST, "B", "M", 4, 8),
        datetime(2026, 11, 23, tzinfo=UTC),
        "Busy",
        8,
        Path("/a/rest.tif"),
        Path("/a/notice.html"),
        is_made_anew=True,
    )
    assert thaw_draft(freeze_draft(Draft(origin=origin))).origin == origin
    assert thaw_draft(freeze_draft(Draft())).origin is None


def test_to_the_only_recipient_it_is_told_why(bench):
    first = failed(bench)
    draft = Again(bench.desk).draft_of(first)
    assert draft.origin is not None
    assert draft.origin.outcome == "not delivered: busy"
    assert draft.origin.sequel.message_ref == bench.recipients(first)[0].ref, (
        "so the guard knows which fax it was"
    )


def test_a_template_is_no_sequel(bench):
    writing = Writing(bench.desk)
    draft = Again(bench.desk).draft_of(failed(bench))
    writing.keep_as(DraftKind.TEMPLATE, "Weekly", draft)
    (template,) = writing.kept(DraftKind.TEMPLATE)
    assert template.draft.origin is None


def test_a_fax_that_nobody_knows_has_no_history(bench):
    assert whole_history(bench.desk, "nobody knows it") == ()


def test_what_was_wished_stands_between(bench):
    first = failed(bench)
    rest(bench, first)
    bench.hands.advance(60)
    bench.wishing.wish(WishKind.RESUBMIT, first)
    assert told(bench, first)[-2].startswith("The rest")
    assert told(bench, first)[-1] == "Send again was chosen"
