"""Where everything stands in the window of a history."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSplitter, QVBoxLayout, QWidget

from byfax_desktop.ui.icons import icon
from byfax_desktop.ui.widgets.offered_actions import button_row

if TYPE_CHECKING:
    from byfax_desktop.ui.timeline.window import TimelineWindow

_WIDTHS = (620, 400)


def arrange(window: TimelineWindow) -> None:
    """Who it is, what can be done, and the list beside the chosen entry."""
    actions = window.actions_by_name
    saving = window.save_menu.menuAction()
    saving.setObjectName("timeline_save_action")
    saving.setIcon(icon("save"))
    window.save_menu.addActions([actions["csv"], actions["pdf"]])
    offered = [*(actions[name] for name in ("fax", "reply", "note", "show")), window.save_menu, None]
    column = QVBoxLayout(window)
    column.setSpacing(8)
    column.addWidget(window.head)
    column.addLayout(button_row(offered, window))
    column.addWidget(window.filters)
    column.addWidget(window.message)
    column.addWidget(_splitter(window), 1)
    column.addLayout(_bottom(window))
    window.view.addActions([actions[name] for name in ("fax", "reply", "note", "show", "delete")])
    window.view.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
    window.addActions([actions[name] for name in ("fax", "note", "csv", "pdf")])
    for button in window.findChildren(QPushButton):
        button.setAutoDefault(False)  # Enter while searching presses none
    window.setMinimumSize(640, 440)
    window.view.setFocus(Qt.FocusReason.OtherFocusReason)


def _splitter(window: TimelineWindow) -> QSplitter:
    window.sight.addWidget(window.view)
    window.sight.addWidget(window.notice)
    splitter = QSplitter(Qt.Orientation.Horizontal, window)
    splitter.setObjectName("timeline_splitter")
    splitter.setChildrenCollapsible(False)
    for part in (window.sight, window.preview):
        splitter.addWidget(part)
    splitter.setStretchFactor(0, 1)
    splitter.setStretchFactor(1, 1)
    splitter.setSizes(_WIDTHS)
    return splitter


def _bottom(window: QWidget) -> QHBoxLayout:
    close = QPushButton("Close", window)
    close.setObjectName("timeline_close")
    close.clicked.connect(window.close)
    row = QHBoxLayout()
    row.addStretch(1)
    row.addWidget(close)
    return row
