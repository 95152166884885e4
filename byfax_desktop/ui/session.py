"""What the tabs share: the engine's two ways, documents' pages, settings, and whose account it is."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from PySide6.QtCore import QObject, Signal

from byfax_desktop.ui.actions import EngineActions
from byfax_desktop.ui.bridge import EngineBridge
from byfax_desktop.ui.contacts.book import ContactBook
from byfax_desktop.ui.page_jobs import PageJobs
from byfax_desktop.ui.settings.preferences import Preferences
from byfax_desktop.ui.workers import Workers

if TYPE_CHECKING:
    from byfax_desktop.desktop.accounts import Account
    from byfax_desktop.engine.events import BalanceChanged
    from byfax_desktop.service.records import Balance


class Settings(Protocol):
    """What a QSettings offers: values that outlive the program."""

    def value(self, key: str, default: Any = None, /) -> Any:
        """What was stored under ``key``."""
        ...

    def setValue(self, key: str, value: Any, /) -> None:
        """Store under ``key``."""
        ...

    def allKeys(self) -> list[str]:
        """All keys under which something is stored."""
        ...

    def remove(self, key: str, /) -> None:
        """Store nothing under ``key`` any more."""
        ...


class Session(QObject):
    """Handed to each tab: ``engine`` to ask, ``bridge`` to hear, ``pages``, ``settings``, ``preferences``,
    ``data_dir``, ``account``, ``contacts``, and ``workers`` for whatever else takes time.

    ``engine`` can be asked from the start; until an account is opened, and while it is being opened, nothing comes
    of it. ``account`` is ``None`` until then.
    """

    account_changed = Signal(object)
    locked_changed = Signal(bool)
    """Nothing may be told of any fax any more, or again."""

    def __init__(
        self, engine: EngineActions, bridge: EngineBridge, pages: PageJobs, settings: Settings, data_dir: Path
    ) -> None:
        super().__init__()
        self.engine = engine
        self.bridge = bridge
        self.pages = pages
        self.settings = settings
        self.preferences = Preferences(settings, self)
        self.data_dir = data_dir
        self.workers = Workers("byfax-ui", 2, self)
        self.contacts = ContactBook(engine, bridge, data_dir, self)
        self._account: Account | None = None
        self._balance: Balance | None = None
        self._is_locked = False
        bridge.balance_changed.connect(self._take_balance)

    @property
    def balance(self) -> Balance | None:
        """What the account holds, as it was told last."""
        return self._balance

    @property
    def account(self) -> Account | None:
        """Whose faxes these are."""
        return self._account

    @property
    def is_locked(self) -> bool:
        """Whether nothing may be told of any fax."""
        return self._is_locked

    def set_locked(self, is_locked: bool) -> None:
        """Say that the program was locked, or opened again."""
        self._is_locked = is_locked
        self.locked_changed.emit(is_locked)

    def set_account(self, account: Account | None) -> None:
        """Say that another account was opened."""
        self._account = account
        self._balance = None
        self.contacts.forget_faxed()
        self.account_changed.emit(account)

    def _take_balance(self, event: BalanceChanged) -> None:
        self._balance = event.balance
