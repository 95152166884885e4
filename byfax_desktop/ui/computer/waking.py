"""Has everything asked anew when the computer wakes up or comes to another network: what is shown is of before."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from byfax_desktop.engine.clock import since_boot
from byfax_desktop.ui.session import Session

if TYPE_CHECKING:
    from PySide6.QtNetwork import QNetworkInformation

    from byfax_desktop.desktop.sleep import WakeListener
    from byfax_desktop.engine.trouble import Trouble

TICK = 20
"""Seconds between looks at the clock."""
GAP = 60
"""How much later than it should come a look must be for the computer to have slept: a busy one is late too."""
SETTLE = 1500
"""Milliseconds in which several signs of the same change come."""


class Waking(QObject):
    """Three signs: logind's word, a clock that jumped between two looks, and Qt's word of the network.

    The clock is looked at on every system, for logind is not everywhere, and says nothing to a program that was
    itself stopped. ``clock`` shows seconds that go on while the computer sleeps.
    """

    _woke = Signal()

    def __init__(
        self, session: Session, clock: Callable[[], float] = since_boot, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._clock = clock
        self._seen = clock()
        self._has_slept = False
        self._listener: WakeListener | None = None
        self._network: QNetworkInformation | None = None
        self._tick = QTimer(self, interval=TICK * 1000)
        self._tick.timeout.connect(self.look)
        self._tick.start()
        self._soon = QTimer(self, singleShot=True, interval=SETTLE)
        self._soon.timeout.connect(self._ask)
        self._woke.connect(self.note_sleep, Qt.ConnectionType.QueuedConnection)

    def begin(self) -> None:
        """Listen to the system too."""
        if sys.platform == "linux":
            self._session.workers.run(self._listen, self._keep_listener)
        self._watch_network()

    def look(self) -> None:
        """See whether the computer slept since the last look."""
        before, self._seen = self._seen, self._clock()
        if self._seen - before > TICK + GAP:
            self.note_sleep()

    def note_sleep(self) -> None:
        """The computer has just woken up."""
        self._has_slept = True
        self._soon.start()

    def note_network(self) -> None:
        """The computer has come to another network, or to one at all."""
        self._soon.start()

    def close(self) -> None:
        """Listen no more."""
        if self._listener:
            self._listener.close()

    def _ask(self) -> None:
        has_slept, self._has_slept = self._has_slept, False
        if has_slept:
            self._session.engine.wake_up()
        else:
            self._session.engine.refresh()

    def _listen(self) -> WakeListener:
        from byfax_desktop.desktop.sleep import WakeListener

        return WakeListener(self._woke.emit)

    def _keep_listener(self, listener: WakeListener | Trouble) -> None:
        """Where there is no such bus, the clock has to do."""
        from byfax_desktop.desktop.sleep import WakeListener

        if isinstance(listener, WakeListener):
            self._listener = listener

    def _watch_network(self) -> None:
        try:
            from PySide6.QtNetwork import QNetworkInformation
        except ImportError:  # a computer that lacks one of its libraries: the pauses of the engine have to do
            return
        if not QNetworkInformation.loadDefaultBackend():
            return
        self._network = QNetworkInformation.instance()
        self._network.reachabilityChanged.connect(self._note_reachability)
        self._network.transportMediumChanged.connect(self.note_network)

    def _note_reachability(self, reachability: QNetworkInformation.Reachability) -> None:
        from PySide6.QtNetwork import QNetworkInformation

        if reachability is QNetworkInformation.Reachability.Online:
            self.note_network()
