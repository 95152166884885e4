"""Running jobs in the status bar."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel, QProgressBar, QToolButton
from pytestqt.qtbot import QtBot
from shell_doubles import engine_of, shell_session

from byfax_desktop.engine.events import JobFinished, JobProgress, JobStarted
from byfax_desktop.ui.jobs_view import JobsView
from byfax_desktop.ui.session import Session


@pytest.fixture
def session(qtbot: QtBot, tmp_path: Path) -> Session:
    return shell_session(tmp_path)


@pytest.fixture
def view(qtbot: QtBot, session: Session) -> JobsView:
    view = JobsView(session.engine, session.bridge)
    qtbot.addWidget(view)
    return view


def start(session: Session, *names: str) -> None:
    for name in names:
        session.bridge.job_started.emit(JobStarted(name, f"Sending {name}"))


def shown_name(view: JobsView) -> str:
    label = view.findChild(QLabel, "status_job_name")
    assert isinstance(label, QLabel)
    return label.text()


def bar(view: JobsView) -> QProgressBar:
    found = view.findChild(QProgressBar, "status_job_progress")
    assert isinstance(found, QProgressBar)
    return found


def press(view: JobsView, name: str) -> QToolButton:
    found = view.findChild(QToolButton, name)
    assert isinstance(found, QToolButton)
    return found


def test_a_job_shows_its_name_and_progress_once_it_takes_a_while(
    view: JobsView, session: Session, qtbot: QtBot
) -> None:
    start(session, "a.pdf")
    assert view.isHidden(), "what is over in a moment does not flicker"
    qtbot.waitUntil(view.isVisible)
    assert shown_name(view) == "Sending a.pdf"
    assert (bar(view).minimum(), bar(view).maximum()) == (0, 0), "nobody knows how long yet"
    session.bridge.job_progress.emit(JobProgress("a.pdf", 30, 120))
    assert (bar(view).maximum(), bar(view).value()) == (100, 25)
    assert bar(view).accessibleName() == "Progress: Sending a.pdf, 25 %"
    session.bridge.job_finished.emit(JobFinished("a.pdf"))
    assert view.isHidden()


def test_a_job_that_ends_at_once_is_never_shown(view: JobsView, session: Session, qtbot: QtBot) -> None:
    start(session, "short")
    session.bridge.job_finished.emit(JobFinished("short"))
    qtbot.wait(400)
    assert view.isHidden()


def test_each_job_can_be_cancelled(view: JobsView, session: Session, qtbot: QtBot) -> None:
    start(session, "a.pdf", "b.pdf", "c.pdf")
    qtbot.waitUntil(view.isVisible)
    press(view, "status_job_cancel").click()
    more = press(view, "status_job_more")
    assert more.text() == "+2"
    menu = more.menu()
    menu.aboutToShow.emit()
    assert [action.text() for action in menu.actions()] == [
        "Cancel: Sending a.pdf",
        "Cancel: Sending b.pdf",
        "Cancel: Sending c.pdf",
    ]
    menu.actions()[2].trigger()
    assert engine_of(session).cancelled == ["a.pdf", "c.pdf"]


def test_progress_of_a_job_that_is_over_is_ignored(view: JobsView, session: Session) -> None:
    session.bridge.job_progress.emit(JobProgress("gone", 1, 2))
    session.bridge.job_finished.emit(JobFinished("gone"))
    assert view.isHidden()


def test_jobs_of_another_account_are_forgotten(view: JobsView, session: Session, qtbot: QtBot) -> None:
    start(session, "a.pdf")
    qtbot.waitUntil(view.isVisible)
    view.forget_all()
    assert view.isHidden()
