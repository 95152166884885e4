"""The account's own fax numbers, and how long each of them holds."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from byfax_desktop.ui.icons import icon
from byfax_desktop.ui.numbers import texts
from byfax_desktop.ui.widgets.notice import Notice
from byfax_desktop.ui.widgets.row_model import Column, RowKind, RowModel
from byfax_desktop.ui.widgets.row_view import RowView

if TYPE_CHECKING:
    from byfax_desktop.engine.events import NumbersChanged
    from byfax_desktop.service.records import Did
    from byfax_desktop.ui.session import Session

_NOTICE, _NUMBERS = 0, 1
_SAMPLES = ("+000 00 000 00 00 000", "A city of some length, a country", "", "00,000")

COLUMNS: tuple[Column[Did], ...] = (
    Column("Number", texts.number),
    Column("Place", texts.place),
    Column("State", lambda did: texts.state(did).text, icon=lambda did: texts.state(did).icon_name),
    Column("Faxes", texts.inbox, right=True),
)
KIND: RowKind[Did] = RowKind(
    ref=lambda did: did.ref or did.number, sentence=texts.sentence, bold=lambda _: False
)


class NumbersTab(QWidget):
    """A table of the numbers, with what can be done with the selected one."""

    faxes_asked = Signal(str)
    """A person wants to see the faxes to a number (E.164)."""
    fax_to = Signal(str)
    """A person wants to send a fax to a number (E.164), to try it."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("numbers_tab")
        self._model: RowModel[Did] = RowModel(COLUMNS, KIND, self)
        self._view = RowView("numbers_list", "Your fax numbers", self._model, self)
        self._view.fit_columns(_SAMPLES)
        self.setFocusProxy(self._view)
        self._copy = self._button("numbers_copy", "copy", "&Copy number")
        self._show = self._button("numbers_show_faxes", "tray", "&Show faxes")
        self._try = self._button("numbers_fax_to", "fax-to", "&Fax to this number")
        self._notice = Notice("numbers_notice", self)
        self._stack = QStackedWidget(self)
        self._connect(session)
        self._arrange()
        self._forget()

    @property
    def model(self) -> RowModel[Did]:
        """The numbers that are shown."""
        return self._model

    @property
    def view(self) -> RowView:
        """The table of them."""
        return self._view

    def _connect(self, session: Session) -> None:
        session.bridge.numbers_changed.connect(self._show_numbers)
        session.account_changed.connect(self._forget)
        self._view.selectionModel().currentRowChanged.connect(self._enable)
        self._view.opened.connect(lambda: self._tell(self.faxes_asked.emit))
        self._copy.clicked.connect(self._copy_number)
        self._show.clicked.connect(lambda: self._tell(self.faxes_asked.emit))
        self._try.clicked.connect(lambda: self._tell(self.fax_to.emit))

    def _show_numbers(self, event: NumbersChanged) -> None:
        self._model.show(event.dids)
        if event.dids:
            self._stack.setCurrentIndex(_NUMBERS)
            if not self._view.currentIndex().isValid():
                self._view.setCurrentIndex(self._model.index(0, 0))
        else:
            self._say(
                "You have no fax number yet.",
                "Get one in your byFax account: it is listed here as soon as it is yours.",
            )
        self._enable()

    def _forget(self) -> None:
        """Another account: nothing of the one before may be seen."""
        self._model.show(())
        self._say("Looking for your numbers…", "")

    def _say(self, what: str, do: str) -> None:
        self._notice.tell("number", what, do)
        self._stack.setCurrentIndex(_NOTICE)

    def _current(self) -> Did | None:
        return self._model.record(self._view.currentIndex())

    def _enable(self) -> None:
        did = self._current()
        for button in (self._copy, self._show, self._try):
            button.setEnabled(did is not None and bool(did.number))

    def _copy_number(self) -> None:
        if did := self._current():
            QGuiApplication.clipboard().setText(did.number)

    def _tell(self, tell: Callable[[str], None]) -> None:
        did = self._current()
        if did and did.number:
            tell(did.number)

    def _button(self, name: str, icon_name: str, text: str) -> QPushButton:
        button = QPushButton(icon(icon_name), text, self)
        button.setObjectName(name)
        button.setAccessibleName(text.replace("&", ""))
        return button

    def _arrange(self) -> None:
        page = QWidget(self)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        for button in (self._copy, self._show, self._try):
            buttons.addWidget(button)
        buttons.addStretch()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self._view)
        column.addLayout(buttons)
        self._stack.addWidget(self._notice)
        self._stack.addWidget(page)
        outer = QVBoxLayout(self)
        outer.addWidget(self._stack)
