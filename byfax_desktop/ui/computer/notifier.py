"""From what happens to what is told of it: gathered for a moment, held back while nobody wants to hear, and shown."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, time
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtGui import QGuiApplication

from byfax_desktop.desktop.notification import DEFAULT, Notification
from byfax_desktop.ui.computer.channel import Channel
from byfax_desktop.ui.computer.snooze import Snooze
from byfax_desktop.ui.main_window import MainWindow
from byfax_desktop.ui.session import Session
from byfax_desktop.ui.settings import options
from byfax_desktop.ui.tab_bar import INBOX, NUMBERS, OUTBOX
from byfax_desktop.ui.workers import Workers

if TYPE_CHECKING:
    from byfax_desktop.desktop.accounts import Account
    from byfax_desktop.engine.events import Event, OutboxChanged, OutboxEntry
    from byfax_desktop.engine.notices import Notice, NoticeBook
    from byfax_desktop.engine.trouble import Trouble

GATHER = 1500
"""Milliseconds in which what happens becomes one notification of each kind."""

_LOOK_AGAIN = 10 * 60
"""Seconds after which it is looked again whether the quiet hours are over: the clock may have been set."""
_AGAIN = "again"
_STAYS = "stays"
_TOLD_STAY = "desktop/told_stay"

_SWITCHES = {
    "hold": options.NOTIFY_HELD,
    "needs you": options.NOTIFY_HELD,
    "failed": options.NOTIFY_FAILED,
    "delivered": options.NOTIFY_DELIVERED,
    "received": options.NOTIFY_RECEIVED,
    "missed": options.NOTIFY_RECEIVED,
    "ending": options.NOTIFY_ENDING,
}
_TABS = {"received": INBOX, "missed": INBOX, "ending": NUMBERS}
"""By the words of ``engine.notices.NoticeKind``; the others lead to the Outbox."""
_URGENT = ("hold", "needs you", "failed")


class Notifier(QObject):
    """Tells of the open account what a person wants to be told, in one notification of each kind."""

    def __init__(
        self,
        window: MainWindow,
        session: Session,
        snooze: Snooze,
        channel: Channel,
        now: Callable[[], datetime] = datetime.now,
    ) -> None:
        super().__init__(window)
        self._window = window
        self._session = session
        self._snooze = snooze
        self._channel = channel
        self._now = now
        self._book: NoticeBook | None = None
        self._waiting: list[Notice] = []
        self._shown: dict[str, Notice] = {}
        # One after the other: how a fax stood before must be heard before how it stands now.
        self._workers = Workers("byfax-notices", 1, self)
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self._tell)
        self._connect()
        self._open_book(session.account)

    def tell_stay(self) -> None:
        """Say, the first time that the window is closed, that the program goes on."""
        if not self._session.settings.value(_TOLD_STAY):
            self._session.settings.setValue(_TOLD_STAY, "true")
            body = "Faxes are sent and received as before. To end the program, choose Quit at its icon."
            self._channel.show(
                _STAYS, Notification("byFax Desktop goes on in the tray", body, ((DEFAULT, "Open"),))
            )

    def _connect(self) -> None:
        bridge = self._session.bridge
        for signal in (
            bridge.inbox_changed,
            bridge.numbers_changed,
            bridge.waiting_changed,
            bridge.connection_changed,
        ):
            signal.connect(self._hear)
        bridge.outbox_changed.connect(self._read_sent)
        self._session.account_changed.connect(self._open_book)
        self._session.locked_changed.connect(self._heed_lock)
        self._snooze.changed.connect(self._hurry)
        self._session.preferences.changed.connect(self._hurry)
        self._channel.acted.connect(self._act)
        self._channel.closed.connect(lambda name: self._shown.pop(name, None))
        self._window.tabs.currentChanged.connect(self._withdraw_seen)
        app = QGuiApplication.instance()
        if isinstance(app, QGuiApplication):
            app.applicationStateChanged.connect(self._withdraw_seen)

    def _open_book(self, account: Account | None) -> None:
        self._waiting.clear()
        self._shown.clear()
        self._book = None
        if account is None:
            return
        from byfax_desktop.engine.notices import NoticeBook
        from byfax_desktop.ui.numbers.texts import ends_soon

        told = str(self._session.settings.value(_endings_key(account)) or "").splitlines()
        self._book = NoticeBook(ends_soon, told)

    # Hearing

    def _hear(self, event: Event) -> None:
        if self._book is None or self._session.account is None:
            return
        before = self._book.told_endings
        self._gather(self._book.hear(event))
        if self._book.told_endings != before:
            told = "\n".join(sorted(self._book.told_endings))
            self._session.settings.setValue(_endings_key(self._session.account), told)

    def _read_sent(self, event: OutboxChanged) -> None:
        """How sent faxes stand is read from the disk; what stands there at first is where the book begins."""
        book, engine = self._book, self._session.engine
        if book is None:
            return
        if event.changed is not None or book.has_begun:
            ids = book.followed if event.changed is None else event.changed
            self._workers.run(lambda: engine.sent_faxes(ids, flat=False), partial(self._hear_sent, book))
        else:
            self._workers.run(self._read_followed, partial(self._begin, book))

    def _read_followed(self) -> tuple[list[int], list[int]]:
        from byfax_desktop.store.sent_filter import SentFilter, SentGroup
        from byfax_desktop.store.sent_order import SentView

        live, for_you = (
            self._session.engine.sent_places(SentView(SentFilter(group=group))).ids
            for group in (SentGroup.UNDER_WAY, SentGroup.FOR_YOU)
        )
        return live, for_you

    def _begin(self, book: NoticeBook, followed: tuple[list[int], list[int]] | Trouble) -> None:
        if isinstance(followed, tuple):
            book.begin(*followed)

    def _hear_sent(self, book: NoticeBook, found: object) -> None:
        if book is self._book and book.has_begun and isinstance(found, dict):
            entries: dict[int, OutboxEntry] = {each: fax.entry for each, fax in found.items()}
            self._gather(book.hear_sent(entries))

    def _gather(self, notices: tuple[Notice, ...]) -> None:
        wanted = [each for each in notices if self._is_wanted(each)]
        self._waiting += wanted
        if wanted and not self._timer.isActive():
            self._timer.start(GATHER)

    # Telling

    def _heed_lock(self, is_locked: bool) -> None:
        """Locked, nothing is told, and what was told before is taken away."""
        if not is_locked:
            self._hurry()
            return
        for name in tuple(self._shown):
            del self._shown[name]
            self._channel.withdraw(name)

    def _hurry(self) -> None:
        """Something was chosen: what waited may be told now."""
        if self._waiting:
            self._timer.start(0)

    def _tell(self) -> None:
        if self._session.is_locked:
            return  # It is told as soon as somebody has unlocked.
        till = self._quiet_till()
        if till is not None:
            seconds = min((till - self._now()).total_seconds(), _LOOK_AGAIN)
            self._timer.start(int(max(seconds, 0) * 1000) + 1000)
            return
        from byfax_desktop.engine.notices import merged

        waiting, self._waiting = self._waiting, []
        for notice in merged(each for each in waiting if self._is_wanted(each)):
            if not self._is_seen(notice):
                self._show(notice)

    def _quiet_till(self) -> datetime | None:
        """When a pause, or the quiet hours, end; None where nothing keeps anybody from being told."""
        from byfax_desktop.engine.quiet_hours import QuietHours

        preferences, ends = self._session.preferences, [self._snooze.till]
        if preferences.value(options.QUIET):
            begin, end = (
                time.fromisoformat(preferences.value(each))
                for each in (options.QUIET_FROM, options.QUIET_TILL)
            )
            ends.append(QuietHours(begin, end).till(self._now()))
        return max(filter(None, ends), default=None)

    def _is_wanted(self, notice: Notice) -> bool:
        return self._session.preferences.value(_SWITCHES[notice.kind.value])

    def _is_seen(self, notice: Notice) -> bool:
        """Whether a person is just looking at where it stands."""
        is_in_front = QGuiApplication.applicationState() is Qt.ApplicationState.ApplicationActive
        return (
            is_in_front
            and self._window.isVisible()
            and self._window.tabs.currentIndex() == _tab(notice.kind.value)
        )

    def _show(self, notice: Notice) -> None:
        from byfax_desktop.engine.notice_words import notice_words

        name = notice.kind.value
        former = self._shown.get(name)
        whole = notice if former is None or name == "hold" else former.merged(notice)
        self._shown[name] = whole
        shows_who = self._session.preferences.value(options.SHOW_WHO)
        words = notice_words(whole, shows_who, self._session.contacts.name_of)
        actions = [(DEFAULT, "Open")]
        if name == "failed" and whole.ref:
            actions.append((_AGAIN, "Send again…"))
        self._channel.show(name, Notification(words.title, words.body, tuple(actions), name in _URGENT))

    def _withdraw_seen(self) -> None:
        """What a person comes to look at need not be told any longer."""
        for name, notice in tuple(self._shown.items()):
            if self._is_seen(notice):
                del self._shown[name]
                self._channel.withdraw(name)

    # What a person chooses

    def _act(self, name: str, action: str) -> None:
        notice = self._shown.pop(name, None)
        self._channel.withdraw(name)
        self._window.come_to_front()
        if notice is None:
            return
        ways, tab = self._window.ways, _tab(name)
        if action == _AGAIN:
            from byfax_desktop.ui.outbox.again import NOT_REACHED, AgainWish

            ways.again_asked.emit(AgainWish(NOT_REACHED, notice.ref))
            return
        self._window.show_tab(tab)
        way = {OUTBOX: ways.sent_asked, INBOX: ways.received_asked}.get(tab)
        if way and notice.ref:
            way.emit(notice.ref)


def _tab(kind: str) -> int:
    return _TABS.get(kind, OUTBOX)


def _endings_key(account: Account) -> str:
    return f"notify/told_endings_{account.ref}"
