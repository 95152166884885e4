"""The field for the note on a fax: one line that grows as it is filled, and needs no button to be kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QHideEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QPlainTextEdit, QSizePolicy, QWidget

if TYPE_CHECKING:
    from byfax_desktop.engine.events import InboxEntry
    from byfax_desktop.ui.inbox.note_keeper import NoteKeeper

_PAUSE_MS = 400
"""How long after the last key the note is kept: not at every letter."""
_MOST_LINES = 4


class NoteField(QPlainTextEdit):
    """Shows the note of one fax, and has what is typed kept."""

    left = Signal()
    """Esc was pressed: the keyboard is to go back to the list."""

    def __init__(self, keeper: NoteKeeper, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._keeper = keeper
        self._ref = ""
        self._shown = ""
        """The note as it was shown or given to be kept last."""
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._pause.timeout.connect(self.keep)
        self.setObjectName("inbox_note")
        self.setAccessibleName("Note on this fax")
        self.setPlaceholderText("Note (F2)")
        self.setToolTip("Kept on this computer as you type; byFax does not get it")
        self.setTabChangesFocus(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.textChanged.connect(self._note_typed)

    def show_entry(self, entry: InboxEntry | None) -> None:
        """Show the note of another fax; what was typed on the one before is kept."""
        self.keep()
        self._ref = entry.fax.ref if entry else ""
        waiting = self._keeper.waiting(self._ref)
        self._show(waiting if waiting is not None else entry.note if entry else "")

    def update_entry(self, entry: InboxEntry) -> None:
        """Show what another program wrote on it meanwhile, unless somebody is typing here."""
        is_typed = self._pause.isActive() or self._keeper.waiting(self._ref) is not None
        if entry.fax.ref == self._ref and not is_typed and entry.note != self._shown:
            self._show(entry.note)

    def keep(self) -> None:
        """Have what was typed kept now."""
        self._pause.stop()
        text = self.toPlainText()
        if self._ref and text != self._shown:
            self._shown = text
            self._keeper.keep(self._ref, text)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Who goes elsewhere is done."""
        super().focusOutEvent(event)
        self.keep()

    def hideEvent(self, event: QHideEvent) -> None:
        """Also where the window is closed."""
        super().hideEvent(event)
        self.keep()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lines are broken elsewhere."""
        super().resizeEvent(event)
        self.updateGeometry()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc leaves."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        """As many lines as are written, within bounds."""
        # This kind of document counts its height in lines, as they are broken at this width.
        lines = max(1, min(round(self.document().size().height()), _MOST_LINES))
        margins = self.contentsMargins()
        around = 2 * self.frameWidth() + 2 * round(self.document().documentMargin())
        height = lines * self.fontMetrics().lineSpacing() + around + margins.top() + margins.bottom()
        return QSize(200, height)

    def minimumSizeHint(self) -> QSize:
        """No less high than that."""
        return QSize(80, self.sizeHint().height())

    def _show(self, text: str) -> None:
        with QSignalBlocker(self):
            self.setPlainText(text)
        # As the field gives it back: it writes ends of lines in its own way.
        self._shown = self.toPlainText()
        self.updateGeometry()

    def _note_typed(self) -> None:
        self._pause.start()
        self.updateGeometry()
