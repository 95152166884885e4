"""What this program is: its version, what it is built on, and the licences of all that is in it."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QFont, QGuiApplication
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from byfax_desktop import __version__
from byfax_desktop.engine.trouble import Trouble
from byfax_desktop.ui.help.versions import versions
from byfax_desktop.ui.icons import icon

if TYPE_CHECKING:
    from byfax_desktop.desktop.parts import Part
    from byfax_desktop.ui.session import Session

_SIZE = QSize(560, 520)
_ICON = QSize(64, 64)
_WHAT = (
    "Sends and receives faxes with the byFax online fax service. Free software under the MIT licence.\n"
    "Your api-key and api-secret are kept in the keyring of this computer."
)
_COPIED = "Copied"


class AboutWindow(QDialog):
    """Shows the versions at once, and the packages as soon as they have been looked up."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("about")
        self.setWindowTitle("About byFax Desktop")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(_SIZE)
        self._lines: tuple[tuple[str, str], ...] = versions()
        self._parts: tuple[Part, ...] = ()
        self.facts = QTextBrowser(self)
        self.facts.setObjectName("about_facts")
        self.facts.setAccessibleName("Versions and licences")
        self.facts.setOpenLinks(False)
        self._buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        self.copy_button = self._buttons.addButton("&Copy", QDialogButtonBox.ButtonRole.ActionRole)
        self._arrange()
        self._show()
        session.workers.run(_look_up, self._take_parts)

    @property
    def text(self) -> str:
        """All that is shown, as lines that can be pasted into a message."""
        told = [f"{name}: {value}" for name, value in self._lines]
        listed = [f"{part.name} {part.version}: {part.licence}".rstrip(": ") for part in self._parts]
        return "\n".join([*told, "", *listed]).rstrip() + "\n"

    def copy(self) -> None:
        """Put all of it on the clipboard."""
        QGuiApplication.clipboard().setText(self.text)
        self.copy_button.setText(_COPIED)

    def _take_parts(self, result: tuple[Part, ...] | Trouble) -> None:
        if not isinstance(result, Trouble):
            self._parts = result
            self._show()

    def _show(self) -> None:
        rows = "".join(_row(name, value) for name, value in self._lines)
        html = f"<table cellspacing='2'>{rows}</table>"
        if self._parts:
            listed = "".join(_row(part.name, part.version, part.licence) for part in self._parts)
            html += f"<h4>In this program</h4><table cellspacing='2'>{listed}</table>"
        self.facts.setHtml(html)

    def _open_licences(self) -> None:
        from byfax_desktop.desktop.parts import licences_folder

        if folder := licences_folder():
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))

    def _arrange(self) -> None:
        picture = QLabel(self)
        picture.setPixmap(QGuiApplication.windowIcon().pixmap(_ICON, self.devicePixelRatioF()))
        title = QLabel(f"byFax Desktop {__version__}", self)
        title.setObjectName("about_title")
        title.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        font = QFont(title.font())
        font.setPointSizeF(font.pointSizeF() * 1.4)
        font.setWeight(QFont.Weight.DemiBold)
        title.setFont(font)
        what = QLabel(_WHAT, self)
        what.setObjectName("about_what")
        what.setWordWrap(True)
        words = QVBoxLayout()
        words.setSpacing(8)
        words.addWidget(title)
        words.addWidget(what)
        head = QHBoxLayout()
        head.setSpacing(16)
        head.addWidget(picture, 0, Qt.AlignmentFlag.AlignTop)
        head.addLayout(words, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(12)
        column.addLayout(head)
        column.addWidget(self.facts, 1)
        column.addWidget(self._fill_buttons())

    def _fill_buttons(self) -> QDialogButtonBox:
        from byfax_desktop.desktop.parts import licences_folder

        self.copy_button.setObjectName("about_copy")
        self.copy_button.setIcon(icon("copy"))
        self.copy_button.setToolTip("Copy versions and licences, to paste them into a message")
        self.copy_button.clicked.connect(self.copy)
        if licences_folder() is not None:
            licences = self._buttons.addButton(
                "Texts of the &licences", QDialogButtonBox.ButtonRole.ActionRole
            )
            licences.setObjectName("about_licences")
            licences.setToolTip("Open the folder that has them")
            licences.clicked.connect(self._open_licences)
        self._buttons.rejected.connect(self.reject)
        return self._buttons


def _look_up() -> tuple[Part, ...]:
    from byfax_desktop.desktop.parts import parts

    return parts()


def _row(*cells: str) -> str:
    return "<tr>" + "".join(f"<td style='padding-right:16px'>{escape(cell)}</td>" for cell in cells) + "</tr>"
