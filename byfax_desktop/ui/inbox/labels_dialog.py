"""All labels in one place: renamed, given another colour, or removed from all faxes."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QMenu,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from byfax_desktop.store.fax_labels import Label
from byfax_desktop.ui.icons import icon
from byfax_desktop.ui.inbox.label_look import TONES, swatch
from byfax_desktop.ui.question import ask
from byfax_desktop.ui.widgets.texts import count

if TYPE_CHECKING:
    from byfax_desktop.engine.events import InboxChanged

_LEAST_WIDTH, _LEAST_HEIGHT = 420, 320
_LABEL = Qt.ItemDataRole.UserRole


class LabelsDialog(QDialog):
    """``change_asked`` with a Label as it is to be, ``remove_asked`` with its id; ``take`` what comes of it."""

    change_asked = Signal(object)
    remove_asked = Signal(int)

    def __init__(self, labels: tuple[Label, ...], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("labels_dialog")
        self.setWindowTitle("Labels")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._used: dict[int, int] = {}
        self._list = QListWidget(self)
        self._list.setObjectName("labels_list")
        self._list.setAccessibleName("Labels")
        self._rename = self._button("rename", "Re&name")
        self._colour = self._button("colour", "&Colour")
        self._remove = self._button("remove", "&Remove…")
        self._colours = QMenu(self)
        self._colours.setObjectName("labels_colours")
        for name in TONES:
            action = self._colours.addAction(swatch(Label(0, "", name)), name.capitalize())
            action.setObjectName(f"labels_colour_{name}")
            action.triggered.connect(partial(self._paint, name))
        self._colour.setMenu(self._colours)
        self._arrange()
        self._rename.clicked.connect(lambda: self._list.editItem(self._list.currentItem()))
        self._remove.clicked.connect(self._ask_remove)
        self._list.itemChanged.connect(self._take_name)
        self._list.currentItemChanged.connect(self._fit)
        self._show(labels)

    def take(self, event: InboxChanged) -> None:
        """Show what there is now."""
        self._used = {}
        for entry in event.faxes:
            for label in entry.labels:
                self._used[label.id] = self._used.get(label.id, 0) + 1
        if event.labels != self._labels():
            self._show(event.labels)

    def _labels(self) -> tuple[Label, ...]:
        return tuple(self._list.item(row).data(_LABEL) for row in range(self._list.count()))

    def _current(self) -> Label | None:
        item = self._list.currentItem()
        return item.data(_LABEL) if item else None

    def _show(self, labels: tuple[Label, ...]) -> None:
        before = self._current()
        with QSignalBlocker(self._list):
            self._list.clear()
            for label in labels:
                item = QListWidgetItem(swatch(label), label.name, self._list)
                item.setFlags(item.flags() | Qt.ItemFlag.ItemIsEditable)
                item.setData(_LABEL, label)
                item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{label.name}, {label.colour}")
                if before and label.id == before.id:
                    self._list.setCurrentItem(item)
        if self._list.currentItem() is None and labels:
            self._list.setCurrentRow(0)
        self._fit()

    def _fit(self) -> None:
        for button in (self._rename, self._colour, self._remove):
            button.setEnabled(self._current() is not None)

    def _take_name(self, item: QListWidgetItem) -> None:
        label: Label = item.data(_LABEL)
        name = item.text().strip()
        if not name:
            with QSignalBlocker(self._list):
                item.setText(label.name)
        elif name != label.name:
            self.change_asked.emit(Label(label.id, name, label.colour))

    def _paint(self, colour: str) -> None:
        label = self._current()
        if label is not None and label.colour != colour:
            self.change_asked.emit(Label(label.id, label.name, colour))

    def _ask_remove(self) -> None:
        label = self._current()
        if label is None:
            return
        used = self._used.get(label.id, 0)
        what_then = f"It is taken off {count(used, 'fax', 'faxes')}." if used else "No fax has it."
        remove = partial(self.remove_asked.emit, label.id)
        name = f"Remove the label “{label.name}”?"
        ask(self, "labels_question", name, f"{what_then} The faxes stay.", ("&Remove", "&Leave it"), remove)

    def _button(self, name: str, text: str) -> QPushButton:
        button = QPushButton(text, self)
        button.setObjectName(f"labels_{name}")
        button.setAccessibleName(f"{text.replace('&', '').replace('…', '')} the label")
        button.setAutoDefault(False)
        if name == "remove":
            button.setIcon(icon("delete"))
        return button

    def _arrange(self) -> None:
        hint = QLabel("A new name or colour is that of all faxes that have the label.", self)
        hint.setWordWrap(True)
        side = QVBoxLayout()
        side.setSpacing(8)
        for button in (self._rename, self._colour, self._remove):
            side.addWidget(button)
        side.addStretch()
        middle = QHBoxLayout()
        middle.setSpacing(8)
        middle.addWidget(self._list, 1)
        middle.addLayout(side)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setSpacing(8)
        column.addWidget(hint)
        column.addLayout(middle, 1)
        column.addWidget(buttons)
        self.setMinimumSize(_LEAST_WIDTH, _LEAST_HEIGHT)
