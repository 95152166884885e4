"""To whom: those who are in the fax, and a line in which others are added by name or number."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QStringListModel, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCompleter,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListView,
    QListWidget,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from byfax_desktop.ui.compose.recipient_lines import RecipientEntry
from byfax_desktop.ui.icons import icon

if TYPE_CHECKING:
    from byfax_desktop.engine.contacts.suggestion import Suggestion
    from byfax_desktop.ui.compose.recipients import RecipientsPanel

SHOWN = 100
"""Recipients that are listed; a longer list is read in Compose."""
_ROWS = 4
_OFFERED = 8


Suggest = Callable[[str, int], "Sequence[Suggestion]"]
"""Who may be meant by a text; at most so many."""


class ToField(QWidget):
    """Adds to and takes from the recipients of the fax themselves."""

    edit_asked = Signal()
    """A person wants the whole table."""

    def __init__(self, panel: RecipientsPanel, suggest: Suggest, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._panel = panel
        self._suggest = suggest
        self._offers: tuple[Suggestion, ...] = ()
        self._list = _PeopleList(self)
        self._more = QLabel(self)
        self.line = _NumberLine(self)
        self._wrong = QLabel(self)
        self._edit = QPushButton("&Edit list…", self)
        self._words = QStringListModel(self)
        self._completer = QCompleter(self._words, self)
        self._popup = QListView(self)
        self._set_up()
        self._arrange()
        self._connect()
        self._show()

    @property
    def typed(self) -> str:
        """What is being typed, and no recipient yet."""
        return self.line.text().strip()

    def commit(self) -> bool:
        """Make a recipient of what was typed; False where it cannot be told who is meant."""
        text = self.typed
        if not text:
            return True
        chosen = self._popup.selectedIndexes()  # not the current one, which nobody may have chosen
        if self._popup.isVisible() and chosen:
            return self._take(_entries(self._offers[chosen[0].row()]))
        if self._is_number(text):
            return self._take([RecipientEntry(number=text)])
        named = [each for each in self._offers if (each.group or each.name).casefold() == text.casefold()]
        found = named or list(self._offers)
        if len(found) == 1:
            return self._take(_entries(found[0]))
        self._tell(
            "Nobody of this name is known." if not found else "Several people fit. Choose one of them."
        )
        return False

    def _is_number(self, text: str) -> bool:
        """Whether it can be dialled, or is at least nothing else: a few digits may also be those of somebody known."""
        from byfax_desktop.ui.compose.recipient_meanings import understood

        has_digits = any(c.isdigit() for c in text) and not any(c.isalpha() for c in text)
        return has_digits and (not self._offers or understood(text, self._panel.region).is_sure)

    def _take(self, entries: Sequence[RecipientEntry]) -> bool:
        """Add those who are not there yet; who is chosen by Enter is offered no more."""
        self._offers = ()
        self._popup.hide()
        self.line.clear()
        there = {self._e164(entry) for entry in self._panel.model.entries}
        new = [entry for entry in entries if self._e164(entry) not in there]
        self._tell("" if new else "That number is in the list already.")
        self._panel.add(new)
        return True

    def _e164(self, entry: RecipientEntry) -> str:
        from byfax_desktop.ui.compose.recipient_meanings import understood

        return understood(entry.number, self._panel.region).e164 or entry.number

    def _offer(self, text: str) -> None:
        self._tell("")
        self._offers = tuple(self._suggest(text, _OFFERED)) if text.strip() else ()
        self._words.setStringList([_words(each) for each in self._offers])
        if self._offers:
            self._completer.complete()
        else:
            self._popup.hide()

    def _take_offer(self, words: str) -> None:
        chosen = next((each for each in self._offers if _words(each) == words), None)
        if chosen is not None:
            self._take(_entries(chosen))

    def _remove(self) -> None:
        rows = [index.row() for index in self._list.selectedIndexes()]
        self._panel.model.remove(rows)

    def _tell(self, wrong: str) -> None:
        self._wrong.setText(wrong)
        self._wrong.setVisible(bool(wrong))

    def _show(self) -> None:
        entries = self._panel.model.entries
        self._list.clear()
        for entry in entries[:SHOWN]:
            self._list.addItem(self._person(entry))
        self._list.setVisible(bool(entries))
        rows = min(_ROWS, max(1, len(entries)))
        self._list.setFixedHeight(rows * self._list.sizeHintForRow(0) + 6 if entries else 0)
        left = len(entries) - SHOWN
        self._more.setText(f"and {self.locale().toString(left)} more")
        self._more.setVisible(left > 0)

    def _person(self, entry: RecipientEntry) -> str:
        from byfax_desktop.ui.compose.recipient_meanings import understood

        number = understood(entry.number, self._panel.region).shown or entry.number
        # Isolated: a name that is read from the right would turn the number round.
        return (
            f"\u2068{entry.name or entry.company}\u2069 · {number}" if entry.name or entry.company else number
        )

    def _set_up(self) -> None:
        self._list.setObjectName("to_list")
        self._list.setAccessibleName("Recipients")
        self._more.setObjectName("to_more")
        self.line.setObjectName("to_line")
        self.line.setAccessibleName("Add a recipient")
        self.line.setPlaceholderText("Name or fax number")
        self._wrong.setObjectName("to_wrong")
        self._wrong.setWordWrap(True)
        self._wrong.hide()
        self._edit.setObjectName("to_edit")
        self._edit.setIcon(icon("number"))
        self._edit.setAutoDefault(False)
        self._completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self._completer.setWidget(self.line)
        self._completer.setPopup(self._popup)
        self._popup.setObjectName("to_offers")
        self._popup.setAccessibleName("Who may be meant")
        self.setFocusProxy(self.line)

    def _arrange(self) -> None:
        row = QHBoxLayout()
        row.addWidget(self.line, 1)
        row.addWidget(self._edit)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self._list)
        column.addWidget(self._more)
        column.addLayout(row)
        column.addWidget(self._wrong)

    def _connect(self) -> None:
        self.line.textEdited.connect(self._offer)
        self.line.returnPressed.connect(self.commit)
        self._completer.activated.connect(self._take_offer)
        self._list.remove_asked.connect(self._remove)
        self._edit.clicked.connect(self.edit_asked)
        self._panel.model.changed.connect(self._show)


class _NumberLine(QLineEdit):
    """Enter adds who was typed; it never sends."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keep Enter here; with Ctrl it belongs to the dialog."""
        is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if is_enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            event.ignore()
            return
        super().keyPressEvent(event)
        if is_enter:
            event.accept()


class _PeopleList(QListWidget):
    """Del takes out who is selected."""

    remove_asked = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.setUniformItemSizes(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Del and Backspace remove; everything else is as in any list."""
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.remove_asked.emit()
        else:
            super().keyPressEvent(event)


def _words(each: Suggestion) -> str:
    """A suggestion in one line: with a full number, since a name alone has misled many."""
    from byfax_desktop.engine.numbers import format_number

    if each.members:
        return f"{each.group} · list of {len(each.members)}"
    return " · ".join(filter(None, (each.name, each.company, format_number(each.number))))


def _entries(each: Suggestion) -> list[RecipientEntry]:
    people = each.members or (each,)
    return [RecipientEntry(person.name, person.company, person.number) for person in people]
