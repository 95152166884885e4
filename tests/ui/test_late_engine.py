"""The engine before there is one, and after."""

from __future__ import annotations

import pytest
from shell_doubles import RecordingEngine

from byfax_desktop.engine.drafts import Draft
from byfax_desktop.ui.late_engine import LateEngine


def test_before_an_account_is_open_nothing_comes_of_what_is_asked() -> None:
    late = LateEngine()
    late.refresh()
    late.cancel_job("j")
    late.mark_read("f")
    assert late.fetch_fax("f") == ""
    assert late.fetch_cover_preview("c") == ""
    with pytest.raises(RuntimeError):
        late.submit(Draft())


def test_everything_goes_to_the_engine_of_the_open_account() -> None:
    late, before, now = LateEngine(), RecordingEngine(), RecordingEngine()
    late.use(before)
    late.use(now)
    draft = Draft(subject="Offer")
    assert late.submit(draft) == "job"
    assert late.fetch_cover_preview("c") == "preview"
    late.fetch_fax("f")
    late.mark_read("f")
    late.cancel_job("j")
    late.refresh()
    assert (now.drafts, now.previews, now.fetched, now.read) == ([draft], ["c"], ["f"], ["f"])
    assert (now.cancelled, now.refreshed) == (["j"], 1)
    assert (before.drafts, before.refreshed) == ([], 0)


def test_an_engine_that_comes_late_learns_what_a_person_watches() -> None:
    late, engine = LateEngine(), RecordingEngine()
    late.watch(True)
    late.use(engine)
    late.watch(False)
    assert engine.watched == [True, False]
