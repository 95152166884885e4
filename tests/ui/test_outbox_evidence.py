"""The evidence of how a fax ended, from the Outbox: saved, opened, and what is saved of it by itself."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QAction, QDesktopServices
from PySide6.QtWidgets import QFileDialog, QToolButton
from pytestqt.qtbot import QtBot
from sent_in_memory import tell
from tab_doubles import StandInEngine, entry, local_entry, make_session, message

from byfax_desktop.engine.events import EvidenceReady, JobFinished, OutboxEntry
from byfax_desktop.engine.trouble import Trouble
from byfax_desktop.service.states import BroadcastState, RecipientState
from byfax_desktop.store.proofs import ProofForm, ProofPlace, ProofRule
from byfax_desktop.store.submissions import FaxState
from byfax_desktop.store.trouble import StoreTrouble
from byfax_desktop.ui.outbox.report_keeping import ReportKeepingDialog
from byfax_desktop.ui.outbox.tab import OutboxTab
from byfax_desktop.ui.session import Session

TROUBLE = Trouble("The disk is full.", "Free some space, then try again.")
BOTH = (message("a-1", "Anna"), message("a-2", "Bob"))


@pytest.fixture
def session(qtbot: QtBot, tmp_path: Path) -> Session:
    return make_session(tmp_path)


@pytest.fixture
def engine(session: Session) -> StandInEngine:
    assert isinstance(session.engine, StandInEngine)
    return session.engine


@pytest.fixture
def tab(qtbot: QtBot, session: Session) -> OutboxTab:
    tab = OutboxTab(session)
    qtbot.addWidget(tab)
    with qtbot.waitExposed(tab):
        tab.show()
    tab.tree.setFocus()
    return tab


@pytest.fixture
def evidence(tmp_path: Path) -> Path:
    path = tmp_path / "OK.pdf"
    path.write_bytes(b"%PDF evidence")
    return path


def action(tab: OutboxTab, name: str) -> QAction:
    found = tab.tree.findChild(QAction, f"outbox_evidence_{name}_action")
    assert isinstance(found, QAction)
    return found


def show(session: Session, fax: OutboxEntry) -> None:
    tell(session, fax)


def place(tab: OutboxTab) -> QFileDialog:
    dialog = tab.findChild(QFileDialog, "outbox_evidence_place")
    assert isinstance(dialog, QFileDialog)
    return dialog


def test_it_is_saved_where_a_person_says_for_their_eyes_only(
    qtbot: QtBot, tab: OutboxTab, session: Session, engine: StandInEngine, evidence: Path, tmp_path: Path
) -> None:
    show(session, entry("a", (message("a-1", "Anna"),)))
    modifiers = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    qtbot.keyClick(tab.tree, Qt.Key.Key_E, modifiers)
    dialog = place(tab)
    (suggested,) = dialog.selectedFiles()
    assert Path(suggested).name.startswith("OK 2026-11-23 ")
    assert suggested.endswith(" Anna.pdf")
    target = tmp_path / "mine.pdf"
    dialog.fileSelected.emit(str(target))
    dialog.close()
    assert engine.evidence_asked == [("a", "a-1")]

    with qtbot.waitSignal(tab.noted) as told:
        session.bridge.evidence_ready.emit(EvidenceReady("evidence 1", evidence))
    assert told.args == ["The evidence was saved as “mine.pdf”."]
    assert target.read_bytes() == b"%PDF evidence"
    assert stat.S_IMODE(target.stat().st_mode) == 0o600


def test_it_is_opened_by_a_key(
    qtbot: QtBot,
    tab: OutboxTab,
    session: Session,
    engine: StandInEngine,
    evidence: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    opened: list[QUrl] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: bool(opened.append(url)) or True)
    show(session, entry("a", BOTH))
    qtbot.keyClick(tab.tree, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    assert engine.evidence_asked == [("a", "")], "that of all recipients together"
    session.bridge.evidence_ready.emit(EvidenceReady("evidence 9", evidence))
    assert opened == []
    session.bridge.evidence_ready.emit(EvidenceReady("evidence 1", evidence))
    assert [url.toLocalFile() for url in opened] == [str(evidence)]


def test_where_nothing_opens_pdf_files_that_is_said(
    qtbot: QtBot, tab: OutboxTab, session: Session, evidence: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda _: False)
    show(session, entry("a"))
    action(tab, "open").trigger()
    with qtbot.waitSignal(tab.troubled) as told:
        session.bridge.evidence_ready.emit(EvidenceReady("evidence 1", evidence))
    assert told.args[0].what == "No program on this computer opens PDF files."


@pytest.mark.parametrize(
    ("fax", "is_there"),
    [
        (entry("a"), True),
        (entry("a", BOTH), True),
        (entry("a", (message("a-1", state=RecipientState.FAILED),), state=BroadcastState.FAILED), True),
        (entry("a", (message("a-1", state=RecipientState.DELIVERING),)), False),
        (entry("a", BOTH, state=BroadcastState.DELIVERING), False),
        (entry("a", ()), False),
        (local_entry(FaxState.REJECTED, trouble=TROUBLE), True),
        (local_entry(FaxState.QUEUED), False),
    ],
)
def test_there_is_evidence_only_of_faxes_that_have_ended(
    tab: OutboxTab, session: Session, fax: OutboxEntry, is_there: bool
) -> None:
    show(session, fax)
    for name in ("save", "open"):
        assert action(tab, name).isEnabled() is is_there
        assert ("on its way" in action(tab, name).toolTip()) is not is_there


def test_without_a_fax_there_is_none(tab: OutboxTab, engine: StandInEngine) -> None:
    assert not action(tab, "save").isEnabled()
    assert action(tab, "keep").isEnabled()


def test_trouble_on_the_way_is_told(qtbot: QtBot, tab: OutboxTab, session: Session, tmp_path: Path) -> None:
    show(session, entry("a"))
    action(tab, "open").trigger()
    with qtbot.waitSignal(tab.troubled) as told:
        session.bridge.job_finished.emit(JobFinished("evidence 1", TROUBLE))
    assert told.args == [TROUBLE]


def test_a_place_that_cannot_be_written_is_told(
    qtbot: QtBot, tab: OutboxTab, session: Session, evidence: Path, tmp_path: Path
) -> None:
    show(session, entry("a"))
    action(tab, "save").trigger()
    dialog = place(tab)
    dialog.fileSelected.emit(str(tmp_path / "nowhere" / "mine.pdf"))
    dialog.close()
    with qtbot.waitSignal(tab.troubled):
        session.bridge.evidence_ready.emit(EvidenceReady("evidence 1", evidence))


def test_what_one_account_asked_for_is_not_opened_in_another(
    tab: OutboxTab, session: Session, evidence: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[QUrl] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", opened.append)
    show(session, entry("a"))
    action(tab, "open").trigger()
    session.set_account(None)
    session.bridge.evidence_ready.emit(EvidenceReady("evidence 1", evidence))
    assert opened == []


def test_the_button_of_the_report_offers_it_too(tab: OutboxTab) -> None:
    button = tab.findChild(QToolButton, "outbox_report")
    assert isinstance(button, QToolButton)
    words = [each.text().replace("&", "") for each in button.menu().actions() if each.text()]
    assert words == ["Save evidence…", "Open evidence", "Save reports automatically…"]


def open_dialog(qtbot: QtBot, tab: OutboxTab) -> ReportKeepingDialog:
    action(tab, "keep").trigger()
    qtbot.waitUntil(lambda: bool(tab.findChildren(ReportKeepingDialog)))
    return tab.findChildren(ReportKeepingDialog)[0]


def test_what_is_chosen_goes_to_the_engine(qtbot: QtBot, tab: OutboxTab, engine: StandInEngine) -> None:
    own = ProofRule(ProofPlace.ACCOUNT, ProofForm.EVIDENCE)
    engine.proof_rules_now = (own, ProofRule(ProofPlace.FOLDER, ProofForm.REPORT, "/mine", "{to}"))
    dialog = open_dialog(qtbot, tab)
    with qtbot.waitSignal(tab.noted) as told:
        dialog._accept()
    assert told.args == ["Evidence of sent faxes is kept, and reports are saved in your folder from now on."]
    assert engine.proof_rules_now == (
        own,
        ProofRule(ProofPlace.FOLDER, ProofForm.REPORT, "/mine", "{to}"),
    )


def test_rules_that_cannot_be_read_or_kept_are_trouble(
    qtbot: QtBot, tab: OutboxTab, engine: StandInEngine
) -> None:
    dialog = open_dialog(qtbot, tab)
    engine.proof_rules_now = StoreTrouble("The disk is full.", "Free some space, then try again.")
    with qtbot.waitSignal(tab.troubled):
        dialog._accept()
    with qtbot.waitSignal(tab.troubled) as told:
        action(tab, "keep").trigger()
    assert told.args[0].what == "The disk is full."


def test_the_dialog_of_another_account_goes(qtbot: QtBot, tab: OutboxTab, session: Session) -> None:
    dialog = open_dialog(qtbot, tab)
    with qtbot.waitSignal(dialog.rejected):
        session.set_account(None)
