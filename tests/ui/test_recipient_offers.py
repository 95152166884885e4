"""Who may be meant, offered while a person types."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot
from tab_doubles import make_session

from byfax_desktop.engine.contacts.suggestion import Suggestion
from byfax_desktop.ui.compose.recipient_columns import Column
from byfax_desktop.ui.compose.recipient_lines import RecipientEntry
from byfax_desktop.ui.compose.recipient_offers import RecipientOffers, offer_words
from byfax_desktop.ui.compose.recipients import RecipientsPanel

Key = Qt.Key
ANNA = Suggestion("Anna Schmidt", "ACME", "+4930123456", last_delivered=datetime(2024, 5, 12, tzinfo=UTC))
ANTON = Suggestion("Anton", "", "+375171234567")
TEAM = Suggestion("", "", "", "Anybody", members=(ANNA, ANTON))


def suggest(text: str, limit: int) -> tuple[Suggestion, ...]:
    found = (
        each for each in (ANNA, ANTON, TEAM) if f"{each.name}{each.group}".lower().startswith(text.lower())
    )
    return tuple(found)[:limit]


@pytest.fixture
def panel(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> RecipientsPanel:
    session = make_session(tmp_path)
    monkeypatch.setattr(session.contacts, "suggest", suggest)
    panel = RecipientsPanel(session)
    qtbot.addWidget(panel)
    panel.resize(600, 300)
    with qtbot.waitExposed(panel):
        panel.show()
    panel.activateWindow()
    panel.table.setFocus()
    qtbot.waitUntil(panel.table.hasFocus)
    panel.table.setCurrentIndex(panel.model.index(0, Column.NAME))
    return panel


def type_text(text: str) -> None:
    for letter in text:
        QTest.keyClicks(QApplication.focusWidget(), letter)


def press(*keys: Qt.Key) -> None:
    for key in keys:
        QTest.keyClick(QApplication.focusWidget(), key)


def offers(panel: RecipientsPanel) -> RecipientOffers:
    found = panel.findChild(RecipientOffers)
    assert found is not None
    return found


def rows(panel: RecipientsPanel) -> list[tuple[str, str, str]]:
    return [(each.name, each.company, each.number) for each in panel.model.entries]


def test_the_highlighted_one_is_taken_by_enter_and_the_next_is_typed_below(panel: RecipientsPanel) -> None:
    type_text("an")
    assert offers(panel).isVisible()
    press(Key.Key_Down, Key.Key_Down, Key.Key_Up, Key.Key_Return)
    assert rows(panel) == [("Anna Schmidt", "ACME", "+4930123456")]
    assert panel.table.currentIndex() == panel.model.index(1, Column.NAME)
    assert panel.table.hasFocus()
    assert not offers(panel).isVisible()


def test_tab_never_takes_anybody(panel: RecipientsPanel) -> None:
    type_text("anna")
    press(Key.Key_Tab)
    assert rows(panel) == [("anna", "", "")]
    assert not offers(panel).isVisible()
    assert panel.table.currentIndex() == panel.model.index(0, Column.COMPANY)


def test_enter_takes_what_was_typed_while_nobody_is_highlighted(panel: RecipientsPanel, qtbot: QtBot) -> None:
    type_text("anna")
    press(Key.Key_Return)
    qtbot.waitUntil(lambda: rows(panel) == [("anna", "", "")])
    assert not offers(panel).isVisible()


def test_all_members_of_a_list_are_added(panel: RecipientsPanel) -> None:
    panel.add([RecipientEntry("Zoe", "", "+49 30 1111111")])
    panel.table.setCurrentIndex(panel.model.index(0, Column.NAME))
    press(Key.Key_F2)
    type_text("any")
    press(Key.Key_Down, Key.Key_Return)
    assert [name for name, _, _ in rows(panel)] == ["Anna Schmidt", "Anton"]
    panel.model.history.undo()
    assert [name for name, _, _ in rows(panel)] == ["Zoe"]


def test_what_else_a_row_has_stays_when_somebody_else_is_meant(panel: RecipientsPanel) -> None:
    panel.add([RecipientEntry("x", "", "1", subject="Bill")])
    panel.table.setCurrentIndex(panel.model.index(0, Column.NAME))
    press(Key.Key_F2)
    type_text("anton")
    press(Key.Key_Down, Key.Key_Return)
    assert panel.model.entries == (RecipientEntry("Anton", "", "+375171234567", subject="Bill"),)


def test_escape_closes_the_offers_first_and_then_the_field(panel: RecipientsPanel, qtbot: QtBot) -> None:
    type_text("an")
    press(Key.Key_Escape)
    assert not offers(panel).isVisible()
    assert isinstance(QApplication.focusWidget(), QLineEdit)
    press(Key.Key_Escape)
    qtbot.waitUntil(panel.table.hasFocus)
    assert rows(panel) == []


def test_beyond_the_last_nobody_is_highlighted(panel: RecipientsPanel) -> None:
    type_text("an")
    view = offers(panel)
    highlighted = []
    for key in (Key.Key_Up, Key.Key_Down, Key.Key_Down, Key.Key_Up, Key.Key_Up):
        press(key)
        highlighted.append(view.currentIndex().row())
    assert highlighted == [2, -1, 0, -1, 2]


def test_one_that_is_clicked_is_taken(panel: RecipientsPanel) -> None:
    type_text("an")
    view = offers(panel)
    place = view.visualRect(view.model().index(1, 0)).center()
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place)
    assert rows(panel) == [("Anton", "", "+375171234567")]


def test_nobody_is_offered_where_nobody_fits_or_nothing_is_typed(panel: RecipientsPanel) -> None:
    type_text("an")
    assert offers(panel).isVisible()
    type_text("x")
    assert not offers(panel).isVisible()
    press(Key.Key_Backspace)
    assert offers(panel).isVisible()
    press(Key.Key_Backspace, Key.Key_Backspace)
    assert not offers(panel).isVisible()


def test_an_offer_says_all_that_tells_people_apart() -> None:
    assert offer_words(ANNA, None) == (
        "\u2068Anna Schmidt\u2069 · \u2068ACME\u2069\n+49 30 123456 · Germany · delivered 12 May 2024"
    )
    assert offer_words(ANTON, "BY") == "\u2068Anton\u2069\n8 017 123-45-67 · Belarus"
    assert (
        offer_words(TEAM, None)
        == "\u2068Anybody\u2069\nList of 2: \u2068Anna Schmidt\u2069, \u2068Anton\u2069"
    )
    assert offer_words(Suggestion("", "", "+4930123456"), None).startswith("No name\n+49 30 123456")
    assert len(offer_words(Suggestion("x" * 10_000, "", "+4930123456"), None)) < 120


def test_the_blank_row_says_what_belongs_there_and_others_do_not(panel: RecipientsPanel) -> None:
    panel.add([RecipientEntry("Anna", "", "+49 30 1111111")])
    panel.table.clearSelection()
    panel.table.setCurrentIndex(panel.model.index(0, Column.MEANING))
    picture = panel.table.viewport().grab().toImage()

    def colours(row: int) -> int:
        cell = panel.table.visualRect(panel.model.index(row, Column.COMPANY)).adjusted(2, 2, -2, -2)
        part = picture.copy(cell)
        return len({part.pixel(x, y) for x in range(part.width()) for y in range(part.height())})

    assert colours(0) == 1
    assert colours(1) > 1
