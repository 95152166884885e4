"""The engine before there is one, and after."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from shell_doubles import RecordingEngine
from tab_doubles import entry

from byfax_desktop.engine.correspondents import Correspondent
from byfax_desktop.engine.cover_fields import CoverFields
from byfax_desktop.engine.drafts import Draft
from byfax_desktop.engine.sent_rows import SentFax
from byfax_desktop.service.requests import FaxFilter
from byfax_desktop.store.correspondent_notes import CorrespondentNote
from byfax_desktop.store.faxed import FaxedNumber
from byfax_desktop.store.kept_faxes import KeepForm, KeepRule
from byfax_desktop.store.sent_filter import SentFilter
from byfax_desktop.store.sent_order import SentPlaces, SentView
from byfax_desktop.store.sent_totals import SentTotal
from byfax_desktop.store.submissions import HistoryEntry
from byfax_desktop.store.timeline import BEGIN, TimelineFilter
from byfax_desktop.store.wishes import WishKind
from byfax_desktop.ui.late_engine import LateEngine

ACME = Correspondent(("+4930123456",), company="ACME")
NOTE = CorrespondentNote(0, "", "", "Called.", 0, 0)
COVER_CHANGES = ["add", "reload", "rename", "delete", "download", "fill"]


def test_before_an_account_is_open_nothing_comes_of_what_is_asked() -> None:
    late = LateEngine()
    late.refresh()
    late.cancel_job("j")
    late.mark_read("f")
    assert late.fetch_fax("f") + late.fetch_sent("m") == ""
    assert late.fetch_cover_preview("c") == ""
    assert late.preview_document(Path("d")) == ""
    assert late.add_cover("t", Path("d")) + late.reload_cover("c", Path("d")) == ""
    assert late.rename_cover("c", "t") + late.delete_cover("c") == ""
    assert late.download_cover("c", Path("d")) + late.preview_cover("c", CoverFields()) == ""
    assert late.look_at_offers() + late.look_into_states("USA") + late.look_at_offer("g") == ""
    late.go_on()
    assert late.take_back(("b",)) == ""
    assert late.wish(WishKind.PAUSE, "b") == ""
    assert late.history("b") == late.faxed_before() == ()
    assert late.earlier_documents() == ()
    assert late.senders() == ()
    assert late.sent_places(SentView()) == SentPlaces()
    assert late.sent_changes(SentView(), [1]) == (frozenset(), SentPlaces())
    assert late.sent_row("b", flat=False) is None
    assert late.sent_faxes([1], flat=False) == {}
    assert late.save_sent_list(SentFilter(), Path("nowhere")) == 0
    assert late.sent_totals((1, 2)) == late.keep_rules() == ()
    late.set_keep_rules((), with_old=True)
    assert late.fetch_earlier(SimpleNamespace(name="a.pdf")) == ""  # type: ignore[arg-type]
    document: Any = SimpleNamespace(name="a.pdf")
    assert late.note_draft("about acme") is None
    assert late.save_timeline(ACME, TimelineFilter(), Path("nowhere")) == 0
    late.remove_note(1)
    late.keep_note_draft("about acme", "Call")
    for ask in (
        lambda: late.submit(Draft()),
        lambda: late.earlier_copy(document),
        lambda: late.timeline(ACME, TimelineFilter(), BEGIN, 1),
        lambda: late.timeline_head(ACME),
        lambda: late.keep_note(ACME, NOTE),
        lambda: late.put_note_back(NOTE),
    ):
        with pytest.raises(RuntimeError):
            ask()


def test_everything_goes_to_the_engine_of_the_open_account(tmp_path: Path) -> None:
    late, before, now = LateEngine(), RecordingEngine(), RecordingEngine()
    late.use(before)
    late.use(now)
    draft = Draft(subject="Offer")
    now.histories["b"] = (HistoryEntry(0, "queued", "Send was pressed"),)
    assert late.submit(draft, 10) == "job"
    assert late.take_back(("b",)) == "take back"
    assert late.wish(WishKind.PAUSE, "b", "m") == "wish 1"
    assert late.history("b") == now.histories["b"]
    now.faxed = (FaxedNumber("+4930123456", "Anna", "", 1, 0),)
    assert late.faxed_before() == now.faxed
    now.known_senders = ("Minsk",)
    assert late.senders() == ("Minsk",)
    now.sent.entries = (entry("b"),)
    places = late.sent_places(SentView())
    (row_id,) = places.ids
    assert late.sent_changes(SentView(), [row_id]) == (frozenset({row_id}), places)
    assert late.sent_row("b", flat=False) == row_id
    assert late.sent_faxes([row_id], flat=False) == {row_id: SentFax(entry("b"))}
    rule = KeepRule("", KeepForm.PDF, "/faxes", "{date}")
    late.set_keep_rules((rule,), with_old=True)
    assert (late.keep_rules(), now.rules_set) == ((rule,), [((rule,), True)])
    now.totals = (SentTotal(1),)
    assert late.sent_totals((0,)) == (SentTotal(1),)
    late.go_on()
    assert late.fetch_cover_preview("c") == "preview"
    assert late.preview_document(Path("d")) == "pages 1"
    document: Any = SimpleNamespace(name="a.pdf")
    now.earlier = (document,)
    assert late.earlier_documents() == (document,)
    assert late.earlier_copy(document) == Path("/tmp/again/a.pdf")
    assert late.fetch_earlier(document) == "earlier 1"
    late.add_cover("t", Path("d"))
    late.reload_cover("c", Path("d"))
    late.rename_cover("c", "t")
    late.delete_cover("c")
    late.download_cover("c", Path("d"))
    assert late.preview_cover("c", CoverFields()) == "cover 6"
    assert [change[0] for change in now.cover_changes] == COVER_CHANGES
    assert late.look_at_offers("USA", "CA", anew=True) == "offer 1"
    assert late.look_into_states("USA") + late.look_at_offer("g") == "offer 2offer 3"
    assert now.offers_asked == [("look", "USA", "CA", True), ("states", "USA"), ("group", "g")]
    kept = late.keep_note(ACME, NOTE)
    assert late.timeline(ACME, TimelineFilter(), BEGIN, 1).entries == tuple(now.thread)
    assert late.timeline_head(ACME).sums.notes == 1
    late.remove_note(kept.id)
    late.put_note_back(kept)
    late.keep_note_draft("about acme", "Call")
    assert late.note_draft("about acme") == "Call"
    assert late.save_timeline(ACME, TimelineFilter(), tmp_path / "history.pdf", as_pdf=True) == 1
    late.fetch_fax("f")
    late.fetch_sent("m", as_pdf=True, anew=True)
    assert (now.sent_fetched, now.sent_anew) == ([("m", True)], [True])
    late.mark_read("f")
    late.mark_read("g", "h", is_read=False)
    assert now.unread == ["g", "h"]
    late.cancel_job("j")
    late.refresh()
    assert (now.drafts, now.previews, now.fetched, now.read) == ([draft], ["c"], ["a.pdf", "f"], ["f"])
    assert now.converted == [Path("d")]
    assert (now.take_back_times, now.taken_back, now.gone_on) == ([10], [("b",)], 1)
    assert now.wishes == [(WishKind.PAUSE, "b", "m")]
    assert (now.cancelled, now.refreshed) == (["j"], 1)
    assert (before.drafts, before.refreshed) == ([], 0)


def test_an_engine_that_comes_late_learns_what_a_person_watches() -> None:
    late, engine = LateEngine(), RecordingEngine()
    late.watch(True)
    late.use(engine)
    late.watch(False)
    assert engine.watched == [True, False]


def test_received_faxes_become_files_and_are_counted_by_the_engine_that_is_there() -> None:
    late, now = LateEngine(), RecordingEngine()
    here, everything = Path("here"), FaxFilter()
    assert late.save_fax_as("f", KeepForm.PDF, here) + late.save_faxes(["f"], KeepForm.PDF, here, "") == ""
    assert late.lend_faxes(["f"], KeepForm.PDF, "") + late.compare_inbox(everything) == ""
    assert late.look_again(everything) == ""
    assert late.pages_with("invoice") == {}
    assert late.can_find_words()
    late.use(now)
    now.in_pages, now.can_read = {"invoice": {"f": 1}}, False
    late.save_fax_as("f", KeepForm.TIFF, here)
    late.save_faxes(["f", "g"], KeepForm.PDF, here, "{date}")
    late.lend_faxes(["f"], KeepForm.PDF, "{from}")
    late.compare_inbox(everything)
    late.look_again(everything)
    assert now.saved_as == [("f", KeepForm.TIFF, here)]
    assert now.saved == [(("f", "g"), KeepForm.PDF, here, "{date}")]
    assert now.lent == [(("f",), KeepForm.PDF, "{from}")]
    assert (now.compared, now.looked_again) == ([everything], [everything])
    assert late.pages_with("invoice") == {"f": 1}
    assert not late.can_find_words()


def test_words_that_were_read_stay_until_somebody_says_that_they_are_not_wanted() -> None:
    late, first, second = LateEngine(), RecordingEngine(), RecordingEngine()
    late.use(first)
    assert first.finds_words == []
    late.find_words(True)
    late.use(second)
    late.find_words(False)
    assert (first.finds_words, second.finds_words) == ([True], [True, False])
