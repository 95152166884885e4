"""Testing an account by a fax to oneself: asked for first, since it costs what a fax costs, then shown step by step."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QGridLayout,
    QLabel,
    QVBoxLayout,
    QWidget,
)

from byfax_desktop.desktop.accounts import AccountKind
from byfax_desktop.engine.trouble import Trouble
from byfax_desktop.ui.accounts.self_test import SelfTest, Stand, Step, StepTold
from byfax_desktop.ui.icons import icon
from byfax_desktop.ui.message_bar import MessageBar, Tone
from byfax_desktop.ui.widgets.texts import shown_number

if TYPE_CHECKING:
    from byfax_desktop.desktop.accounts import Account
    from byfax_desktop.service.records import Balance
    from byfax_desktop.ui.session import Session

    Check = Callable[[Callable[[Balance | Trouble], None]], None]
    Numbers = Callable[[Callable[[tuple[str, ...] | Trouble], None]], None]

_SIZE = QSize(560, 400)
_ICON = QSize(16, 16)
_SIGNS = {Stand.WAITING: "–", Stand.UNDER_WAY: "…", Stand.DONE: "✓", Stand.FAILED: "✕"}
_SPOKEN = {
    Stand.WAITING: "not yet",
    Stand.UNDER_WAY: "under way",
    Stand.DONE: "done",
    Stand.FAILED: "failed",
}
_WHAT = "A page is faxed to one of your own numbers, and is to arrive in the Inbox."
_COSTS = {
    AccountKind.DEMO: "In the demo that costs nothing.",
    AccountKind.TEST: "The test service delivers no faxes: the last steps may not come about.",
}
_COST = "It costs what a fax of one page costs."
_NO_NUMBER = "This account has no fax number that could receive it."


class SelfTestDialog(QDialog):
    """Asks which number, then shows each step as it is taken; what is shown can be copied as text."""

    def __init__(
        self,
        session: Session,
        account: Account,
        check: Check,
        numbers: Numbers,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("self_test")
        self.setWindowTitle("Test with a fax to myself")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(_SIZE)
        self._account = account
        self._test = SelfTest(session, check, self)
        self._told = {step: StepTold(step, Stand.WAITING) for step in Step}
        self._rows: dict[Step, tuple[QLabel, QLabel]] = {}
        self._what = _label("self_test_what", self)
        self._message = MessageBar("self_test_message", self)
        self._numbers = QComboBox(self)
        self._buttons = QDialogButtonBox(self)
        self._arrange()
        self._test.told.connect(self._show)
        self._test.ended.connect(self._end)
        self.finished.connect(self._test.stop)
        numbers(self._offer_numbers)

    @property
    def text(self) -> str:
        """All steps as text, for whoever helps."""
        lines = [
            f"{_SIGNS[told.stand]} {told.step.value}{': ' if told.words else ''}{told.words}"
            for told in self._told.values()
        ]
        return "\n".join((f"byFax Desktop, test of “{self._account.title}”", *lines))

    def _offer_numbers(self, found: tuple[str, ...] | Trouble) -> None:
        if isinstance(found, Trouble):
            self._message.tell(Tone.TROUBLE, found.what, found.do, found.details)
            return
        for number in found:
            self._numbers.addItem(shown_number(number), number)
        self._numbers.setEnabled(bool(found))
        self._start.setEnabled(bool(found))
        if found:
            self._start.setFocus()
        else:
            self._message.tell(Tone.WARNING, _NO_NUMBER, "Rent one at byFax; the tab Numbers shows them.")

    def _begin(self) -> None:
        self._start.setEnabled(False)
        self._numbers.setEnabled(False)
        self._message.clear()
        for step in Step:
            self._show(StepTold(step, Stand.WAITING))
        self._test.begin(self._numbers.currentData())

    def _show(self, told: StepTold) -> None:
        self._told[told.step] = told
        sign, words = self._rows[told.step]
        sign.setPixmap(icon(told.stand.value).pixmap(_ICON, self.devicePixelRatioF()))
        sign.setAccessibleName(_SPOKEN[told.stand])
        words.setText(told.words)
        words.setAccessibleName(f"{told.step.value}: {_SPOKEN[told.stand]}. {told.words}".strip())
        self._copy.setEnabled(True)

    def _end(self, is_well: bool) -> None:
        self._start.setText("&Test again")
        self._start.setEnabled(True)
        self._numbers.setEnabled(True)
        if is_well:
            self._message.tell(Tone.DONE, "Everything works.")
        else:
            self._message.tell(
                Tone.TROUBLE, "The test did not get through.", "Beside the ✕ stands what to do."
            )

    def _copy_text(self) -> None:
        QGuiApplication.clipboard().setText(self.text)

    def _arrange(self) -> None:
        self._what.setText(f"{_WHAT} {_COSTS.get(self._account.kind, _COST)}")
        self._numbers.setObjectName("self_test_number")
        self._numbers.setAccessibleName("Number to fax to")
        self._numbers.setEnabled(False)
        form = QFormLayout()
        form.addRow("Fax t&o", self._numbers)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 16)
        column.setSpacing(12)
        column.addWidget(self._what)
        column.addLayout(form)
        column.addWidget(self._message)
        column.addLayout(self._steps())
        column.addStretch(1)
        column.addWidget(self._buttons)
        self._start = self._buttons.addButton("&Send the test fax", QDialogButtonBox.ButtonRole.ActionRole)
        self._copy = self._buttons.addButton("&Copy", QDialogButtonBox.ButtonRole.ActionRole)
        close = self._buttons.addButton(QDialogButtonBox.StandardButton.Close)
        for button, name in ((self._start, "start"), (self._copy, "copy"), (close, "close")):
            button.setObjectName(f"self_test_{name}")
            button.setAccessibleName(button.text().replace("&", ""))
            button.setAutoDefault(True)
        self._start.setEnabled(False)
        self._copy.setEnabled(False)
        self._start.clicked.connect(self._begin)
        self._copy.clicked.connect(self._copy_text)
        close.clicked.connect(self.reject)

    def _steps(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(2, 1)
        for row, step in enumerate(Step):
            name = step.name.lower()
            sign, title = QLabel(self), _label(f"self_test_{name}_title", self)
            sign.setObjectName(f"self_test_{name}_sign")
            title.setText(step.value)
            title.setWordWrap(False)
            words = _label(f"self_test_{name}", self)
            words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            sign.setPixmap(icon(Stand.WAITING.value).pixmap(_ICON, self.devicePixelRatioF()))
            for place, part in enumerate((sign, title, words)):
                grid.addWidget(part, row, place, Qt.AlignmentFlag.AlignTop)
            self._rows[step] = (sign, words)
        return grid


def _label(name: str, parent: QWidget) -> QLabel:
    label = QLabel(parent)
    label.setObjectName(name)
    label.setWordWrap(True)
    label.setTextFormat(Qt.TextFormat.PlainText)
    return label
