"""Which account the window opens, and what becomes of entered credentials."""

from __future__ import annotations

from pathlib import Path

import pytest

from byfax_desktop.desktop.accounts import PRODUCTION_URL, TEST_URL, AccountBook
from byfax_desktop.desktop.environment import given_ref
from byfax_desktop.desktop.paths import DataPaths
from byfax_desktop.desktop.secrets import SecretStore, SecretsUnavailable
from byfax_desktop.engine.trouble import EngineTrouble
from byfax_desktop.options import WindowOptions
from byfax_desktop.service.client import Credentials
from byfax_desktop.service.codes import StateCode
from byfax_desktop.service.errors import AuthorizationRefused, Unreachable, refusal
from byfax_desktop.ui.accounts import opening
from byfax_desktop.ui.accounts.opening import AccountOpener, Opened

GOOD = Credentials("key", "secret")


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
        self.asked: list[tuple[str, Credentials]] = []
        self.opener = AccountOpener(self.paths, self.book, self.start_demo, environment)

    def start_demo(self, folder: Path) -> str:
        self.demos.append(folder)
        return "http://127.0.0.1:1"

    def ask(self, base_url: str, credentials: Credentials) -> None:
        self.asked.append((base_url, credentials))
        if credentials != GOOD:
            raise refusal(StateCode.API_KEY_NOT_FOUND, None, "faxout.GetBalance")


@pytest.fixture
def environment() -> dict[str, str]:
    return {}


@pytest.fixture
def parts(tmp_path: Path, environment: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> Parts:
    parts = Parts(tmp_path, environment)
    monkeypatch.setattr(opening, "_ask", parts.ask)
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
    account = opened(parts.opener.check_and_save(TEST_URL, "key", "secret")).account
    assert (account.title, account.base_url) == ("byFax test service", TEST_URL)
    assert parts.book.credentials(account) == ("key", "secret")
    assert "secret" not in parts.paths.accounts_file.read_text(encoding="utf-8").replace("secrets", "")
    assert opened(parts.opener.open_wanted(WindowOptions())).account == account
    assert opened(parts.opener.open_wanted(WindowOptions(account="byFax test service"))).account == account


@pytest.mark.parametrize(
    ("key", "secret"), [(" key\n", '"secret"'), ("secret", "key"), (" secret ", "key\n")]
)
def test_spaces_quotes_and_swapped_fields_are_put_right(parts: Parts, key: str, secret: str) -> None:
    account = opened(parts.opener.check_and_save(PRODUCTION_URL, key, secret)).account
    assert parts.book.credentials(account) == ("key", "secret")


def test_wrong_credentials_are_not_kept(parts: Parts) -> None:
    with pytest.raises(AuthorizationRefused):
        parts.opener.check_and_save(PRODUCTION_URL, "wrong", "secret")
    assert parts.book.list() == ()
    assert parts.keyring.entries == {}


def test_a_service_that_is_not_reached_is_asked_once(parts: Parts, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def fail(base_url: str, credentials: Credentials) -> None:
        asked.append(base_url)
        raise Unreachable("The service cannot be reached.", "Check the network.")

    monkeypatch.setattr(opening, "_ask", fail)
    with pytest.raises(Unreachable):
        parts.opener.check_and_save(PRODUCTION_URL, "key", "secret")
    assert asked == [PRODUCTION_URL]
    assert parts.book.list() == ()


def test_without_a_keyring_nothing_is_kept(parts: Parts) -> None:
    parts.keyring.is_locked = True
    with pytest.raises(SecretsUnavailable):
        parts.opener.check_and_save(PRODUCTION_URL, "key", "secret")
    assert parts.book.list() == ()


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
    first = opened(parts.opener.check_and_save(TEST_URL, "key", "secret")).account
    second = opened(parts.opener.check_and_save(PRODUCTION_URL, "key", "secret")).account
    assert parts.paths.account(first.ref) != parts.paths.account(second.ref)


def test_an_account_that_was_entered_before_is_opened_and_remembered(parts: Parts) -> None:
    first = opened(parts.opener.check_and_save(TEST_URL, "key", "secret")).account
    opened(parts.opener.open_demo())
    assert parts.opener.known() == (first,)
    assert opened(parts.opener.open_known(first.ref)).account == first
    assert opened(parts.opener.open_wanted(WindowOptions())).account == first
