"""What came of something entered: a message, and buttons for what a person can do about it."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from byfax_desktop.engine.trouble import Trouble
from byfax_desktop.ui.accounts.entry import Entry, MixedUp, NotKept
from byfax_desktop.ui.message_bar import MessageBar, Tone
from byfax_desktop.ui.widgets.growing import grow_to_fit

_NOWHERE_ELSE = (
    "Your api-key and api-secret are written into no file; without a keyring they can be kept only until the program"
    " ends."
)


class AnswerBar(QWidget):
    """Hidden until told something. ``entered`` with the Entry of the way that a person chose."""

    entered = Signal(object)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        """``name`` is the object name of the message; the buttons are ``<name>_way_1`` and ``_2``."""
        super().__init__(parent)
        self.setObjectName(f"{name}_answer")
        self._name = name
        self._message = MessageBar(name, self)
        self._ways = QHBoxLayout()
        self._ways.addStretch(1)
        self._buttons: list[QPushButton] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self._message)
        column.addLayout(self._ways)

    @property
    def text(self) -> str:
        """What is being said; empty while nothing is."""
        return self._message.text

    def clear(self) -> None:
        """Nothing is to be said any more."""
        self._drop_ways()
        self._message.clear()

    def note(self, text: str) -> None:
        """Say what goes on."""
        self._tell(Tone.NOTE, Trouble(text, ""))

    def warn(self, what: str, do: str) -> None:
        """Say what is missing."""
        self._tell(Tone.WARNING, Trouble(what, do))

    def tell(self, answer: Trouble | MixedUp | NotKept) -> None:
        """Say why it did not work, and offer what would."""
        if isinstance(answer, MixedUp):
            self._tell(Tone.WARNING, answer.trouble, (answer.offer, answer.entry))
        elif isinstance(answer, NotKept):
            trouble = replace(answer.trouble, do=f"{answer.trouble.do} {_NOWHERE_ELSE}")
            again = "&Try again" if answer.is_missing else "Unlock and &try again"
            for_run = replace(answer.entry, for_run=True)
            self._tell(
                Tone.WARNING, trouble, (again, answer.entry), ("Keep &until the program ends", for_run)
            )
        else:
            self._tell(Tone.TROUBLE, answer)

    def _tell(self, tone: Tone, trouble: Trouble, *ways: tuple[str, Entry]) -> None:
        self._drop_ways()
        self._message.tell(tone, trouble.what, trouble.do, trouble.details)
        for place, (text, entry) in enumerate(ways, 1):
            button = QPushButton(text, self)
            button.setObjectName(f"{self._name}_way_{place}")
            button.setAccessibleName(text.replace("&", ""))
            button.setAutoDefault(True)
            button.clicked.connect(partial(self._choose, entry))
            self._ways.addWidget(button)
            self._buttons.append(button)
        if self._buttons:
            # One key does what is most likely wanted, and leaves the fields as they are.
            self._buttons[0].show()
            self._buttons[0].setDefault(True)
            self._buttons[0].setFocus()
        grow_to_fit(self.window())

    def _choose(self, entry: Entry) -> None:
        self.entered.emit(entry)

    def _drop_ways(self) -> None:
        for button in self._buttons:
            self._ways.removeWidget(button)
            button.hide()
            button.deleteLater()
        self._buttons = []
