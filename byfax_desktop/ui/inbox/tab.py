"""The Inbox: received faxes, and the pages of the selected one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QKeySequence, QShortcut
from PySide6.QtWidgets import QSplitter, QStackedWidget, QVBoxLayout, QWidget

from byfax_desktop.ui.inbox import texts
from byfax_desktop.ui.inbox.copies import Copies
from byfax_desktop.ui.inbox.fax_list import FaxList
from byfax_desktop.ui.inbox.giving import Giving
from byfax_desktop.ui.inbox.keeping_door import KeepingDoor
from byfax_desktop.ui.inbox.labelling import Labelling
from byfax_desktop.ui.inbox.margin import Margin
from byfax_desktop.ui.inbox.onward import Onward
from byfax_desktop.ui.inbox.page_finding import PageFinding
from byfax_desktop.ui.inbox.read_marks import ReadMarks
from byfax_desktop.ui.inbox.reading_pane import ReadingPane
from byfax_desktop.ui.inbox.removal_bar import RemovalBar
from byfax_desktop.ui.inbox.removing import Removing
from byfax_desktop.ui.inbox.steps import Steps
from byfax_desktop.ui.widgets.notice import Notice

if TYPE_CHECKING:
    from collections.abc import Sequence

    from byfax_desktop.engine.events import InboxChanged, InboxEntry
    from byfax_desktop.ui.session import Session

_NOTICE, _FAXES = 0, 1
_WIDTHS = (540, 500)


class InboxTab(QWidget):
    """The list of faxes beside the pages of the selected one."""

    contact_asked = Signal(str, str, str)
    """A person wants to keep the sender of a fax as a contact: name, company and number."""
    forward_asked = Signal(object, str)
    """A person wants to send the pages at this path, under this name, to somebody else."""
    reply_asked = Signal(object, object)
    """A person wants to answer the sender of a fax: the Draft, and path and name of its pages, or None."""
    history_asked = Signal(str, str, str)
    """A person wants to see all that came from, or went to, a sender: a number or another key, a name, a company."""
    noted = Signal(str)
    """Something that a person asked for was done."""
    troubled = Signal(object)
    """Something that was asked for came to nothing: a Trouble."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("inbox_tab")
        self._workers = session.workers
        self._contacts = session.contacts
        self._is_prepared = False
        self._list = FaxList(session, self)
        self._pane = ReadingPane(session, self)
        labelling = Labelling(self._list, session)
        labelling.troubled.connect(self._pane.tell_trouble)
        self._margin = Margin(session, labelling.menu, self)
        self._notice = Notice("inbox_notice", self)
        self._removal = RemovalBar(session, self._who, self)
        self.setFocusProxy(self._list.view)
        self._stack = QStackedWidget(self)
        self._arrange()
        session.bridge.inbox_changed.connect(self._show_inbox)
        session.account_changed.connect(self._forget)
        self._connect()
        self._offer_deeds(session, labelling)
        self._forget()

    @property
    def list(self) -> FaxList:
        """The faxes."""
        return self._list

    @property
    def pane(self) -> ReadingPane:
        """The pages."""
        return self._pane

    def show_fax(self, ref: str) -> None:
        """Choose a fax, whatever was looked for."""
        self._list.show_new(ref, is_alone=True)

    def show_faxes_to(self, number: str) -> None:
        """List only the faxes that came to one of the account's numbers (E.164)."""
        self._list.show_faxes_to(number)

    def show_unread(self, refs: Sequence[str]) -> None:
        """Go to the first of these, and where there are several list the new faxes."""
        self._list.show_new(refs[0], is_alone=len(refs) == 1)

    def _connect(self) -> None:
        self._list.entry_selected.connect(self._pane.reader.show_entry)
        self._list.entry_changed.connect(self._pane.reader.update_entry)
        self._list.entry_selected.connect(self._margin.show_entry)
        self._list.entry_changed.connect(self._margin.update_entry)
        self._margin.troubled.connect(self._pane.tell_trouble)
        self._margin.left.connect(self._list.view.setFocus)
        self._margin.write_from(self)
        self._list.contact_asked.connect(self.contact_asked)
        self._list.history_asked.connect(self.history_asked)
        self._list.entry_opened.connect(self._pane.reader.setFocus)
        self._pane.forward_asked.connect(self.forward_asked)
        self._pane.reply_asked.connect(self.reply_asked)

    def _offer_deeds(self, session: Session, labelling: Labelling) -> None:
        """What can be done with the chosen faxes, in the order of the context menu."""
        ReadMarks(self._list, session)
        self._separate()
        self._list.view.addAction(labelling.menu.menuAction())
        copies = Copies(self, self._list.view, session, self._list.chosen)
        copies.done.connect(self._pane.tell_done)
        copies.troubled.connect(self._pane.tell_trouble)
        self._pane.save_asked.connect(copies.ask)
        self._list.chosen_changed.connect(copies.fit)
        giving = Giving(self._list.view, session, self._list.chosen)
        giving.noted.connect(self._pane.tell_done)
        giving.troubled.connect(self._pane.tell_trouble)
        self._pane.drag_asked.connect(giving.drag)
        self._list.chosen_changed.connect(giving.fit)
        PageFinding(self._list, session).troubled.connect(self.troubled)
        self._pane.reader.begin_at(self._list.page_of)
        Onward(self._list.view, self._pane)
        Steps(self._list, self._pane)
        self._separate()
        removing = Removing(self._list, session)
        removing.noted.connect(self._pane.tell_done)
        removing.troubled.connect(self._pane.tell_trouble)
        self._removal.restored.connect(self._list.go_to)
        self._separate()
        keeping = KeepingDoor(self._list.view, session)
        keeping.noted.connect(self.noted)
        keeping.troubled.connect(self.troubled)
        self._notice.action_triggered.connect(keeping.open)
        undo = QShortcut(QKeySequence(QKeySequence.StandardKey.Undo), self)
        undo.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        undo.activated.connect(self._removal.undo)

    def _who(self, ref: str) -> str:
        entry = self._list.entry(ref)
        return texts.sender(entry.fax, self._contacts.name_of(entry.fax.sender)) if entry else ref

    def _show_inbox(self, event: InboxChanged) -> None:
        self._list.show_entries(event.faxes, event.labels)
        self._prepare(event.faxes)
        if event.faxes:
            self._stack.setCurrentIndex(_FAXES)
        else:
            words = "Faxes to your numbers are listed here as they come in."
            self._tell("No fax has come yet.", words, "Save new faxes &automatically…")

    def _prepare(self, faxes: tuple[InboxEntry, ...]) -> None:
        """Have thousands ready before the first key of a search; the few that come later are soon said."""
        if faxes and not self._is_prepared:
            self._is_prepared = True
            self._workers.run(lambda: self._list.said.prepare(faxes), lambda _: None)

    def _forget(self) -> None:
        """Another account: nothing of the one before may be seen."""
        self._is_prepared = False
        self._list.said.forget()
        self._list.show_entries(())
        self._list.filters.clear()
        self._tell("Looking for your faxes…", "")

    def _tell(self, what: str, do: str, action: str = "") -> None:
        self._notice.tell("tray", what, do, action)
        self._stack.setCurrentIndex(_NOTICE)

    def _separate(self) -> None:
        """Draw a line in the context menu."""
        line = QAction(self._list.view)
        line.setSeparator(True)
        self._list.view.addAction(line)

    def _beside_list(self) -> QWidget:
        room = QWidget(self)
        column = QVBoxLayout(room)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._pane, 1)
        column.addWidget(self._margin)
        return room

    def _arrange(self) -> None:
        splitter = QSplitter(Qt.Orientation.Horizontal, self)
        splitter.setObjectName("inbox_splitter")
        splitter.setChildrenCollapsible(False)
        splitter.addWidget(self._list)
        splitter.addWidget(self._beside_list())
        splitter.setStretchFactor(0, 1)
        splitter.setStretchFactor(1, 1)
        splitter.setSizes(_WIDTHS)
        self._stack.addWidget(self._notice)
        self._stack.addWidget(splitter)
        column = QVBoxLayout(self)
        column.addWidget(self._removal)
        column.addWidget(self._stack)
