"""The accounts of this program: a small file without secrets; those are in the keyring."""

from __future__ import annotations

import itertools
import json
import threading
import uuid
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field, replace
from enum import Enum
from typing import Any

from byfax_desktop.desktop.environment import given_ref
from byfax_desktop.desktop.paths import DataPaths, write_private
from byfax_desktop.desktop.secrets import SecretStore

PRODUCTION_URL = "https://api.byfax.biz"
TEST_URL = "https://sandbox.byfax.biz"
DEMO_REF = "demo"


class AccountKind(Enum):
    """Of which kind the service of an account is: whether faxes really go out."""

    PRODUCTION = "production"
    TEST = "test"
    DEMO = "demo"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Account:
    """One account; ``ref`` also names its data folder and its keyring entry.

    A demo account has no address: its service is started with the program. By its ``mark`` the same account is known
    when it is entered again. Of one that is not ``in_keyring``, key and secret are gone when the program ends.
    """

    ref: str
    title: str
    base_url: str
    is_demo: bool = False
    mark: str = ""
    in_keyring: bool = True

    @property
    def kind(self) -> AccountKind:
        """What kind of service it is at."""
        if self.is_demo:
            return AccountKind.DEMO
        return _KINDS.get(self.base_url, AccountKind.OTHER)


_KINDS = {PRODUCTION_URL: AccountKind.PRODUCTION, TEST_URL: AccountKind.TEST}


@dataclass(frozen=True, slots=True)
class NewLogin:
    """What is to be kept of an account: ``for_run`` in memory alone, else in the keyring."""

    title: str
    base_url: str
    api_key: str = field(repr=False)
    api_secret: str = field(repr=False)
    for_run: bool = False

    @property
    def mark(self) -> str:
        """By what the same account is known again; tells nobody the key."""
        return given_ref(self.base_url, self.api_key)


class AccountsUnreadable(Exception):
    """The list of accounts is damaged: ``what`` is the matter, what to ``do``."""

    def __init__(self, details: str) -> None:
        self.what = "The list of accounts cannot be read."
        self.do = "Move the file “accounts.json” out of the data folder, then add the account again."
        self.details = details
        super().__init__(self.what)


@dataclass(frozen=True, slots=True)
class _Content:
    """What stands in the file."""

    accounts: tuple[Account, ...] = ()
    current: str = ""
    removed: tuple[Account, ...] = ()
    """Accounts of which only the data are here: whoever enters one again finds them."""
    wiped: tuple[str, ...] = ()
    """Refs of accounts whose data are to be deleted."""


