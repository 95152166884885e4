"""What can be done with the number that is chosen: the same things as buttons and in the menu of the list."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QGuiApplication, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QWidget

from byfax_desktop.ui.icons import icon
from byfax_desktop.ui.numbers import texts
from byfax_desktop.ui.numbers.web_deeds import web_deed, web_deeds
from byfax_desktop.ui.numbers.website import open_website, way_there

if TYPE_CHECKING:
    from byfax_desktop.service.records import Did
    from byfax_desktop.ui.widgets.row_view import RowView


class NumberDeeds(QWidget):
    """A row of buttons; what they do is also among the actions of the list."""

    faxes_asked = Signal(str)
    """A person wants to see the faxes to a number (E.164)."""
    sender_asked = Signal(str)
    """A person wants to send from a number (E.164)."""
    fax_to = Signal(str)
    """A person wants to send a fax to a number (E.164), to try it."""
    noted = Signal(str)
    """Something that was asked for goes on elsewhere."""
    troubled = Signal(object)
    """Something that was asked for came to nothing: a Trouble."""

    def __init__(self, view: RowView, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("numbers_deeds")
        self._did: Did | None = None
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(8)
        self._actions = [
            self._deed(view, "copy", "copy", "Cop&y number", self._copy, QKeySequence("Ctrl+C")),
            self._deed(view, "show_faxes", "tray", "Sh&ow faxes", self.show_faxes),
            self._deed(view, "use_as_sender", "account", "Use as &sender", self._use),
            self._deed(view, "fax_to", "fax-to", "Fa&x to this number", self._fax_to),
        ]
        self._menu = QMenu("On the byFax &website", self)
        self._menu.setObjectName("numbers_website_menu")
        self._menu.setIcon(icon("website"))
        self._menu.aboutToShow.connect(self._fill_menu)
        view.addAction(self._menu.menuAction())
        view.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        self._website = QPushButton(icon("website"), "On the &website", self)
        self._website.setObjectName("numbers_website")
        self._website.setAccessibleName("What to do on the byFax website")
        self._website.setMenu(self._menu)
        self._row.addWidget(self._website)
        self._row.addStretch()
        self.fit(None)

    def fit(self, did: Did | None) -> None:
        """Offer what can be done with this number."""
        self._did = did
        for action in self._actions:
            action.setEnabled(did is not None and bool(texts.dialled(did)))
        is_open = did is not None and bool(web_deeds(did))
        self._website.setEnabled(is_open)
        self._menu.menuAction().setEnabled(is_open)

    def show_faxes(self) -> None:
        """The faxes to it are wanted."""
        self._tell(self.faxes_asked.emit)

    def do(self, name: str) -> None:
        """Open the website for what has this name, and say what to choose there."""
        if self._did is None:
            return
        if trouble := open_website():
            self.troubled.emit(trouble)
            return
        which = texts.short_number(self._did) or "the number that is being set up"
        self.noted.emit(way_there(f"choose {which} among your numbers and {web_deed(name).way}"))

    def _use(self) -> None:
        self._tell(self.sender_asked.emit)

    def _fax_to(self) -> None:
        self._tell(self.fax_to.emit)

    def _copy(self) -> None:
        if self._did:
            QGuiApplication.clipboard().setText(texts.dialled(self._did))

    def _tell(self, tell: Callable[[str], None]) -> None:
        if self._did and (number := texts.dialled(self._did)):
            tell(number)

    def _fill_menu(self) -> None:
        self._menu.clear()
        for deed in web_deeds(self._did) if self._did else ():
            entry = self._menu.addAction(deed.entry)
            entry.setObjectName(f"numbers_website_{deed.name}")
            entry.triggered.connect(partial(self.do, deed.name))

    def _deed(
        self,
        view: QWidget,
        name: str,
        icon_name: str,
        text: str,
        do: Callable[[], object],
        key: QKeySequence | None = None,
    ) -> QAction:
        action = QAction(icon(icon_name), text, view)
        action.setObjectName(f"numbers_{name}_action")
        if key:
            action.setShortcut(key)
            action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        action.triggered.connect(lambda: do())
        view.addAction(action)
        button = QPushButton(icon(icon_name), text, self)
        button.setObjectName(f"numbers_{name}")
        button.setAccessibleName(text.replace("&", ""))
        button.clicked.connect(action.trigger)
        action.enabledChanged.connect(button.setEnabled)
        self._row.addWidget(button)
        return action
