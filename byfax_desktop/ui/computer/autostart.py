"""Has the program start with the computer as a person chose it in the settings."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from byfax_desktop.ui.main_window import MainWindow
from byfax_desktop.ui.session import Session
from byfax_desktop.ui.settings.options import AUTOSTART
from byfax_desktop.ui.workers import Workers

if TYPE_CHECKING:
    from byfax_desktop.desktop.autostart import Autostart
    from byfax_desktop.engine.trouble import Trouble


class AutostartKeeper(QObject):
    """The system knows how things stand, and may have been told otherwise since: it is asked first."""

    def __init__(
        self,
        window: MainWindow,
        session: Session,
        arguments: Sequence[str] = (),
        make: Callable[[], Autostart] | None = None,
    ) -> None:
        """``arguments`` are those by which this start was told whose data to use."""
        super().__init__(window)
        self._window = window
        self._session = session
        self._arguments = tuple(arguments)
        self._make = make or _of_system
        self._choices = 0
        # One after the other: what was chosen last is to be so.
        self._workers = Workers("byfax-autostart", 1, self)
        session.preferences.changed.connect(self._note)
        self._ask()

    def _ask(self) -> None:
        self._workers.run(self._look, partial(self._show, self._choices))

    def _look(self) -> bool:
        """Whether it is on; then its command is written anew, for the program may have moved."""
        place = self._make()
        is_on = place.is_on()
        if is_on:
            place.turn_on(self._command())
        return is_on

    def _show(self, choices: int, is_on: bool | Trouble) -> None:
        """What the system said counts, unless a person has chosen otherwise since."""
        if isinstance(is_on, bool) and choices == self._choices:
            self._session.preferences.choose(AUTOSTART, is_on)

    def _note(self, name: str) -> None:
        if name == AUTOSTART.name:
            self._choices += 1
            wanted = self._session.preferences.value(AUTOSTART)
            self._workers.run(partial(self._turn, wanted), self._tell)

    def _turn(self, is_wanted: bool) -> None:
        place = self._make()
        if is_wanted:
            place.turn_on(self._command())
        else:
            place.turn_off()

    def _tell(self, trouble: Trouble | None) -> None:
        if trouble is not None:
            self._window.tell_trouble(trouble)
            # What is chosen is to be what is so.
            self._ask()

    def _command(self) -> list[str]:
        from byfax_desktop.desktop.autostart import HIDDEN, program_command

        return [*program_command(), HIDDEN, *self._arguments]


def _of_system() -> Autostart:
    from byfax_desktop.desktop.autostart import autostart

    return autostart()
