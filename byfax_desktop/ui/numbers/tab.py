"""The account's own fax numbers: how long each of them holds, and what is known of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from byfax_desktop.ui.icons import icon
from byfax_desktop.ui.message_bar import MessageBar, Tone
from byfax_desktop.ui.numbers import texts
from byfax_desktop.ui.numbers.facts import did_facts
from byfax_desktop.ui.widgets.fact_panel import FactPanel
from byfax_desktop.ui.widgets.notice import Notice
from byfax_desktop.ui.widgets.row_model import Column, RowKind, RowModel
from byfax_desktop.ui.widgets.row_view import RowView
from byfax_desktop.ui.widgets.search_field import SearchField
from byfax_desktop.ui.widgets.texts import count

if TYPE_CHECKING:
    from byfax_desktop.engine.events import NumbersChanged
    from byfax_desktop.service.records import Did
    from byfax_desktop.ui.session import Session

_NOTICE, _NUMBERS = 0, 1
_TABLE, _NOTHING_FOUND = 0, 1
_HEIGHTS = (360, 220)
_SEARCH_WIDTH = 340
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
        self._dids: tuple[Did, ...] = ()
        self._warned = ""
        self._search = SearchField(
            "numbers_search",
            "Look for a number",
            "Number, city or country",
            "Words or digits of numbers, places and states (Ctrl+F)",
            self,
        )
        self._search.setMaximumWidth(_SEARCH_WIDTH)
        self._count = QLabel(self)
        self._count.setObjectName("numbers_count")
        self._bar = MessageBar("numbers_message", self)
        self._facts = FactPanel("numbers_facts", self)
        self._nothing = Notice("numbers_nothing_found", self)
        self._nothing.tell(
            "number", "No number matches.", "Change what you look for, or show all.", "Show all numbers"
        )
        self._sight = QStackedWidget(self)
        self._copy = self._button("numbers_copy", "copy", "&Copy number")
        self._show = self._button("numbers_show_faxes", "tray", "&Show faxes")
        self._try = self._button("numbers_fax_to", "fax-to", "&Fax to this number")
        self._notice = Notice("numbers_notice", self)
        self._stack = QStackedWidget(self)
        self._workers = session.workers
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

    @property
    def search(self) -> SearchField:
        """What is looked for among them."""
        return self._search

    def _connect(self, session: Session) -> None:
        self._search.textChanged.connect(self._sift)
        self._search.left.connect(self._view.setFocus)
        self._search.be_found_from(self)
        self._nothing.action_triggered.connect(self._show_all)
        session.bridge.numbers_changed.connect(self._show_numbers)
        session.account_changed.connect(self._forget)
        self._view.selectionModel().currentRowChanged.connect(self._enable)
        self._view.opened.connect(lambda: self._tell(self.faxes_asked.emit))
        self._copy.clicked.connect(self._copy_number)
        self._show.clicked.connect(lambda: self._tell(self.faxes_asked.emit))
        self._try.clicked.connect(lambda: self._tell(self.fax_to.emit))

    def _show_numbers(self, event: NumbersChanged) -> None:
        self._dids = event.dids
        self._workers.run(lambda: texts.prepare(event.dids), lambda _: None)
        self._warn()
        self._sift()
        if event.dids:
            self._stack.setCurrentIndex(_NUMBERS)
        else:
            self._say(
                "You have no fax number yet.",
                "Get one in your byFax account: it is listed here as soon as it is yours.",
            )
        self._enable()

    def _sift(self) -> None:
        """List those that are looked for; the chosen one stays chosen as long as it is there."""
        sought = self._search.text()
        shown = tuple(did for did in self._dids if texts.is_sought(did, sought)) if sought else self._dids
        current = self._current()
        if current is not None and KIND.ref(current) not in map(KIND.ref, shown):
            self._view.setCurrentIndex(QModelIndex())
        self._model.show(shown)
        self._sight.setCurrentIndex(_TABLE if shown else _NOTHING_FOUND)
        self._count.setText(count(len(shown), "number", "numbers"))
        if shown and not self._view.currentIndex().isValid():
            self._view.setCurrentIndex(self._model.index(0, 0))
        self._enable()

    def _show_all(self) -> None:
        self._search.clear()
        self._view.setFocus()

    def _warn(self) -> None:
        """Name the numbers that end soon; the same words are not said again to whoever has sent them away."""
        warning = texts.warning(self._dids)
        if warning == self._warned:
            return
        self._warned = warning
        if warning:
            self._bar.tell(Tone.WARNING, warning, "Extend what you want to keep on the byFax website.")
        else:
            self._bar.clear()

    def _forget(self) -> None:
        """Another account: nothing of the one before may be seen."""
        self._dids = ()
        self._warned = ""
        self._bar.clear()
        self._search.clear()
        self._sift()
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
        if did is None:
            self._facts.clear()
        else:
            self._facts.show_facts(did_facts(did))

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
        top = QHBoxLayout()
        top.setSpacing(8)
        top.addWidget(self._search, 1)
        top.addStretch()
        top.addWidget(self._count)
        self._sight.addWidget(self._view)
        self._sight.addWidget(self._nothing)
        parts = QSplitter(Qt.Orientation.Vertical, page)
        parts.setObjectName("numbers_splitter")
        parts.setChildrenCollapsible(False)
        parts.addWidget(self._sight)
        parts.addWidget(self._facts)
        parts.setStretchFactor(0, 1)
        parts.setSizes(_HEIGHTS)
        column.addWidget(self._bar)
        column.addLayout(top)
        column.addWidget(parts, 1)
        column.addLayout(buttons)
        self._stack.addWidget(self._notice)
        self._stack.addWidget(page)
        outer = QVBoxLayout(self)
        outer.addWidget(self._stack)
