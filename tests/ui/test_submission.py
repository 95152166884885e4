"""From Send to the journal."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot
from shell_doubles import REAL, engine_of, shell_session

from byfax_desktop.engine.drafts import Draft, DraftRecipient, Greeting, SenderIdentity
from byfax_desktop.engine.events import FaxQueued, JobFinished
from byfax_desktop.engine.trouble import Trouble
from byfax_desktop.ui.compose.recipient_lines import RecipientEntry
from byfax_desktop.ui.compose.submission import Submission
from byfax_desktop.ui.session import Session
from byfax_desktop.ui.take_back_time import keep_take_back_time

ANNA = RecipientEntry("Anna", "ACME", "030 123456")


class Heard:
    """What a submission told, in order."""

    def __init__(self, submission: Submission) -> None:
        self.told: list[tuple[str, Any]] = []
        for name in ("found_problems", "queued", "failed", "running_changed"):
            getattr(submission, name).connect(lambda value, name=name: self.told.append((name, value)))

    def names(self) -> list[str]:
        return [name for name, _ in self.told]


@pytest.fixture
def session(qtbot: QtBot, tmp_path: Path) -> Session:
    return shell_session(tmp_path)


@pytest.fixture
def submission(session: Session) -> Submission:
    return Submission(session)


@pytest.fixture
def heard(submission: Submission) -> Heard:
    return Heard(submission)


@pytest.fixture
def draft(tmp_path: Path) -> Draft:
    document = tmp_path / "letter.txt"
    document.write_text("Dear Anna")
    return Draft(documents=(document,), sender=SenderIdentity(name="Me", number="030 999999"))


def submitted(submission: Submission, session: Session, draft: Draft, qtbot: QtBot) -> Draft:
    submission.begin(draft, [ANNA], "DE")
    qtbot.waitUntil(lambda: bool(engine_of(session).drafts))
    return engine_of(session).drafts[0]


def test_numbers_are_sent_in_the_form_that_can_be_dialled(
    submission: Submission, session: Session, draft: Draft, qtbot: QtBot
) -> None:
    sent = submitted(submission, session, draft, qtbot)
    assert sent.recipients == (DraftRecipient("+4930123456", "Anna", "ACME"),)
    assert sent.sender.number == "+4930999999"
    assert submission.is_running


def test_problems_are_told_and_nothing_is_sent(
    submission: Submission, session: Session, heard: Heard, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(submission.found_problems) as found:
        submission.begin(
            Draft(documents=(Path("/no/such/file.pdf"),)), [RecipientEntry(number="nonsense")], None
        )
    fields = [problem.field for problem in found.args[0]]
    assert fields == ["documents", "recipients", "sender"]
    assert engine_of(session).drafts == []
    assert heard.names() == ["running_changed", "running_changed", "found_problems"]
    assert not submission.is_running


def test_what_stands_in_the_way_of_documents_takes_the_place_of_what_the_files_say(
    submission: Submission, session: Session, draft: Draft, qtbot: QtBot
) -> None:
    obstacle = Trouble("“a.pdf” has no page left to send.", "Choose other pages of it, or remove it.")
    gone = replace(draft, documents=(Path("/no/such/file.pdf"),))
    with qtbot.waitSignal(submission.found_problems) as found:
        submission.begin(gone, [RecipientEntry(number="+49 30 123456")], None, (obstacle,))
    told = [
        (problem.field, problem.what, problem.do) for problem in found.args[0] if problem.field == "documents"
    ]
    assert told == [("documents", obstacle.what, obstacle.do)]
    assert engine_of(session).drafts == []


def test_it_ends_when_the_fax_is_in_the_journal(
    submission: Submission, session: Session, draft: Draft, heard: Heard, qtbot: QtBot
) -> None:
    submitted(submission, session, draft, qtbot)
    session.bridge.fax_queued.emit(FaxQueued("another job", ("b0",)))
    assert submission.is_running
    session.bridge.fax_queued.emit(FaxQueued("job", ("b1",)))
    session.bridge.job_finished.emit(JobFinished("job"))
    assert heard.told[-2:] == [("running_changed", False), ("queued", FaxQueued("job", ("b1",)))]


def send_again(submission: Submission, session: Session, draft: Draft, qtbot: QtBot) -> Draft:
    engine_of(session).drafts.clear()
    return submitted(submission, session, draft, qtbot)


def test_a_fax_of_which_nobody_knows_whether_it_was_sent_is_the_same_fax_when_it_is_sent_again(
    submission: Submission, session: Session, draft: Draft, qtbot: QtBot
) -> None:
    first = submitted(submission, session, draft, qtbot)
    assert len(first.draft_id) == 32
    session.bridge.job_finished.emit(JobFinished("job", Trouble("The disk is full.", "Free some space.")))
    assert send_again(submission, session, draft, qtbot) == first


def test_a_fax_that_was_changed_is_another(
    submission: Submission, session: Session, draft: Draft, qtbot: QtBot
) -> None:
    first = submitted(submission, session, draft, qtbot)
    session.bridge.job_finished.emit(JobFinished("job", Trouble("The disk is full.", "Free some space.")))
    changed = send_again(submission, session, replace(draft, subject="Changed"), qtbot)
    assert changed.draft_id not in ("", first.draft_id)


@pytest.mark.parametrize("is_queued", [True, False])
def test_a_fax_just_like_the_one_before_is_another_once_that_is_out_of_the_way(
    submission: Submission, session: Session, draft: Draft, qtbot: QtBot, is_queued: bool
) -> None:
    first = submitted(submission, session, draft, qtbot)
    if is_queued:
        session.bridge.fax_queued.emit(FaxQueued("job", ("b1",)))
    else:
        session.bridge.job_finished.emit(JobFinished("job", Trouble("The disk is full.", "Free some space.")))
        submission.forget()
    assert send_again(submission, session, draft, qtbot).draft_id not in ("", first.draft_id)


def test_the_chosen_time_to_take_it_back_goes_with_it(
    submission: Submission, session: Session, draft: Draft, qtbot: QtBot
) -> None:
    submitted(submission, session, draft, qtbot)
    session.bridge.fax_queued.emit(FaxQueued("job", ("b1",)))
    keep_take_back_time(session.settings, 60)
    send_again(submission, session, draft, qtbot)
    assert engine_of(session).take_back_times == [10, 60]


def test_it_ends_failed_with_the_trouble_of_the_job(
    submission: Submission, session: Session, draft: Draft, heard: Heard, qtbot: QtBot
) -> None:
    submitted(submission, session, draft, qtbot)
    trouble = Trouble("The service cannot be reached.", "Check the network.")
    session.bridge.job_finished.emit(JobFinished("another job", Trouble("no", "no")))
    session.bridge.job_finished.emit(JobFinished("job", trouble))
    assert heard.told[-1] == ("failed", trouble)
    assert not submission.is_running


def test_a_change_of_account_in_the_middle_sends_to_the_outbox(
    submission: Submission, session: Session, draft: Draft, heard: Heard, qtbot: QtBot
) -> None:
    submitted(submission, session, draft, qtbot)
    session.set_account(REAL)
    name, trouble = heard.told[-1]
    assert name == "failed"
    assert "Outbox" in trouble.do
    session.bridge.fax_queued.emit(FaxQueued("job", ("b1",)))
    assert heard.names().count("queued") == 0


def test_all_that_a_recipient_has_of_their_own_is_sent(
    submission: Submission, session: Session, draft: Draft, qtbot: QtBot
) -> None:
    greeting = Greeting(draft.documents[0], name="Hello")
    own = RecipientEntry("Anna", "", "030 123456", "Bill", "Page", greeting, (("Sum", "5"),))
    submission.begin(draft, [own], "DE")
    qtbot.waitUntil(lambda: bool(engine_of(session).drafts))
    expected = DraftRecipient("+4930123456", "Anna", "", "Bill", "Page", greeting, (("Sum", "5"),))
    assert engine_of(session).drafts[0].recipients == (expected,)


def test_a_number_that_may_mean_another_is_asked_about_and_not_sent_to(
    submission: Submission, draft: Draft, qtbot: QtBot
) -> None:
    unsure = [RecipientEntry(number=f"+1 800 FLOWERS ext. {place}") for place in range(1, 9)]
    with qtbot.waitSignal(submission.found_problems) as found:
        submission.begin(draft, [ANNA, *unsure], "DE")
    told = [problem.what for problem in found.args[0] if problem.field == "recipients"]
    assert len(told) == 6
    assert "has an extension" in told[0]
    assert told[-1] == "3 more numbers are to be looked at."
