"""The list of sent faxes saved as a table."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot
from sent_in_memory import tell
from tab_doubles import StandInEngine, entry, make_session

from byfax_desktop.engine.trouble import Trouble
from byfax_desktop.store.sent_filter import SentFilter
from byfax_desktop.ui.outbox.tab import OutboxTab
from byfax_desktop.ui.session import Session


@pytest.fixture
def session(qtbot: QtBot, tmp_path: Path) -> Session:
    return make_session(tmp_path)


@pytest.fixture
def tab(qtbot: QtBot, session: Session) -> OutboxTab:
    tab = OutboxTab(session)
    qtbot.addWidget(tab)
    with qtbot.waitExposed(tab):
        tab.show()
    tell(session, entry("a"))
    return tab


def ask(tab: OutboxTab, kind: str = "save_list") -> QFileDialog:
    action = tab.tree.findChild(QAction, f"outbox_{kind}_action")
    assert isinstance(action, QAction)
    assert action in tab.tree.actions(), "the keyboard reaches it by the context menu"
    action.trigger()
    dialog = tab.findChild(QFileDialog, "outbox_list_place")
    assert isinstance(dialog, QFileDialog)
    return dialog


def test_the_list_is_saved_as_it_is_sifted(
    tab: OutboxTab, session: Session, qtbot: QtBot, tmp_path: Path
) -> None:
    tab.filters.search.setText("offer")
    dialog = ask(tab)
    with qtbot.waitSignal(tab.noted) as noted:
        dialog.fileSelected.emit(str(tmp_path / "mine.csv"))
    dialog.close()

    engine = session.engine
    assert isinstance(engine, StandInEngine)
    assert engine.sought[-1] == SentFilter("offer")
    assert (tmp_path / "mine.csv").read_text("utf-8") == "Sent"
    assert noted.args == ["2 rows were saved in “mine.csv”."]


def test_the_name_says_what_it_is_and_the_folder_is_that_of_the_last_time(
    tab: OutboxTab, session: Session, qtbot: QtBot, tmp_path: Path
) -> None:
    dialog = ask(tab)
    with qtbot.waitSignal(tab.noted):
        dialog.fileSelected.emit(str(tmp_path / "mine.csv"))
    dialog.close()
    assert session.settings.value("outbox/list_folder") == str(tmp_path)


def test_the_list_is_saved_for_paper_too(tab: OutboxTab, qtbot: QtBot, tmp_path: Path) -> None:
    dialog = ask(tab, "save_list_pdf")
    assert dialog.defaultSuffix() == "pdf"
    with qtbot.waitSignal(tab.noted) as noted:
        dialog.fileSelected.emit(str(tmp_path / "mine.pdf"))
    dialog.close()
    assert noted.args == ["2 rows were saved in “mine.pdf”."]
    assert (tmp_path / "mine.pdf").read_text("utf-8") == "%PDF"


def test_a_place_where_nothing_can_be_written_is_told(tab: OutboxTab, qtbot: QtBot, tmp_path: Path) -> None:
    dialog = ask(tab)
    with qtbot.waitSignal(tab.troubled) as told:
        dialog.fileSelected.emit(str(tmp_path / "no such folder" / "mine.csv"))
    dialog.close()
    assert isinstance(told.args[0], Trouble)
