"""How a list was understood, for a person to change: encoding, separator, header, sheet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QLabel, QWidget

if TYPE_CHECKING:
    from byfax_desktop.engine.recipients.lists import HowRead, ReadList

_ENCODINGS = (
    ("Unicode (UTF-8)", "utf-8"),
    ("Unicode (UTF-8 with mark)", "utf-8-sig"),
    ("Unicode (UTF-16)", "utf-16"),
    ("Western (Windows-1252)", "cp1252"),
    ("Cyrillic (Windows-1251)", "cp1251"),
    ("Cyrillic (KOI8-R)", "koi8-r"),
    ("Cyrillic (DOS 866)", "cp866"),
    ("Central European (Windows-1250)", "cp1250"),
    ("Turkish (Windows-1254)", "cp1254"),
    ("Arabic (Windows-1256)", "cp1256"),
    ("Hebrew (Windows-1255)", "cp1255"),
    ("Chinese (GB18030)", "gb18030"),
    ("Japanese (Shift JIS)", "shift_jis"),
)
_SEPARATORS = (("Comma", ","), ("Semicolon", ";"), ("Tab", "\t"), ("Bar", "|"), ("None", ""))


class HowReadRow(QWidget):
    """Shows what there is to choose for the list; ``changed`` when a person chooses something else."""

    changed = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._encoding = self._choice("import_encoding", "Encoding")
        self._separator = self._choice("import_separator", "Separator")
        self._sheet = self._choice("import_sheet", "Sheet")
        self._header = QCheckBox("First row &names the columns", self)
        self._header.setObjectName("import_header")
        self._header.clicked.connect(self.changed)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        self._labels = {
            box: _label(text, box)
            for box, text in (
                (self._encoding, "&Encoding"),
                (self._separator, "&Separator"),
                (self._sheet, "S&heet"),
            )
        }
        for box, label in self._labels.items():
            row.addWidget(label)
            row.addWidget(box)
        row.addWidget(self._header)
        row.addStretch(1)

    @property
    def how(self) -> HowRead:
        """What is chosen now."""
        from byfax_desktop.engine.recipients.lists import HowRead

        is_text = not self._separator.isHidden()
        return HowRead(
            (str(self._encoding.currentData()) or None) if is_text and self._encoding.count() else None,
            str(self._separator.currentData()) if is_text else None,
            self._header.isChecked(),
            self._sheet.currentText(),
        )

    def show_list(self, read: ReadList) -> None:
        """Show how a list was read; nothing is told."""
        table = read.table
        people = bool(read.contacts) or (
            not table.encoding and not table.sheets and not table.delimiter and len(table.columns) > 1
        )
        is_text = not people and not table.sheets
        self._fill(self._encoding, _with(_ENCODINGS, table.encoding), table.encoding, bool(table.encoding))
        self._fill(self._separator, _with(_SEPARATORS, table.delimiter), table.delimiter, is_text)
        sheets = tuple((each, each) for each in table.sheets)
        self._fill(self._sheet, sheets, table.sheet, len(sheets) > 1)
        self._header.setChecked(table.has_header)
        self._header.setVisible(not people)

    def _fill(
        self, box: QComboBox, choices: tuple[tuple[str, str], ...], chosen: str, is_shown: bool
    ) -> None:
        box.clear()
        for title, data in choices if is_shown or box is self._sheet else ():
            box.addItem(title, data)
        box.setCurrentIndex(box.findData(chosen))
        box.setVisible(is_shown)
        self._labels[box].setVisible(is_shown)

    def _choice(self, name: str, spoken: str) -> QComboBox:
        box = QComboBox(self)
        box.setObjectName(name)
        box.setAccessibleName(spoken)
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.setMinimumContentsLength(12)
        box.activated.connect(self.changed)
        return box


def _label(text: str, box: QComboBox) -> QLabel:
    label = QLabel(text, box.parentWidget())
    label.setBuddy(box)
    return label


def _with(choices: tuple[tuple[str, str], ...], chosen: str) -> tuple[tuple[str, str], ...]:
    """The choices, and what was guessed where that is none of them."""
    return choices if any(data == chosen for _, data in choices) else (*choices, (chosen, chosen))
