"""From Send to the service's answer."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot
from shell_doubles import REAL, engine_of, shell_session

from byfax_desktop.engine.drafts import Draft, DraftRecipient, SenderIdentity
from byfax_desktop.engine.events import FaxSubmitted, JobFinished
from byfax_desktop.engine.trouble import Trouble
from byfax_desktop.ui.compose.recipient_lines import RecipientEntry
from byfax_desktop.ui.compose.submission import Submission
from byfax_desktop.ui.session import Session

ANNA = RecipientEntry("Anna", "ACME", "030 123456")


class Heard:
    """What a submission told, in order."""

    def __init__(self, submission: Submission) -> None:
        self.told: list[tuple[str, Any]] = []
        for name in ("found_problems", "accepted", "failed", "running_changed"):
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


def test_it_ends_accepted_when_the_service_has_the_fax(
    submission: Submission, session: Session, draft: Draft, heard: Heard, qtbot: QtBot
) -> None:
    submitted(submission, session, draft, qtbot)
    session.bridge.fax_submitted.emit(FaxSubmitted("another job", "b0"))
    assert submission.is_running
    session.bridge.fax_submitted.emit(FaxSubmitted("job", "b1"))
    session.bridge.job_finished.emit(JobFinished("job"))
    assert heard.told[-2:] == [("running_changed", False), ("accepted", FaxSubmitted("job", "b1"))]


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
    session.bridge.fax_submitted.emit(FaxSubmitted("job", "b1"))
    assert heard.names().count("accepted") == 0
