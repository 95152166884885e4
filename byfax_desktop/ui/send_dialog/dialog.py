"""The print dialog of faxing: the pages as they go out on one side, the choices on the other, one button that sends."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QFrame, QScrollArea, QSplitter, QVBoxLayout, QWidget

from byfax_desktop.ui.compose.composed import ComposedFax
from byfax_desktop.ui.message_bar import MessageBar, Tone
from byfax_desktop.ui.send_dialog.choices import Choices
from byfax_desktop.ui.send_dialog.footer import Footer
from byfax_desktop.ui.send_dialog.legibility import LegibilityWatch
from byfax_desktop.ui.send_dialog.obstacles import obstacles
from byfax_desktop.ui.send_dialog.origin_banner import OriginBanner
from byfax_desktop.ui.send_dialog.pages_view import PagesView
from byfax_desktop.ui.send_dialog.problems import ProblemList
from byfax_desktop.ui.send_dialog.readiness import Findings, Readiness
from byfax_desktop.ui.session import Session

if TYPE_CHECKING:
    from byfax_desktop.engine.checks import Problem
    from byfax_desktop.engine.trouble import Trouble

_SIZE = QSize(1040, 700)
_SMALLEST = QSize(760, 480)
_SENDING_KEYS = ("Ctrl+Return", "Ctrl+Enter")


class SendDialog(QDialog):
    """Works on what is in Compose; ``send_asked`` when a person means it. Esc and “Keep as draft” only close."""

    send_asked = Signal()
    edit_asked = Signal()
    """It was closed because a person wants the whole table of recipients."""

    def __init__(self, session: Session, fax: ComposedFax, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("send_dialog")
        self.setWindowTitle("Send fax")
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumSize(_SMALLEST)
        self._session = session
        self._fax = fax
        self._pages = PagesView(session, fax, self)
        self.choices = Choices(session, fax, self)
        self._problems = ProblemList(self)
        self._message = MessageBar("send_dialog_message", self)
        self._readiness = Readiness(session, fax, self)
        self._legibility = LegibilityWatch(session, fax, self)
        self._findings = Findings()
        self._is_meant = False
        self._footer = Footer(self)
        self._refresh = QTimer(self, singleShot=True, interval=0)
        self._arrange()
        self._connect()
        self._show_fax()
        self.resize(_SIZE)
        self.choices.to.setFocus()

    @property
    def is_meant(self) -> bool:
        """Whether a person has pressed Send, and what comes of it is not known yet."""
        return self._is_meant

    def send(self) -> None:
        """What the button does: nothing goes out before it was looked at as it is now."""
        if not self._is_meant and self.choices.to.commit():
            self._message.clear()
            self._mean(True)
            self._go_on()

    def show_sending(self, is_sending: bool) -> None:
        """It is being handed over, or it was not."""
        self._footer.show_sending(is_sending)
        self.choices.setEnabled(not is_sending)

    def show_problems(self, problems: Sequence[Problem]) -> None:
        """What stands in the way."""
        self._take_findings(replace(self._findings, problems=tuple(problems)))

    def show_trouble(self, trouble: Trouble) -> None:
        """Sending has failed."""
        self._message.tell(Tone.TROUBLE, trouble.what, trouble.do, trouble.details)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Plain Enter does nothing here: a fax can't be called back."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.accept()
            return
        super().keyPressEvent(event)

    def done(self, result: int) -> None:
        """Close; nobody wants to know any more what stands in the way."""
        self._readiness.stop()
        self._legibility.stop()
        super().done(result)

    def _take_findings(self, findings: Findings) -> None:
        self._findings = findings
        self._show_obstacles()
        self.choices.guard.show_cautions(findings.cautions)
        self._show_summary()
        if self._is_meant:
            self._go_on()

    def _take_failure(self, trouble: Trouble) -> None:
        """What could not be looked at is not sent."""
        self._mean(False)
        self.show_trouble(trouble)

    def _show_obstacles(self) -> None:
        found = obstacles(self._findings, self._go_to)
        self._problems.show_obstacles((*found, *self._legibility.obstacles(self._pages.show_document)))

    def _go_on(self) -> None:
        """Send, or lead to the first thing that keeps it from being sent."""
        if self._fax.documents.is_reading:
            return  # which ends with a change, and so with another look
        if not self._readiness.is_current:
            self._readiness.look_now()
            return
        self._mean(False)
        if self._findings.problems:
            self._go_to(self._findings.problems[0].field)
        elif not self.choices.guard.is_satisfied:
            self.choices.guard.point_at_open()
        else:
            self.send_asked.emit()

    def _mean(self, is_meant: bool) -> None:
        """Between the press and what comes of it nothing can be changed: what was meant is what is sent."""
        self._is_meant = is_meant
        self.show_sending(is_meant)

    def _go_to(self, field: str) -> None:
        """Where it is put right; documents and the whole table are in Compose."""
        if field == "documents":
            self.reject()
            self._fax.documents.point_at_wrong()
        else:
            self.choices.go_to(field)

    def _touch(self) -> None:
        self._refresh.start()

    def _show_fax(self) -> None:
        self.choices.refresh()
        self._pages.touch()
        self._show_summary()

    def _show_summary(self) -> None:
        blocking = len(self._findings.problems)
        self._footer.show_fax(self._fax, self._pages.seconds, self._session.balance, blocking)

    def _edit(self) -> None:
        self.reject()
        self.edit_asked.emit()

    def _connect(self) -> None:
        self._fax.changed.connect(self._touch)
        self._fax.cover.shelf.changed.connect(self._touch)
        self._refresh.timeout.connect(self._show_fax)
        self._pages.timed.connect(self._show_summary)
        self._pages.shown.connect(self._legibility.look_at)
        self._legibility.changed.connect(self._show_obstacles)
        self._session.bridge.balance_changed.connect(self._show_summary)
        self._readiness.found.connect(self._take_findings)
        self._readiness.failed.connect(self._take_failure)
        self.choices.edit_asked.connect(self._edit)
        self._footer.send_asked.connect(self.send)
        self._footer.keep_asked.connect(self.reject)
        for keys in _SENDING_KEYS:
            shortcut = QShortcut(QKeySequence(keys), self, self.send)
            shortcut.setAutoRepeat(False)  # the key that opened the dialog may still be held

    def _arrange(self) -> None:
        scroll = QScrollArea(self)
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        room = QWidget(scroll)
        inner = QVBoxLayout(room)
        inner.setContentsMargins(12, 0, 8, 0)
        inner.addWidget(self.choices)
        inner.addStretch(1)
        scroll.setWidget(room)
        sides = QSplitter(Qt.Orientation.Horizontal, self)
        sides.setObjectName("send_sides")
        sides.setChildrenCollapsible(False)
        sides.addWidget(self._pages)
        sides.addWidget(scroll)
        sides.setSizes([560, 460])
        column = QVBoxLayout(self)
        column.addWidget(OriginBanner(self._fax, self))
        column.addWidget(sides, 1)
        column.addWidget(self._problems)
        column.addWidget(self._message)
        column.addWidget(self._footer)
