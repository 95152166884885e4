"""The accounts of this program: a small file without secrets; those are in the keyring."""

from __future__ import annotations

import json
import threading
import uuid
from dataclasses import asdict, dataclass
from typing import Any

from byfax_desktop.desktop.paths import DataPaths, write_private
from byfax_desktop.desktop.secrets import SecretStore

PRODUCTION_URL = "https://api.byfax.biz"
TEST_URL = "https://sandbox.byfax.biz"
DEMO_REF = "demo"


@dataclass(frozen=True, slots=True)
class Account:
    """One account; ``ref`` also names its data folder and its keyring entry.

    A demo account has no address: its service is started with the program.
    """

    ref: str
    title: str
    base_url: str
    is_demo: bool = False


class AccountsUnreadable(Exception):
    """The list of accounts is damaged: ``what`` is the matter, what to ``do``."""

    def __init__(self, details: str) -> None:
        self.what = "The list of accounts cannot be read."
        self.do = "Move the file “accounts.json” out of the data folder, then add the account again."
        self.details = details
        super().__init__(self.what)


class AccountBook:
    """Lists, adds and removes accounts, and remembers which is in use. Raises AccountsUnreadable and OSError."""

    def __init__(self, paths: DataPaths, secrets: SecretStore) -> None:
        self._paths = paths
        self._secrets = secrets
        self._lock = threading.Lock()

    def list(self) -> tuple[Account, ...]:
        """All accounts, in the order in which they were added."""
        return self._read()[0]

    def current(self) -> Account | None:
        """The account in use; the first one where none was chosen."""
        accounts, current = self._read()
        return next((each for each in accounts if each.ref == current), accounts[0] if accounts else None)

    def find(self, wanted: str) -> Account | None:
        """The account with this ref or title."""
        return next((each for each in self.list() if wanted in (each.ref, each.title)), None)

    def add(self, title: str, base_url: str, api_key: str, api_secret: str) -> Account:
        """Keep an account and use it from now on. Raises SecretsUnavailable, and then keeps nothing."""
        account = Account(uuid.uuid4().hex, title, base_url)
        self._secrets.save(account.ref, api_key, api_secret)
        self._keep(account)
        return account

    def add_demo(self) -> Account:
        """Keep the demo account, of which there is one, and use it from now on."""
        account = Account(DEMO_REF, "Demo", "", is_demo=True)
        self._keep(account)
        return account

    def use(self, ref: str) -> None:
        """Make this the account in use."""
        with self._lock:
            self._write(self._read()[0], ref)

    def remove(self, ref: str) -> None:
        """Drop an account and its secrets; its data folder stays. Raises SecretsUnavailable."""
        account = self.find(ref)
        if account and not account.is_demo:
            self._secrets.delete(ref)
        with self._lock:
            accounts, current = self._read()
            self._write(tuple(each for each in accounts if each.ref != ref), current)

    def credentials(self, account: Account) -> tuple[str, str]:
        """The api-key and api-secret of an account. Raises SecretsUnavailable."""
        return self._secrets.load(account.ref)

    def _keep(self, account: Account) -> None:
        with self._lock:
            others = tuple(each for each in self._read()[0] if each.ref != account.ref)
            self._write((*others, account), account.ref)

    def _read(self) -> tuple[tuple[Account, ...], str]:
        path = self._paths.accounts_file
        if not path.exists():
            return (), ""
        try:
            data: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
            return tuple(Account(**entry) for entry in data["accounts"]), str(data["current"])
        except (ValueError, KeyError, TypeError) as error:
            raise AccountsUnreadable(type(error).__name__) from None

    def _write(self, accounts: tuple[Account, ...], current: str) -> None:
        data = {"accounts": [asdict(each) for each in accounts], "current": current}
        write_private(self._paths.accounts_file, json.dumps(data, indent=2, ensure_ascii=False))
