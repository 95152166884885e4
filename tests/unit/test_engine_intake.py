"""From Send to the journal, and back as long as nothing has left."""

from __future__ import annotations

import os
import threading
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from fax_inputs import protected_pdf
from outbox_bench import ANNA, BOB, Bench

from byfax_desktop.engine.drafts import DraftRecipient, SenderIdentity
from byfax_desktop.engine.intake import DraftRefused, TooLate
from byfax_desktop.engine.uploads import Transfer
from byfax_desktop.fax.page_choice import PageChoice
from byfax_desktop.fax.treatment import PLAIN, Treatment
from byfax_desktop.fax.trouble import DocumentTrouble, TroubleKind
from byfax_desktop.service.errors import Cancelled, Unreachable
from byfax_desktop.store.sent_filter import SentFilter
from byfax_desktop.store.submissions import FaxState
from byfax_desktop.store.trouble import StoreTrouble
from byfax_desktop.store.wishes import WishKind


@pytest.fixture
def bench(tmp_path):
    made = Bench(tmp_path)
    yield made
    made.close()


class TestTakingIn:
    def stored(self, bench):
        folder = bench.desk.spool.folder
        return len(bench.desk.rows.find(SentFilter(), 10)), list(folder.iterdir()) if folder.exists() else []

    def test_a_draft_that_is_handed_over_twice_is_sent_once(self, bench):
        draft = bench.draft(draft_id="D1")

        assert bench.intake.take(draft) == bench.intake.take(draft)
        assert self.stored(bench)[0] == 1

    @pytest.mark.parametrize(
        "change",
        [{"recipients": ()}, {"documents": ()}, {"sender": SenderIdentity()}, {"retries": -1}],
    )
    def test_a_bad_draft_stores_nothing(self, bench, change):
        with pytest.raises(Exception) as refused:  # noqa: PT011 - any, as long as it can be told
            bench.intake.take(replace(bench.draft(), **change))

        assert refused.value.what
        assert self.stored(bench) == (0, [])

    def test_a_full_disk_is_noticed_before_send_says_yes(self, bench, monkeypatch):
        from byfax_desktop.store import spool

        usage = type("Usage", (), {"free": 1000})
        monkeypatch.setattr(spool.shutil, "disk_usage", lambda _path: usage)
        with pytest.raises(StoreTrouble, match="full"):
            bench.intake.take(bench.draft())

        assert self.stored(bench) == (0, [])

    def test_pages_made_here_are_one_file_in_the_spool(self, bench):
        bench.send(prepared=True)

        (copy,) = bench.desk.spool.folder.iterdir()
        assert copy.read_bytes()[:4] == b"II*\0"

    def test_a_stay_of_more_than_a_minute_is_a_minute(self, bench):
        ref = bench.send(take_back=3600)

        assert bench.find(ref).due - bench.find(ref).created == 60_000

    def test_refs_are_made_once_and_are_32_characters(self, bench):
        refs = [bench.send(ANNA, BOB) for _ in range(3)]
        of_messages = [row.ref for ref in refs for row in bench.recipients(ref)]

        assert len({*refs, *of_messages}) == 9
        assert all(len(ref) == 32 and ref.isalnum() for ref in (*refs, *of_messages))

    def test_parts_of_one_press_of_send_are_stored_together_or_not_at_all(self, bench):
        with bench.desk.database.transaction() as connection:
            connection.execute(
                "CREATE TRIGGER full_disk BEFORE INSERT ON recipient WHEN NEW.number = '+4930123460'"
                " BEGIN SELECT RAISE (ABORT, 'full'); END"
            )
        with pytest.raises(StoreTrouble):
            bench.intake.take(bench.draft(ANNA, BOB, prepared=True))

        assert bench.desk.rows.find(SentFilter(), 10) == ()

    def test_progress_is_told_by_document(self, bench):
        told = []
        paths = tuple(bench.document(f"{number}.txt") for number in range(3))
        transfer = Transfer(lambda *how_far: told.append(how_far), threading.Event())
        bench.intake.take(bench.draft(documents=paths), 0.0, transfer)

        assert told == [(1, 3), (2, 3), (3, 3)]

    def test_one_that_is_called_off_while_it_is_copied_is_not_sent(self, bench):
        called_off = threading.Event()
        paths = tuple(bench.document(f"{number}.txt") for number in range(3))
        transfer = Transfer(lambda done, _total: called_off.set() if done == 2 else None, called_off)
        with pytest.raises(Cancelled):
            bench.intake.take(bench.draft(documents=paths), 0.0, transfer)

        assert bench.desk.rows.find(SentFilter(), 10) == ()

    @pytest.mark.parametrize(
        "change",
        [
            {"subject": "a\x07b"},
            {"cover_text": "a\ud800b"},
            {"sender": SenderIdentity("Me\0")},
            {"recipients": (DraftRecipient(ANNA, "A\ud800"),)},
        ],
    )
    def test_text_that_no_request_can_carry_is_told_before_anything_is_stored(self, bench, change):
        with pytest.raises(DraftRefused, match="cannot carry"):
            bench.intake.take(bench.draft(**change))

        assert self.stored(bench) == (0, [])

    @pytest.mark.skipif(os.name != "posix", reason="elsewhere names are text")
    @pytest.mark.parametrize("prepared", [False, True])
    def test_a_file_whose_name_is_no_text_is_sent(self, bench, prepared):
        path = bench.folder / os.fsdecode(b"brief\xff.txt")
        path.write_text("A letter.")
        ref = bench.send(documents=(path,), prepared=prepared)
        bench.look()

        assert bench.state(ref) is FaxState.ACCEPTED


