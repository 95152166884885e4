"""What each recipient gets of their own, from the draft to the request that leaves."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from outbox_bench import ANNA, BOB, Bench

from byfax_desktop.engine.drafts import Draft, DraftRecipient, Greeting, GreetingLanguage, SenderIdentity
from byfax_desktop.engine.intake import DraftRefused
from byfax_desktop.engine.merging import personal, send_moment, unfilled
from byfax_desktop.store.submissions import FaxState

CAROL = "+12125550134"


@pytest.fixture
def bench(tmp_path):
    made = Bench(tmp_path)
    yield made
    made.close()


def to(number, **extras):
    return DraftRecipient(number, extras.pop("name", "Anna"), "", **extras)


def sent(bench, *recipients, **options):
    refs = bench.intake.take(replace(bench.draft(), recipients=recipients, **options))
    bench.look()
    return refs, bench.service.requests


class TestTexts:
    def test_subject_and_header_of_a_recipient_go_in_place_of_the_draft_s(self, bench):
        _, (request,) = sent(
            bench, to(ANNA, subject="Yours", header="Page <CurPage>"), to(BOB), subject="All", header="<From>"
        )

        assert [each.subject for each in request.recipients] == ["Yours", None]
        assert [each.header for each in request.recipients] == ["Page <CurPage>", None]
        assert (request.subject, request.header) == ("All", "<From>")

    def test_columns_of_a_list_fill_the_texts_of_each(self, bench):
        people = to(ANNA, values=(("Invoice", "17"),)), to(BOB, values=(("Invoice", "18"),))
        _, (request,) = sent(bench, *people, subject="Invoice {invoice}", header="{Invoice}|{CurPage}")

        assert [each.subject for each in request.recipients] == ["Invoice 17", "Invoice 18"]
        assert [each.header for each in request.recipients] == ["17|{CurPage}", "18|{CurPage}"]

    def test_the_service_takes_one_cover_text_so_another_text_is_another_submission(self, bench):
        people = [
            to(number, values=(("Sum", total),)) for number, total in ((ANNA, "1"), (BOB, "2"), (CAROL, "1"))
        ]
        refs, requests = sent(bench, *people, cover_ref="C1", cover_text="You owe {Sum}")

        assert [request.cover_text for request in requests] == ["You owe 1", "You owe 2"]
        assert [[each.number for each in request.recipients] for request in requests] == [
            [ANNA, CAROL],
            [BOB],
        ]
        assert len(refs) == 2

    def test_pages_made_here_bear_the_texts_of_their_recipient(self, bench):
        people = to(ANNA, values=(("No", "1"),)), to(BOB, values=(("No", "2"),))
        _, messages = sent(bench, *people, prepared=True, subject="Order {No}")

        assert [message.subject for message in messages] == ["Order 1", "Order 2"]

    def test_a_fax_to_one_is_listed_by_the_subject_that_they_see(self, bench):
        (ref,), _ = sent(bench, to(ANNA, values=(("No", "7"),)), subject="Order {No}")

        assert bench.find(ref).subject == "Order 7"

    def test_name_company_and_number_fill_without_a_list_and_a_column_wins(self):
        draft = Draft(subject="{Name}, {Number}")

        assert personal(draft, to(ANNA, name="Anna")).subject == f"Anna, {ANNA}"
        assert personal(draft, to(ANNA, values=(("name", "Dr Berg"),))).subject == f"Dr Berg, {ANNA}"

    def test_what_nothing_fills_is_told_and_the_service_s_own_is_not(self):
        draft = Draft(recipients=(to(ANNA), to(BOB)), subject="{Sum}", header="{DateTime} {Nobody}")

        assert list(unfilled(draft)) == ["Sum", "Nobody", "Sum", "Nobody"]


class TestTimes:
    def test_each_gets_it_at_that_time_of_their_own(self, bench):
        refs, requests = sent(
            bench, to(ANNA), to(CAROL), to(BOB), send_at=datetime(2099, 12, 1, 9, 0), cover_ref="C1"
        )

        assert [(request.send_at.astimezone(UTC).hour, len(request.recipients)) for request in requests] == [
            (8, 2),
            (14, 1),
        ]
        assert len(refs) == 2

    def test_one_moment_for_all_stays_one_submission(self, bench):
        refs, _ = sent(bench, to(ANNA), to(CAROL), send_at=datetime(2099, 12, 1, 9, 0, tzinfo=UTC))

        assert len(refs) == 1

    def test_taken_back_it_is_the_time_that_was_chosen(self, bench):
        chosen = datetime(2099, 12, 1, 9, 0)
        refs = bench.intake.take(
            replace(bench.draft(), recipients=(to(ANNA), to(CAROL)), send_at=chosen), take_back=30
        )

        draft = bench.intake.take_back(refs)

        assert draft.send_at == chosen
        assert [each.number for each in draft.recipients] == [ANNA, CAROL]


class TestGreetings:
    @pytest.fixture
    def sound(self, tmp_path):
        path = tmp_path / "hello.wav"
        path.write_bytes(b"RIFF sound")
        return path

    def test_a_greeting_goes_from_its_copy_though_the_file_has_gone(self, bench, sound):
        greeting = Greeting(sound, GreetingLanguage.RUSSIAN)
        bench.intake.take(replace(bench.draft(), recipients=(to(ANNA, greeting=greeting), to(BOB))))
        sound.unlink()
        bench.look()

        (request,) = bench.service.requests
        spoken, none = (each.greeting for each in request.recipients)
        assert none is None
        assert spoken.language_iso == "RU"
        assert spoken.greeting_file.file_name == "hello.wav"
        with spoken.greeting_file.content.open() as content:
            assert content.read() == b"RIFF sound"

    def test_a_sweep_leaves_the_copy_of_a_greeting(self, bench, sound):
        bench.intake.take(replace(bench.draft(), recipients=(to(ANNA, greeting=Greeting(sound)),)))
        copies = set(bench.desk.spool.folder.iterdir())

        bench.desk.spool.sweep(bench.desk.journal.contents(), now=4e9)

        assert set(bench.desk.spool.folder.iterdir()) == copies

    def test_taken_back_a_greeting_can_be_sent_again(self, bench, sound):
        refs = bench.intake.take(
            replace(bench.draft(), recipients=(to(ANNA, greeting=Greeting(sound)),)), take_back=30
        )
        sound.unlink()

        (recipient,) = bench.intake.take_back(refs).recipients

        assert recipient.greeting.name == "hello.wav"
        assert recipient.greeting.path.read_bytes() == b"RIFF sound"

    @pytest.mark.parametrize("is_prepared", [False, True])
    def test_a_greeting_that_cannot_go_refuses_the_fax(self, bench, sound, is_prepared):
        path = sound if is_prepared else sound.with_name("gone.wav")

        with pytest.raises(DraftRefused):
            bench.intake.take(
                replace(bench.draft(), recipients=(to(ANNA, greeting=Greeting(path)),), prepared=is_prepared)
            )


def test_what_was_altered_of_a_recipient_on_the_disk_is_not_sent(bench):
    (ref,) = bench.intake.take(replace(bench.draft(), recipients=(to(ANNA, subject="Mine"),)))
    with bench.desk.database.transaction() as connection:
        connection.execute("UPDATE recipient SET extras = ?", ('{"subject": "Theirs"}',))

    bench.look()

    assert bench.state(ref) is FaxState.HELD
    assert bench.service.requests == []


def test_a_sender_without_a_zone_is_taken_to_be_at_utc():
    draft = Draft(sender=SenderIdentity("Me", timezone="Mars/Base"), send_at=datetime(2099, 1, 1, 9))

    assert send_moment(draft, DraftRecipient("+87012345678")) == datetime(2099, 1, 1, 9, tzinfo=UTC)
