"""The history with somebody: everything that was sent to, received from and noted about them, in one list."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QCloseEvent
from PySide6.QtWidgets import QDialog, QMenu, QStackedWidget, QWidget

from byfax_desktop.engine.correspondents import Correspondent, sender_key
from byfax_desktop.engine.timeline_entries import NoteEntry, ReceivedEntry, SentEntry, TimelineEntry
from byfax_desktop.store.correspondent_notes import CorrespondentNote
from byfax_desktop.ui.message_bar import MessageBar
from byfax_desktop.ui.timeline import texts
from byfax_desktop.ui.timeline.filter_bar import FilterBar
from byfax_desktop.ui.timeline.head import HeadPane
from byfax_desktop.ui.timeline.note_deeds import NoteDeeds
from byfax_desktop.ui.timeline.preview import Preview
from byfax_desktop.ui.timeline.reading import TimelineReading
from byfax_desktop.ui.timeline.rows import TimelineRows, TimelineView
from byfax_desktop.ui.timeline.telling import Telling
from byfax_desktop.ui.timeline.window_layout import arrange
from byfax_desktop.ui.widgets.notice import Notice
from byfax_desktop.ui.widgets.offered_actions import Offer, action_of
from byfax_desktop.ui.widgets.table_saving import CSV, PDF, TableForm, TableSaving

if TYPE_CHECKING:
    from byfax_desktop.engine.trouble import Trouble
    from byfax_desktop.ui.session import Session
    from byfax_desktop.ui.workers import Workers

_SIZE_KEY = "timeline/size"
_SIZE = QSize(1040, 680)
_LIST, _NOTICE = 0, 1


class TimelineWindow(QDialog):
    """Asks for what is done elsewhere: ``fax_asked`` with a name, a company and a number, ``reply_asked`` with a Draft;
    ``sent_asked`` with the broadcast ref of a fax to be shown in the Outbox, ``received_asked`` with the ref of one in
    the Inbox.
    """

    fax_asked = Signal(str, str, str)
    reply_asked = Signal(object)
    sent_asked = Signal(str)
    received_asked = Signal(str)

    def __init__(self, session: Session, workers: Workers, resolve: Callable[[], Correspondent]) -> None:
        """``resolve`` tells who it is as the address book has them now; ``workers`` write notes, one after another."""
        # Without a parent, so that the main window can come before it.
        super().__init__(None, Qt.WindowType.Window)
        self.setObjectName("timeline_window")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAttribute(Qt.WidgetAttribute.WA_QuitOnClose, False)
        self._session = session
        self._resolve = resolve
        self._whom = resolve()
        self._wanted_ref = ""
        self._wants_end = False
        self.head = HeadPane(self)
        self.filters = FilterBar(self)
        self.message = MessageBar("timeline_message", self)
        self.rows = TimelineRows(self)
        self.view = TimelineView(self.rows, self)
        self.notice = Notice("timeline_notice", self)
        self.sight = QStackedWidget(self)
        self.preview = Preview(session, workers, self)
        self.save_menu = QMenu("Sa&ve", self)
        self._telling = Telling(self.message)
        self._notes = NoteDeeds(session, workers, self._telling, self)
        self._reading = TimelineReading(session, self)
        self._saving = TableSaving(self, session, "timeline", self._save)
        self.actions_by_name = self._make_actions()
        arrange(self)
        self._connect()
        size = session.settings.value(_SIZE_KEY)
        self.resize(size if isinstance(size, QSize) and size.isValid() else _SIZE)
        self._show_whom()
        self._ask()
        self._notes.look_for_draft(self._whom, self._write_note)

    @property
    def whom(self) -> Correspondent:
        """Whose history it is."""
        return self._whom

    def closeEvent(self, event: QCloseEvent) -> None:
        """Keep what is half written, and how large the window is."""
        self._leave()
        super().closeEvent(event)

    def done(self, result: int) -> None:
        """The same, where Esc ends it."""
        self._leave()
        super().done(result)

    def _leave(self) -> None:
        self.preview.note.leave()
        self._reading.stop()
        self._session.settings.setValue(_SIZE_KEY, self.size())

    def _show_whom(self) -> None:
        self.setWindowTitle(texts.window_title(self._whom))
        self.head.show_whom(self._whom)
        self.filters.offer_numbers(self._whom)
        self.actions_by_name["fax"].setEnabled(bool(self._whom.number))

    def _resolve_again(self) -> None:
        """The address book has changed: other numbers may be theirs now."""
        whom = self._resolve()
        if whom != self._whom:
            self._whom = whom
            self._show_whom()
            self._ask()

    def _ask(self, at_once: bool = True) -> None:
        self._reading.ask(self.filters.whom(self._whom), self.filters.wanted(), at_once)

    def _show(self, entries: tuple[TimelineEntry, ...], is_last: bool) -> None:
        self._telling.settle()
        self.rows.take(entries, is_last)
        for action in (self.actions_by_name["csv"], self.actions_by_name["pdf"], self.save_menu.menuAction()):
            action.setEnabled(bool(entries))
        self.preview.setVisible(bool(entries) or self.preview.is_writing)
        if not entries:
            self._tell_empty()
        self.sight.setCurrentIndex(_LIST if entries else _NOTICE)
        self._choose(entries)
        self._show_current()

    def _choose(self, entries: tuple[TimelineEntry, ...]) -> None:
        """Go to what is wanted; else stay, or begin with the newest."""
        shown = entries[: self.rows.rowCount()]
        wanted = next((row for row, each in enumerate(shown) if texts.ref(each) == self._wanted_ref), None)
        if wanted is not None:
            self._wanted_ref = ""
            self.view.go_to(wanted)
        elif self._wants_end:
            self._wants_end = False
            self.view.go_to_end()
        elif entries and not self.view.currentIndex().isValid() and not self.preview.is_writing:
            self.view.go_to(0)

    def _tell_empty(self) -> None:
        if self.filters.is_empty:
            nothing = f"Nothing was sent to, received from or noted about {texts.title(self._whom)} yet."
            self.notice.tell("history", nothing, "Faxes are listed here as they go and come.", "Write a note")
        else:
            self.notice.tell(
                "history", "Nothing matches.", "Change what you look for, or show all.", "Show all"
            )

    def _do_noticed(self) -> None:
        if self.filters.is_empty:
            self._write_note()
        else:
            self.filters.clear()
            self.view.setFocus()

    def _current(self) -> TimelineEntry | None:
        return self.rows.record(self.view.currentIndex())

    def _show_current(self) -> None:
        entry = self._current()
        if entry is not None or not self.preview.is_writing:
            self.preview.show_entry(self._whom, entry)
        actions, is_received = self.actions_by_name, isinstance(entry, ReceivedEntry)
        actions["reply"].setEnabled(bool(_number_of(entry)))
        actions["show"].setEnabled(isinstance(entry, (SentEntry, ReceivedEntry)))
        actions["show"].setText("&Show in Inbox" if is_received else "&Show in Outbox")
        actions["delete"].setEnabled(isinstance(entry, NoteEntry))

    def _fax(self) -> None:
        whom = self.filters.whom(self._whom)
        self.fax_asked.emit(whom.name, whom.company, whom.number)

    def _reply(self) -> None:
        from byfax_desktop.ui.inbox.reply import reply_draft

        entry = self._current()
        if isinstance(entry, ReceivedEntry) and (number := _number_of(entry)):
            # However the sender is written, it is this number.
            self.reply_asked.emit(
                reply_draft(replace(entry.fax.fax, sender=number), self._session.contacts.index)
            )

    def _show_elsewhere(self) -> None:
        entry = self._current()
        if isinstance(entry, SentEntry):
            self.sent_asked.emit(entry.fax.broadcast.broadcast_ref)
        elif isinstance(entry, ReceivedEntry):
            self.received_asked.emit(entry.fax.fax.ref)

    def _open(self) -> None:
        """Go on to the pages, or to the text."""
        if self._current() is not None:
            self.preview.take_keyboard(Qt.FocusReason.OtherFocusReason)

    def _write_note(self) -> None:
        self.view.clearSelection()
        self.view.setCurrentIndex(QModelIndex())
        self.preview.setVisible(True)
        self.preview.write_note(self._whom)

    def _take_kept(self, note: CorrespondentNote) -> None:
        self._telling.done("The note was kept.")
        self._show_note(note.id)

    def _remove_chosen(self) -> None:
        entry = self._current()
        if isinstance(entry, NoteEntry):
            self._remove(entry.note)

    def _remove(self, note: CorrespondentNote) -> None:
        self.preview.note.forget()
        self._notes.remove(note)

    def _show_note(self, note_id: int) -> None:
        """Choose a note as soon as it is listed, whatever was looked for; 0 is for none."""
        self._wanted_ref = texts.note_ref(note_id)
        if note_id and not self.filters.is_empty:
            self.filters.clear()
        self._reading.look_again()
        self.view.setFocus()

    def _save(self, path: Path, as_pdf: bool) -> Callable[[], int]:
        whom, which = self.filters.whom(self._whom), self.filters.wanted()
        return partial(self._session.engine.save_timeline, whom, which, path, as_pdf)

    def _ask_place(self, form: TableForm) -> None:
        from byfax_desktop.fax.safe_name import pattern_name

        self._saving.ask(form, pattern_name("History with {whom}", {"whom": self._whom.title}))

    def _tell_unread(self, trouble: Trouble) -> None:
        self._telling.trouble(trouble, self._reading.look_again, passes=True)

    def _go_to_end(self) -> None:
        self._wants_end = True
        self._reading.all()

    def _make_actions(self) -> dict[str, QAction]:
        view = self.view
        offers: tuple[tuple[Offer, QWidget | None], ...] = (
            (Offer("fax", "&New fax", "fax-to", "Ctrl+N", self._fax), None),
            (Offer("reply", "&Reply…", "undo", "Shift+F4", self._reply), view),
            (Offer("note", "&Write note", "note", "Ctrl+Shift+N", self._write_note), None),
            (Offer("show", "&Show in Outbox", "outbox", "Alt+Return", self._show_elsewhere), view),
            (Offer("delete", "&Delete note", "delete", "Del", self._remove_chosen), view),
            (Offer("csv", "As &CSV…", "save", "Ctrl+S", partial(self._ask_place, CSV)), None),
            (Offer("pdf", "As &PDF…", "document", "Ctrl+Shift+S", partial(self._ask_place, PDF)), None),
        )
        return {offer.name: action_of(offer, self, "timeline", keys_in) for offer, keys_in in offers}

    def _connect(self) -> None:
        self.filters.changed.connect(self._ask)
        self.filters.typed.connect(partial(self._ask, False))
        self.filters.left.connect(self.view.setFocus)
        self.filters.search.be_found_from(self)
        self.notice.action_triggered.connect(self._do_noticed)
        self.rows.more_asked.connect(self._reading.more)
        self.view.end_asked.connect(self._go_to_end)
        self.view.opened.connect(self._open)
        self.view.selectionModel().currentRowChanged.connect(self._show_current)
        self._reading.read.connect(self._show)
        self._reading.summed.connect(self.head.show_sums)
        self._notes.changed.connect(self._show_note)
        self._reading.troubled.connect(self._tell_unread)
        self.preview.note.kept.connect(self._take_kept)
        self.preview.note.removal_asked.connect(self._remove)
        self.preview.note.left.connect(self.view.setFocus)
        self.preview.note.troubled.connect(self._telling.trouble)
        self._saving.done.connect(self._telling.done)
        self._saving.troubled.connect(self._telling.trouble)
        self._session.contacts.changed.connect(self._resolve_again)
        self._session.account_changed.connect(self._end_account)

    def _end_account(self) -> None:
        """Another account: nothing of the one before may be seen, or get a text that is not its own."""
        self.preview.note.forget()
        QTimer.singleShot(0, self, self.close)


def _number_of(entry: TimelineEntry | None) -> str:
    """The number to which one can reply; empty where there is none."""
    if not isinstance(entry, ReceivedEntry):
        return ""
    fax = entry.fax.fax
    key = sender_key(fax.sender, fax.remote_sid or "", fax.did)
    return key if key.startswith("+") else ""
