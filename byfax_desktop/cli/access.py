"""Which account the command line works for, and how it reaches the service."""

from __future__ import annotations

import os
from argparse import Namespace
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from byfax_desktop.cli.exits import NoCredentials, UsageTrouble
from byfax_desktop.desktop.accounts import DEMO_REF, PRODUCTION_URL, Account, AccountBook
from byfax_desktop.desktop.environment import KEY_VARIABLE, SECRET_VARIABLE, given_credentials, given_ref
from byfax_desktop.desktop.paths import DataPaths
from byfax_desktop.desktop.secrets import SecretStore

if TYPE_CHECKING:
    from byfax_desktop.service.client import ByfaxClient

DEMO_KEY = "demo-key"
DEMO_SECRET = "demo-secret"  # noqa: S105 - known to everyone: the demo has nothing to protect


@dataclass(frozen=True, slots=True)
class Access:
    """A client for an account, the account's title, and the folder of its data."""

    client: ByfaxClient
    title: str
    data_dir: Path


@dataclass(frozen=True, slots=True)
class Login:
    """An address with the credentials that are meant for it; ``ref`` names the data folder."""

    ref: str
    title: str
    base_url: str
    api_key: str
    api_secret: str


@contextmanager
def open_access(options: Namespace, environment: Mapping[str, str] = os.environ) -> Iterator[Access]:
    """Reach the service as the options say: the demo, the environment's credentials, or an account of the program.

    Raises UsageTrouble, NoCredentials, SecretsUnavailable, AccountsUnreadable, and BadAddress.
    """
    paths = DataPaths.standard(options.data_dir, environment)
    login = None if options.demo else find_login(options, paths, environment)
    if login is None:
        with _demo(paths) as access:
            yield access
        return
    yield _access(login, paths)


def find_login(options: Namespace, paths: DataPaths, environment: Mapping[str, str]) -> Login | None:
    """The address and credentials to use; None for the demo."""
    if not options.account:
        given = _from_environment(options.url, environment)
        if given:
            return given
    if options.url:
        raise NoCredentials(
            "An address was given, but no api-key and api-secret for it.",
            f"Set {KEY_VARIABLE} and {SECRET_VARIABLE}, or leave the address out.",
        )
    book = AccountBook(paths, SecretStore())
    account = _account(book, options.account)
    if account.is_demo:
        return None
    return Login(account.ref, account.title, account.base_url, *book.credentials(account))


def _from_environment(url: str | None, environment: Mapping[str, str]) -> Login | None:
    key, secret = given_credentials(environment)
    if not key and not secret:
        return None
    if not key or not secret:
        missing = SECRET_VARIABLE if key else KEY_VARIABLE
        raise NoCredentials("Only one of api-key and api-secret was given.", f"Set {missing} too.")
    address = url or PRODUCTION_URL
    return Login(given_ref(address, key), address, address, key, secret)


def _account(book: AccountBook, wanted: str | None) -> Account:
    if wanted:
        account = book.find(wanted)
        if account is None:
            known = ", ".join(f"“{each.title}”" for each in book.list()) or "none"
            raise UsageTrouble(f"There is no account “{wanted}”.", f"The accounts are: {known}.")
        return account
    account = book.current()
    if account is None:
        raise NoCredentials(
            "No account is set up.",
            f"Open the window and enter your api-key and api-secret, set {KEY_VARIABLE} and {SECRET_VARIABLE},"
            " or add --demo to try things out.",
        )
    return account


@contextmanager
def _demo(paths: DataPaths) -> Iterator[Access]:
    from byfax_desktop.sandbox.child import DemoService

    service = DemoService(paths.demo_service)
    try:
        yield _access(Login(DEMO_REF, "Demo", service.start(), DEMO_KEY, DEMO_SECRET), paths)
    finally:
        service.stop()


def _access(login: Login, paths: DataPaths) -> Access:
    from byfax_desktop.desktop.proxy import proxy_for
    from byfax_desktop.service.client import ByfaxClient, Credentials

    client = ByfaxClient(
        login.base_url,
        Credentials(login.api_key, login.api_secret),
        proxy=proxy_for(login.base_url, paths.settings_file, SecretStore),
    )
    return Access(client, login.title, paths.account(login.ref))
