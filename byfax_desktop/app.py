"""The window's front door: puts the parts together. The first paint comes first; what takes long comes after it."""

from __future__ import annotations

import gc
import signal
import sys
from collections.abc import Callable
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSettings, QTimer
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication, QMessageBox

from byfax_desktop.desktop.handover import Handover
from byfax_desktop.desktop.instance import Instance, NobodyAnswers, Place, join
from byfax_desktop.desktop.last_end import RunRecord
from byfax_desktop.desktop.paths import DataPaths
from byfax_desktop.options import WindowOptions
from byfax_desktop.ui.accounts.desk import AccountDesk
from byfax_desktop.ui.bridge import EngineBridge
from byfax_desktop.ui.computer.arrivals import startup_token
from byfax_desktop.ui.computer.parts import Computer
from byfax_desktop.ui.crash import CrashReport
from byfax_desktop.ui.icons import resource
from byfax_desktop.ui.late_engine import LateEngine
from byfax_desktop.ui.lock import begins_locked
from byfax_desktop.ui.main_window import MainWindow
from byfax_desktop.ui.page_jobs import Helper, PageJobs
from byfax_desktop.ui.session import Session

if TYPE_CHECKING:
    from byfax_desktop.desktop.passphrase import PassphraseStore
    from byfax_desktop.ui.accounts.opening import AccountOpener

TURN_SECONDS = 0.001
"""For how long a thread may compute while another waits for its turn; Python's own 5 ms are a third of a frame."""
_STARTED_MS = 5000
"""When all is there that stays: Python's collector is to sweep without it, for a sweep holds up the window."""


def run_window(options: WindowOptions) -> int:
    """Show the window until it is closed; returns the exit code."""
    paths = DataPaths.standard(options.data_dir)
    try:
        instance = join(Place(paths.root, options.choice), _handover(options))
    except NobodyAnswers:
        return _tell_that_nobody_answers()
    return _run_first(options, paths, instance) if instance else 0


def _run_first(options: WindowOptions, paths: DataPaths, instance: Instance) -> int:
    """Run as the one window; how that ends is recorded for the next start."""
    record = RunRecord(paths, instance.place.lock_file.stem)
    try:
        code = _run_recorded(options, paths, instance, record)
    except Exception as failure:
        record.fail(failure)
        raise
    record.end()
    return code


def _run_recorded(options: WindowOptions, paths: DataPaths, instance: Instance, record: RunRecord) -> int:
    app = _application()
    settings = QSettings(str(paths.settings_file), QSettings.Format.IniFormat)
    engine = LateEngine()
    session = Session(engine, EngineBridge(), PageJobs(_page_helper), settings, paths.root)
    window = MainWindow(session)
    desk = AccountDesk(window, session, engine, lambda: _opener(paths))
    crashes = CrashReport(window)
    crashes.crashed.connect(window.help.tell_unforeseen)
    uninstall = crashes.install()
    window.painted.connect(lambda: _go_on(window, desk, options))
    window.painted.connect(session.pages.warm)
    window.painted.connect(session.contacts.load)
    window.painted.connect(lambda: window.help.begin(record))
    if begins_locked(settings):
        _make_lock(window, session)
    else:
        window.painted.connect(lambda: _make_lock(window, session))
    computer = Computer(window, session, instance.place, options)
    window.painted.connect(computer.begin)
    window.painted.connect(lambda: QTimer.singleShot(_STARTED_MS, app, gc.freeze))
    if options.begins_hidden:
        window.begin_hidden()
    else:
        window.show()
    try:
        return app.exec()
    finally:
        computer.close()
        uninstall()
        desk.close()
        instance.close()


def _go_on(window: MainWindow, desk: AccountDesk, options: WindowOptions) -> None:
    desk.begin(options)
    window.finish()
    window.fax([path.absolute() for path in options.files], options.numbers)


def _handover(options: WindowOptions) -> Handover | None:
    if options.begins_hidden:
        return None
    return Handover(tuple(path.absolute() for path in options.files), options.numbers, startup_token())


def _tell_that_nobody_answers() -> int:
    """Another start has the data folder, but hangs: a second window on the same data would make it worse."""
    app = _application()
    box = QMessageBox(
        QMessageBox.Icon.Warning,
        app.applicationDisplayName(),
        "byFax Desktop is running already, but does not answer.\n\n"
        "End it, then start it again. Nothing that you have just opened was sent.",
        QMessageBox.StandardButton.Close,
    )
    box.setObjectName("nobody_answers")
    box.exec()
    return 1


def _application() -> QApplication:
    QApplication.setOrganizationName("byFax")
    QApplication.setApplicationName("byfax-desktop")
    QApplication.setApplicationDisplayName("byFax Desktop")
    QApplication.setDesktopFileName("byfax-desktop")
    app = QApplication(sys.argv[:1])
    sys.setswitchinterval(TURN_SECONDS)
    app.setWindowIcon(QIcon(str(resource("icons/byfax-desktop.svg"))))
    # Ctrl+C in the terminal: Python would see the signal only after the next event of the window.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    return app


def _page_helper() -> Helper:
    from byfax_desktop.fax.helper import PageHelper

    return PageHelper()


def _opener(paths: DataPaths) -> AccountOpener:
    """Runs on a worker thread: these imports take longer than opening a window."""
    from byfax_desktop.desktop.accounts import AccountBook
    from byfax_desktop.desktop.logs import start_logging
    from byfax_desktop.desktop.proxy import proxy_for
    from byfax_desktop.desktop.secrets import SecretStore
    from byfax_desktop.ui.accounts.opening import AccountOpener

    start_logging(paths.log_file)
    secrets = SecretStore()
    through = partial(proxy_for, settings_file=paths.settings_file, secrets=lambda: secrets)
    return AccountOpener(paths, AccountBook(paths, secrets), _demo_starter(), proxy_for=through)


def _make_lock(window: MainWindow, session: Session) -> None:
    from byfax_desktop.ui.lock.lock import Lock

    Lock(window, session, _passphrases)


def _passphrases() -> PassphraseStore:
    """Runs on a worker thread, as above."""
    from byfax_desktop.desktop.passphrase import PassphraseStore
    from byfax_desktop.desktop.secrets import SecretStore

    return PassphraseStore(SecretStore())


def _demo_starter() -> Callable[[Path], str]:
    """What starts the demo service in a folder, once; the service ends with this program."""

    @cache
    def start(folder: Path) -> tuple[object, str]:
        from byfax_desktop.sandbox.child import DemoService

        service = DemoService(folder)
        return service, service.start()

    return lambda folder: start(folder)[1]