class AccountBook:
    """Lists, adds, changes and removes accounts, and remembers which is in use.

    Raises AccountsUnreadable and OSError, and SecretsUnavailable where it has to do with a keyring.
    """

    def __init__(self, paths: DataPaths, secrets: SecretStore) -> None:
        self._paths = paths
        self._secrets = secrets
        self._lock = threading.Lock()

    def list(self) -> tuple[Account, ...]:
        """All accounts, in the order in which they were added."""
        return self._read().accounts

    def current(self) -> Account | None:
        """The account in use; the first one where none was chosen."""
        content = self._read()
        first = content.accounts[0] if content.accounts else None
        return next((each for each in content.accounts if each.ref == content.current), first)

    def find(self, wanted: str) -> Account | None:
        """The account with this ref or title."""
        return next((each for each in self.list() if wanted in (each.ref, each.title)), None)

    def add(self, login: NewLogin, is_named: bool = True) -> Account:
        """Keep an account and use it from now on; where keeping fails, nothing is kept.

        One that is here is brought up to date, and one that was removed gets back the data that stayed. Such a one has
        the title that it had unless a person has given another: ``is_named``.
        """
        content = self._read()
        before = next(
            (each for each in (*content.accounts, *content.removed) if each.mark == login.mark), None
        )
        if before and not is_named:
            login = replace(login, title=before.title)
        account = self._keep_login(before.ref if before else uuid.uuid4().hex, login)
        self.use(account.ref)
        return account

    def change(self, ref: str, login: NewLogin) -> Account:
        """Keep another title, key and secret for an account; its data stay. Where keeping fails, nothing changes."""
        return self._keep_login(ref, login)

    def rename(self, ref: str, title: str) -> Account:
        """Give an account another title. Raises KeyError where it is no more."""
        with self._lock:
            content = self._read()
            free = _free(title, (each for each in content.accounts if each.ref != ref))
            renamed = tuple(
                replace(each, title=free) if each.ref == ref else each for each in content.accounts
            )
            self._write(replace(content, accounts=renamed))
        return {each.ref: each for each in renamed}[ref]

    def add_demo(self) -> Account:
        """Keep the demo account, of which there is one, and use it from now on."""
        account = Account(DEMO_REF, "Demo", "", is_demo=True)
        self._keep(account)
        self.use(DEMO_REF)
        return account

    def use(self, ref: str) -> None:
        """Make this the account in use."""
        with self._lock:
            self._write(replace(self._read(), current=ref))

    def remove(self, ref: str, wipe: bool = False) -> None:
        """Drop an account and its secrets. Its data stay for when it is added again, or are deleted: ``wipe``."""
        account = self.find(ref)
        if account is None:
            return
        if account.in_keyring and not account.is_demo:
            self._secrets.delete(ref)
        self._secrets.forget_run(ref)
        with self._lock:
            content = self._read()
            self._write(
                replace(
                    content,
                    accounts=tuple(each for each in content.accounts if each.ref != ref),
                    current="" if content.current == ref else content.current,
                    removed=content.removed if wipe else (*content.removed, account),
                    wiped=(*content.wiped, ref) if wipe else content.wiped,
                )
            )
        if wipe:
            self._paths.wipe_account(ref)

    def finish_wiping(self) -> None:
        """Delete what was to be deleted; nothing may work on it. What cannot be is tried again at the next start.

        Of an account that was in use some may be written, or held by the system, after it was deleted.
        """
        with self._lock:
            content = self._read()
            left = tuple(ref for ref in content.wiped if not self._paths.wipe_account(ref))
            if left != content.wiped:
                self._write(replace(content, wiped=left))

    def credentials(self, account: Account) -> tuple[str, str]:
        """The api-key and api-secret of an account."""
        return self._secrets.load(account.ref)

    def _keep_login(self, ref: str, login: NewLogin) -> Account:
        self._read()  # What cannot be read is not written over, and its secret not left in the keyring.
        if login.for_run:
            self._secrets.keep_for_run(ref, login.api_key, login.api_secret)
        else:
            self._secrets.save(ref, login.api_key, login.api_secret)
        known = self.list()
        title = _free(login.title, (each for each in known if each.ref != ref))
        # What the keyring has of it from before stays there, and is to be dropped with the account.
        in_keyring = not login.for_run or any(each.ref == ref and each.in_keyring for each in known)
        account = Account(ref, title, login.base_url, mark=login.mark, in_keyring=in_keyring)
        self._keep(account)
        return account

    def _keep(self, account: Account) -> None:
        with self._lock:
            content = self._read()
            is_here = any(each.ref == account.ref for each in content.accounts)
            kept = tuple(account if each.ref == account.ref else each for each in content.accounts)
            self._write(
                _Content(
                    kept if is_here else (*kept, account),
                    content.current,
                    tuple(each for each in content.removed if each.ref != account.ref),
                    tuple(ref for ref in content.wiped if ref != account.ref),
                )
            )

    def _read(self) -> _Content:
        path = self._paths.accounts_file
        if not path.exists():
            return _Content()
        try:
            data: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
            return _Content(
                tuple(Account(**entry) for entry in data["accounts"]),
                str(data["current"]),
                tuple(Account(**entry) for entry in data.get("removed", ())),
                tuple(str(ref) for ref in data.get("wiped", ())),
            )
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise AccountsUnreadable(type(error).__name__) from None

    def _write(self, content: _Content) -> None:
        write_private(self._paths.accounts_file, json.dumps(asdict(content), indent=2, ensure_ascii=False))


def _free(title: str, others: Iterable[Account]) -> str:
    """The title, with a number after it where another account bears it: an account is also found by its title."""
    taken = {each.title for each in others}
    numbered = (title if number == 1 else f"{title} {number}" for number in itertools.count(1))
    return next(each for each in numbered if each not in taken)
