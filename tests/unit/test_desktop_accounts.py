"""The list of accounts: without secrets, and whole or not at all."""

from __future__ import annotations

import stat

import pytest

from byfax_desktop.desktop.accounts import DEMO_REF, PRODUCTION_URL, AccountBook, AccountsUnreadable
from byfax_desktop.desktop.paths import DataPaths
from byfax_desktop.desktop.secrets import SecretsUnavailable


class MemorySecrets:
    """A secret store that forgets with the test."""

    def __init__(self):
        self.kept = {}
        self.is_locked = False

    def save(self, ref, key, secret):
        self._open()
        self.kept[ref] = (key, secret)

    def load(self, ref):
        self._open()
        return self.kept[ref]

    def delete(self, ref):
        self._open()
        self.kept.pop(ref, None)

    def _open(self):
        if self.is_locked:
            raise SecretsUnavailable("Locked.", "Unlock.")


@pytest.fixture
def secrets():
    return MemorySecrets()


@pytest.fixture
def paths(tmp_path):
    return DataPaths(tmp_path)


@pytest.fixture
def book(paths, secrets):
    return AccountBook(paths, secrets)


def add(book, title="Office"):
    return book.add(title, PRODUCTION_URL, "my-key", "my-secret")


def test_there_is_none_at_first(book):
    assert book.list() == ()
    assert book.current() is None


def test_an_added_account_is_there_after_a_restart_and_in_use(book, paths, secrets):
    account = add(book)

    again = AccountBook(paths, secrets)
    assert again.list() == (account,)
    assert again.current() == account
    assert again.credentials(account) == ("my-key", "my-secret")


def test_the_file_holds_no_secret_and_is_its_owners_alone(book, paths):
    add(book)

    text = paths.accounts_file.read_text()
    assert "my-secret" not in text
    assert "my-key" not in text
    assert stat.S_IMODE(paths.accounts_file.stat().st_mode) == 0o600


def test_an_account_whose_secret_cannot_be_kept_is_not_added(book, secrets):
    secrets.is_locked = True
    with pytest.raises(SecretsUnavailable):
        add(book)

    assert book.list() == ()


def test_the_one_in_use_can_be_changed(book):
    first, second = add(book, "First"), add(book, "Second")
    assert book.current() == second
    book.use(first.ref)

    assert book.current() == first


def test_an_account_is_found_by_title_or_ref(book):
    account = add(book)

    assert book.find("Office") == book.find(account.ref) == account
    assert book.find("Home") is None


def test_a_removed_account_takes_its_secret_with_it(book, secrets):
    first, second = add(book, "First"), add(book, "Second")
    book.remove(second.ref)

    assert book.list() == (first,)
    assert book.current() == first
    assert list(secrets.kept) == [first.ref]


def test_an_account_whose_secret_cannot_be_removed_stays(book, secrets):
    account = add(book)
    secrets.is_locked = True
    with pytest.raises(SecretsUnavailable):
        book.remove(account.ref)

    assert book.list() == (account,)


def test_there_is_one_demo_and_it_needs_no_keyring(book, secrets):
    secrets.is_locked = True
    book.add_demo()
    book.add_demo()
    (demo,) = book.list()
    assert (demo.ref, demo.is_demo) == (DEMO_REF, True)

    book.remove(DEMO_REF)
    assert book.list() == ()


@pytest.mark.parametrize("text", ["", "[]", "{", '{"accounts": [{"nonsense": 1}], "current": ""}'])
def test_a_damaged_list_is_explained_and_kept(book, paths, text):
    paths.accounts_file.write_text(text)
    with pytest.raises(AccountsUnreadable) as caught:
        book.list()
    with pytest.raises(AccountsUnreadable):
        add(book)

    assert "accounts.json" in caught.value.do
    assert paths.accounts_file.read_text() == text
