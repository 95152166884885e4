"""Labels that give way."""

from __future__ import annotations

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from byfax_desktop.ui.elided import ElidedLabel

LONG = "Sending a document with a very long name that never wants to end.pdf"


def test_a_long_text_asks_for_little_room_and_is_whole_in_the_tool_tip(qtbot: QtBot) -> None:
    label = ElidedLabel(max_width=120)
    qtbot.addWidget(label)
    label.setText(LONG)
    assert label.sizeHint().width() == 120
    assert label.minimumSizeHint().width() == 40
    assert label.toolTip() == LONG
    assert label.accessibleName() == LONG


def test_a_short_text_asks_for_no_more_than_it_needs(qtbot: QtBot) -> None:
    label = ElidedLabel(mode=Qt.TextElideMode.ElideMiddle)
    qtbot.addWidget(label)
    label.setText("A")
    assert label.sizeHint().width() < 40
    assert label.minimumSizeHint().width() == label.sizeHint().width()
