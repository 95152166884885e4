"""How the sent faxes are listed: sorted by which column, and whether each recipient has a row; that is kept."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMenu, QToolButton

from byfax_desktop.ui.icons import icon
from byfax_desktop.ui.outbox.columns import COLUMNS

if TYPE_CHECKING:
    from byfax_desktop.store.sent_filter import SentFilter
    from byfax_desktop.store.sent_order import SentView
    from byfax_desktop.ui.outbox.model import OutboxModel
    from byfax_desktop.ui.outbox.table import FaxTable
    from byfax_desktop.ui.session import Settings

_SORT, _FLAT = "outbox/sort", "outbox/flat"
_FIRST = "time"
_FALLING, _RISING = "falling", "rising"
_WAYS = {_FALLING: "&Descending", _RISING: "&Ascending"}


class Sorting(QObject):
    """``changed`` when the faxes are wanted otherwise: by a click on a title, by the context menu, or by ``toggle``."""

    changed = Signal()

    def __init__(self, table: FaxTable, model: OutboxModel, settings: Settings) -> None:
        super().__init__(table)
        self._table = table
        self._settings = settings
        self._by, self._is_falling = self._kept()
        self._flat = QAction(icon("account"), "One ro&w for each recipient", table)
        self.toggle = QToolButton()
        """To be put where a person sees it."""
        self._make_toggle()
        self._columns = {each.name: QAction(each.title, self) for each in COLUMNS}
        self._ways = {way: QAction(text, self) for way, text in _WAYS.items()}
        self._make_menu()
        self._show()
        table.setSortingEnabled(True)
        model.sort_asked.connect(self._sort)

    def view(self, which: SentFilter) -> SentView:
        """What is to be listed of the faxes that match."""
        from byfax_desktop.store.sent_order import SentView, SortBy

        return SentView(which, SortBy(self._by), self._is_falling, self._flat.isChecked())

    def _sort(self, column: int, is_falling: bool) -> None:
        wanted = COLUMNS[column].name, is_falling
        if wanted != (self._by, self._is_falling):
            self._by, self._is_falling = wanted
            self._settings.setValue(_SORT, f"{self._by} {_FALLING if is_falling else _RISING}")
            self._show()
            self.changed.emit()

    def _sort_by(self, name: str) -> None:
        column = next(place for place, each in enumerate(COLUMNS) if each.name == name)
        self._sort(column, COLUMNS[column].falls_first)

    def _turn(self, way: str) -> None:
        self._sort(self._column, way == _FALLING)

    def _list_flat(self, is_flat: bool) -> None:
        self._settings.setValue(_FLAT, "true" if is_flat else "false")
        self.changed.emit()

    @property
    def _column(self) -> int:
        return next(place for place, each in enumerate(COLUMNS) if each.name == self._by)

    def _show(self) -> None:
        """Have the titles and the menu say how it is."""
        order = Qt.SortOrder.DescendingOrder if self._is_falling else Qt.SortOrder.AscendingOrder
        header = self._table.horizontalHeader()
        with QSignalBlocker(header):
            header.setSortIndicator(self._column, order)
        header.viewport().update()
        self._columns[self._by].setChecked(True)
        self._ways[_FALLING if self._is_falling else _RISING].setChecked(True)

    def _make_toggle(self) -> None:
        action = self._flat
        action.setObjectName("outbox_flat_action")
        action.setCheckable(True)
        action.setChecked(str(self._settings.value(_FLAT, "false")) == "true")
        action.setShortcut(QKeySequence("Ctrl+Shift+L"))
        action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        action.setToolTip("List each recipient in a row of their own (Ctrl+Shift+L)")
        action.toggled.connect(self._list_flat)
        self._table.addAction(action)
        self.toggle.setObjectName("outbox_flat")
        self.toggle.setAccessibleName("One row for each recipient")
        self.toggle.setDefaultAction(action)
        self.toggle.setAutoRaise(True)
        self.toggle.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def _make_menu(self) -> None:
        menu = QMenu(self._table)
        menu.setObjectName("outbox_sort_menu")
        for actions, do in ((self._columns, self._sort_by), (self._ways, self._turn)):
            group = QActionGroup(self)
            for name, action in actions.items():
                action.setCheckable(True)
                action.triggered.connect(partial(do, name))
                group.addAction(action)
            menu.addActions(group.actions())
            menu.addSeparator()
        way_in = QAction(icon("down"), "Sort b&y", self._table)
        way_in.setObjectName("outbox_sort_action")
        way_in.setMenu(menu)
        self._table.addAction(way_in)

    def _kept(self) -> tuple[str, bool]:
        """What was chosen; a settings file that was changed by hand may hold anything."""
        by, _, way = str(self._settings.value(_SORT, "")).partition(" ")
        is_known = by in (each.name for each in COLUMNS) and way in (_FALLING, _RISING)
        return (by, way == _FALLING) if is_known else (_FIRST, True)