class TestPages:
    """Documents of which the service gets pages that were made here."""

    def stored(self, bench):
        """The beginnings of what lies in the spool."""
        return sorted(copy.read_bytes()[:4] for copy in bench.desk.spool.folder.iterdir())

    def test_only_those_to_which_something_is_done(self, bench):
        plain, turned = bench.document("plain.txt"), bench.document("turned.txt")
        ref = bench.send(documents=(plain, turned), treatments=(PLAIN, Treatment(quarter_turns=1)))
        first, second = bench.desk.journal.documents(bench.find(ref).id)

        assert (first.name, second.name) == ("plain.txt", "turned.tif")
        assert b"II*\0" in self.stored(bench)
        assert len(bench.recipients(ref)) == 1

    def test_a_cover_and_a_later_time_are_no_hindrance(self, bench):
        turned = Treatment(quarter_turns=1)
        later = datetime.now(UTC) + timedelta(days=1)

        assert bench.send(treatments=(turned,), cover_ref="C", send_at=later)

    @pytest.mark.parametrize(("name", "content"), [("a.md", b"# Title"), ("a.txt", b"<p>Hello")])
    def test_those_that_the_service_would_take_for_plain_text(self, bench, name, content):
        path = bench.folder / name
        path.write_bytes(content)
        bench.send(documents=(path,))

        assert self.stored(bench) == [b"II*\0"]

    def test_those_that_only_a_password_opens(self, bench):
        path = protected_pdf(bench.folder / "secret.pdf", "sesame")
        with pytest.raises(DocumentTrouble) as caught:
            bench.send(documents=(path,), passwords=("wrong",))
        assert caught.value.kind is TroubleKind.ENCRYPTED
        assert bench.desk.rows.find(SentFilter(), 10) == ()

        bench.send(documents=(path,), passwords=("sesame",))
        assert self.stored(bench) == [b"II*\0"]

    def test_a_pdf_whose_password_nobody_entered_is_told_before_anything_is_stored(self, bench):
        path = protected_pdf(bench.folder / "secret.pdf", "sesame")
        with pytest.raises(DocumentTrouble) as caught:
            bench.send(documents=(path,))

        assert caught.value.kind is TroubleKind.ENCRYPTED
        assert bench.desk.rows.find(SentFilter(), 10) == ()

    @pytest.mark.parametrize("is_damaged", [False, True])
    def test_a_pdf_that_opens_without_one_goes_as_it_is(self, bench, is_damaged):
        """Such as one that may only not be copied from, and one that merely has the word in it."""
        path = bench.folder / "open.pdf"
        if is_damaged:
            path.write_bytes(b"%PDF-1.4\n% /Encrypt is only talked about, and the rest is damaged")
        else:
            protected_pdf(path, "")
        bench.send(documents=(path,))

        assert self.stored(bench) == [b"%PDF"]

    def test_a_choice_that_leaves_no_page_is_told_before_anything_is_stored(self, bench):
        with pytest.raises(DraftRefused, match="letter") as caught:
            bench.send(treatments=(Treatment(pages=PageChoice.parse("7-")),))

        assert caught.value.do
        assert bench.desk.rows.find(SentFilter(), 10) == ()

    @pytest.mark.parametrize("prepared", [False, True])
    def test_they_can_be_called_off(self, bench, prepared):
        called_off = threading.Event()
        called_off.set()
        draft = bench.draft(treatments=(Treatment(quarter_turns=1),), prepared=prepared)
        with pytest.raises(Cancelled):
            bench.intake.take(draft, 0.0, Transfer(lambda *_: None, called_off))

        assert bench.desk.rows.find(SentFilter(), 10) == ()

    def test_pages_of_all_documents_are_counted_where_all_are_made_here(self, bench):
        told = []
        transfer = Transfer(lambda *how_far: told.append(how_far), threading.Event())
        bench.intake.take(bench.draft(prepared=True), 0.0, transfer)

        assert told == [(0, 1), (1, 1)]

    def test_what_was_chosen_comes_back_with_the_document(self, bench):
        turned = Treatment(quarter_turns=1)
        ref = bench.send(take_back=30, treatments=(turned,))

        assert bench.intake.take_back([ref]).treatments == (turned,)

    def test_it_is_not_done_twice_to_a_copy_that_stands_in(self, bench):
        path = bench.document("gone.txt")
        ref = bench.send(take_back=30, documents=(path,), treatments=(Treatment(quarter_turns=1),))
        path.unlink()
        draft = bench.intake.take_back([ref])

        assert draft.documents[0].read_bytes()[:4] == b"II*\0"
        assert draft.treatments == (PLAIN,)


