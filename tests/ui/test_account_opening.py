"""Which account the window opens, and what becomes of entered credentials."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from store_samples import enqueue

from byfax_desktop.desktop.accounts import PRODUCTION_URL, TEST_URL, Account, AccountBook, NewLogin
from byfax_desktop.desktop.environment import given_ref
from byfax_desktop.desktop.paths import DataPaths
from byfax_desktop.desktop.secrets import SecretStore, SecretsUnavailable
from byfax_desktop.engine.trouble import EngineTrouble
from byfax_desktop.options import WindowOptions
from byfax_desktop.service.client import Credentials
from byfax_desktop.service.codes import StateCode
from byfax_desktop.service.errors import AuthorizationRefused, Cancelled, Unreachable, refusal
from byfax_desktop.service.proxy import Proxy
from byfax_desktop.service.records import Balance
from byfax_desktop.store.database import Database
from byfax_desktop.store.journal import Journal
from byfax_desktop.ui.accounts import opening
from byfax_desktop.ui.accounts.entry import Entry, MixedUp, NotKept
from byfax_desktop.ui.accounts.opening import AccountOpener, Opened

GOOD = Credentials("key", "secret")
OFFICE = Proxy("proxy.office", 3128)


class Keyring:
    """A keyring in memory; ``is_locked`` makes it fail."""

    def __init__(self) -> None:
        self.entries: dict[str, str] = {}
        self.is_locked = False

    def get_password(self, service: str, username: str) -> str | None:
        return self.entries.get(username)

    def set_password(self, service: str, username: str, password: str) -> None:
        if self.is_locked:
            raise OSError("locked")
        self.entries[username] = password

    def delete_password(self, service: str, username: str) -> None:
        del self.entries[username]


class Parts:
    """An opener with what it stands on."""

    def __init__(self, folder: Path, environment: dict[str, str]) -> None:
        self.keyring = Keyring()
        self.paths = DataPaths(folder)
        self.book = AccountBook(self.paths, SecretStore(self.keyring))
        self.demos: list[Path] = []
        self.only_at = ""
        self.asked: list[tuple[str, Credentials]] = []
        self.proxies: list[Proxy | None] = []
        self.opener = AccountOpener(self.paths, self.book, self.start_demo, environment, self.way)

    def way(self, base_url: str) -> Proxy | None:
        return OFFICE if base_url == TEST_URL else None

    def start_demo(self, folder: Path) -> str:
        self.demos.append(folder)
        return "http://127.0.0.1:1"

    def ask(self, base_url: str, credentials: Credentials, proxy: Proxy | None) -> Balance:
        self.asked.append((base_url, credentials))
        self.proxies.append(proxy)
        if credentials != GOOD or (self.only_at and base_url != self.only_at):
            raise refusal(StateCode.API_KEY_NOT_FOUND, None, "faxout.GetBalance")
        return Balance(StateCode.SUCCESS, None, Decimal("25.5"), "EUR")

    def save(self, url: str, key: str, secret: str, **more: Any) -> Opened:
        saved = self.opener.check_and_save(Entry(url, key, secret, **more))
        assert isinstance(saved, Opened)
        return opened(saved)


@pytest.fixture
def environment() -> dict[str, str]:
    return {}


@pytest.fixture
def parts(tmp_path: Path, environment: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> Parts:
    parts = Parts(tmp_path, environment)
    monkeypatch.setattr(opening, "ask", parts.ask)
    return parts


def opened(result: Opened | None) -> Opened:
    assert result is not None
    result.engine.close()
    return result


def test_on_a_fresh_computer_there_is_no_account(parts: Parts) -> None:
    assert parts.opener.open_wanted(WindowOptions()) is None


def test_the_demo_is_opened_when_asked_for_and_remembered(parts: Parts) -> None:
    assert opened(parts.opener.open_wanted(WindowOptions(demo=True))).account.is_demo
    assert opened(parts.opener.open_wanted(WindowOptions())).account.is_demo
    assert parts.demos == [parts.paths.demo_service] * 2
    assert parts.keyring.entries == {}


def test_credentials_that_the_service_takes_are_kept_in_the_keyring_alone(parts: Parts) -> None:
    account = parts.save(TEST_URL, "key", "secret").account
    assert (account.title, account.base_url) == ("byFax test service", TEST_URL)
    assert parts.book.credentials(account) == ("key", "secret")
    assert "secret" not in parts.paths.accounts_file.read_text(encoding="utf-8").replace("secrets", "")
    assert opened(parts.opener.open_wanted(WindowOptions())).account == account
    assert opened(parts.opener.open_wanted(WindowOptions(account="byFax test service"))).account == account


@pytest.mark.parametrize(
    ("key", "secret"), [(" key\n", '"secret"'), ("“key”", "sec\r\n  ret"), ("key", "\u200bsecret ")]
)
def test_spaces_line_breaks_and_quotes_are_cleaned(parts: Parts, key: str, secret: str) -> None:
    account = parts.save(PRODUCTION_URL, key, secret).account
    assert parts.book.credentials(account) == ("key", "secret")
    assert parts.asked == [(PRODUCTION_URL, GOOD)]


@pytest.mark.parametrize(
    ("url", "key", "secret", "only_at", "offer"),
    [
        (PRODUCTION_URL, "secret", "key", "", "S&wap them and save"),
        ("https://fax.example.test", "secret", "key", "", "S&wap them and save"),
        (PRODUCTION_URL, "key", "secret", TEST_URL, "&Use the test service"),
        (TEST_URL, "key", "secret", PRODUCTION_URL, "&Use the real service"),
        (TEST_URL, "secret", "key", PRODUCTION_URL, "S&wap them and use the real service"),
    ],
)
def test_what_is_mixed_up_is_noticed_told_and_put_right_by_one_answer(
    parts: Parts, url: str, key: str, secret: str, only_at: str, offer: str
) -> None:
    parts.only_at = only_at
    found = parts.opener.check_and_save(Entry(url, key, secret))
    assert isinstance(found, MixedUp)
    assert found.offer == offer
    assert parts.book.list() == ()
    assert parts.keyring.entries == {}
    again = parts.opener.check_and_save(found.entry)
    assert isinstance(again, Opened)
    account = opened(again).account
    assert account.base_url == (only_at or url)
    assert parts.book.credentials(account) == ("key", "secret")


@pytest.mark.parametrize(
    ("entered", "asked"),
    [
        ("https://fax.example.test", {"https://fax.example.test"}),
        ("https://api.byfax.biz.example.test", {"https://api.byfax.biz.example.test"}),
        (PRODUCTION_URL, {PRODUCTION_URL, TEST_URL}),
        (f"{TEST_URL}/", {PRODUCTION_URL, TEST_URL}),
    ],
)
def test_a_secret_goes_to_no_other_host_than_the_one_entered_and_those_of_byfax(
    parts: Parts, entered: str, asked: set[str]
) -> None:
    with pytest.raises(AuthorizationRefused):
        parts.opener.check_and_save(Entry(entered, "wrong", "secret"))
    assert {url for url, _ in parts.asked} == asked


def test_what_is_right_is_tried_once_and_nowhere_else(parts: Parts) -> None:
    parts.save(TEST_URL, "key", "secret")
    assert parts.asked == [(TEST_URL, GOOD)]


def test_wrong_credentials_are_not_kept(parts: Parts) -> None:
    with pytest.raises(AuthorizationRefused):
        parts.opener.check_and_save(Entry(PRODUCTION_URL, "wrong", "secret"))
    assert parts.book.list() == ()
    assert parts.keyring.entries == {}


def test_a_service_that_is_not_reached_is_asked_once(parts: Parts, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def fail(base_url: str, credentials: Credentials, proxy: Proxy | None) -> None:
        asked.append(base_url)
        raise Unreachable("The service cannot be reached.", "Check the network.")

    monkeypatch.setattr(opening, "ask", fail)
    with pytest.raises(Unreachable):
        parts.opener.check_and_save(Entry(PRODUCTION_URL, "key", "secret"))
    assert asked == [PRODUCTION_URL]
    assert parts.book.list() == ()


def test_where_the_keyring_keeps_nothing_a_person_can_keep_it_for_the_run(parts: Parts) -> None:
    parts.keyring.is_locked = True
    found = parts.opener.check_and_save(Entry(PRODUCTION_URL, "key", "secret"))
    assert isinstance(found, NotKept)
    assert not found.is_missing
    assert parts.book.list() == ()
    account = parts.save(
        found.entry.base_url, found.entry.api_key, found.entry.api_secret, for_run=True
    ).account
    assert parts.book.credentials(account) == ("key", "secret")
    assert parts.keyring.entries == {}


def test_what_was_kept_for_a_run_is_asked_for_at_the_next_start(parts: Parts) -> None:
    parts.keyring.is_locked = True
    parts.save(PRODUCTION_URL, "key", "secret", for_run=True)
    parts.keyring.is_locked = False
    again = AccountBook(parts.paths, SecretStore(parts.keyring))
    with pytest.raises(SecretsUnavailable) as caught:
        AccountOpener(parts.paths, again, parts.start_demo, {}).open_wanted(WindowOptions())
    assert caught.value.do == "Enter them again."


def test_what_is_not_wanted_any_more_is_not_kept(parts: Parts) -> None:
    with pytest.raises(Cancelled):
        parts.opener.check_and_save(Entry(PRODUCTION_URL, "key", "secret"), lambda: False)
    assert parts.book.list() == ()
    assert parts.keyring.entries == {}


def test_a_change_of_key_or_secret_is_tried_and_keeps_the_account(parts: Parts) -> None:
    account = parts.save(PRODUCTION_URL, "key", "secret").account
    parts.book.change(account.ref, NewLogin("Office", PRODUCTION_URL, "key", "old"))
    changed = parts.opener.check_and_keep(Entry(PRODUCTION_URL, "", "secret", "Office", account.ref))
    assert isinstance(changed, Account)
    assert changed.ref == account.ref
    assert parts.book.credentials(changed) == ("key", "secret")


def test_a_new_title_alone_needs_neither_service_nor_keyring(parts: Parts) -> None:
    account = parts.save(PRODUCTION_URL, "key", "secret").account
    parts.asked.clear()
    parts.keyring.is_locked = True
    renamed = parts.opener.check_and_keep(Entry(PRODUCTION_URL, "", "", "Office", account.ref))
    assert isinstance(renamed, Account)
    assert renamed.title == "Office"
    assert parts.asked == []


def test_another_service_is_not_offered_to_an_account_whose_faxes_are_here(parts: Parts) -> None:
    account = parts.save(PRODUCTION_URL, "key", "secret").account
    parts.only_at = TEST_URL
    with pytest.raises(AuthorizationRefused):
        parts.opener.check_and_keep(Entry(PRODUCTION_URL, "key", "secret", "Office", account.ref))


def test_an_account_is_checked_by_asking_for_its_balance(parts: Parts) -> None:
    account = parts.save(PRODUCTION_URL, "key", "secret").account
    assert parts.opener.check(account.ref).value == Decimal("25.5")


def test_what_goes_with_an_account_is_known_before_it_is_removed(parts: Parts) -> None:
    account = parts.save(PRODUCTION_URL, "key", "secret").account
    assert parts.opener.removal(account.ref).waiting == 0
    database = Database(parts.paths.account(account.ref) / "faxes.db")
    enqueue(Journal(database), "B1")
    database.close()
    assert parts.opener.removal(account.ref).waiting == 1
    parts.opener.remove(account.ref, wipe=True)
    assert parts.book.list() == ()
    assert not parts.paths.has_account(account.ref)
    assert parts.opener.open_current() is None


@pytest.mark.parametrize("environment", [{"BYFAX_API_KEY": " key ", "BYFAX_API_SECRET": "secret"}])
def test_the_environment_goes_before_the_book_and_is_not_kept(parts: Parts) -> None:
    account = opened(parts.opener.open_wanted(WindowOptions(url="https://fax.example.test"))).account
    assert (account.title, account.base_url) == ("fax.example.test", "https://fax.example.test")
    assert account.ref == given_ref("https://fax.example.test", "key")
    assert opened(parts.opener.open_wanted(WindowOptions())).account.base_url == PRODUCTION_URL
    assert parts.book.list() == ()


def test_an_address_without_credentials_says_what_is_missing(parts: Parts) -> None:
    with pytest.raises(EngineTrouble) as trouble:
        parts.opener.open_wanted(WindowOptions(url="https://fax.example.test"))
    assert "BYFAX_API_KEY" in trouble.value.do


def test_an_account_that_does_not_exist_is_named(parts: Parts) -> None:
    with pytest.raises(EngineTrouble) as trouble:
        parts.opener.open_wanted(WindowOptions(account="Office"))
    assert "“Office”" in trouble.value.what


def test_each_account_has_its_own_data(parts: Parts) -> None:
    first = parts.save(TEST_URL, "key", "secret").account
    second = parts.save(PRODUCTION_URL, "key", "secret").account
    assert parts.paths.account(first.ref) != parts.paths.account(second.ref)


def test_an_account_that_was_entered_before_is_opened_and_remembered(parts: Parts) -> None:
    first = parts.save(TEST_URL, "key", "secret").account
    opened(parts.opener.open_demo())
    assert [each.ref for each in parts.opener.accounts()] == [first.ref, "demo"]
    assert opened(parts.opener.open_known(first.ref)).account == first
    assert opened(parts.opener.open_wanted(WindowOptions())).account == first


def test_the_service_is_tried_and_used_through_the_proxy_that_leads_to_it(
    parts: Parts, monkeypatch: pytest.MonkeyPatch
) -> None:
    used: list[Proxy | None] = []
    make = opening.ByfaxClient

    def client(url: str, credentials: Credentials, *, proxy: Proxy | None = None) -> opening.ByfaxClient:
        used.append(proxy)
        return make(url, credentials, proxy=proxy)

    monkeypatch.setattr(opening, "ByfaxClient", client)
    parts.save(TEST_URL, "key", "secret").engine.close()
    assert parts.proxies == [OFFICE]
    assert used == [OFFICE]
