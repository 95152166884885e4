"""Whose credentials the command line uses, and where it may send them."""

from __future__ import annotations

from argparse import Namespace

import pytest

from byfax_desktop.cli import access
from byfax_desktop.cli.access import find_login
from byfax_desktop.cli.exits import NoCredentials, UsageTrouble
from byfax_desktop.desktop.accounts import PRODUCTION_URL, TEST_URL, AccountBook, NewLogin
from byfax_desktop.desktop.logs import REDACTION
from byfax_desktop.desktop.paths import DataPaths
from byfax_desktop.desktop.secrets import SecretStore

BOTH = {"BYFAX_API_KEY": "env-key", "BYFAX_API_SECRET": "env-secret"}


class Keyring(dict):
    """A keyring backend in memory."""

    def set_password(self, service, username, password):
        self[username] = password

    def get_password(self, service, username):
        return self.get(username)


@pytest.fixture
def paths(tmp_path, monkeypatch):
    keyring = Keyring()
    monkeypatch.setattr(access, "SecretStore", lambda: SecretStore(keyring))
    made = DataPaths(tmp_path)
    book = AccountBook(made, SecretStore(keyring))
    book.add(NewLogin("Home", TEST_URL, "home-key", "home-secret"))
    book.add(NewLogin("Office", PRODUCTION_URL, "office-key", "office-secret"))
    return made


def login(paths, environment=(), url=None, account=None):
    return find_login(Namespace(url=url, account=account), paths, dict(environment))


def test_the_environment_comes_first(paths):
    found = login(paths, BOTH)

    assert (found.base_url, found.api_key, found.api_secret) == (PRODUCTION_URL, "env-key", "env-secret")


def test_the_environments_credentials_go_to_the_address_that_was_given(paths):
    assert login(paths, BOTH, url="http://127.0.0.1:1").base_url == "http://127.0.0.1:1"


def test_pasted_credentials_are_tidied(paths):
    found = login(paths, {"BYFAX_API_KEY": " 'env-key' ", "BYFAX_API_SECRET": "env-secret\n"})

    assert (found.api_key, found.api_secret) == ("env-key", "env-secret")


@pytest.mark.parametrize("name", ["BYFAX_API_KEY", "BYFAX_API_SECRET"])
def test_half_of_the_credentials_is_not_enough(paths, name):
    with pytest.raises(NoCredentials) as caught:
        login(paths, {name: "x"})

    (missing,) = BOTH.keys() - {name}
    assert missing in caught.value.do


def test_otherwise_the_account_in_use_is_taken(paths):
    found = login(paths)

    assert (found.title, found.api_key, found.base_url) == ("Office", "office-key", PRODUCTION_URL)


def test_an_account_is_chosen_by_name_whatever_the_environment_says(paths):
    found = login(paths, BOTH, account="Home")

    assert (found.api_secret, found.base_url) == ("home-secret", TEST_URL)


def test_an_accounts_secret_is_never_sent_to_another_address(paths):
    with pytest.raises(NoCredentials):
        login(paths, url="https://elsewhere.example")
    with pytest.raises(NoCredentials):
        login(paths, url="https://elsewhere.example", account="Office")


def test_an_unknown_account_is_named_with_those_there_are(paths):
    with pytest.raises(UsageTrouble) as caught:
        login(paths, account="Moon")

    assert "Office" in caught.value.do


def test_without_any_account_it_says_how_to_get_one(tmp_path):
    with pytest.raises(NoCredentials) as caught:
        login(DataPaths(tmp_path))

    assert "--demo" in caught.value.do


def test_the_demo_account_needs_no_credentials(paths):
    AccountBook(paths, SecretStore(Keyring())).add_demo()

    assert login(paths) is None


def test_each_login_has_data_of_its_own(paths):
    refs = {
        login(paths, BOTH).ref,
        login(paths, {**BOTH, "BYFAX_API_KEY": "other"}).ref,
        login(paths, BOTH, url=TEST_URL).ref,
        login(paths, account="Home").ref,
    }

    assert len(refs) == 4
    assert all(ref.isalnum() for ref in refs)


def test_the_environments_secret_is_kept_out_of_the_log(paths):
    login(paths, {"BYFAX_API_KEY": "canary-key-5", "BYFAX_API_SECRET": "canary-secret-5"})

    assert REDACTION.redacted("canary-key-5 canary-secret-5") == "[removed] [removed]"
