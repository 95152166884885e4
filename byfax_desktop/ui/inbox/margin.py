"""What a person writes beside the pages of a fax: its labels, and a note."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QMenu, QToolButton, QVBoxLayout, QWidget

from byfax_desktop.ui.icons import icon
from byfax_desktop.ui.inbox.label_look import LabelChips
from byfax_desktop.ui.inbox.note_field import NoteField
from byfax_desktop.ui.inbox.note_keeper import NoteKeeper

if TYPE_CHECKING:
    from byfax_desktop.engine.events import InboxEntry
    from byfax_desktop.engine.trouble import Trouble
    from byfax_desktop.ui.session import Session


class Margin(QWidget):
    """Labels over the note; away while no fax is selected."""

    troubled = Signal(object)
    left = Signal()
    """The keyboard is to go back to the list."""

    def __init__(self, session: Session, labels: QMenu, parent: QWidget | None = None) -> None:
        """``labels`` is the menu in which labels are chosen."""
        super().__init__(parent)
        self.setObjectName("inbox_margin")
        self._keeper = NoteKeeper(session, self)
        self._button = QToolButton(self)
        self._button.setObjectName("inbox_labels")
        self._button.setText("&Labels")
        self._button.setIcon(icon("label"))
        self._button.setToolTip("Label the chosen faxes (Ctrl+L in the list)")
        self._button.setAccessibleName("Labels of the chosen faxes")
        self._button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self._button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._button.setMenu(labels)
        self._chips = LabelChips("inbox_label_chips", self)
        self.note = NoteField(self._keeper, self)
        self._arrange()
        self.note.left.connect(self.left)
        self._keeper.troubled.connect(self._tell_trouble)
        self.hide()

    def write_from(self, room: QWidget) -> None:
        """Have F2 lead to the note from everything in ``room``."""
        write = QShortcut(QKeySequence("F2"), room)
        write.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        write.activated.connect(lambda: self.note.setFocus(Qt.FocusReason.ShortcutFocusReason))

    def show_entry(self, entry: InboxEntry | None) -> None:
        """Show what is written on another fax."""
        self.note.show_entry(entry)
        self._chips.show_labels(entry.labels if entry else ())
        self.setVisible(entry is not None)

    def update_entry(self, entry: InboxEntry) -> None:
        """Take over news of it."""
        self.note.update_entry(entry)
        self._chips.show_labels(entry.labels)

    def _tell_trouble(self, trouble: Trouble) -> None:
        from byfax_desktop.engine.trouble import Trouble

        what = f"Your note is not saved yet. {trouble.what}"
        self.troubled.emit(Trouble(what, f"{trouble.do} It is tried again by itself.", trouble.details))

    def _arrange(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self._button)
        row.addWidget(self._chips, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(4, 8, 0, 0)
        column.setSpacing(8)
        column.addLayout(row)
        column.addWidget(self.note)
