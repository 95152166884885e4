"""Which columns of a list are shown, and how wide: chosen by the person, kept for the next time."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QPoint, Qt, QTimer
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHeaderView, QMenu, QWidget

from byfax_desktop.ui.icons import icon
from byfax_desktop.ui.widgets.texts import without_mnemonic

if TYPE_CHECKING:
    from byfax_desktop.ui.session import Settings

_PAUSE_MS = 300
_WIDEST = 2000


@dataclass(frozen=True, slots=True)
class ChosenColumn:
    """A column under the name by which it is kept; a person may hide only one that is not ``always``."""

    name: str
    title: str
    always: bool = False
    shown: bool = True
    """Whether it is shown before anything was chosen."""


class ColumnChoice(QObject):
    """A menu at the header, and among the actions of the list so that the keyboard reaches it."""

    def __init__(
        self,
        view: QWidget,
        header: QHeaderView,
        columns: Sequence[ChosenColumn],
        settings: Settings,
        key: str,
    ) -> None:
        """What is chosen lies in ``settings`` under ``key``."""
        super().__init__(view)
        self._header = header
        self._columns = tuple(columns)
        self._settings = settings
        self._key = key
        self._first_widths = [header.sectionSize(place) for place in range(len(self._columns))]
        self._restore()
        # While a person drags an edge, each step tells of a new width.
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._pause.timeout.connect(self._keep)
        header.sectionResized.connect(lambda *_: self._pause.start())
        header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        header.customContextMenuRequested.connect(self._pop_up_at)
        self.action = QAction(icon("page-options"), "C&olumns…", view)
        self.action.setObjectName(f"{view.objectName()}_columns_action")
        self.action.triggered.connect(partial(self._pop_up_at, QPoint(0, 0)))
        view.addAction(self.action)

    def menu(self) -> QMenu:
        """The columns, each to be shown or not."""
        menu = QMenu(self._header)
        menu.setObjectName(f"{self.action.objectName()}_menu")
        for place, column in enumerate(self._columns):
            entry = menu.addAction(without_mnemonic(column.title))
            entry.setCheckable(True)
            entry.setChecked(not self._header.isSectionHidden(place))
            entry.setEnabled(not column.always)
            entry.toggled.connect(partial(self._show, place))
        menu.addSeparator()
        menu.addAction("&Reset columns").triggered.connect(self.reset)
        return menu

    def reset(self) -> None:
        """Show what is shown before anything was chosen."""
        for place, column in enumerate(self._columns):
            self._header.setSectionHidden(place, not column.shown)
            self._header.resizeSection(place, self._first_widths[place])
        self._keep()

    def _show(self, place: int, is_shown: bool) -> None:
        self._header.setSectionHidden(place, not is_shown)
        self._keep()

    def _pop_up_at(self, place: QPoint, *_: object) -> None:
        menu = self.menu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self._header.mapToGlobal(place))

    def _keep(self) -> None:
        self._pause.stop()
        widths = {
            column.name: self._header.sectionSize(place)
            for place, column in enumerate(self._columns)
            if not self._header.isSectionHidden(place) and self._has_width(place)
        }
        shown = [
            column.name
            for place, column in enumerate(self._columns)
            if not self._header.isSectionHidden(place)
        ]
        # A hidden column has no width of its own: the one it had stays.
        self._settings.setValue(
            self._key, json.dumps({"shown": shown, "widths": {**self._kept()[1], **widths}})
        )

    def _restore(self) -> None:
        shown, widths = self._kept()
        for place, column in enumerate(self._columns):
            if self._has_width(place) and column.name in widths:
                self._header.resizeSection(place, widths[column.name])
            is_shown = column.shown if shown is None else column.always or column.name in shown
            self._header.setSectionHidden(place, not is_shown)

    def _has_width(self, place: int) -> bool:
        """Whether its width is a person's, and not what is left over."""
        return self._header.sectionResizeMode(place) == QHeaderView.ResizeMode.Interactive

    def _kept(self) -> tuple[list[str] | None, dict[str, int]]:
        """What was chosen; a settings file that was changed by hand may hold anything."""
        try:
            kept: Any = json.loads(str(self._settings.value(self._key, "")))
            shown, widths = kept["shown"], kept["widths"]
            smallest = self._header.minimumSectionSize()
            sound = {str(name): int(width) for name, width in widths.items() if smallest <= width <= _WIDEST}
            return [str(name) for name in shown], sound
        except (ValueError, TypeError, KeyError, AttributeError):
            return None, {}
