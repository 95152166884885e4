"""Locks the program after some minutes without a person, and at each start; a passphrase opens it again."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from byfax_desktop.engine.clock import since_boot
from byfax_desktop.engine.trouble import Trouble
from byfax_desktop.ui.lock import NEVER
from byfax_desktop.ui.lock.curtain import Curtain
from byfax_desktop.ui.lock.page import LockPage
from byfax_desktop.ui.settings.options import LOCK_AFTER
from byfax_desktop.ui.workers import Workers

if TYPE_CHECKING:
    from byfax_desktop.desktop.passphrase import HashedPassphrase, PassphraseStore
    from byfax_desktop.ui.lock.passphrase_dialog import PassphraseDialog
    from byfax_desktop.ui.main_window import MainWindow
    from byfax_desktop.ui.session import Session

WRONG_MS = 1000
"""How long a wrong passphrase is waited after; each further one twice as long, up to _LONGEST_MS."""
_LONGEST_MS = 60_000
_MINUTE_MS = 60_000
_NONE_KEPT = Trouble(
    "byFax Desktop is not locked any more: the keyring holds no passphrase.",
    "Choose one in the settings if it is to be locked.",
)
_BY_A_PERSON = {
    QEvent.Type.KeyPress,
    QEvent.Type.MouseButtonPress,
    QEvent.Type.MouseMove,
    QEvent.Type.Wheel,
    QEvent.Type.TouchBegin,
}


class Lock(QObject):
    """``open_store`` gives the place of the passphrase; it runs on a thread, for it imports what takes long."""

    def __init__(
        self,
        window: MainWindow,
        session: Session,
        open_store: Callable[[], PassphraseStore],
        clock: Callable[[], float] = since_boot,
    ) -> None:
        """``clock`` shows seconds that go on while the computer sleeps, unlike those of a timer."""
        super().__init__(window)
        self._clock = clock
        self._last = clock()
        self._window = window
        self._session = session
        self._open_store = open_store
        self._page = LockPage()
        self._curtain = Curtain(window, self._page)
        self._hashed: HashedPassphrase | None = None
        self._wrong = 0
        self._workers = Workers("byfax-lock", 1, self)
        self._idle = QTimer(self, singleShot=True)
        self._idle.timeout.connect(self.lock)
        window.hold_page(self._page)
        window.lock_asked.connect(self.lock)
        self._page.entered.connect(self._try)
        session.preferences.changed.connect(self._choose)
        self._heed()
        if self.is_wanted:
            self._draw()

    @property
    def is_wanted(self) -> bool:
        """Whether a person has chosen to have it locked."""
        return self._session.preferences.value(LOCK_AFTER) != NEVER

    def lock(self) -> None:
        """Show nothing any more, until somebody enters the passphrase."""
        if self._hashed and not self._session.is_locked:
            self._draw()

    def _draw(self) -> None:
        self._idle.stop()
        self._page.begin()
        self._session.set_locked(True)
        self._curtain.draw()
        self._window.cover(True)
        self._page.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: ARG002
        """A person is there: count the minutes anew, unless they are over. Whoever wakes the computer is anybody."""
        if event.type() not in _BY_A_PERSON:
            return False
        if self._idle.isActive() and (self._clock() - self._last) * 1000 > self._idle.interval():
            self.lock()
            return True
        self._wait()
        return False

    def _wait(self) -> None:
        if self._hashed and not self._session.is_locked:
            self._last = self._clock()
            self._idle.start(int(self._session.preferences.value(LOCK_AFTER)) * _MINUTE_MS)

    def _try(self, passphrase: str) -> None:
        def matches() -> bool | None:
            self._hashed = self._hashed or self._open_store().load()
            return self._hashed.matches(passphrase) if self._hashed else None

        self._workers.run(matches, self._tried)

    def _tried(self, result: bool | Trouble | None) -> None:
        if isinstance(result, Trouble):
            self._page.tell(result.what, result.do, result.details)
        elif result is None:
            # Nothing is kept, so nothing can be asked for: the program ended before a passphrase was chosen.
            self._unlock()
            self._choose_never()
            self._window.tell_trouble(_NONE_KEPT)
        elif result:
            self._unlock()
        else:
            pause = min(WRONG_MS * 2**self._wrong, _LONGEST_MS)
            self._wrong = min(self._wrong + 1, 10)
            QTimer.singleShot(pause, self, self._tell_wrong)

    def _tell_wrong(self) -> None:
        self._page.tell("This is not the passphrase.", "Type it again.")

    def _unlock(self) -> None:
        self._wrong = 0
        self._page.begin()
        self._window.cover(False)
        self._curtain.open()
        self._session.set_locked(False)
        self._heed()

    def _choose(self, name: str) -> None:
        if name != LOCK_AFTER.name:
            return
        if not self.is_wanted:
            if self._hashed:
                self._workers.run(lambda: self._open_store().forget(), self._tell_trouble)
            self._hashed = None
        elif self._hashed is None:
            self._ask_passphrase()
        self._heed()

    def _heed(self) -> None:
        """Listen to whether a person is there only while that matters: it costs something with every event."""
        _application().removeEventFilter(self)
        self._idle.stop()
        self._window.set_lockable(self._hashed is not None)
        if self._hashed:
            _application().installEventFilter(self)
            self._wait()

    def _ask_passphrase(self) -> None:
        from byfax_desktop.ui.lock.passphrase_dialog import PassphraseDialog

        dialog = PassphraseDialog(self._room())
        dialog.chosen.connect(
            lambda text: self._workers.run(
                lambda: self._open_store().keep(text), lambda result: self._kept(dialog, result)
            )
        )
        dialog.rejected.connect(self._choose_never)
        dialog.open()

    def _room(self) -> QWidget:
        """Over which window a question stands: over the settings where they are open."""
        active = QApplication.activeWindow()
        above = active
        while above is not None and above is not self._window:
            above = above.parentWidget()
        return active if active and above else self._window

    def _kept(self, dialog: PassphraseDialog, result: HashedPassphrase | Trouble) -> None:
        if isinstance(result, Trouble):
            dialog.tell(result.what, result.do, result.details)
            return
        self._hashed = result
        dialog.accept()
        self._heed()

    def _choose_never(self) -> None:
        self._session.preferences.choose(LOCK_AFTER, NEVER)

    def _tell_trouble(self, result: Trouble | None) -> None:
        if isinstance(result, Trouble):
            self._window.tell_trouble(result)


def _application() -> QCoreApplication:
    found = QCoreApplication.instance()
    assert found is not None
    return found
