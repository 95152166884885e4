"""The report for support: all of it is shown before it is saved, and nothing is sent anywhere."""

from __future__ import annotations

from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, QStandardPaths, Qt
from PySide6.QtGui import QFontDatabase, QGuiApplication
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QLabel,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from byfax_desktop.engine.trouble import Trouble
from byfax_desktop.ui.help.report_facts import private_names, report_facts
from byfax_desktop.ui.icons import icon
from byfax_desktop.ui.message_bar import MessageBar, Tone

if TYPE_CHECKING:
    from byfax_desktop.desktop.accounts import Account
    from byfax_desktop.desktop.support_report import ReportFacts
    from byfax_desktop.engine.contacts.index import ContactIndex
    from byfax_desktop.ui.session import Session

_SIZE = QSize(720, 560)
_WHAT = (
    "This is the whole report. It has no api-key, no fax numbers, no names and nothing of your faxes; "
    "look through it if you like. Nothing is sent: save it, and attach it to your message to support."
)
_MAKING = "Making the report…"


class SupportReportWindow(QDialog):
    """Makes the report in the background; until it is there, nothing can be saved."""

    def __init__(self, session: Session, log_file: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("support_report")
        self.setWindowTitle("Report for support")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(_SIZE)
        self._session = session
        self.message = MessageBar("support_report_message", self)
        self.text = QPlainTextEdit(_MAKING, self)
        self._buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        self.save_button = self._buttons.addButton("&Save…", QDialogButtonBox.ButtonRole.ActionRole)
        self.copy_button = self._buttons.addButton("&Copy", QDialogButtonBox.ButtonRole.ActionRole)
        self._arrange()
        make = partial(_make, report_facts(session), session.account, session.contacts.index, log_file)
        session.workers.run(make, self._show)

    def save_to(self, target: Path) -> None:
        """Save what is shown, in the background."""
        self._session.workers.run(partial(_write, target, self.text.toPlainText()), self._tell_saved)

    def _show(self, result: str | Trouble) -> None:
        if isinstance(result, Trouble):
            self.text.clear()
            self._tell_trouble(result)
            return
        self.text.setPlainText(result)
        self.save_button.setEnabled(True)
        self.copy_button.setEnabled(True)

    def _ask_where(self) -> None:
        usual = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        dialog = QFileDialog(self, "Save the report", usual)
        dialog.setObjectName("support_report_place")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilter("Text (*.txt)")
        dialog.setDefaultSuffix("txt")
        dialog.selectFile(f"byFax Desktop report {date.today().isoformat()}.txt")
        dialog.fileSelected.connect(lambda name: self.save_to(Path(name)))
        dialog.open()

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.text.toPlainText())
        self.message.tell(Tone.DONE, "The report was copied.")

    def _tell_saved(self, result: Path | Trouble) -> None:
        if isinstance(result, Path):
            self.message.tell(Tone.DONE, f"The report was saved as “{result.name}”.")
        else:
            self._tell_trouble(result)

    def _tell_trouble(self, trouble: Trouble) -> None:
        self.message.tell(Tone.TROUBLE, trouble.what, trouble.do, trouble.details)

    def _arrange(self) -> None:
        what = QLabel(_WHAT, self)
        what.setObjectName("support_report_what")
        what.setWordWrap(True)
        self.text.setObjectName("support_report_text")
        self.text.setAccessibleName("The report")
        self.text.setReadOnly(True)
        self.text.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.text.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.text.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        for button, name, picture in ((self.save_button, "save", "save"), (self.copy_button, "copy", "copy")):
            button.setObjectName(f"support_report_{name}")
            button.setIcon(icon(picture))
            button.setEnabled(False)
        self.save_button.clicked.connect(self._ask_where)
        self.copy_button.clicked.connect(self._copy)
        self._buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(12)
        column.addWidget(what)
        column.addWidget(self.message)
        column.addWidget(self.text, 1)
        column.addWidget(self._buttons)


def _make(facts: ReportFacts, account: Account | None, contacts: ContactIndex, log_file: Path) -> str:
    from byfax_desktop.desktop.discretion import Discretion
    from byfax_desktop.desktop.support_report import support_report

    return support_report(facts, log_file, Discretion(private_names(account, contacts)))


def _write(target: Path, text: str) -> Path:
    """Raises OSError."""
    from byfax_desktop.fax.private import create_private

    with create_private(target) as file:
        file.write(text.encode("utf-8"))
    return target
