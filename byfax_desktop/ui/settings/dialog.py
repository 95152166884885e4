"""The window of settings: sections at the left, a search over all of them on top; what is chosen counts at once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from byfax_desktop.ui.settings.option import Option, Section
from byfax_desktop.ui.settings.options import OPTIONS
from byfax_desktop.ui.settings.preferences import Preferences
from byfax_desktop.ui.settings.rows import OptionRow

_WIDTH, _HEIGHT = 720, 520
_SECTIONS = 168
_NOTHING = "No setting has these words."


class SettingsDialog(QDialog):
    """All options, each with what it does; kept as soon as they are chosen."""

    secret_entered = Signal(str)
    """The password of the proxy, to be kept in the keyring; empty where it is to be forgotten."""

    def __init__(
        self,
        preferences: Preferences,
        parent: QWidget | None = None,
        options: Sequence[Option[Any]] = OPTIONS,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("settings")
        self.setWindowTitle("Settings")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(_WIDTH, _HEIGHT)
        self.search = QLineEdit(self)
        self.sections = QListWidget(self)
        self.rows = [OptionRow(option, preferences, self) for option in options]
        self._heads: dict[Section, QLabel] = {}
        self._nothing = QLabel(_NOTHING, self)
        self._arrange()
        for row in self.rows:
            row.secret_entered.connect(self.secret_entered)
        self.search.textChanged.connect(self._show)
        self.sections.currentRowChanged.connect(self._show_section)
        self.sections.itemClicked.connect(self._show_section)
        self.sections.setCurrentRow(0)
        self.sections.setFocus()

    @property
    def shown(self) -> list[OptionRow]:
        """The options that are seen now."""
        return [row for row in self.rows if not row.isHidden()]

    def reset_shown(self) -> None:
        """Have all options that are seen as they are when nobody has chosen."""
        for row in self.shown:
            row.reset()

    def _show_section(self) -> None:
        """Whoever chooses a section is done with the search."""
        if self.search.text():
            self.search.clear()
        else:
            self._show()

    def _show(self) -> None:
        words = self.search.text().casefold().split()
        # While all sections are searched, none is the chosen one.
        self.sections.currentItem().setSelected(not words)
        current = self.sections.currentItem().data(Qt.ItemDataRole.UserRole)
        for row in self.rows:
            row.setVisible(row.matches(words) if words else row.option.section is current)
        seen = {row.option.section for row in self.shown}
        for section, head in self._heads.items():
            head.setVisible(bool(words) and section in seen)
        self._nothing.setVisible(not seen)
        self._button.setText("&Reset those found" if words else "&Reset this section")
        self._button.setEnabled(bool(seen))

    def _arrange(self) -> None:
        self.search.setObjectName("settings_search")
        self.search.setAccessibleName("Search the settings")
        self.search.setPlaceholderText("Search the settings (Ctrl+F)")
        self.search.setClearButtonEnabled(True)
        self.search.setToolTip("Show the settings of all sections that have all these words")
        find = QShortcut(QKeySequence(QKeySequence.StandardKey.Find), self)
        find.activated.connect(self.search.setFocus)
        self.sections.setObjectName("settings_sections")
        self.sections.setAccessibleName("Sections")
        self.sections.setFixedWidth(_SECTIONS)
        self.sections.setSpacing(4)
        for section in dict.fromkeys(row.option.section for row in self.rows):
            self.sections.addItem(section.value)
            self.sections.item(self.sections.count() - 1).setData(Qt.ItemDataRole.UserRole, section)
        middle = QHBoxLayout()
        middle.setSpacing(16)
        middle.addWidget(self.sections)
        middle.addWidget(self._page(), 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(12)
        column.addWidget(self.search)
        column.addLayout(middle, 1)
        column.addWidget(self._buttons())

    def _page(self) -> QScrollArea:
        room = QWidget(self)
        column = QVBoxLayout(room)
        column.setContentsMargins(0, 0, 8, 0)
        for row in self.rows:
            if row.option.section not in self._heads:
                head = self._heads[row.option.section] = QLabel(row.option.section.value, room)
                font = head.font()
                font.setBold(True)
                head.setFont(font)
                column.addWidget(head)
            column.addWidget(row)
        column.addWidget(self._nothing)
        column.addStretch(1)
        page = QScrollArea(self)
        page.setObjectName("settings_page")
        page.setFrameShape(QFrame.Shape.NoFrame)
        page.setWidgetResizable(True)
        page.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        page.setWidget(room)
        return page

    def _buttons(self) -> QDialogButtonBox:
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        self._button = buttons.addButton("&Reset this section", QDialogButtonBox.ButtonRole.ResetRole)
        self._button.setObjectName("settings_reset")
        # Enter in a field is for the field.
        for button in buttons.findChildren(QPushButton):
            button.setAutoDefault(False)
        self._button.clicked.connect(self.reset_shown)
        buttons.rejected.connect(self.reject)
        return buttons
