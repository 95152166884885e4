"""The main window: four tabs, a menu bar, a status bar, and a message where something concerns all of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QMimeData, Qt, QTimer, Signal, SignalInstance
from PySide6.QtGui import QCloseEvent, QGuiApplication, QPaintEvent
from PySide6.QtWidgets import QMainWindow, QMessageBox, QStackedWidget, QVBoxLayout, QWidget

from byfax_desktop.ui.again_flow import AgainFlow
from byfax_desktop.ui.compose.clipboard import files_of
from byfax_desktop.ui.compose.drop_target import DropTarget
from byfax_desktop.ui.compose.recipient_lines import RecipientEntry
from byfax_desktop.ui.compose.tab import ComposeTab
from byfax_desktop.ui.contacts.door import ContactsDoor
from byfax_desktop.ui.help.door import HelpDoor
from byfax_desktop.ui.menus import Menus
from byfax_desktop.ui.notices import Notices
from byfax_desktop.ui.session import Session
from byfax_desktop.ui.status_bar import StatusBar
from byfax_desktop.ui.tab_bar import COMPOSE, INBOX, OUTBOX, Tabs
from byfax_desktop.ui.tabs import LATER_TABS, TabPlan, Ways
from byfax_desktop.ui.take_back_time import CHOICES, keep_take_back_time, take_back_time
from byfax_desktop.ui.timeline.door import TimelineDoor
from byfax_desktop.ui.window_memory import WindowMemory

if TYPE_CHECKING:
    from byfax_desktop.desktop.accounts import Account
    from byfax_desktop.engine.drafts import Draft
    from byfax_desktop.engine.events import WaitingChanged
    from byfax_desktop.engine.trouble import Trouble

TITLE = "byFax Desktop"
_BEING_SENT = "A fax is just being sent. Try again when it is in the Outbox."


class MainWindow(QMainWindow):
    """Shows a session; ``account_asked`` when one is needed, ``accounts_asked`` when a person wants to see all."""

    account_asked = Signal()
    accounts_asked = Signal()
    lock_asked = Signal()
    painted = Signal()
    """The window stands on the screen for the first time, or has begun without."""
    hidden_away = Signal()
    """The window was closed, and the program goes on without it."""

    def __init__(self, session: Session, later: Sequence[TabPlan] = LATER_TABS) -> None:
        super().__init__()
        self.setObjectName("main_window")
        self.setWindowTitle(TITLE)
        self.resize(1120, 720)
        self.setMinimumSize(760, 520)
        self._session = session
        self._is_painted = False
        self._leaving = 0
        self._waits_to_send = False
        self._is_quitting = False
        self._was_led = False
        """Whether a tab was gone to since the start."""
        self._memory = WindowMemory(self, session.settings)
        self._memory.place()
        self.can_hide: Callable[[], bool] = lambda: False
        """Whether closing the window leaves the program running, with something to bring it back by."""
        self.compose = ComposeTab(session, self)
        self.notices = Notices(session, self)
        self.ways = Ways(self)
        self.contacts = ContactsDoor(session, self)
        self.timelines = TimelineDoor(session, self)
        self.tabs = Tabs(session, self.compose, later, self.ways)
        self.help = HelpDoor(session, self, self.tabs, self.notices)
        self.status = StatusBar(session, self)
        self._arrange()
        self._fill_menus()
        self._connect()
        self.compose.setFocus()  # or else the keyboard would begin in the status bar

    def finish(self) -> None:
        """Make what the first paint did without, a piece at a time, so that the window answers meanwhile."""
        self.compose.finish()
        self._drops = DropTarget(self, self._take_dropped)
        self._make_tabs()

    def add_documents(self, paths: Sequence[Path]) -> None:
        """Put documents into Compose and show it."""
        self.show_tab(COMPOSE)
        self.compose.add_documents(paths)

    def send_documents(self, paths: Sequence[Path]) -> None:
        """Put documents into Compose and show the send dialog, as soon as there is an account to send with."""
        self.add_documents(paths)
        if self._session.account is not None:
            self.compose.review()
        else:
            self._waits_to_send = True

    def new_fax(self) -> None:
        """Begin a fax in Compose."""
        self.show_tab(COMPOSE)
        self.compose.new_fax()

    def fax(self, paths: Sequence[Path], numbers: Sequence[str]) -> None:
        """Have these recipients and documents in Compose, and documents in the send dialog."""
        for number in numbers:
            self._compose_to(number)
        if paths:
            self.send_documents(paths)

    def begin_hidden(self) -> None:
        """Begin with all that follows the first paint, without one."""
        self._is_painted = True
        QTimer.singleShot(0, self.painted.emit)

    def hold_page(self, page: QWidget) -> None:
        """Have a page that can be shown in the place of everything."""
        self._rooms.addWidget(page)

    def cover(self, is_covered: bool) -> None:
        """Show that page alone, without menus and status, or everything again."""
        self._rooms.setCurrentIndex(1 if is_covered else 0)
        self.menuBar().setVisible(not is_covered)
        self.status.setVisible(not is_covered)
        self._name_window()

    def set_lockable(self, can_lock: bool) -> None:
        """Whether a person can lock the program now."""
        self._lock.setEnabled(can_lock)

    def come_to_front(self) -> None:
        """Show the window above all others, as far as the desktop allows it."""
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.show()
        self.raise_()
        self.activateWindow()

    def show_tab(self, index: int) -> None:
        """Show a tab, and give it the keyboard."""
        self._was_led = True
        self.tabs.setCurrentIndex(index)
        self.tabs.page(index).setFocus()

    def tell_trouble(self, trouble: Trouble, action: str = "") -> None:
        """Say what happened to the whole window; ``action`` is a button that asks for an account."""
        self.notices.tell_trouble(trouble, action)

    def quit(self) -> None:
        """End the program, unless a person thinks better of it."""
        self._is_quitting = True
        if self.close():
            QCoreApplication.quit()
        self._is_quitting = False

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint, and tell once that it has been done."""
        super().paintEvent(event)
        if not self._is_painted:
            self._is_painted = True
            QTimer.singleShot(0, self.painted.emit)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Close at once; only a fax that has not left yet is worth a question, unless the whole session ends."""
        self._memory.keep(self.tabs.currentIndex())
        app = QGuiApplication.instance()
        is_end_of_all = isinstance(app, QGuiApplication) and app.isSavingSession()
        if not self._is_quitting and not is_end_of_all and self.can_hide():
            event.ignore()
            self.hide()
            self.hidden_away.emit()
            return
        # Locked, nothing is told; a fax that has not left goes on at the next start.
        worry = "" if is_end_of_all or self._session.is_locked else self._worry()
        if worry and not self._wants_to_quit(worry):
            event.ignore()
            return
        event.accept()
        self.contacts.close()
        self.timelines.close()
        self.help.close()

    def _take_dropped(self, mime: QMimeData) -> None:
        """Files are to be sent; what else may become a document is Compose's business."""
        files = files_of(mime)
        if files:
            self.send_documents(files)
        elif not self.compose.is_sending:
            self.show_tab(COMPOSE)
            self.compose.documents.take(mime)

    def _make_tabs(self) -> None:
        if self.tabs.make_next():
            QTimer.singleShot(0, self._make_tabs)
            return
        self._memory.divide()
        last = self._memory.tab(self.tabs.count())
        # Whoever was led elsewhere meanwhile, or types into the new fax, is not taken away from there.
        if not self._was_led and last != COMPOSE and self.tabs.currentIndex() == COMPOSE:
            self.show_tab(last)

    def _worry(self) -> str:
        """What a person who quits now would want to know."""
        if self.compose.is_sending:
            return "A fax is just being put into the Outbox. It may not be sent if that is cut short."
        if self._leaving == 1:
            return "A fax has not left yet. It is sent the next time that byFax Desktop runs."
        if self._leaving:
            number = self.locale().toString(self._leaving)
            return f"{number} faxes have not left yet. They are sent the next time that byFax Desktop runs."
        return ""

    def _wants_to_quit(self, worry: str) -> bool:
        answer = QMessageBox.question(
            self,
            TITLE,
            f"{worry}\n\nQuit now?",
            QMessageBox.StandardButton.Close | QMessageBox.StandardButton.Cancel,
            QMessageBox.StandardButton.Cancel,
        )
        return answer == QMessageBox.StandardButton.Close

    def _put_back(self, job_id: str, draft: Draft) -> None:
        self.show_tab(COMPOSE)
        self.compose.put_back(job_id, draft)

    def _note_waiting(self, event: WaitingChanged) -> None:
        self._leaving = event.waiting - event.for_you

    def _show_account(self, account: Account | None) -> None:
        self._leaving = 0
        if account is not None and self._waits_to_send:
            self._waits_to_send = False
            QTimer.singleShot(0, self.compose.review)
        self._name_window()

    def _name_window(self) -> None:
        from byfax_desktop.ui.accounts.kinds import name_of

        account = self._session.account
        is_told = account is not None and self._rooms.currentIndex() == 0
        self.setWindowTitle(f"{name_of(account)} – {TITLE}" if account and is_told else TITLE)

    def _compose_to_people(self, people: Sequence[tuple[str, str, str]]) -> None:
        """Have these contacts, each a name, a company and a number, among the recipients."""
        if not self.compose.is_sending:
            self.tabs.setCurrentIndex(COMPOSE)
            self.compose.recipients.add([RecipientEntry(*person) for person in people])

    def _compose_to(self, number: str) -> None:
        self.compose.add_recipient(number)
        self.show_tab(COMPOSE)

    def _send_from(self, number: str) -> None:
        from byfax_desktop.ui.widgets.texts import shown_number

        if self.compose.is_sending:
            self.notices.tell_note(_BEING_SENT)
            return
        self.compose.sender_row.use_number(number)
        self.show_tab(COMPOSE)
        self.notices.tell_note(f"Faxes are sent from {shown_number(number)} from now on.")

    def _reply(self, reply: Draft, pages: tuple[Path, str] | None) -> None:
        """Have an answer in Compose, with the pages that are answered if they are given."""
        if pages is None:
            self._open_reply(reply, reply)
            return
        engine = self._session.engine
        self._session.workers.run(lambda: engine.draft_of_pages(*pages), partial(self._open_reply, reply))

    def _open_reply(self, reply: Draft, of_pages: Draft | Trouble) -> None:
        from byfax_desktop.engine.trouble import Trouble

        if isinstance(of_pages, Trouble):
            self.tell_trouble(of_pages)
            return
        self.show_tab(COMPOSE)
        self.compose.open_reply(replace(reply, documents=of_pages.documents, treatments=of_pages.treatments))

    def _review_draft(self, draft: Draft) -> None:
        """Have a fax that was made of another one in the send dialog; not in the place of one that is looked at."""
        if dialog := self.compose.sending.dialog:
            dialog.finished.connect(lambda: QTimer.singleShot(0, partial(self._review_draft, draft)))
            return
        if self.compose.is_sending:
            self.notices.tell_note(_BEING_SENT)
            return
        self.show_tab(COMPOSE)
        self.compose.open_draft(draft)
        self.compose.review()

    def _connect(self) -> None:
        self.ways.compose_asked.connect(partial(self.show_tab, COMPOSE))
        self.ways.fax_to.connect(self._compose_to)
        self.ways.sender_asked.connect(self._send_from)
        self.ways.contact_asked.connect(self.contacts.add)
        self._connect_timelines()
        self.contacts.fax_asked.connect(self._compose_to_people)
        self.compose.recipients.contacts_asked.connect(self.contacts.open)
        self._session.contacts.troubled.connect(self.tell_trouble)
        self.ways.faxes_asked.connect(lambda _: self.show_tab(INBOX))
        self.ways.unread_asked.connect(lambda _: self.show_tab(INBOX))
        self.notices.unread.asked.connect(self.ways.unread_asked)
        self.ways.reply_asked.connect(self._reply)
        again = AgainFlow(self._session, self)
        self.ways.again_asked.connect(again.make)
        self.ways.forward_asked.connect(again.forward)
        again.ready.connect(self._review_draft)
        again.troubled.connect(self.tell_trouble)
        self.ways.troubled.connect(self.tell_trouble)
        self.ways.noted.connect(self.notices.tell_note)
        self.status.connection_asked.connect(self._session.engine.refresh)
        self.status.waiting_asked.connect(partial(self.show_tab, OUTBOX))
        self.notices.account_asked.connect(self.account_asked)
        self.notices.sent.taken_back.connect(self._put_back)
        self.notices.sent.over.connect(self.compose.forget_sent)
        self.compose.account_asked.connect(self.account_asked)
        self.compose.queued.connect(partial(self.show_tab, OUTBOX))
        self._session.bridge.waiting_changed.connect(self._note_waiting)
        self._session.account_changed.connect(self._show_account)
        self.tabs.currentChanged.connect(lambda index: self._send.setEnabled(index == COMPOSE))

    def _connect_timelines(self) -> None:
        self.ways.history_asked.connect(self.timelines.open)
        self.contacts.history_asked.connect(self.timelines.open_contact)
        self.compose.recipients.history_asked.connect(self.timelines.open)
        self.timelines.fax_asked.connect(self._fax_again_to)
        self.timelines.reply_asked.connect(self._reply_from_history)
        self.timelines.sent_asked.connect(partial(self._show_fax, OUTBOX, self.ways.sent_asked))
        self.timelines.received_asked.connect(partial(self._show_fax, INBOX, self.ways.received_asked))

    def _fax_again_to(self, name: str, company: str, number: str) -> None:
        """Have somebody of a history among the recipients, and the keyboard in Compose."""
        self._compose_to_people([(name, company, number)])
        self._come_forward()

    def _reply_from_history(self, reply: Draft) -> None:
        self._reply(reply, None)
        self._come_forward()

    def _show_fax(self, tab: int, way: SignalInstance, ref: str) -> None:
        self.show_tab(tab)
        way.emit(ref)
        self._come_forward()

    def _come_forward(self) -> None:
        """Come before the other windows of the program."""
        self.raise_()
        self.activateWindow()

    def _arrange(self) -> None:
        room = QWidget(self)
        top = QVBoxLayout()
        top.setContentsMargins(12, 4, 12, 0)
        top.addWidget(self.notices)
        column = QVBoxLayout(room)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(top)
        column.addWidget(self.tabs, 1)
        self._rooms = QStackedWidget(self)
        self._rooms.addWidget(room)
        self.setCentralWidget(self._rooms)
        self.setStatusBar(self.status)

    def _fill_menus(self) -> None:
        menus = Menus(self)
        file = menus.menu("&File")
        menus.action(file, "&New fax", ("Ctrl+N",), self.new_fax, "compose")
        menus.action(file, "Drafts and &templates…", ("Ctrl+Shift+O",), self._show_drafts, "document")
        menus.action(file, "&Keep as template…", (), self._keep_as_template, "save")
        menus.action(file, "D&iscard this fax…", (), self._discard, "delete")
        menus.action(file, "Add &documents…", ("Ctrl+O",), self._choose_documents, "add")
        self._send = menus.action(
            file, "&Send fax…", ("Ctrl+Return", "Ctrl+Enter"), self.compose.review, "send"
        )
        menus.choice(
            file,
            "Time to take a fax &back",
            CHOICES,
            partial(take_back_time, self._session.settings),
            partial(keep_take_back_time, self._session.settings),
        )
        menus.action(file, "C&ountry for numbers…", (), self._ask_home_region, "number")
        file.addSeparator()
        menus.action(file, "&Accounts…", (), self.accounts_asked.emit, "account")
        menus.action(file, "De&mo or new account…", (), self.account_asked.emit, "demo")
        menus.action(file, "S&ettings…", ("Ctrl+,",), self._show_settings)
        self._lock = menus.action(file, "&Lock now", ("Ctrl+Shift+K",), self.lock_asked.emit, "lock")
        self._lock.setEnabled(False)
        file.addSeparator()
        menus.action(file, "&Quit", ("Ctrl+Q",), self.quit)
        view = menus.menu("&View")
        for index, title in enumerate(("&Compose", "&Outbox", "&Inbox", "&Numbers")):
            menus.action(view, title, (f"Ctrl+{index + 1}",), partial(self.show_tab, index))
        view.addSeparator()
        menus.action(view, "Con&tacts…", ("Ctrl+B",), self.contacts.open, "account")
        menus.action(view, "&Refresh", ("F5",), self._session.engine.refresh, "refresh")
        self.help.fill(menus)

    def _show_settings(self) -> None:
        from byfax_desktop.ui.settings.dialog import SettingsDialog

        dialog = SettingsDialog(self._session.preferences, self)
        dialog.secret_entered.connect(self._keep_proxy_password)
        dialog.open()

    def _keep_proxy_password(self, password: str) -> None:
        from byfax_desktop.ui.settings.proxy_password import keep_proxy_password

        keep_proxy_password(self._session, password, self.tell_trouble)

    def _ask_home_region(self) -> None:
        from byfax_desktop.ui.home_region import ask_home_region

        ask_home_region(self, self._session.settings, self._tell_home_region)

    def _tell_home_region(self, country: str) -> None:
        of = country or "this computer's country"
        self.notices.tell_note(
            f"Numbers without a country code are read as those of {of} from the next start on."
        )

    def _show_drafts(self) -> None:
        self.show_tab(COMPOSE)
        self.compose.show_drafts()

    def _keep_as_template(self) -> None:
        self.show_tab(COMPOSE)
        self.compose.keep_as_template()

    def _discard(self) -> None:
        self.show_tab(COMPOSE)
        self.compose.discard()

    def _choose_documents(self) -> None:
        self.show_tab(COMPOSE)
        self.compose.choose_documents()
