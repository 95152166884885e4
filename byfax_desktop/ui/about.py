"""The keys of the program, in one list."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox, QWidget

from byfax_desktop.ui.widgets.history_action import HISTORY_KEYS

_KEYS = (
    ("Ctrl+N", "New fax"),
    ("Ctrl+O", "Add documents"),
    ("Ctrl+V", "Paste documents, a picture, text, or recipients into their table"),
    ("Ctrl+Enter", "Open the send dialog; in it, send (Enter alone never sends)"),
    ("F8, Shift+F8", "In the send dialog: to what stands in the way"),
    ("Ctrl+Shift+O", "Drafts and templates"),
    ("F4, Shift+F4", "In the Outbox: forward a fax, change it and send it again"),
    ("Ctrl+R, Ctrl+E", "In the Outbox: the transmission report of a fax, and the evidence of how it ended"),
    ("Ctrl+Shift+E", "In the Outbox: save the evidence; Ctrl+Shift+C in a report: copy it"),
    ("F4, Shift+F4", "In the Inbox: forward a fax, reply to its sender"),
    ("Ctrl+Shift+F4", "In the Outbox: send the pages of a fax that did not arrive"),
    ("Left, Right", "In the Outbox: fold or unfold a fax to several recipients"),
    ("Ctrl+Shift+L", "In the Outbox: one row for each recipient"),
    ("Ctrl+1 … Ctrl+4", "Compose, Outbox, Inbox, Numbers"),
    ("Ctrl+,", "Settings; there Ctrl+F searches"),
    ("Ctrl+Shift+K", "Lock now, where the settings have it locked"),
    ("Ctrl+B", "Contacts; there Ctrl+F searches, and Ctrl+Enter adds those chosen to the fax"),
    ("Ctrl+F", "In the Outbox, the Inbox and Numbers: look for faxes and numbers"),
    ("Alt+M, Alt+E", "In Numbers: my numbers, find a number"),
    ("Enter, Backspace", "Where a number is to be found: into a country or state, and back"),
    ("Ctrl+D", "In the Outbox and the Inbox: keep whom a fax went to, or came from, as a contact"),
    (
        HISTORY_KEYS,
        "On a fax, a contact or a recipient: all that was sent to, received from and noted about them;"
        " there Ctrl+Shift+N writes a note, and Ctrl+Enter keeps it",
    ),
    ("F5", "Ask the service for news now"),
    ("Alt+Up, Alt+Down", "Move the selected documents"),
    ("Ctrl+D", "Have a document twice, each with page options of its own"),
    ("Alt+Enter", "Page options of a document: pages, turn, contrast, margins"),
    ("Enter, F2", "Enter the password of a protected document"),
    ("Ctrl+Z, Ctrl+Shift+Z", "Undo and redo what was done to documents and their pages"),
    ("Left, Right", "In the row of cover pages: choose one"),
    ("Alt+N", "Undo, while a fax can be taken back"),
    ("Del", "Remove a document or a recipient; delete the chosen faxes in the Outbox or the Inbox"),
    ("Shift+Down, Ctrl+A", "In the Outbox and the Inbox: choose several faxes, choose all"),
    ("F2, Ctrl+L", "In the Inbox: write a note on a fax, label the chosen ones"),
    ("Ctrl+Z", "In the Inbox: bring back what was deleted, while that is possible"),
    ("Alt+Down, Alt+Up, N", "In the Inbox: the next fax, the one before, on its pages the next new one"),
    ("Ctrl+S", "In the Inbox: save copies of the chosen faxes"),
    ("Ctrl+C", "In the list of the Inbox: copy the chosen faxes as files"),
    ("F8, F9", "On pages: as fax or the original; small pages beside them"),
    ("Ctrl++, Ctrl+-, Ctrl+0", "On pages: larger, smaller, each dot of the fax as it is"),
    ("Ctrl+R, Ctrl+Shift+R", "On pages: turn right, turn left; received ones stay so"),
    ("Shift+R", "On pages: turn only this one"),
    ("Ctrl+G, Ctrl+C, R", "On pages: go to a page, copy it as a picture, try again to show it"),
    ("F1, Ctrl+F1", "The manual, at the chapter of the tab; these keys"),
    ("Shift+F1", "On an option: what it does"),
    ("Ctrl+F, Alt+Left", "In the manual: search, and back to the chapter before"),
    ("Esc", "Close a dialog; what was entered in Compose and the send dialog is kept"),
    ("Ctrl+Q", "Quit"),
)


def show_keys(parent: QWidget) -> None:
    """Open a list of the keyboard shortcuts."""
    rows = "".join(
        f"<tr><td style='padding-right:24px'><b>{keys}</b></td><td>{what}</td></tr>" for keys, what in _KEYS
    )
    text = f"<table cellspacing='4'>{rows}</table>"
    buttons = QMessageBox.StandardButton.Close
    box = QMessageBox(QMessageBox.Icon.NoIcon, "Keyboard shortcuts", text, buttons, parent)
    box.setObjectName("keyboard_shortcuts")
    box.setTextFormat(Qt.TextFormat.RichText)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.open()
