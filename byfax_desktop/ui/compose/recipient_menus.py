"""The menus of the table of recipients: of its rows, of its titles, and of the numbers that may be meant."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial

from PySide6.QtCore import QModelIndex, QObject, QPoint, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu

from byfax_desktop.ui.compose.recipient_columns import OPTIONAL, TITLES, Column
from byfax_desktop.ui.compose.recipient_meanings import shown_number
from byfax_desktop.ui.compose.recipient_model import RecipientModel
from byfax_desktop.ui.compose.recipient_table import RecipientTable
from byfax_desktop.ui.session import Settings
from byfax_desktop.ui.widgets.history_action import HISTORY_KEYS, HISTORY_TEXT

_SHOWN_KEY = "compose/recipient_columns"


class RecipientMenus(QObject):
    """Opens them where they are asked for; which columns are shown is remembered."""

    def __init__(
        self, table: RecipientTable, model: RecipientModel, settings: Settings, region: str | None
    ) -> None:
        super().__init__(table)
        self._table = table
        self._model = model
        self._settings = settings
        self._region = region
        shown = str(settings.value(_SHOWN_KEY, "")).split(",")
        for column in OPTIONAL:
            table.setColumnHidden(column, column.name.lower() not in shown)
        table.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        table.customContextMenuRequested.connect(self._open_for_rows)
        table.offer_asked.connect(self.take_offer)
        header = table.horizontalHeader()
        header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        header.customContextMenuRequested.connect(
            lambda place: self.columns_menu().popup(header.mapToGlobal(place))
        )

    def show_columns(self, columns: Iterable[Column]) -> None:
        """Have these columns shown too, and from now on."""
        for column in columns:
            self._show_column(column, True)

    def take_offer(self) -> None:
        """Take the number that may be meant in the current row; where there are several, ask which."""
        index = self._table.currentIndex()
        offers = self._model.offers(index.row()) if index.isValid() else ()
        if len(offers) == 1:
            self._take(index.row(), offers[0])
        elif offers:
            menu = self._menu("recipient_offers")
            self._add_offers(menu, index.row())
            menu.popup(self._below(index))

    def row_menu(self) -> QMenu:
        """What can be done with the selected rows."""
        table, menu = self._table, self._menu("recipient_menu")
        row = table.currentIndex().row()
        if row >= 0 and self._add_offers(menu, row):
            menu.addSeparator()
        rows = table.selected_rows()
        _add(menu, "recipient_details", "De&tails…", "Alt+Return", table.details_asked.emit)
        has_number = row >= 0 and bool(self._model.number_at(row))
        _add(menu, "recipient_history", HISTORY_TEXT, HISTORY_KEYS, table.history_asked.emit, has_number)
        menu.addSeparator()
        _add(menu, "recipient_copy", "&Copy", "Ctrl+C", table.copy_selected, bool(rows))
        _add(menu, "recipient_paste", "&Paste", "Ctrl+V", table.paste_asked.emit)
        _add(menu, "recipient_remove", "&Remove", "Del", table.remove_selected, bool(rows))
        menu.addSeparator()
        _add(menu, "recipient_up", "Move &up", "Alt+Up", lambda: table.move_selected(-1), bool(rows))
        _add(menu, "recipient_down", "Move &down", "Alt+Down", lambda: table.move_selected(1), bool(rows))
        sort = menu.addMenu("&Sort by")
        for column in Column:
            if not table.isColumnHidden(column) and column != Column.MEANING:
                sort.addAction(TITLES[column]).triggered.connect(
                    lambda _=False, column=column: table.sort_by(column)
                )
        menu.addMenu(self.columns_menu())
        menu.addSeparator()
        history = self._model.history
        for name, words, keys, do in (
            ("Undo", history.undo_text, "Ctrl+Z", history.undo),
            ("Redo", history.redo_text, "Ctrl+Shift+Z", history.redo),
        ):
            text = f"{name}: {words}" if words else name
            _add(menu, f"recipient_{name.lower()}", text, keys, do, bool(words))
        return menu

    def columns_menu(self) -> QMenu:
        """Which of the columns are shown that not everybody needs."""
        menu = self._menu("recipient_columns")
        menu.setTitle("C&olumns")
        for column in OPTIONAL:
            action = menu.addAction(TITLES[column])
            action.setObjectName(f"recipient_column_{column.name.lower()}")
            action.setCheckable(True)
            action.setChecked(not self._table.isColumnHidden(column))
            action.toggled.connect(lambda shown, column=column: self._show_column(column, shown))
        return menu

    def _open_for_rows(self, place: QPoint) -> None:
        """Where the mouse is; by keyboard, below the current cell."""
        current = self._table.currentIndex()
        by_mouse = self._table.viewport().rect().contains(place) and self._table.indexAt(place).isValid()
        where = self._table.viewport().mapToGlobal(place) if by_mouse else self._below(current)
        self.row_menu().popup(where)

    def _below(self, index: QModelIndex) -> QPoint:
        return self._table.viewport().mapToGlobal(self._table.visualRect(index).bottomLeft())

    def _add_offers(self, menu: QMenu, row: int) -> bool:
        offers = self._model.offers(row)
        for offer in offers:
            text = f"Use {shown_number(offer, self._region)}"
            keys = "Ctrl+." if len(offers) == 1 else ""
            _add(menu, f"recipient_use_{offer}", text, keys, partial(self._take, row, offer))
        return bool(offers)

    def _take(self, row: int, number: str) -> None:
        self._model.setData(self._model.index(row, Column.NUMBER), number)

    def _show_column(self, column: Column, shown: bool) -> None:
        self._table.setColumnHidden(column, not shown)
        names = (each.name.lower() for each in OPTIONAL if not self._table.isColumnHidden(each))
        self._settings.setValue(_SHOWN_KEY, ",".join(names))

    def _menu(self, name: str) -> QMenu:
        menu = QMenu(self._table)
        menu.setObjectName(name)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        return menu


def _add(
    menu: QMenu, name: str, text: str, keys: str, do: Callable[[], object], enabled: bool = True
) -> QAction:
    """An action whose keys are only told: the table knows them."""
    action = menu.addAction(text)
    action.setObjectName(name)
    action.setShortcut(QKeySequence(keys))
    action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
    action.setEnabled(enabled)
    action.triggered.connect(lambda: do())
    return action
