"""Opening an account: from the book, the environment, the demo, or what a person enters. All of it blocks."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from byfax_desktop.desktop.accounts import PRODUCTION_URL, TEST_URL, Account, AccountBook
from byfax_desktop.desktop.environment import KEY_VARIABLE, SECRET_VARIABLE, given_credentials, given_ref
from byfax_desktop.desktop.logs import REDACTION
from byfax_desktop.desktop.paths import DataPaths
from byfax_desktop.desktop.secrets import tidy_secret
from byfax_desktop.engine.engine import Engine
from byfax_desktop.engine.trouble import EngineTrouble
from byfax_desktop.options import WindowOptions
from byfax_desktop.service.client import ByfaxClient, Credentials
from byfax_desktop.service.errors import AuthorizationRefused

DEMO_CREDENTIALS = Credentials("demo-key", "demo-secret")
_TITLES = {PRODUCTION_URL: "byFax", TEST_URL: "byFax test service"}


@dataclass(frozen=True, slots=True)
class Opened:
    """An account and the engine that works for it, not started yet."""

    account: Account
    engine: Engine


class AccountOpener:
    """Finds credentials and makes engines. ``start_demo`` starts the demo service in a folder and returns its URL.

    Every method raises exceptions that ``engine.trouble.as_trouble`` puts in words.
    """

    def __init__(
        self,
        paths: DataPaths,
        book: AccountBook,
        start_demo: Callable[[Path], str],
        environment: Mapping[str, str] = os.environ,
    ) -> None:
        self._paths = paths
        self._book = book
        self._start_demo = start_demo
        self._environment = environment

    def open_wanted(self, options: WindowOptions) -> Opened | None:
        """Open what the command line asks for, else the account in use; None when there is no account yet."""
        if options.demo:
            return self.open_demo()
        if options.account is not None:
            return self._open(self._named(options.account))
        if options.url is not None or self._given() is not None:
            return self._open_given(options.url or PRODUCTION_URL)
        account = self._book.current()
        return self._open(account) if account else None

    def known(self) -> tuple[Account, ...]:
        """The accounts that were entered before."""
        return tuple(account for account in self._book.list() if not account.is_demo)

    def open_known(self, ref: str) -> Opened:
        """Open an account that was entered before, and use it from now on."""
        opened = self._open(self._named(ref))
        self._book.use(ref)
        return opened

    def open_demo(self) -> Opened:
        """Start the demo service and open its account."""
        url = self._start_demo(self._paths.demo_service)
        return self._engine_for(self._book.add_demo(), url, DEMO_CREDENTIALS)

    def check_and_save(self, base_url: str, api_key: str, api_secret: str) -> Opened:
        """Try the credentials against the service, keep those that it takes, and open the account.

        Spaces and quotes around them go; a key and a secret that were entered in each other's place are put right.
        """
        entered = Credentials(tidy_secret(api_key), tidy_secret(api_secret))
        REDACTION.protect(entered.api_key, entered.api_secret)
        credentials = self._accepted(base_url, entered)
        title = _TITLES.get(base_url) or urlsplit(base_url).hostname or base_url
        account = self._book.add(title, base_url, credentials.api_key, credentials.api_secret)
        return self._engine_for(account, base_url, credentials)

    def _accepted(self, base_url: str, credentials: Credentials) -> Credentials:
        try:
            _ask(base_url, credentials)
        except AuthorizationRefused as refusal:
            swapped = Credentials(credentials.api_secret, credentials.api_key)
            try:
                _ask(base_url, swapped)
            except AuthorizationRefused:
                raise refusal from None
            return swapped
        return credentials

    def _open(self, account: Account) -> Opened:
        if account.is_demo:
            return self.open_demo()
        return self._engine_for(account, account.base_url, Credentials(*self._book.credentials(account)))

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
        return Opened(account, Engine(ByfaxClient(url, credentials), self._paths.account(account.ref)))


def _ask(base_url: str, credentials: Credentials) -> None:
    client = ByfaxClient(base_url, credentials)
    try:
        client.faxout.get_balance()
    finally:
        client.close()
