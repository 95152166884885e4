"""Opening an account: from the book, the environment, the demo, or what a person enters. All of it blocks."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import urlsplit

from byfax_desktop.desktop.accounts import PRODUCTION_URL, TEST_URL, Account, AccountBook, NewLogin
from byfax_desktop.desktop.environment import KEY_VARIABLE, SECRET_VARIABLE, given_credentials, given_ref
from byfax_desktop.desktop.paths import DataPaths
from byfax_desktop.desktop.secrets import SecretsUnavailable
from byfax_desktop.engine.engine import Engine
from byfax_desktop.engine.trouble import EngineTrouble
from byfax_desktop.options import WindowOptions
from byfax_desktop.service.client import ByfaxClient, Credentials
from byfax_desktop.service.errors import Cancelled
from byfax_desktop.service.proxy import Proxy
from byfax_desktop.service.records import Balance
from byfax_desktop.ui.accounts.entering import ask, mixed_up, not_kept, receiving_numbers, tidied
from byfax_desktop.ui.accounts.entry import Entry, MixedUp, NotKept
from byfax_desktop.ui.accounts.removal import Removal, waiting_in

DEMO_CREDENTIALS = Credentials("demo-key", "demo-secret")
_TITLES = {PRODUCTION_URL: "byFax", TEST_URL: "byFax test service"}


@dataclass(frozen=True, slots=True)
class Opened:
    """An account and the engine that works for it, not started yet."""

    account: Account
    engine: Engine


class AccountOpener:
    """Finds credentials and makes engines. ``start_demo`` starts the demo service in a folder and returns its URL,
    ``proxy_for`` says through which proxy a service's URL is reached.

    Every method raises exceptions that ``engine.trouble.as_trouble`` puts in words.
    """

    def __init__(
        self,
        paths: DataPaths,
        book: AccountBook,
        start_demo: Callable[[Path], str],
        environment: Mapping[str, str] = os.environ,
        proxy_for: Callable[[str], Proxy | None] = lambda _: None,
    ) -> None:
        self._paths = paths
        self._book = book
        self._start_demo = start_demo
        self._environment = environment
        self._proxy_for = proxy_for

    def open_wanted(self, options: WindowOptions) -> Opened | None:
        """Open what the command line asks for, else the account in use; None when there is no account yet."""
        self._book.finish_wiping()
        if options.demo:
            return self.open_demo()
        if options.account is not None:
            return self._open(self._named(options.account))
        if options.url is not None or self._given() is not None:
            return self._open_given(options.url or PRODUCTION_URL)
        account = self._book.current()
        return self._open(account) if account else None

    def accounts(self) -> tuple[Account, ...]:
        """All accounts that were entered, and the demo once it was tried."""
        return self._book.list()

    def open_current(self) -> Opened | None:
        """Open the account in use, or that which takes its place; None when there is none."""
        account = self._book.current()
        return self._open(account) if account else None

    def open_known(self, ref: str) -> Opened:
        """Open an account that was entered before, and use it from now on."""
        opened = self._open(self._named(ref))
        self._book.use(ref)
        return opened

    def open_demo(self) -> Opened:
        """Start the demo service and open its account."""
        account = self._book.add_demo()
        return self._engine_for(account, *self._access(account))

    def check_and_save(
        self, entry: Entry, is_wanted: Callable[[], bool] = lambda: True
    ) -> Opened | MixedUp | NotKept:
        """Try an entry against the service; keep it where that takes it, and open the account.

        Spaces, line breaks and quotes around key and secret go. What is mixed up, or cannot be kept, is told with what
        can be done about it, and nothing is kept; nor is it where it is not wanted any more when the service answers.
        """
        kept = self.check_and_keep(entry, is_wanted)
        return self.open_known(kept.ref) if isinstance(kept, Account) else kept

    def check_and_keep(
        self, entry: Entry, is_wanted: Callable[[], bool] = lambda: True
    ) -> Account | MixedUp | NotKept:
        """The same, without opening the account. Of one that is here, an empty key or secret stays as it is."""
        entry = tidied(entry)
        if entry.ref:
            if not entry.api_key and not entry.api_secret:
                return self._book.rename(entry.ref, entry.title)
            entry = self._completed(entry)
        found = mixed_up(entry, self._ask)
        if found is None and not is_wanted():
            raise Cancelled
        return found or self._keep(entry)

    def check(self, ref: str) -> Balance:
        """Ask the service whether it knows an account, and what that holds. Raises ByfaxError, SecretsUnavailable."""
        return self._ask(*self._access(self._named(ref)))

    def own_numbers(self, ref: str) -> tuple[str, ...]:
        """The fax numbers of an account that can receive, as E.164. Raises ByfaxError, SecretsUnavailable."""
        url, credentials = self._access(self._named(ref))
        return receiving_numbers(url, credentials, self._proxy_for(url))

    def removal(self, ref: str) -> Removal:
        """What goes with an account. Raises StoreTrouble."""
        return Removal(self._named(ref), waiting_in(self._paths.account(ref)))

    def remove(self, ref: str, wipe: bool) -> None:
        """Remove an account, which must not be open. Raises SecretsUnavailable, and then it stays."""
        self._book.remove(ref, wipe)

    def _completed(self, entry: Entry) -> Entry:
        if entry.api_key and entry.api_secret:
            return entry
        key, secret = self._book.credentials(self._named(entry.ref))
        return replace(entry, api_key=entry.api_key or key, api_secret=entry.api_secret or secret)

    def _keep(self, entry: Entry) -> Account | NotKept:
        title = entry.title or _TITLES.get(entry.base_url) or urlsplit(entry.base_url).hostname or "byFax"
        login = NewLogin(title, entry.base_url, entry.api_key, entry.api_secret, entry.for_run)
        try:
            return (
                self._book.change(entry.ref, login)
                if entry.ref
                else self._book.add(login, is_named=bool(entry.title))
            )
        except SecretsUnavailable as failure:
            return not_kept(failure, entry)

    def _open(self, account: Account) -> Opened:
        if account.is_demo:
            return self.open_demo()
        return self._engine_for(account, *self._access(account))

    def _access(self, account: Account) -> tuple[str, Credentials]:
        """Where the service of an account is, and what it asks for."""
        if account.is_demo:
            return self._start_demo(self._paths.demo_service), DEMO_CREDENTIALS
        return account.base_url, Credentials(*self._book.credentials(account))

    def _open_given(self, url: str) -> Opened:
        """The account of the environment has a data folder of its own for each address and key."""
        credentials = self._given()
        if credentials is None:
            raise EngineTrouble(
                "The address of a service was given, but no api-key and api-secret.",
                f"Set {KEY_VARIABLE} and {SECRET_VARIABLE}, then start again.",
            )
        ref = given_ref(url, credentials.api_key)
        return self._engine_for(Account(ref, urlsplit(url).hostname or url, url), url, credentials)

    def _given(self) -> Credentials | None:
        key, secret = given_credentials(self._environment)
        return Credentials(key, secret) if key and secret else None

    def _named(self, wanted: str) -> Account:
        account = self._book.find(wanted)
        if account is None:
            raise EngineTrouble(
                f"There is no account “{wanted}”.", "Start without naming an account, or add it."
            )
        return account

    def _engine_for(self, account: Account, url: str, credentials: Credentials) -> Opened:
        client = ByfaxClient(url, credentials, proxy=self._proxy_for(url))
        return Opened(account, Engine(client, self._paths.account(account.ref)))

    def _ask(self, url: str, credentials: Credentials) -> Balance:
        return ask(url, credentials, self._proxy_for(url))
