"""Where everything stands in the window of contacts."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSplitter, QToolButton, QVBoxLayout, QWidget

from byfax_desktop.ui.icons import icon
from byfax_desktop.ui.widgets.offered_actions import button_row

if TYPE_CHECKING:
    from byfax_desktop.ui.contacts.window import ContactsWindow

_WIDTHS = (210, 760)
_ACTIONS_MENU = Qt.ContextMenuPolicy.ActionsContextMenu


def arrange(window: ContactsWindow) -> None:
    """Lists beside contacts, buttons above both, and what leads away below."""
    actions = window.actions_by_name
    joining = window.join_menu.menuAction()
    joining.setObjectName("contacts_join_action")
    joining.setIcon(icon("outbox"))
    first = [actions["new"], actions["edit"], actions["delete"]]
    first.append(actions["history"])
    offered = [*first, window.join_menu, actions["leave"], None, actions["import"], actions["export"]]
    column = QVBoxLayout(window)
    column.addLayout(button_row(offered, window))
    column.addWidget(window.message)
    column.addWidget(_splitter(window), 1)
    column.addLayout(_bottom(window))
    window.pane.table.addActions([*first, joining, *(actions[name] for name in ("leave", "up", "down"))])
    window.pane.table.setContextMenuPolicy(_ACTIONS_MENU)
    window.groups.addActions([actions["new_list"], actions["rename_list"], actions["delete_list"]])
    window.groups.setContextMenuPolicy(_ACTIONS_MENU)
    window.addActions([actions["new"], actions["import"], actions["export"], actions["new_list"]])
    _order_tabs(window)
    for button in window.findChildren(QPushButton):
        button.setAutoDefault(False)  # Enter while searching presses none, such as that which undoes
    window.pane.search.setFocus(Qt.FocusReason.OtherFocusReason)


def _order_tabs(window: ContactsWindow) -> None:
    """From the search to what is found and what is done with it, and then round from the top."""
    names = ("new", "edit", "delete", "history", "join", "leave", "import", "export")
    buttons = [window.findChild(QToolButton, f"contacts_{name}") for name in names]
    pane, new_list = window.pane, window.findChild(QToolButton, "contacts_new_list")
    close = window.findChild(QPushButton, "contacts_close")
    order = [
        pane.search,
        pane.notice.button,
        pane.table,
        window.fax,
        close,
        *buttons,
        window.groups,
        new_list,
    ]
    for before, after in pairwise(each for each in order if each is not None):
        QWidget.setTabOrder(before, after)


def _splitter(window: ContactsWindow) -> QSplitter:
    left = QWidget(window)
    lists = QVBoxLayout(left)
    lists.setContentsMargins(0, 0, 0, 0)
    lists.addWidget(window.groups, 1)
    lists.addLayout(button_row([window.actions_by_name["new_list"], None], left))
    splitter = QSplitter(Qt.Orientation.Horizontal, window)
    splitter.setObjectName("contacts_splitter")
    splitter.setChildrenCollapsible(False)
    splitter.addWidget(left)
    splitter.addWidget(window.pane)
    splitter.setStretchFactor(1, 1)
    splitter.setSizes(_WIDTHS)
    return splitter


def _bottom(window: ContactsWindow) -> QHBoxLayout:
    window.fax.setObjectName("contacts_fax")
    close = QPushButton("Close", window)
    close.setObjectName("contacts_close")
    close.clicked.connect(window.close)
    row = QHBoxLayout()
    row.addWidget(window.pane.count)
    row.addStretch(1)
    row.addWidget(window.fax)
    row.addWidget(close)
    return row
