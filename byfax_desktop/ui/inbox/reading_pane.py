"""The pages of the selected fax, with what can be done with them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from byfax_desktop.ui.elided import ElidedLabel
from byfax_desktop.ui.icons import icon
from byfax_desktop.ui.inbox import texts
from byfax_desktop.ui.inbox.drag_handle import DragHandle
from byfax_desktop.ui.inbox.names import Habits
from byfax_desktop.ui.inbox.reader import FaxReader
from byfax_desktop.ui.message_bar import MessageBar, Tone

if TYPE_CHECKING:
    from pathlib import Path

    from byfax_desktop.engine.trouble import Trouble
    from byfax_desktop.ui.session import Session


class ReadingPane(QWidget):
    """The reader under a line that says whose fax it is, and a button to keep a copy."""

    forward_asked = Signal(object, str)
    """A person wants to send the pages at this path, under this name, to somebody else."""
    reply_asked = Signal(object, object)
    """A person wants to answer the sender: the Draft to begin with, and path and name of the pages, or None."""
    drag_asked = Signal(object, object)
    """The fax is being dragged out from this widget: a sequence of one InboxEntry."""
    save_asked = Signal()
    """A person wants a copy of the fax."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._habits = Habits(session.settings)
        self._contacts = session.contacts
        self._caption = ElidedLabel(self, max_width=2000)
        self._caption.setObjectName("inbox_caption")
        self._handle = DragHandle(self)
        self._handle.dragged.connect(self._ask_to_drag)
        self._save = QPushButton(icon("save"), "&Save a copy…", self)
        self._save.setObjectName("inbox_save")
        self._save.setAccessibleName("Save a copy of the fax")
        self._save.setToolTip("Save the pages as PDF or TIFF (Ctrl+S)")
        self._save.clicked.connect(self.save_asked)
        self._reply = QPushButton(icon("undo"), "&Reply…", self)
        self._reply.setObjectName("inbox_reply")
        self._reply.setAccessibleName("Reply to the sender of the fax")
        self._reply.setToolTip("Write a fax to the sender (Shift+F4)")
        self._reply.clicked.connect(lambda: self.reply())
        self._forward = QPushButton(icon("send"), "F&orward…", self)
        self._forward.setObjectName("inbox_forward")
        self._forward.setAccessibleName("Forward the fax")
        self._forward.setToolTip("Send the pages to somebody else (F4)")
        self._forward.clicked.connect(self.forward)
        self._print = QPushButton(icon("print"), "&Print…", self)
        self._print.setObjectName("inbox_print")
        self._print.setAccessibleName("Print the fax")
        self._print.setToolTip("Print the pages (Ctrl+P)")
        self._print.clicked.connect(self._ask_printer)
        # Not the button's own: that would take its mnemonic away.
        QShortcut(QKeySequence(QKeySequence.StandardKey.Print), self).activated.connect(self._print.click)
        self._message = MessageBar("inbox_message", self)
        self._reader = FaxReader(session, self)
        self._reader.changed.connect(self._show_file)
        self._reader.troubled.connect(self.tell_trouble)
        session.contacts.changed.connect(self._show_caption)
        self._arrange()
        self._show_file()

    @property
    def reader(self) -> FaxReader:
        """What shows the pages."""
        return self._reader

    @property
    def message(self) -> MessageBar:
        """How saving or printing went."""
        return self._message

    def tell_done(self, words: str) -> None:
        """Say that something was done with the fax."""
        self._message.tell(Tone.DONE, words)

    def tell_trouble(self, trouble: Trouble) -> None:
        """Say what came of it instead."""
        self._message.tell(Tone.TROUBLE, trouble.what, trouble.do, trouble.details)

    def reply(self, with_pages: bool = False) -> None:
        """Answer the fax that is shown, with its pages or without."""
        entry = self._reader.entry
        if entry is not None:
            from byfax_desktop.ui.inbox.reply import reply_draft

            draft = reply_draft(entry.fax, self._contacts.index)
            self.reply_asked.emit(draft, self._pages_to_send() if with_pages else None)

    def forward(self) -> None:
        """Send the pages that are shown to somebody else."""
        pages = self._pages_to_send()
        if pages is not None:
            self.forward_asked.emit(*pages)

    def _pages_to_send(self) -> tuple[Path, str] | None:
        """The pages that are shown, and the name that people know them by."""
        entry, path = self._reader.entry, self._reader.path
        if entry is None or path is None:
            return None
        return path, self._habits.title(entry.fax) + path.suffix

    def _ask_to_drag(self) -> None:
        if self._reader.entry is not None:
            self.drag_asked.emit(self._handle, (self._reader.entry,))

    def _ask_printer(self) -> None:
        entry, path = self._reader.entry, self._reader.path
        if entry is None or path is None or not self._reader.pages:
            return
        from byfax_desktop.ui.printing import print_pages

        title = self._habits.title(entry.fax)
        printing = print_pages(self, self._session, path, self._reader.pages, title, self._reader.turns)
        printing.done.connect(self.tell_done)
        printing.troubled.connect(self.tell_trouble)

    def _show_file(self) -> None:
        self._message.clear()
        self._show_caption()
        self._handle.setVisible(self._reader.entry is not None and self._reader.entry.fax.has_file)
        # Also a fax that cannot be shown here: another program may be able to.
        self._save.setEnabled(self._reader.entry is not None and self._reader.entry.fax.has_file)
        self._reply.setEnabled(self._reader.entry is not None)
        self._forward.setEnabled(self._reader.path is not None)
        self._print.setEnabled(self._reader.pages > 0)

    def _show_caption(self) -> None:
        entry = self._reader.entry
        name = self._contacts.name_of(entry.fax.sender) if entry else ""
        self._caption.setText(texts.caption(entry, name) if entry else "")

    def _arrange(self) -> None:
        head, buttons = QHBoxLayout(), QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self._handle)
        head.addWidget(self._caption, 1)
        buttons.setSpacing(8)
        for button in (self._reply, self._forward, self._save, self._print):
            buttons.addWidget(button)
        buttons.addStretch()
        column = QVBoxLayout(self)
        column.setContentsMargins(4, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(head)
        column.addLayout(buttons)
        column.addWidget(self._message)
        column.addWidget(self._reader, 1)
