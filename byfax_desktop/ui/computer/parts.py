"""Puts together what makes the window a part of the computer; all of it begins after the first paint."""

from __future__ import annotations

import logging
import sys
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject

from byfax_desktop.options import WindowOptions
from byfax_desktop.ui.main_window import MainWindow
from byfax_desktop.ui.session import Session

if TYPE_CHECKING:
    from byfax_desktop.desktop.doorway import Doorway
    from byfax_desktop.desktop.instance import Place
    from byfax_desktop.ui.computer.channel import Channel
    from byfax_desktop.ui.computer.waking import Waking

_log = logging.getLogger(__name__)


class Computer(QObject):
    """What the window has from the computer, and the computer from the window."""

    def __init__(self, window: MainWindow, session: Session, place: Place, options: WindowOptions) -> None:
        super().__init__(window)
        self._window = window
        self._session = session
        self._options = options
        self._place = place
        self._doorway: Doorway | None = None
        self._channel: Channel | None = None
        self._waking: Waking | None = None

    def begin(self) -> None:
        """The window stands: begin with everything that its first paint did without."""
        self._open_doorway()
        self._put_into_tray()
        self._heed_system()

    def close(self) -> None:
        """The program ends."""
        if self._doorway:
            self._doorway.close()
        if self._channel:
            self._channel.close()
        if self._waking:
            self._waking.close()

    def _put_into_tray(self) -> None:
        from byfax_desktop.ui.computer.channel import Channel
        from byfax_desktop.ui.computer.notifier import Notifier
        from byfax_desktop.ui.computer.snooze import Snooze
        from byfax_desktop.ui.computer.tray import Tray

        snooze = Snooze(self._session.settings, parent=self)
        tray = Tray(self._window, self._session, snooze)
        self._window.can_hide = tray.can_hide
        self._window.hidden_away.connect(tray.hide_away)
        self._channel = Channel(tray.icon, self)
        notifier = Notifier(self._window, self._session, snooze, self._channel)
        self._window.hidden_away.connect(notifier.tell_stay)
        if self._options.begins_hidden:
            tray.begin_hidden()

    def _heed_system(self) -> None:
        from byfax_desktop.ui.computer.autostart import AutostartKeeper
        from byfax_desktop.ui.computer.waking import Waking

        AutostartKeeper(self._window, self._session, self._options.whose)
        self._waking = Waking(self._session, parent=self)
        self._waking.begin()

    def _open_doorway(self) -> None:
        from byfax_desktop.desktop.doorway import Doorway
        from byfax_desktop.ui.computer.arrivals import Arrivals

        arrivals = Arrivals(self._window)
        app = QCoreApplication.instance()
        if sys.platform == "darwin" and app:
            from byfax_desktop.ui.computer.file_events import FileEvents

            app.installEventFilter(FileEvents(arrivals.take, self))
        doorway = Doorway(self._place.address_file, arrivals.take)
        try:
            doorway.open()
        except OSError as failure:
            # The window does all its work; only a second start will say that nobody answers.
            _log.warning("No doorway for other starts: %s", type(failure).__name__)
            return
        self._doorway = doorway