class TestTakingBack:
    def test_it_comes_back_as_it_was_written(self, bench):
        ref = bench.send(ANNA, BOB, take_back=30)
        draft = bench.intake.take_back([ref])

        assert bench.state(ref) is FaxState.CANCELLED
        assert [each.number for each in draft.recipients] == [ANNA, BOB]
        assert draft.subject == "Offer"
        assert draft.documents == (bench.folder / "letter.txt",)

    def test_a_document_that_has_gone_comes_back_as_its_copy(self, bench):
        ref = bench.send(take_back=30)
        (bench.folder / "letter.txt").unlink()
        draft = bench.intake.take_back([ref])

        assert draft.documents[0].read_text() == "A letter."

    def test_a_paused_one_comes_back_too(self, bench):
        ref = bench.send(take_back=30)
        bench.wishing.wish(WishKind.PAUSE, ref)

        assert bench.intake.take_back([ref]).subject == "Offer"

    def test_all_parts_come_back_or_none(self, bench):
        refs = bench.intake.take(bench.draft(ANNA, BOB, prepared=True), 0)
        bench.service.before["submit_message"] = lambda: bench.sender.stop()
        bench.look()
        with pytest.raises(TooLate):
            bench.intake.take_back(refs)

        assert [bench.state(ref) for ref in refs] == [FaxState.ACCEPTED, FaxState.QUEUED]

    def test_after_the_time_for_it_a_fax_that_still_waits_can_be_taken_back(self, bench):
        ref = bench.send(take_back=5)
        bench.hands.advance(600)
        bench.intake.take_back([ref])
        bench.look()

        assert bench.state(ref) is FaxState.CANCELLED
        assert bench.service.calls == []

    def test_one_that_left_and_came_to_nothing_is_cancelled_not_taken_back(self, bench):
        ref = bench.send()
        bench.service.lose_request("submit", Unreachable("a", "b"))
        bench.look()
        assert bench.state(ref) is FaxState.QUEUED
        with pytest.raises(TooLate):
            bench.intake.take_back([ref])

    def test_one_that_another_program_has_begun_with_goes_its_way(self, bench):
        ref = bench.send()
        assert bench.desk.journal.claim(bench.find(ref), "another")
        with pytest.raises(TooLate):
            bench.intake.take_back([ref])

        assert bench.state(ref) is FaxState.QUEUED

    def test_what_is_not_there_cannot_be_taken_back(self, bench):
        with pytest.raises(TooLate) as late:
            bench.intake.take_back(["nothing"])

        assert late.value.what
        assert late.value.do

    def test_it_can_be_sent_once_more(self, bench):
        (ref,) = bench.intake.take(bench.draft(draft_id="D1"), 30)
        (again,) = bench.intake.take(bench.intake.take_back([ref]))
        bench.look()

        assert again != ref
        assert bench.state(again) is FaxState.ACCEPTED

    def test_prepared_pages_come_back_as_their_documents(self, bench):
        refs = bench.intake.take(bench.draft(ANNA, BOB, prepared=True), 30)
        draft = bench.intake.take_back(refs)

        assert draft.documents == (bench.folder / "letter.txt",)
        assert [each.number for each in draft.recipients] == [ANNA, BOB]


@pytest.mark.parametrize(
    ("sender", "shown"),
    [
        (SenderIdentity(" Office Minsk ", "ACME", "+375170000001"), "Office Minsk"),
        (SenderIdentity("", "ACME", "+375170000001"), "ACME"),
        (SenderIdentity("", " ", "+375170000001"), "+375170000001"),
    ],
)
def test_a_fax_can_be_found_by_whom_it_said_it_was_from(bench, sender, shown):
    bench.send(sender=sender)

    assert bench.desk.rows.senders() == (shown,)
